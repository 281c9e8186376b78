"""A fact that the model server proposes is read by our own rules from the person's words; what they do not say is no fact."""

from __future__ import annotations

import datetime as dt
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import JsonValue

from assistant.dialogue import FactKind, in_words
from assistant.i18n import translator
from assistant.ui.proposed import fact

pytestmark = pytest.mark.chat
NOW = dt.datetime(2026, 3, 18, 10)


@pytest.mark.parametrize(
    ("kind", "words", "value"),
    [
        ("amount", "350 euros", {"amount": 350, "currency": "EUR"}),
        ("amount", "1 200,50 €", {"amount": 1200.5, "currency": "EUR"}),
        ("amount", "beaucoup", None),
        ("amount", "350 ou 400", None),
        ("where", "à Voiron", {"commune": "38563"}),
        ("where", "Voiron", {"commune": "38563"}),
        ("where", "chez ma tante", None),
        ("when", "hier soir", {"start": "2026-03-17T18:00", "end": "2026-03-17T23:59", "precision": "hour"}),
        ("when", "un jour", None),
        ("phone", "06 12 34 56 78", "+33612345678"),
        ("phone", "12", None),
        ("email", "a.b@exemple.fr", "a.b@exemple.fr"),
        ("email", "a.b", None),
        ("plate", "ab 123 cd", "AB-123-CD"),
        ("iban", "FR76 0000", None),
        ("imei", "490154203237518", "490154203237518"),
        ("pseudonym", "La Fouine", "La Fouine"),
        ("object", "un vélo rouge", "un vélo rouge"),
        ("object", "x" * 81, None),
    ],
)
def test_read(kind: FactKind, words: str, value: JsonValue) -> None:
    found = fact(kind, words, NOW)
    assert (found.value if found else None) == value
    assert found is None or (found.words == words and not found.sure)


@given(st.sampled_from(get_args(FactKind)), st.text(min_size=2, max_size=200))
def test_any_words_are_read_or_left_and_can_be_shown(kind: FactKind, words: str) -> None:
    found = fact(kind, words, NOW)
    assert found is None or in_words(found, translator("fr"))
