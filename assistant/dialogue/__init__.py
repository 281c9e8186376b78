"""The conversation, as a pure state machine: messages in, turns out. `hear` is its door; the screen only draws."""

from assistant.dialogue.acts import act, asks, corrects, pick
from assistant.dialogue.elsewhere import DOORS, Door
from assistant.dialogue.facts import NAMES, confirm, confirm_all, doubtful, edit, in_words, remove, sure
from assistant.dialogue.fitting import Fitted, fitted
from assistant.dialogue.forms import BY_ID, SURE, Question, delicate
from assistant.dialogue.help import WHO, numbers
from assistant.dialogue.kept import dump, handed, load
from assistant.dialogue.opinion import reranked
from assistant.dialogue.proposing import Around
from assistant.dialogue.says import SAYS
from assistant.dialogue.talk import back, browse, choose, hear, none_of_these, reconsider, settle
from assistant.dialogue.tongues import CONTINUE, UNDERSTOOD
from assistant.dialogue.values import (
    OUT,
    Act,
    Browse,
    Card,
    Choose,
    Elsewhere,
    Fact,
    FactKind,
    Foreign,
    Heard,
    Likely,
    Ready,
    Reply,
    Say,
    Suggest,
    Switch,
    Talk,
    Turn,
    You,
)

__all__ = [
    "BY_ID",
    "CONTINUE",
    "DOORS",
    "NAMES",
    "OUT",
    "SAYS",
    "SURE",
    "UNDERSTOOD",
    "WHO",
    "Act",
    "Around",
    "Browse",
    "Card",
    "Choose",
    "Door",
    "Elsewhere",
    "Fact",
    "FactKind",
    "Fitted",
    "Foreign",
    "Heard",
    "Likely",
    "Question",
    "Ready",
    "Reply",
    "Say",
    "Suggest",
    "Switch",
    "Talk",
    "Turn",
    "You",
    "act",
    "asks",
    "back",
    "browse",
    "choose",
    "confirm",
    "confirm_all",
    "corrects",
    "delicate",
    "doubtful",
    "dump",
    "edit",
    "fitted",
    "handed",
    "hear",
    "in_words",
    "load",
    "none_of_these",
    "numbers",
    "pick",
    "reconsider",
    "remove",
    "reranked",
    "settle",
    "sure",
]
