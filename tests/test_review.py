"""What to do, to bring and to read, and which paper: read from a walk, form by form or not."""

from __future__ import annotations

from pathlib import Path as FilePath

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import JsonValue

from assistant.flow import validate, walk
from assistant.form import load_library
from assistant.i18n import translator
from assistant.review import Warning_, actions, advice, answered, bring, deadlines, document_kind, warnings
from tests.reviewed import TODAY, ops, root, walked

__all__ = ["root"]
pytestmark = pytest.mark.journey


def test_answers_are_walked_with_their_way(root: FilePath) -> None:
    path = walked(
        root, {"identite": {"naissance_date": "1990-01-01"}, "operations_contestees": ops(1, 2), "cache": "2027-01-01"}
    )
    assert [found.at for found in answered(path)] == [
        "identite", "identite.naissance_date",
        "operations_contestees", "operations_contestees.date", "operations_contestees.montant",
        "operations_contestees.date", "operations_contestees.montant",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("answers", "done", "pieces", "sentences"),
    [
        ({}, {"appeler": False, "ecrire": False}, ["Une photo"], ["Lisez"]),
        ({"opposition": "2026-11-20"}, {"appeler": True, "ecrire": False}, ["Une photo"], ["Lisez"]),
        (
            {"feu": True},
            {"appeler": False, "sortir": False, "ecrire": False},
            ["Une photo", "Un extincteur"],
            ["Lisez", "Soufflez"],
        ),
    ],
)
def test_what_to_do_to_bring_and_to_read(
    root: FilePath, answers: dict[str, JsonValue], done: dict[str, bool], pieces: list[str], sentences: list[str]
) -> None:
    path = walked(root, answers)
    assert {todo.id: todo.done for todo in actions(path)} == done
    assert list(bring(path)) == pieces
    assert [sentence.body for sentence in advice(path)] == sentences
    assert actions(path)[0].as_json(translator("fr")) == {
        "what": "Appelez",
        "when": "maintenant",
        "done": done["appeler"],
    }


@pytest.mark.parametrize(
    ("answers", "kind"),
    [
        ({}, "plainte"),
        ({"decl_role": "victime", "intention_plainte": "plainte"}, "plainte"),
        ({"intention_plainte": {"unknown": True}}, "plainte"),
        ({"decl_role": "temoin"}, "signalement"),
        ({"decl_role": "proche", "intention_plainte": "plainte"}, "signalement"),
        ({"decl_role": "victime", "intention_plainte": "signalement"}, "fiche"),
        ({"decl_role": "victime", "intention_plainte": "en_parler"}, "fiche"),
        ({"decl_role": "temoin", "feu": True}, "declaration_perte"),
    ],
)
def test_which_paper(root: FilePath, answers: dict[str, JsonValue], kind: str) -> None:
    assert document_kind(walked(root, answers)) == kind


DELIVERED = load_library().forms
PIECES = st.sampled_from(["2026-11-20", "2027-01-01", "1890-01-01", "2026", "x"])


@settings(deadline=None)
@given(
    st.sampled_from(sorted(DELIVERED)),
    st.fixed_dictionaries(
        {},
        optional={
            "decl_role": st.sampled_from(["victime", "representant_mineur", "temoin"]),
            "periode": st.fixed_dictionaries({"start": PIECES}, optional={"end": PIECES}),
            "date_decouverte": st.fixed_dictionaries({"start": PIECES}),
            "identite": st.fixed_dictionaries({"naissance_date": st.fixed_dictionaries({"start": PIECES})}),
            "lieu": st.fixed_dictionaries({"commune": st.sampled_from(["38563", "38999", "75056"])}),
            "prejudice_total": st.fixed_dictionaries({"amount": st.floats(0, 10**9)}),
        },
    ),
)
def test_a_review_never_fails_on_valid_answers(name: str, raw: dict[str, JsonValue]) -> None:
    clean, _ = validate(DELIVERED[name], raw)
    path = walk(DELIVERED[name], clean, TODAY)
    found = warnings(path, TODAY)
    assert all(
        isinstance(w, Warning_) and str(w.message) and set(w.fields) <= set(DELIVERED[name].fields) for w in found
    )
    assert all(due.due is None or str(due.due) >= TODAY.isoformat() for due in deadlines(path, TODAY))
    assert len(set(found)) == len(found)
    assert document_kind(path)
