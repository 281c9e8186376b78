"""A conversation as plain JSON and back, for the working copy; what can no longer be read is left out."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import JsonValue

from assistant.dialogue.says import SAYS
from assistant.dialogue.values import Foreign, Reply, Say, Switch, Talk, Turn, You

_ONE: Mapping[str, type[You] | type[Foreign] | type[Switch]] = {"you": You, "foreign": Foreign, "switch": Switch}


def handed(talk: Talk) -> Talk:
    """What is left of a conversation once its story and facts are in the questionnaire: what was said, to be read again."""
    return Talk(turns=talk.turns, tongues=talk.tongues, quiet=talk.quiet)


def dump(talk: Talk) -> JsonValue:
    """The turns, and what was told and has not been put in the story yet; None of a discreet conversation, or an empty one."""
    if talk.quiet or not talk.turns:
        return None
    turns = [_turn(turn) for turn in talk.turns]
    return {"turns": turns, "told": [*talk.told], "tongues": [*sorted(talk.tongues)]}


def load(told: object) -> Talk:
    """The conversation that was dumped. Never raises: a copy may come from another version, or from anywhere."""
    if not isinstance(told, dict):
        return Talk()
    turns = (_read(one) for one in _list(told.get("turns")))
    return Talk(
        turns=tuple(turn for turn in turns if turn is not None),
        told=tuple(str(one) for one in _list(told.get("told"))),
        tongues=frozenset(str(one) for one in _list(told.get("tongues"))),
    )


def _turn(turn: Turn) -> JsonValue:
    match turn:
        case You(text):
            return ["you", text]
        case Say(names):
            return ["say", *names]
        case Reply(entry, others):  # what was told in other words is not kept: the stored text is
            return ["reply", entry, *others]
        case Foreign(lang):
            return ["foreign", lang]
        case Switch(lang):
            return ["switch", lang]


def _read(told: object) -> Turn | None:
    if not isinstance(told, list) or len(told) < 2 or not all(isinstance(part, str) for part in told):
        return None
    kind, first, *rest = told
    if kind == "say":
        names = tuple(name for name in (first, *rest) if name in SAYS)
        return Say(names) if names else None
    if kind == "reply":
        return Reply(first, tuple(rest))
    one = _ONE.get(kind)
    return one(first) if one else None


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []
