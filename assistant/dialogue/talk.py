"""The machine: a conversation and a message, or a button, give the next conversation. Pure: no clock, no model, no screen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.dialogue import facts
from assistant.dialogue.elsewhere import doors_for
from assistant.dialogue.forms import BY_ID, SURE, delicate_forms, proposable
from assistant.dialogue.proposing import Around, browsing, likely, proposing
from assistant.dialogue.tongues import UNDERSTOOD
from assistant.dialogue.values import (
    OUT,
    Choose,
    Elsewhere,
    Fact,
    Foreign,
    Heard,
    Likely,
    Ready,
    Reply,
    Say,
    Suggest,
    Switch,
    Talk,
    You,
)

_QUIET_DANGERS = frozenset({"violence", "sexual", "child", "suicide", "missing"})
_MOST_TURNS = 60  # bubbles kept: the story keeps every word of it anyway
_MAYBE = 0.4  # a form this likely makes a statement a story, whatever the stored answers say
_ABOUT = 0.5  # less likely than that, the form of a message is hardly one that it speaks of
_STEPS_BACK = 20


def hear(talk: Talk, heard: Heard, around: Around) -> Talk:
    """The conversation after a message of the person."""
    if heard.act in ("restart", "erase"):
        return Talk().saying(Say((heard.act,)))
    if heard.act == "back":
        return back(talk)
    heard = replace(heard, alone=_served(heard.alone, around), whole=_served(heard.whole or heard.alone, around))
    after = replace(talk, before=_shortened(talk), quiet=talk.quiet or _calls_for_quiet(heard, around))
    if heard.text.strip():
        after = after.saying(You(heard.text))
    if heard.masked:
        after = after.saying(Say(("masked",)))
    after = _replied(_spoken(after, heard.lang, around), heard, around)
    return replace(after, turns=after.turns[-_MOST_TURNS:])


def _served(ranked: Sequence[Likely], around: Around) -> tuple[Likely, ...]:
    return tuple(one for one in ranked if one.form == OUT or one.form in around.forms)


def reconsider(talk: Talk, ranked: Sequence[Likely], found: Sequence[Fact], around: Around) -> Talk:
    """The same account seen anew: other forms may come first, facts may be added; said only when the card changes."""
    seen = facts.taken(replace(talk, ranked=_served(ranked, around)), found, False)
    after = proposing(replace(seen, before=_shortened(talk)), around)
    return after if after.card != talk.card else seen


def choose(talk: Talk, form: str, around: Around) -> Talk:
    """« C'est ça », or a form of the list. Of a sensitive one, nothing that was said stays anywhere."""
    if form in around.sensitive:
        return Talk(card=Ready(form), quiet=True)
    return replace(talk, card=Ready(form), quiet=False, before=_shortened(talk))


def settle(talk: Talk, answer: str, around: Around) -> Talk:
    """The answer to the separating question: a button, or words that mean the same."""
    if not isinstance(talk.card, Choose) or not talk.card.question:
        return talk
    settled = (*talk.settled, (talk.card.question, answer))
    return proposing(replace(talk, settled=settled, before=_shortened(talk)), around)


def none_of_these(talk: Talk) -> Talk:
    """« Autre chose » : what was proposed is ruled out, and perhaps it is no complaint at all."""
    after = replace(
        talk,
        refused=talk.refused | frozenset(_proposed(talk)),
        before=_shortened(talk),
        card=Elsewhere(doors_for(talk.story)),
    )
    return after.saying(Say(("elsewhere",)))


def browse(talk: Talk) -> Talk:
    """The person chooses in the list; what was told is kept for the form they choose."""
    return browsing(replace(talk, before=_shortened(talk)), "list_quiet" if talk.quiet else "list")


def back(talk: Talk) -> Talk:
    """As it was before the last message or choice."""
    return talk.before or talk.saying(Say(("no_back",)))


def _shortened(talk: Talk) -> Talk:
    """What « back » returns to; its own past is cut where nobody goes back to."""
    steps, past = 0, talk.before
    while past is not None:
        steps, past = steps + 1, past.before
    return replace(talk, before=None) if steps >= _STEPS_BACK else talk


def _proposed(talk: Talk) -> tuple[str, ...]:
    if isinstance(talk.card, Suggest):
        return (talk.card.form, *talk.card.others)
    return talk.card.forms if isinstance(talk.card, Choose) else ()


def _calls_for_quiet(heard: Heard, around: Around) -> bool:
    """Something sensitive may be at stake: discreet from here on, until the person chooses a form that is not."""
    if heard.danger is not None and heard.danger[0] in _QUIET_DANGERS:
        return True
    if delicate_forms(heard.whole, around.sensitive):
        return True
    # "non, c'était mardi" alone is about nothing: it is what was told with it that says what it is about
    vague = heard.corrects and (not heard.alone or heard.alone[0].score < _ABOUT)
    settled = bool(heard.whole) and heard.whole[0].score >= SURE and heard.whole[0].form != OUT
    return not (vague and settled) and delicate_forms(heard.alone, around.sensitive)


