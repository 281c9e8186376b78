"""What contradicts itself: each case told once, with its questions; a sensitive form tells only slips."""

from __future__ import annotations

from pathlib import Path as FilePath

import pytest
from pydantic import JsonValue

from assistant.i18n import translator
from assistant.review import warnings
from tests.reviewed import TODAY, ops, root, walked

__all__ = ["root"]
pytestmark = pytest.mark.journey


def told(root: FilePath, answers: dict[str, JsonValue], sensitive: bool = False) -> list[tuple[str, tuple[str, ...]]]:
    return [(w.code, w.fields) for w in warnings(walked(root, answers, sensitive), TODAY)]


CASES: dict[str, tuple[dict[str, JsonValue], list[tuple[str, tuple[str, ...]]]]] = {
    "nothing": ({}, []),
    "sound": (
        {"periode": {"start": "2026-11-20T19:00", "end": "2026-11-21T08:30"}, "date_decouverte": "2026-11-21", "lieu": {"commune": "38563"}},
        [],
    ),
    "tomorrow": ({"periode": "2026-11-24"}, [("DATE_FUTURE", ("periode",))]),
    "today": ({"periode": "2026-11-23T23:50"}, []),
    "ends tomorrow": ({"periode": {"start": "2026-11-20", "end": "2026-11-24"}}, [("DATE_FUTURE", ("periode",))]),
    "this month, not over": ({"periode": "2026-11"}, []),
    "this year, not over": ({"periode": "2026"}, []),
    "next month": ({"periode": "2026-12"}, [("DATE_FUTURE", ("periode",))]),
    "in a list": (
        {"operations_contestees": [{"date": "2026-11-01"}, {"date": "2027-11-01"}]},
        [("DATE_FUTURE", ("operations_contestees",))],
    ),
    "end before start": ({"periode": {"start": "2026-11-21", "end": "2026-11-20"}}, [("DATE_ORDER", ("periode",))]),
    "same day, hours swapped": (
        {"periode": {"start": "2026-11-21T10:00", "end": "2026-11-21T09:00"}},
        [("DATE_ORDER", ("periode",))],
    ),
    "seen before": (
        {"periode": "2026-11-20", "date_decouverte": "2026-11-19"},
        [("DISCOVERY_BEFORE", ("date_decouverte", "periode"))],
    ),
    "seen the same day": ({"periode": "2026-11-20T19:00", "date_decouverte": "2026-11-20"}, []),
    "seen within the span": ({"periode": {"start": "2026-11-18", "end": "2026-11-20"}, "date_decouverte": "2026-11-19"}, []),
    "blocked before": ({"periode": "2026-11-20", "opposition": "2026-11-01"}, [("STEP_BEFORE", ("opposition", "periode"))]),
    "not known": ({"periode": {"unknown": True}, "date_decouverte": {"in_person": True}, "lieu": {"unknown": True}}, []),
    "born tomorrow": ({"identite": {"naissance_date": "2026-11-24"}}, [("BIRTH_DATE", ("identite",))]),
    "born in 1900": ({"identite": {"naissance_date": "1900-01-01"}}, [("BIRTH_DATE", ("identite",))]),
    "born in 1920": ({"identite": {"naissance_date": "1920-01-01"}}, []),
    "minor alone": (
        {"decl_role": "victime", "identite": {"naissance_date": "2010-01-01"}},
        [("MINOR_ALONE", ("decl_role", "identite"))],
    ),
    "minor for a minor": (
        {"decl_role": "representant_mineur", "identite": {"naissance_date": "2010-01-01"}},
        [("MINOR_FOR_MINOR", ("decl_role", "identite"))],
    ),
    "child of age": (
        {"decl_role": "representant_mineur", "victime_identite": {"naissance_date": "2008-11-23"}},
        [("VICTIM_ADULT", ("decl_role", "victime_identite"))],
    ),
    "child": ({"decl_role": "representant_mineur", "victime_identite": {"naissance_date": "2008-11-24"}}, []),
    "no commune": ({"lieu": {"commune": "38999"}}, [("PLACE_UNKNOWN", ("lieu",))]),
    "other end": ({"lieu": {"commune": "38563", "end": {"commune": "38998"}}}, [("PLACE_UNKNOWN", ("lieu",))]),
    "abroad": ({"lieu": {"country": "ES"}}, []),
    "online": ({"lieu": {"kind": "internet"}}, []),
    "no mail there": ({"identite": {"courriel": "a@b.test"}}, [("EMAIL_DOMAIN", ("identite",))]),
    "wrong key": ({"identite": {"siren": "812345678"}}, [("SIREN_KEY", ("identite",))]),
    "right key": ({"identite": {"siren": "732829320"}}, []),
    "adds up": ({"operations_contestees": ops(89.9, 412), "prejudice_total": 501.9}, []),
    "more than the total": (
        {"operations_contestees": ops(89.9, 412), "prejudice_total": 400},
        [("AMOUNT_MISMATCH", ("operations_contestees", "prejudice_total"))],
    ),
    "less than the total": (
        {"operations_contestees": ops(89.9, 412), "prejudice_total": 2000},
        [("AMOUNT_MISMATCH", ("operations_contestees", "prejudice_total"))],
    ),
    "an amount is missing": ({"operations_contestees": ops(800, None), "prejudice_total": 400}, []),
    "another currency": (
        {"operations_contestees": [{"montant": {"amount": 800, "currency": "USD"}}], "prejudice_total": 400},
        [],
    ),
    "total in another currency": ({"operations_contestees": ops(800), "prejudice_total": {"amount": 4, "currency": "BTC"}}, []),
    "goods are a part of the loss": ({"biens_liste": [{"valeur": 100}], "prejudice_total": 400}, []),
    "goods above the loss": (
        {"biens_liste": [{"valeur": 300}, {"valeur": 300}], "prejudice_total": 400},
        [("AMOUNT_MISMATCH", ("biens_liste", "prejudice_total"))],
    ),
    "private is never read": ({"cache": "2027-01-01"}, []),
    "hidden is never read": ({"fumee": "2027-01-01"}, []),
    "the form's own": ({"feu": True}, [("FEU", ("feu",))]),
    "no fire": ({"feu": False}, []),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_contradictions(root: FilePath, name: str) -> None:
    answers, expected = CASES[name]
    assert told(root, answers) == expected


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("tomorrow", True),
        ("end before start", True),
        ("seen before", True),
        ("born in 1900", True),
        ("no commune", True),
        ("the form's own", True),
        ("minor alone", False),
        ("child of age", False),
        ("more than the total", False),
        ("less than the total", False),
        ("blocked before", False),
    ],
)
def test_a_sensitive_form_tells_only_slips(root: FilePath, name: str, kept: bool) -> None:
    answers, expected = CASES[name]
    assert told(root, answers, sensitive=True) == (expected if kept else [])


def test_the_message_names_the_item_and_gives_the_amounts(root: FilePath) -> None:
    late: dict[str, JsonValue] = {"operations_contestees": [{"date": "2026-11-01"}, {"date": "2027-11-01"}]}
    assert "Opérations 2, Date" in str(warnings(walked(root, late), TODAY)[0].message)
    answers, _ = CASES["more than the total"]
    shown = warnings(walked(root, answers), TODAY)[0].as_json(translator("fr"))
    assert set(shown) == {"code", "message", "fields"}
    assert "501,90" in str(shown["message"]) and "400,00" in str(shown["message"])


def test_the_same_warning_is_told_once(root: FilePath) -> None:
    found = warnings(walked(root, {"lieu": {"commune": "38999", "end": {"commune": "38999"}}}), TODAY)
    assert [w.code for w in found] == ["PLACE_UNKNOWN"]
