"""Conditions: what is read, what is refused, three values."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.condition import (
    All,
    Answered,
    AnyOf,
    Compare,
    Condition,
    ConditionError,
    Not,
    faults,
    holds,
    read,
    write,
)
from assistant.facts import SAID
from assistant.fields import read_field

pytestmark = pytest.mark.journey

FACTS: dict[str, object] = {
    "a": 3,
    "nom": "x",
    "oui_non": True,
    "degats": frozenset({"vitre"}),
    "jour": dt.date(2026, 11, 20),
    "su": SAID,
}


@pytest.mark.parametrize(
    ("text", "truth"),
    [
        ("a == 3", True), ("a != 3", False), ("a < 4", True), ("a >= 4", False), ('nom in ["x", "y"]', True), ('nom == "z"', False),
        ("oui_non", True), ("not oui_non", False), ('"vitre" in degats', True), ('"porte" in degats', False),
        ('jour > date("2026-11-01")', True), ("answered(a)", True), ("answered(absent)", None), ("not answered(absent)", None),
        ("absent == 3", None), ("absent == 3 or a == 3", True), ("absent == 3 and a == 4", False), ("absent == 3 and a == 3", None),
        ('su == "x"', False), ('su != "x"', True), ("su", False), ("su < 3", False), ('su in ["x"]', False), ("answered(su)", True),
    ],
)  # fmt: skip
def test_truth(text: str, truth: bool | None) -> None:
    assert holds(read(text), FACTS.get) is truth


@pytest.mark.parametrize(
    "text",
    [
        "", "a ==", "__import__('os')", "a.b == 1", "lambda: 1", "[x for x in a]", "f'{a}'", "a ** 2 == 4", "1 < a < 3", "a + 1 == 2",
        "answered('a')", 'date("2026-13-01") == jour', "a in []", "a if b else c", "(" * 200 + "a" + ")" * 200, "a == b", "a == None",
        "a" * 301, "a\x00", "not " * 70 + "a.b",
    ],
)  # fmt: skip
def test_refused(text: str) -> None:
    with pytest.raises(ConditionError):
        read(text)


NAMES = st.sampled_from(["a", "b", "c", "d"])
SCALARS = st.integers(-5, 5) | st.text(max_size=5) | st.dates(dt.date(2020, 1, 1), dt.date(2030, 1, 1))
LEAVES: st.SearchStrategy[Condition] = (
    st.builds(Compare, NAMES, st.sampled_from(["==", "!=", "<", "<=", ">", ">=", "contains"]), SCALARS)
    | st.builds(lambda f, v: Compare(f, "in", tuple(v)), NAMES, st.lists(SCALARS, min_size=1, max_size=3))
    | st.builds(lambda f: Compare(f, "==", True), NAMES)
    | st.builds(Answered, NAMES)
)
TREES = st.recursive(
    LEAVES,
    lambda inner: (
        st.builds(Not, inner)
        | st.builds(lambda p: All(tuple(p)), st.lists(inner, min_size=2, max_size=3))
        | st.builds(lambda p: AnyOf(tuple(p)), st.lists(inner, min_size=2, max_size=3))
    ),
    max_leaves=5,
)


def _flat(condition: Condition) -> Condition:
    """`a and (b and c)` keeps its brackets when written, so trees are compared as they are."""
    return condition


@given(TREES)
def test_write_then_read_is_identity(condition: Condition) -> None:
    text = write(condition)
    if len(text) <= 300:
        assert read(text) == _flat(condition)


@given(
    TREES,
    st.dictionaries(NAMES, SCALARS | st.just(SAID), max_size=4),
    st.dictionaries(NAMES, SCALARS | st.just(SAID), max_size=4),
)
def test_more_answers_never_flip_a_settled_result(
    condition: Condition, some: dict[str, object], more: dict[str, object]
) -> None:
    before = holds(condition, some.get)
    if before is not None:
        assert holds(condition, {**more, **some}.get) is before


ABOVE = {
    f["id"]: read_field({"label": "?", **f})
    for f in (
        {"id": "auteur", "type": "choice", "options": {"inconnu": "?", "connu": "!"}},
        {"id": "degats", "type": "choices", "options": {"vitre": "?", "porte": "!"}},
        {"id": "montant", "type": "money"},
        {"id": "recit", "type": "long_text"},
        {"id": "identite", "type": "group", "parts": [{"id": "nom", "type": "text", "label": "Nom"}]},
    )
}


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ('auteur == "inconnu"', []),
        ("majeur and age > 17", []),
        ('autheur == "inconnu"', ["COND_FIELD"]),
        ('auteur == "inconu"', ["COND_VALUE"]),
        ('auteur > "a"', ["COND_OPERATOR"]),
        ('"x" in auteur', ["COND_OPERATOR"]),
        ('degats == "vitre"', ["COND_OPERATOR"]),
        ('"toit" in degats', ["COND_VALUE"]),
        ('montant > "10"', ["COND_VALUE"]),
        ("montant > 10", []),
        ("recit", ["COND_VALUE"]),
        ("en_ligne", ["COND_FIELD"]),
        ('autheur == "x" or auteur == "y" or montant in [true]', None),
        ('autheur == "x" or auteur == "y"', ["COND_FIELD", "COND_VALUE"]),
    ],
)
def test_static_check(text: str, codes: list[str] | None) -> None:
    if codes is None:
        with pytest.raises(ConditionError):
            read(text)
        return
    assert [fault.code for fault in faults(read(text), ABOVE)] == codes


def test_did_you_mean() -> None:
    assert "auteur" in str(faults(read('autheur == "inconnu"'), ABOVE)[0].gaps["hint"])