def _spoken(talk: Talk, lang: str, around: Around) -> Talk:
    """Says once, in the person's language, which languages we answer in."""
    if lang in ("", around.lang) or lang in talk.tongues or not (lang in around.langs or lang in UNDERSTOOD):
        return talk
    turn = Switch(lang) if lang in around.langs else Foreign(lang)
    return replace(talk, tongues=talk.tongues | {lang}).saying(turn)


def _replied(talk: Talk, heard: Heard, around: Around) -> Talk:
    """The one thing this message calls for."""
    if heard.danger:
        talk = talk.saying(Say(("danger",)))
    if (moved := _about_card(talk, heard, around)) is not None:
        return moved
    if heard.act == "other":
        return none_of_these(talk)
    if heard.act not in ("tell", "ask", "order"):
        return _reminding(talk.saying(Say((heard.act,))))
    return _read(talk, heard, around)


def _about_card(talk: Talk, heard: Heard, around: Around) -> Talk | None:
    """A short answer to what is pending, said instead of pressed; None when it is not one."""
    card, shown = talk.card, _proposed(talk)
    if isinstance(card, Choose) and card.question and (answer := _meant(card.question, heard)):
        return settle(talk, answer, around)
    if 0 < heard.pick <= len(shown):
        return choose(talk, shown[heard.pick - 1], around)
    if isinstance(card, Suggest) and heard.act == "yes":
        return choose(talk, card.form, around)
    if isinstance(card, Suggest) and heard.act == "no":
        after = replace(talk, refused=talk.refused | {card.form})
        return proposing(after.saying(Say(("not_that",))), around)
    if isinstance(card, Choose) and heard.act == "no":
        return none_of_these(talk)
    return None


def _meant(question: str, heard: Heard) -> str:
    """Which answer of a separating question a short message gives; "" for none."""
    ids = [name for name, _, _ in BY_ID[question].answers]
    if heard.act in ("dunno", *ids):
        return heard.act
    return ids[heard.pick - 1] if 0 < heard.pick <= len(ids) and "yes" not in ids else ""


def _read(talk: Talk, heard: Heard, around: Around) -> Talk:
    """A story, a question, or both; a question in the middle is answered, and what was pending stays."""
    top = heard.alone[0] if heard.alone else Likely("", 0)
    is_form = top.form not in ("", OUT)
    sure, maybe = is_form and top.score >= SURE, is_form and top.score >= _MAYBE
    if heard.act == "order" and not sure:
        return _reminding(talk.saying(Say(("order",))))
    if heard.corrects and talk.told:
        return _corrected(talk, heard, around)
    asks = heard.act == "ask"
    if known := bool(heard.entries) and (asks or not maybe):
        talk = talk.saying(Reply(heard.entries[0], heard.entries[1:3], heard.retold))
    if sure or not (known or asks) or (maybe and not known):
        return _story(talk, heard, around)
    if not known:
        talk = talk.saying(Say(("unknown", "ask_where")))
    if talk.card is None and top.form == OUT and not (known and asks):
        return replace(talk, card=Elsewhere(doors_for(heard.text)))
    return _reminding(talk)


def _corrected(talk: Talk, heard: Heard, around: Around) -> Talk:
    """The story keeps the correction as it was said; the facts take it in, and the form when it changes that."""
    after = _taken(talk, heard).saying(Say(("corrected" if heard.facts and not talk.quiet else "noted",)))
    first, shown = proposable(likely(after)), _proposed(talk)
    if first and shown and first[0].form != shown[0]:
        return proposing(after, around)
    return _reminding(after)


def _story(talk: Talk, heard: Heard, around: Around) -> Talk:
    if around.helping and talk.quiet:
        return talk.saying(Say(("say_there",)))
    after = _taken(talk, heard)
    if around.helping or isinstance(talk.card, Ready):
        return after.saying(Say(("write_there" if around.helping else "added",)))
    top = heard.alone[0] if heard.alone else Likely("", 0)
    return proposing(after, around, top.form if talk.told and top.form != OUT and top.score >= SURE else "")


def _taken(talk: Talk, heard: Heard) -> Talk:
    """A message that tells something goes into the story as it is, and its facts to the chips; none while it is quiet."""
    after = replace(talk, told=(*talk.told, heard.text), ranked=heard.whole or talk.ranked)
    return replace(after, facts=()) if talk.quiet else facts.taken(after, heard.facts, heard.corrects)


def _reminding(talk: Talk) -> Talk:
    """After a digression, back to what was pending."""
    return talk.saying(Say(("pending",))) if isinstance(talk.card, (Suggest, Choose)) else talk
