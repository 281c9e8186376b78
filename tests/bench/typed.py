"""From an answers object to what a person types in each box of the questionnaire."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from pydantic import JsonValue

from assistant.directory import commune
from assistant.fields import Choice, Choices, Field, Items, Money, Period, Place, YesNo, said
from assistant.form import parts_of
from assistant.i18n import translator
from tests.bench.tab import Value

SCREEN = translator("fr", fine=True)  # the words as they stand on the screen

Box = tuple[str, Value]  # widget key, and what is put in it


def typed(question: Field, value: JsonValue, where: tuple[str, ...] = ()) -> Iterator[Box]:
    """The boxes of one question, in the order of the page; of a list, the first item only."""
    key = "-".join(("q", *where, question.id))
    if said(value):
        yield from _said(question, key, said(value))
    elif isinstance(question, YesNo):
        yield key, "Oui" if value else "Non"
    elif isinstance(question, Choice):
        yield key, SCREEN(question.options[str(value)])
    elif isinstance(question, Choices) and isinstance(value, list):
        yield from ((f"{key}-{option}", True) for option in value)
    elif isinstance(question, Period) and isinstance(value, dict):
        yield from _moment(question, key, value)
    elif isinstance(question, Place) and isinstance(value, dict):
        yield from _place(question, key, value)
    elif isinstance(question, Money) and isinstance(value, dict):
        yield key, str(value["amount"]).replace(".", ",")
    elif isinstance(question, Items) and isinstance(value, list):
        yield from _parts(question, value[0], (*where, question.id, "0"))
    elif parts_of(question):
        yield from _parts(question, value, (*where, question.id))
    else:
        yield key, question.typed(value)


def _parts(question: Field, value: JsonValue, where: tuple[str, ...]) -> Iterator[Box]:
    assert isinstance(value, dict)
    for part in parts_of(question):
        if part.id in value:
            yield from typed(part, value[part.id], where)


def _said(question: Field, key: str, what: str | None) -> Iterator[Box]:
    if what == "unknown" and isinstance(question, Choice | YesNo):
        yield key, "Je ne sais pas"
    elif what == "unknown":
        yield f"{key}-unknown", True


def _moment(question: Period, key: str, value: dict[str, JsonValue]) -> Iterator[Box]:
    start, end = str(value["start"]), str(value.get("end", value["start"]))
    if question.type == "date":
        yield key, _day(start)
        return
    yield f"{key}-day", _day(start)
    if "T" in start:
        yield f"{key}-clock", start[11:16].replace(":", "h")
    if end != start:
        yield f"{key}-end-day", _day(end)
        if "T" in end:
            yield f"{key}-end-clock", end[11:16].replace(":", "h")


def _day(text: str) -> str:
    return dt.date.fromisoformat(text[:10]).strftime("%d/%m/%Y")


def _place(question: Place, key: str, value: dict[str, JsonValue]) -> Iterator[Box]:
    found = commune(str(value.get("commune", "")))
    if found:
        yield f"{key}-commune", found.name
    if "kind" in value:
        yield f"{key}-kind", SCREEN(question.options[str(value["kind"])])
    if "text" in value:
        yield f"{key}-text", str(value["text"])
