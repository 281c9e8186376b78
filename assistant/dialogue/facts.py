"""The facts picked up, as chips: seen, corrected, confirmed or taken away by the person, never used silently."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from pydantic import JsonValue

from assistant.dialogue.together import together
from assistant.dialogue.values import ONE, Fact, FactKind, Talk
from assistant.fields import Money, Period, Place
from assistant.i18n import Message as M
from assistant.i18n import Translator

NAMES: dict[FactKind, M] = {
    "when": M("Quand"),
    "where": M("Où"),
    "amount": M("Montant"),
    "phone": M("Téléphone"),
    "email": M("Courriel"),
    "iban": M("IBAN"),
    "imei": M("Numéro IMEI"),
    "plate": M("Plaque"),
    "url": M("Adresse web"),
    "pseudonym": M("Pseudonyme"),
    "object": M("Objet"),
}
_PERIOD = Period(id="when", type="period", label="when")
_PLACE = Place(id="where", type="place", label="where")
_MONEY = Money(id="amount", type="money", label="amount")
_MOST = 12  # chips on a phone: more would bury the button


def in_words(fact: Fact, t: Translator) -> str:
    """A fact as the recap would write it."""
    if fact.kind == "when":
        return _PERIOD.words(fact.value, t)
    if fact.kind == "where":
        return _PLACE.words(fact.value, t)
    if fact.kind == "amount":
        return _MONEY.words(fact.value, t)
    return fact.value if isinstance(fact.value, str) else fact.words


def taken(talk: Talk, found: Iterable[Fact], corrects: bool) -> Talk:
    """The facts with those of a new message; a correction takes the place of what it corrects."""
    new = tuple(found)
    mended = {fact.kind for fact in new if corrects and fact.kind in ONE}
    facts = [old for old in talk.facts if old.kind not in mended or any(_same(old, fact) for fact in new)]
    place = {
        old.kind: i for i, old in reversed([*enumerate(talk.facts)]) if old.kind in mended
    }  # a correction keeps it
    for fact in new:
        if any(_same(fact, old) for old in (*facts, *talk.removed)):
            continue
        same = [i for i, old in enumerate(facts) if old.kind == fact.kind]
        whole = together(facts[same[0]], fact) if len(same) == 1 else None
        if whole:
            facts[same[0]] = whole
        else:
            facts.insert(place.get(fact.kind, len(facts)), fact)
    return replace(talk, facts=tuple(facts[:_MOST]))


def confirm(talk: Talk, n: int) -> Talk:
    """The person says that a fact is right; of what a story has only one, it is then that one."""
    if not 0 <= n < len(talk.facts):
        return talk
    chosen = talk.facts[n]
    return replace(
        talk,
        facts=tuple(
            replace(fact, sure=True)
            if i == n
            else replace(fact, sure=False)
            if fact.kind == chosen.kind and fact.kind in ONE
            else fact
            for i, fact in enumerate(talk.facts)
        ),
    )


def confirm_all(talk: Talk) -> Talk:
    """All is right; where two facts claim the one place there is, neither is confirmed: that is for the person to say."""
    for n in range(len(talk.facts)):
        if n not in doubtful(talk):
            talk = confirm(talk, n)
    return talk


def doubtful(talk: Talk) -> frozenset[int]:
    """Facts of which there can be one only, and there are several, none confirmed: which one is asked."""
    kinds = [fact.kind for fact in talk.facts]
    sure = {fact.kind for fact in talk.facts if fact.sure}
    return frozenset(i for i, kind in enumerate(kinds) if kind in ONE - sure and kinds.count(kind) > 1)


def edit(talk: Talk, n: int, fact: Fact) -> Talk:
    """The person wrote a fact anew; it is theirs, so it is confirmed."""
    if not 0 <= n < len(talk.facts):
        return talk
    facts = (*talk.facts[:n], fact, *talk.facts[n + 1 :])
    return confirm(replace(talk, facts=facts), n)


def remove(talk: Talk, n: int) -> Talk:
    """The person takes a fact away; it is not offered again."""
    if not 0 <= n < len(talk.facts):
        return talk
    facts = (*talk.facts[:n], *talk.facts[n + 1 :])
    return replace(talk, facts=facts, removed=(*talk.removed, talk.facts[n]))


def sure(talk: Talk) -> tuple[Fact, ...]:
    """What may be pre-filled."""
    return tuple(fact for fact in talk.facts if fact.sure)


def _same(one: Fact, other: Fact) -> bool:
    return one.kind == other.kind and _key(one.value) == _key(other.value)


def _key(value: JsonValue) -> JsonValue:
    return value.casefold() if isinstance(value, str) else value
