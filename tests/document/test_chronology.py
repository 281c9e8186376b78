"""The line of time: every dated fact in order, never a birth, never for two dates that page 1 gives."""

from __future__ import annotations

import pytest
from pydantic import JsonValue

from assistant.document.blocks import Rows
from assistant.document.chronology import chronology_blocks
from assistant.document.dossier import Told
from assistant.flow import validate, walk
from assistant.form import load_library
from tests.document.dossiers import TODAY

pytestmark = pytest.mark.content
FORMS = load_library().forms


def line_of_time(form: str, answers: dict[str, JsonValue]) -> list[tuple[str, str]]:
    clean, _ = validate(FORMS[form], answers)
    blocks = chronology_blocks(Told.of(walk(FORMS[form], clean, TODAY)))
    return [
        (row.label, row.said) for b in blocks if isinstance(b, Rows) and b.caption == "Chronologie" for row in b.rows
    ]


CARD: dict[str, JsonValue] = {
    "decl_role": "victime",
    "type_operation": ["carte_en_ligne"],
    "carte_possession": True,
    "identite": {"naissance_date": {"start": "1990-02-11"}},
    "opposition": {"start": "2026-11-18T09:12", "precision": "minute"},
    "operations_contestees": [
        {"date": {"start": "2026-11-17"}, "montant": {"amount": 412}},
        {"date": {"start": "2026-11-16"}, "montant": {"amount": 89.9}},
    ],
}


def test_dates_come_in_order_with_what_they_are() -> None:
    found = line_of_time("fraude_carte_virement", CARD)
    days = ["Lundi 16 novembre 2026", "Mardi 17 novembre 2026", "Mercredi 18 novembre 2026 à 9 h 12"]
    assert [when for when, _ in found] == days
    assert "2," in found[0][1], "the second operation is the older one"
    assert "1990" not in str(found)


def test_two_dates_need_no_line_of_time() -> None:
    assert line_of_time("fraude_carte_virement", {**CARD, "operations_contestees": []}) == []


def test_episodes_stand_in_their_table_only() -> None:
    answers: dict[str, JsonValue] = {
        "frequence": [{"date": {"start": f"2026-11-1{n}"}, "faits": "x"} for n in range(4)]
    }
    assert line_of_time("violences_conjugales", answers) == []
