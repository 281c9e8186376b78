"""What contradicts itself, what to do and to bring, and which paper: read from a walk, form by form or not."""

from __future__ import annotations

import datetime as dt
from pathlib import Path as FilePath

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import JsonValue

from assistant.flow import Path, validate, walk
from assistant.form import load_library
from assistant.i18n import translator
from assistant.review import Warning_, actions, advice, answered, bring, deadlines, document_kind, warnings
from tests.test_form import HEAD, library

pytestmark = pytest.mark.journey
TODAY = dt.date(2026, 11, 23)

BODY = """\
pages:
  - id: tout
    title: Tout
    fields:
      - {id: decl_role, type: choice, label: Pour qui, options: {victime: Moi, representant_mineur: Enfant, proche: Proche, temoin: Témoin}}
      - {id: intention_plainte, type: choice, label: Quoi, options: {plainte: Plainte, signalement: Signaler, en_parler: Parler}}
      - {id: periode, type: period, label: Quand}
      - {id: date_decouverte, type: period, label: Vu}
      - {id: opposition, type: period, label: Opposition}
      - {id: lieu, type: place, label: Où}
      - {id: identite, type: group, label: Vous, parts: [
          {id: naissance_date, type: date, label: Né le}, {id: courriel, type: email, label: Courriel}, {id: siren, type: siren, label: SIREN}]}
      - {id: victime_identite, type: group, label: Enfant, parts: [{id: naissance_date, type: date, label: Né le}]}
      - {id: operations_contestees, type: list, label: Opérations, parts: [
          {id: date, type: period, label: Date}, {id: montant, type: money, label: Montant}]}
      - {id: biens_liste, type: list, label: Objets, parts: [{id: objet, type: text, label: Objet}, {id: valeur, type: money, label: Valeur}]}
      - {id: prejudice_total, type: money, label: Total}
      - {id: cache, type: period, label: Départ, private: true}
      - {id: feu, type: yes_no, label: Feu}
      - {id: fumee, type: period, label: Fumée, if: feu}
cautions:
  - {code: FEU, if: feu, message: Il y a du feu., fields: [feu]}
actions:
  - {id: appeler, what: Appelez, when: maintenant, source: S, confidence: sure, done_if: answered(opposition)}
  - {id: sortir, what: Sortez, when: vite, source: S, confidence: verify, if: feu}
  - {id: ecrire, what: Écrivez, when: demain, source: S, confidence: sure}
bring:
  - {what: Une photo}
  - {what: Un extincteur, if: feu}
advice:
  - {body: Lisez, early: true}
  - {body: Soufflez, if: feu}
documents:
  - {kind: declaration_perte, if: feu}
"""


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> FilePath:
    return tmp_path_factory.mktemp("review")


def walked(root: FilePath, answers: dict[str, JsonValue], sensitive: bool = False) -> Path:
    """The walk of the tiny form with valid answers."""
    folder = root / ("sensitive" if sensitive else "plain")
    if not folder.exists():
        library(folder, BODY, HEAD + ("sensitive: true\n" if sensitive else ""))
    found = load_library(folder)
    assert not found.problems
    clean, errors = validate(found.forms["essai"], answers)
    assert not errors
    return walk(found.forms["essai"], clean, TODAY)


def told(root: FilePath, answers: dict[str, JsonValue], sensitive: bool = False) -> list[tuple[str, tuple[str, ...]]]:
    return [(w.code, w.fields) for w in warnings(walked(root, answers, sensitive), TODAY)]


def ops(*amounts: float | None) -> JsonValue:
    items: list[JsonValue] = []
    for amount in amounts:
        items.append({"date": "2026-11-01"} | ({} if amount is None else {"montant": amount}))
    return items


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
