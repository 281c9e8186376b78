"""The one door between the conversation and what understands messages: danger, forms, facts, stored answers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pydantic import JsonValue

from assistant.dialogue import Fact, Heard, act, corrects, pick
from assistant.fields import Invalid
from assistant.form import Form
from assistant.review.forbidden import masked
from assistant.triage.danger import Danger, danger


@dataclass(frozen=True, slots=True)
class Entry:
    """A stored answer in one language: nothing is ever made up. `checked`: when its source was read."""

    id: str
    question: str
    answer: str
    source: str
    checked: str
    verify: bool


def safe(text: str) -> str:
    """A message as it may be held: card numbers, codes and the like are masked before anything else happens to it.

    An IBAN stays: it is often the author's, and the form that does not ask for one masks it later.
    """
    return masked(text, iban_asked=True)


def at_once(text: str) -> Danger | None:
    """A danger that the rules hear; the model, which may still be loading, is asked with the rest."""
    return danger(text)


def understand(text: str, told: Sequence[str], now: dt.datetime, was_masked: bool = False) -> Heard:
    """What a message says; may wait for the models to be loaded, so it is never called before a page is shown."""
    what = act(text)
    found = danger(text)
    return Heard(
        text=text,
        act=what,
        pick=pick(text),
        corrects=corrects(text),
        masked=was_masked,
        danger=(found.kind, found.numbers) if found else None,
    )


def entry(name: str, lang: str) -> Entry | None:
    """A stored answer by its id."""
    return None


def reread(fact: Fact, words: str, now: dt.datetime) -> Fact | None:
    """A fact from the words the person wrote in its place; None when they say no such thing."""
    return None


def prefilled(form: Form, facts: Sequence[Fact], now: dt.datetime) -> dict[str, JsonValue]:
    """The answers that confirmed facts give, each read by its own question; what does not fit is left to be asked."""
    return _read(form, {})


def _read(form: Form, raw: Mapping[str, JsonValue]) -> dict[str, JsonValue]:
    clean: dict[str, JsonValue] = {}
    for name, value in raw.items():
        if (question := form.fields.get(name)) is not None:
            try:
                clean[name] = question.read(value)
            except Invalid:
                continue
    return clean
