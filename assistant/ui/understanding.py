"""The one door between the conversation and what understands messages: danger, forms, facts, stored answers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pydantic import JsonValue

from assistant.dialogue import Fact, Heard, Likely, act, corrects, pick
from assistant.fields import Invalid
from assistant.form import Form
from assistant.review.forbidden import masked
from assistant.triage.danger import Danger, danger, ruled
from assistant.triage.language import language
from assistant.triage.ranker import rank

_ENOUGH = 12  # letters by which a language can be told
_SHORT = frozenset(
    {"empty", "noise", "hello", "thanks", "insult", "yes", "no", "back", "restart", "erase", "other", "dunno"}
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A stored answer; what is shown is its text as it was written, with its source and the date of that source."""

    id: str
    question: str
    answer: str
    answer_en: str
    source: str
    checked: str

    def said(self, lang: str) -> str:
        """In French for the French interface, else in English."""
        return self.answer if lang == "fr" else self.answer_en


def safe(text: str) -> str:
    """A message as it may be held: card numbers, codes and the like are masked before anything else happens to it.

    An IBAN stays: it is often the author's, and the form that does not ask for one masks it later.
    """
    return masked(text, iban_asked=True)


def at_once(text: str) -> Danger | None:
    """A danger that the rules hear; the model, which may still be loading, is asked with the rest."""
    return ruled(text)


def understand(text: str, told: Sequence[str], now: dt.datetime, was_masked: bool = False) -> Heard:
    """What a message says; may wait for the models to be loaded, so it is never called before a page is shown."""
    what = act(text)
    found = danger(text)
    lang = "" if what in _SHORT else _language(text)
    alone = () if what in _SHORT else _likely(text)
    whole = _likely("\n".join((*told, text))) if alone and told else ()
    return Heard(
        text=text,
        act=what,
        pick=pick(text),
        corrects=corrects(text),
        masked=was_masked,
        danger=(found.kind, found.numbers) if found else None,
        lang=lang,
        alone=alone,
        whole=whole,
    )


def _likely(text: str) -> tuple[Likely, ...]:
    return tuple(Likely(one.form, one.score, one.why) for one in rank(text))


def _language(text: str) -> str:
    """The language of a message long enough to tell; of a word or two, nothing is said."""
    letters = sum(map(str.isalpha, text[:400]))
    return language(text) if letters >= (_ENOUGH if text.isascii() else _ENOUGH // 2) else ""


def entry(name: str) -> Entry | None:
    """A stored answer by its id; None when it is not in the base."""
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
