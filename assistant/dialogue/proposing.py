"""What to propose for what was told: one form, three and a question, another door than a complaint, or the list."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from assistant.dialogue.elsewhere import doors_for
from assistant.dialogue.forms import SURE, WEAK, delicate_forms, proposable, separating, weighed
from assistant.dialogue.values import OUT, Browse, Choose, Elsewhere, Likely, Say, Suggest, Talk

_MOST_QUESTIONS = 2  # then the person chooses among three: an interrogation helps nobody


@dataclass(frozen=True, slots=True)
class Around:
    """What the conversation is held in: the language of the interface, those it speaks, the forms served."""

    forms: Collection[str] = field(default_factory=frozenset)
    sensitive: Collection[str] = field(default_factory=frozenset)
    lang: str = "fr"
    langs: Collection[str] = ("fr", "en")
    kin: Mapping[str, Sequence[str]] = field(default_factory=dict)  # forms of the same family, to have three to show
    helping: bool = False  # called from a question: a story does not begin another file


def likely(talk: Talk) -> tuple[Likely, ...]:
    """How likely each form is, with what the person answered and refused."""
    return weighed(talk.ranked, talk.settled, talk.refused)


def proposing(talk: Talk, around: Around, just_told: str = "") -> Talk:
    """The card for what is likely now: one form, three and a question, another door, or the list.

    `just_told`: the form that the last message alone surely speaks of; when it is another one, both are shown.
    """
    ranked = likely(talk)
    talk = replace(talk, quiet=talk.quiet or delicate_forms(ranked, around.sensitive))
    first, out = proposable(ranked), next((one.score for one in ranked if one.form == OUT), 0.0)
    if not first and out < SURE:
        return browsing(talk, "list_quiet" if talk.quiet else "list")
    if out >= SURE:
        names = _three([one.form for one in first], talk, around)
        return replace(talk, card=Elsewhere(doors_for(talk.story), tuple(names))).saying(Say(("out",)))
    two_facts = just_told not in ("", first[0].form, *talk.refused)
    both = [first[0].form, just_told] if two_facts else []
    names = _three([*both, *(one.form for one in first if one.form not in both)], talk, around)
    if two_facts:
        quiet = talk.quiet or just_told in around.sensitive
        return replace(talk, card=Choose(tuple(names)), quiet=quiet).saying(Say(("two_facts",)))
    if first[0].score >= SURE:
        why = () if talk.quiet else first[0].why
        said = "suggest_quiet" if names[0] in around.sensitive else "suggest"
        return replace(talk, card=Suggest(names[0], why, tuple(names[1:]))).saying(Say((said,)))
    if max(first[0].score, out) < WEAK and not talk.vague:
        return browsing(replace(talk, vague=1), "browse")
    asked = [question for question, _ in talk.settled]
    question = separating(names, asked) if len(asked) < _MOST_QUESTIONS else ""
    said = "choose_asking" if question else "choose"
    return replace(talk, card=Choose(tuple(names), question)).saying(Say((said,)))


def _three(names: Sequence[str], talk: Talk, around: Around) -> list[str]:
    """The three likeliest forms, completed by others of the same family when fewer are likely at all."""
    kin = (
        name for name in around.kin.get(names[0] if names else "", ()) if name not in names and name not in talk.refused
    )
    return [*names, *kin][:3]


def browsing(talk: Talk, said: str) -> Talk:
    """The list of all forms, with a sentence before it."""
    return replace(talk, card=Browse()).saying(Say((said,)))
