"""Answers that go over to a newer version of their form: nothing invented, nothing lost without a word."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path as FilePath

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import JsonValue

from assistant.fields import IN_PERSON, UNKNOWN
from assistant.flow import validate
from assistant.form import Form
from assistant.form.carry import OPTION, PART, PRIVATE, STRANGE, TYPE, carried
from assistant.form.changes import AGAIN, GONE, HIDDEN, carry, changes
from tests.document.dossiers import value_of
from tests.test_form_changes import EN, FR, LIST, NOTE, SHIPPED, Answers, form, walking

pytestmark = pytest.mark.never_lost

# An edit, answers -> the answers that go over, and what is dropped: place, name, words, why.
VELO: JsonValue = {"marque": "Moustache", "couleur": "gris", "sorte": "course"}
CARRIED: dict[str, tuple[list[tuple[str, str]], Answers, Answers, list[tuple[object, ...]]]] = {
    "same": ([], {"attache": "cave", "velos": [VELO]}, {"attache": "cave", "velos": [VELO]}, []),
    "said": (
        [("label: Valeur", "label: Valeur, unknown: false")],
        {"montant": dict(UNKNOWN), "lieu": dict(IN_PERSON)},
        {"lieu": dict(IN_PERSON)},
        [(("montant",), "Valeur", "ne sait pas", "Cette question demande une réponse.")],
    ),
    "option": (
        [("cave: Dans une cave", "mur: Au mur"), ("if: 'attache == \"cave\"'", "if: 'attache == \"mur\"'")],
        {"attache": "cave"},
        {},
        [(("attache",), "Comment était-il attaché ?", "Dans une cave", str(OPTION))],
    ),
    "one option of several": (
        [(", mur: Mur", "")],
        {"degats": ["vitre", "mur"]},
        {"degats": ["vitre"]},
        [(("degats",), "Dégâts", "Mur", str(OPTION))],
    ),
    "the only option of several": (
        [(", mur: Mur", "")],
        {"degats": ["mur"]},
        {},
        [(("degats",), "Dégâts", "Mur", str(OPTION))],
    ),
    "kind of place": (
        [("gare: Gare, ", "")],
        {"lieu": {"text": "arceaux", "kind": "gare", "end": {"text": "là", "kind": "gare"}}},
        {"lieu": {"text": "arceaux", "end": {"text": "là"}}},
        [(("lieu", "kind"), "Où ?", "Gare", str(OPTION)), (("lieu", "end", "kind"), "Où ?", "Gare", str(OPTION))],
    ),
    "a kind of place of the person's own": (
        [("gare: Gare, ", "")],
        {"lieu": {"text": "arceaux", "kind": "sous un pont"}},
        {"lieu": {"text": "arceaux", "kind": "sous un pont"}},
        [],
    ),
    "type": (
        [("{id: montant, type: number", "{id: montant, type: money")],
        {"montant": 3},
        {},
        [(("montant",), "Valeur", "3", str(TYPE))],
    ),
    "limit": (
        [("label: Valeur", "label: Valeur, maximum: 10")],
        {"montant": 30},
        {},
        [(("montant",), "Valeur", "30", "Écrivez un nombre entre 0 et 10.")],
    ),
    "no longer private": (
        [(", private: true", "")],
        {"note": "chez ma sœur"},
        {},
        [(("note",), "Une note", "chez ma sœur", str(PRIVATE))],
    ),
    "now private": ([("label: Valeur", "label: Valeur, private: true")], {"montant": 3}, {"montant": 3}, []),
    "question gone": ([(NOTE, "")], {"note": "secret", "montant": 3}, {"note": "secret", "montant": 3}, []),
    "parts": (
        [(" {id: couleur, type: text, label: Couleur},", ""), ("course: De course", "cargo: Cargo")],
        {"velos": [{"marque": "A"}, VELO]},
        {"velos": [{"marque": "A"}, {"marque": "Moustache"}]},
        [
            (("velos", 1, "couleur"), "Vélos (2) › Couleur", "gris", str(PART)),
            (("velos", 1, "sorte"), "Vélos (2) › Sorte", "De course", str(OPTION)),
        ],
    ),
    "nothing left of an item": (
        [(" {id: couleur, type: text, label: Couleur},", "")],
        {"velos": [{"couleur": "gris"}]},
        {},
        [(("velos", 0, "couleur"), "Vélos (1) › Couleur", "gris", str(PART))],
    ),
    "an answer from a version before": (
        [(LIST, LIST + "      - {id: ancienne, type: text, label: Ancienne}\n")],
        {"ancienne": "mot"},
        {},
        [(("ancienne",), "Ancienne", "mot", str(STRANGE))],
    ),
    "nothing said": ([], {"note": None, "velos": [], "montant": 3}, {"montant": 3}, []),
}


@pytest.mark.parametrize("name", CARRIED)
def test_what_goes_over_and_what_is_told(tmp_path: FilePath, name: str) -> None:
    edits, answers, expected, dropped = CARRIED[name]
    old, new = form(tmp_path / "old"), form(tmp_path / "new", *edits)
    assert carry(old, new, answers) == expected
    told = changes(old, new, answers).dropped
    assert [(one.where, FR(one.name), one.said(FR), FR(one.why)) for one in told] == dropped


def test_what_is_dropped_is_told_in_english(tmp_path: FilePath) -> None:
    whys = [OPTION, TYPE, PART, PRIVATE, STRANGE, GONE, HIDDEN, AGAIN]
    assert [why for why in whys if not EN.has(why.msgid)] == []


# Properties, on the forms that are served: any two of them are two versions far apart.


@st.composite
def answered(draw: st.DrawFn, one: Form) -> Answers:
    """Valid answers to a form."""
    raw = draw(st.fixed_dictionaries({}, optional={f.id: value_of(f) for f in one.fields.values()}))
    clean, _ = validate(one, raw)
    return clean


def leaves(value: JsonValue, where: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    """Every word of an answer with its place, ranks in lists left out."""
    if isinstance(value, dict):
        for key, inside in value.items():
            yield from leaves(inside, (*where, key))
    elif isinstance(value, list):
        for inside in value:
            yield from leaves(inside, where)
    else:
        yield where, json.dumps(value)


SOME = st.sampled_from(sorted(SHIPPED))


@given(SOME, st.data())
def test_to_the_same_version_everything_goes_over(name: str, data: st.DataObject) -> None:
    one = SHIPPED[name]
    answers = data.draw(answered(one))
    assert carry(one, one, answers) == answers
    assert not changes(one, one, answers, walking)


@given(SOME, SOME, st.data())
def test_nothing_is_invented_nothing_is_lost(old_id: str, new_id: str, data: st.DataObject) -> None:
    """Every word that goes over was said at that place; what does not go over is told; the new form takes it all."""
    old, new = SHIPPED[old_id], SHIPPED[new_id]
    answers = data.draw(answered(old))
    found = carried(old, new, answers)
    said, over = set(leaves(answers)), set(leaves(found.answers))
    assert over <= said
    dropped = {leaf for told in found.dropped for leaf in leaves(told.value, _place(told.where))}
    assert said - over <= dropped
    asked = {name: value for name, value in found.answers.items() if name in new.fields}
    assert validate(new, asked) == (asked, {})
    assert [told.said(lang) for told in found.dropped for lang in (FR, EN)].count("") == 0


def _place(where: tuple[str | int, ...]) -> tuple[str, ...]:
    """The place of what is told, as `leaves` writes it: a kind of place is told inside its place."""
    names = tuple(key for key in where if isinstance(key, str))
    return names[:-1] if names[-1] == "kind" else names


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["kind", "end", "marque", "x"]), inner),
    max_leaves=8,
)


@given(data=st.data())
def test_any_answers_are_carried_or_told(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    """A draft of another program may hold anything: it opens all the same."""
    one = _bike(tmp_path_factory)
    answers = data.draw(st.dictionaries(st.sampled_from([*one.fields, "absente"]), JSON))
    found = changes(one, one, answers, walking)
    assert all(isinstance(told.said(FR), str) for told in (*found.dropped, *found.unasked))
    over = set(carry(one, one, answers))
    gone = {name for name, value in answers.items() if value not in (None, "", [], {})} - over
    assert gone <= {told.where[0] for told in found.dropped}


_MADE: list[Form] = []


def _bike(tmp: pytest.TempPathFactory) -> Form:
    if not _MADE:
        _MADE.append(form(tmp.mktemp("bike") / "one"))
    return _MADE[0]
