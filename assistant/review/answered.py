"""Every answer of a walk with the question it answers, those inside objects and lists included."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pydantic import JsonValue

from assistant.fields import Field, Group, Items, said
from assistant.flow import Path
from assistant.i18n import Message as M


@dataclass(frozen=True, slots=True)
class Found:
    """One plain answer: `at` is the dotted way to it without list positions, `name` the words to point at it."""

    question: str  # the id of the question asked, where the person can correct
    at: str
    name: M
    field: Field
    value: JsonValue


def answered(path: Path) -> Iterator[Found]:
    """The answers that are shown and not private, depth first; "ne sait pas" and "à l'audition" are left out."""
    for field in path.fields.values():
        if not field.private:
            yield from _inside(field, path.answers.get(field.id), field.id, field.id, M(field.name))


def _inside(field: Field, value: JsonValue, question: str, at: str, name: M) -> Iterator[Found]:
    if value is None or said(value):
        return
    yield Found(question, at, name, field, value)
    if isinstance(field, Group):
        yield from _parts(field.parts, value, question, at, name)
    elif isinstance(field, Items) and isinstance(value, list):
        for n, item in enumerate(value, 1):
            yield from _parts(field.parts, item, question, at, M("{name} {n}", name=name, n=n))


def _parts(parts: Sequence[Field], value: JsonValue, question: str, at: str, name: M) -> Iterator[Found]:
    given = value if isinstance(value, dict) else {}
    for part in (p for p in parts if not p.private):
        inner = M("{name}, {part}", name=name, part=M(part.name))
        yield from _inside(part, given.get(part.id), question, f"{at}.{part.id}", inner)
