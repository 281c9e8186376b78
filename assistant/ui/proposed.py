"""A fact from words that stand in the person's message, read by our own rules: what they do not say plainly is no fact."""

from __future__ import annotations

import datetime as dt
import re

from pydantic import JsonValue

from assistant.dialogue import Fact, FactKind
from assistant.directory import named
from assistant.fields import Invalid, read_field
from assistant.triage.times import when

_QUESTIONS = {
    kind: read_field({"id": kind, "type": name, "label": kind})
    for kind, name in {
        "phone": "phone",
        "email": "email",
        "iban": "iban",
        "imei": "imei",
        "plate": "plate",
        "amount": "money",
        "when": "period",
        "where": "place",
    }.items()
}
_SUM = re.compile(r"\d[\d .,'\u00a0\u202f]*")
_LONGEST = 80  # characters of a name, an address or an object
_LEADING = re.compile(r"^(?:à|a|au|aux|dans|en|in|at|près de|pres de|de)\s+", re.IGNORECASE)


def fact(kind: FactKind, words: str, now: dt.datetime) -> Fact | None:
    """The fact that these words tell; None when our own reading finds none in them."""
    try:
        value = _value(kind, words, now)
    except Invalid:
        return None
    return None if value is None else Fact(kind, value, words)


def _value(kind: FactKind, words: str, now: dt.datetime) -> JsonValue:
    raw: JsonValue = words
    if kind == "when":
        found = when(words, now)
        raw = dict(found.value()) if found else None
    elif kind == "where":
        places = named(_LEADING.sub("", words))
        raw = {"commune": places[0].insee} if len(places) == 1 else None
    elif kind == "amount":
        sums = _SUM.findall(words)
        raw = sums[0].strip(" .,'\u00a0\u202f") if len(sums) == 1 else None
    if raw is None or kind not in _QUESTIONS:
        return words if raw is not None and len(words) <= _LONGEST and "\n" not in words else None
    return _QUESTIONS[kind].read(raw)
