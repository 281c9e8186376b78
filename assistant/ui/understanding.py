"""The one door between the conversation and what understands messages: danger, forms, facts, stored answers."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from assistant.dialogue import Fact, Fitted, Heard, Likely, act, asks, corrects, fitted, pick
from assistant.form import Form
from assistant.review.forbidden import masked
from assistant.triage import faq
from assistant.triage.danger import Danger, danger, ruled
from assistant.triage.encoder import PATIENCE
from assistant.triage.faq_base import Entry
from assistant.triage.language import language
from assistant.triage.ranker import rank
from assistant.ui import picked

_ENOUGH = 12  # letters by which a language can be told
_TOLD = 5  # words that can tell what happened
_TELLS = frozenset({"tell", "ask"})
_PASSAGES = re.compile(r"(?<=[.!?;,؟？。，\n])\s*")
_SHORT = frozenset(
    {"empty", "noise", "hello", "thanks", "insult", "yes", "no", "back", "restart", "erase", "other", "dunno"}
)


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
    entries = _entries(text, lang) if what in ("ask", "tell") else ()
    story = _telling(text) if entries else text
    alone = () if what in _SHORT else _likely(story)
    whole = _likely("\n".join((*told, story))) if alone and told else ()
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
        facts=picked.facts(story, now) if what in _TELLS else (),
        entries=entries,
    )


def _likely(text: str) -> tuple[Likely, ...]:
    return tuple(Likely(one.form, one.score, one.why) for one in rank(text))


def _entries(text: str, lang: str) -> tuple[str, ...]:
    """The stored answers that a message calls for, the best first; none when nothing is known of it."""
    asked = faq.ask(text, lang, PATIENCE)
    return tuple(one.entry.id for one in asked.ranked) if asked.known else ()


def _telling(text: str) -> str:
    """What a message tells beside the question that it asks: « est-ce payant ? » at its end makes no story less likely."""
    kept = [passage for passage in _PASSAGES.split(text) if not asks(passage)]
    return " ".join(kept) if sum(len(passage.split()) for passage in kept) >= _TOLD else text


def _language(text: str) -> str:
    """The language of a message long enough to tell; of a word or two, nothing is said."""
    letters = sum(map(str.isalpha, text[:400]))
    return language(text) if letters >= (_ENOUGH if text.isascii() else _ENOUGH // 2) else ""


def entry(name: str) -> Entry | None:
    """A stored answer by its id, word for word with its source; None when it is not in the base."""
    return faq.stored().get(name)


def reread(fact: Fact, words: str, now: dt.datetime) -> Fact | None:
    """A fact from the words the person wrote in its place; None when they say no such thing."""
    return picked.again(fact, safe(words), now)


def prefilled(form: Form, facts: Sequence[Fact]) -> dict[str, Fitted]:
    """The answers that confirmed facts give, each read by its own question; what does not fit is left to be asked."""
    return fitted(form, facts)
