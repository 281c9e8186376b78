"""Down the pages of a form with the answers so far: what is shown, what is missing, where it stops."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from pydantic import JsonValue

from assistant.condition import holds
from assistant.facts import DERIVED, SAID, Answers
from assistant.fields import Field, Group, Invalid, Items, LongText, Text, said
from assistant.form import Form, Page
from assistant.i18n import Message

Errors = Mapping[tuple[str | int, ...], Message]


@dataclass(frozen=True, slots=True)
class Step:
    """A page that is shown, with only the questions that concern the person."""

    page: Page
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Path:
    """One walk: the steps, the answers that count (never a hidden one), and what is still to say."""

    form: Form
    today: dt.date
    steps: tuple[Step, ...]
    answers: Answers
    missing: tuple[str, ...]
    useful_missing: tuple[str, ...]
    stop: Page | None

    def fact(self, name: str) -> object:
        """The value a condition compares: None when not answered."""
        return _fact(name, self.answers, self.form.fields, self.today)

    def holds(self, condition: object) -> bool:
        """Whether a condition of the form is settled and true."""
        return holds(condition, self.fact) is True  # type: ignore[arg-type]

    @property
    def fields(self) -> dict[str, Field]:
        """The questions shown, in order."""
        return {f.id: f for step in self.steps for f in step.fields}

    @property
    def complete(self) -> bool:
        return not self.missing

    def shown(self, name: str) -> Path:
        """The same walk when a question left empty is answered by files: it is not missing then."""
        if name in self.answers:
            return self
        gaps, useful = (tuple(n for n in found if n != name) for found in (self.missing, self.useful_missing))
        return replace(self, missing=gaps, useful_missing=useful)


def _fact(name: str, answers: Answers, fields: Mapping[str, Field], today: dt.date) -> object:
    if name in DERIVED:
        return DERIVED[name].compute(answers, today)
    value = answers.get(name)
    if value is None or name not in fields:
        return None
    return SAID if said(value) else fields[name].fact(value)


def walk(form: Form, answers: Answers, today: dt.date) -> Path:
    """Goes down the pages; a page or question shows only when its condition is true. Pure."""
    kept: dict[str, JsonValue] = {}
    steps: list[Step] = []
    missing: list[str] = []
    useful: list[str] = []

    def fact(name: str) -> object:
        return _fact(name, kept, form.fields, today)

    for page in form.pages:
        if holds(page.if_, fact) is not True:
            continue
        shown: list[Field] = []
        for question in page.fields:
            if holds(question.if_, fact) is not True:
                continue
            shown.append(question)
            value = answers.get(question.id)
            if value is not None:
                kept[question.id] = value
            enough = question.enough_if is not None and holds(question.enough_if, fact) is True
            if not enough and (value is None or not question.complete(value)):
                {"essential": missing, "useful": useful}.get(question.need, []).append(question.id)
        if shown or page.stop or page.intro:
            steps.append(Step(page, tuple(shown)))
        if page.stop:
            return Path(form, today, tuple(steps), kept, tuple(missing), tuple(useful), page)
    if form.sensitive:  # nothing is counted as missing: it can all be said in person
        missing, useful = [], []
    return Path(form, today, tuple(steps), kept, tuple(missing), tuple(useful), None)


def validate(
    form: Form, raw: Mapping[str, JsonValue]
) -> tuple[dict[str, JsonValue], dict[tuple[str | int, ...], Message]]:
    """Cleans a whole answers object: the clean answers, and the place and message of every error."""
    clean: dict[str, JsonValue] = {}
    errors: dict[tuple[str | int, ...], Message] = {}
    for name, value in raw.items():
        question = form.fields.get(name)
        if question is None:
            errors[(name,)] = Message("Cette question n'existe pas dans ce formulaire.")
            continue
        if value in (None, "", [], {}):
            continue
        try:
            clean[name] = question.read(value)
        except Invalid as invalid:
            errors |= {(name, *at): message for at, message in invalid.errors}
    return clean, errors


class FreeText(NamedTuple):
    """The person's own words; `short`: the answer on one line to a question that asks for a few words."""

    text: str
    short: bool


def free_texts(questions: Iterable[Field], answers: Mapping[str, JsonValue]) -> Iterator[FreeText]:
    """What the person wrote freely in these questions, in objects and lists too: where a danger may be told."""
    for question in questions:
        value = answers.get(question.id)
        if isinstance(question, (LongText, Text)) and isinstance(value, str):
            yield FreeText(value, isinstance(question, Text))
        elif isinstance(question, Group) and isinstance(value, dict):
            yield from free_texts(question.parts, value)
        elif isinstance(question, Items) and isinstance(value, list):
            for item in value:
                yield from free_texts(question.parts, item) if isinstance(item, dict) else ()
