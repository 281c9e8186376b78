"""The facts of a message as chips: what our own reading found, in the person's words, with whose it is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

from pydantic import JsonValue

from assistant.dialogue import Fact, FactKind
from assistant.triage.facts.value import At, Found, Where
from assistant.triage.facts.where import ONLINE
from assistant.triage.facts.whose import asked, whose
from assistant.triage.slots import Slots, slots
from assistant.triage.times import when
from assistant.ui import proposed

_EACH = 3  # chips of one kind: more would bury the button
_CHOICE = 3  # places of one name that are offered; of more, the questionnaire asks the commune


def facts(text: str, now: dt.datetime) -> tuple[Fact, ...]:
    """What a message says, none of it sure yet."""
    return tuple(_facts(text, slots(text, now)))


def again(fact: Fact, words: str, now: dt.datetime) -> Fact | None:
    """A fact of the same kind from the words written in its place; None when they say no such thing, or several."""
    if fact.kind == "when":
        found = when(words, now, gone=True)
        return replace(fact, value=dict(found.value()), words=words) if found else None
    same = [one for one in facts(words, now) if one.kind == fact.kind]
    read = same[0] if len(same) == 1 else None if same else proposed.fact(fact.kind, words, now)
    return replace(read, words=words, whose=fact.whose) if read else None


def _facts(text: str, found: Slots) -> Iterator[Fact]:
    if found.when:
        yield Fact("when", dict(found.when.value()), found.when.words)
    if found.where:
        yield from (Fact("where", value, words) for value, words in _places(found.where))
    if found.amount:
        value: JsonValue = dict(found.amount.value())
        yield Fact("amount", value, found.amount.words, whose="theirs" if asked(text, found.amount.at) else "mine")
    for kind, value, words, at in _things(found):
        yield Fact(kind, value, words, whose=whose(text, at))


def _things(found: Slots) -> Iterator[tuple[FactKind, JsonValue, str, At]]:
    """What there may be several of."""
    numbers: tuple[tuple[FactKind, tuple[Found, ...]], ...] = (
        ("phone", found.phones),
        ("email", found.emails),
        ("iban", found.ibans),
        ("imei", found.imeis),
        ("plate", found.plates),
        ("url", found.urls),
        ("pseudonym", found.pseudonyms),
    )
    for kind, each in numbers:
        yield from ((kind, one.value, one.words, one.at) for one in each[:_EACH])
    for thing in found.objects[:_EACH]:
        yield "object", {"family": thing.family, "brand": thing.brand}, thing.words, thing.at


def _places(place: Where) -> Iterator[tuple[JsonValue, str]]:
    """The place told; one chip for each that a name may mean, so that the person says which."""
    words = place.words
    if place.kind == ONLINE and not (place.commune or place.candidates or place.country):
        yield {"kind": ONLINE}, words
        return
    said: dict[str, JsonValue] = {}
    if place.kind and place.kind != ONLINE:
        said = {"kind": place.kind, "text": place.kind_words}
    if place.commune:
        yield {**said, "commune": place.commune}, words
    elif place.country:
        yield {**said, "country": place.country}, words
    elif len(place.candidates) in range(1, _CHOICE + 1):
        for one in place.candidates:
            yield {**said, "commune": one.commune}, words
    elif place.candidates or said:
        yield {**said, "text": words}, words
