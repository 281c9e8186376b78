"""What is said of a place that is not an ordinary address: each has its honest answer."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path as FilePath

import pytest
from pydantic import JsonValue
from typer.testing import CliRunner

from assistant.__main__ import app
from assistant.cases import Case, result
from assistant.fields import Place
from assistant.form import load_library
from assistant.i18n import translator
from assistant.routing import Routing, load_routing
from assistant.routing.notes import LINES
from assistant.settings import settings
from tests.test_routing import folder, routed

pytestmark = pytest.mark.directory
FORMS, TABLE = load_library().forms, load_routing()
HOME: JsonValue = {"commune": "Saint-Égrève", "code_postal": "38120"}
PARIS: JsonValue = {"commune": "Paris", "code_postal": "75011"}


def at(tmp_path: FilePath, lieu: JsonValue = None, home: JsonValue = None) -> Routing:
    answers = {"lieu": lieu, "coordonnees": home}
    return routed(*folder(tmp_path), {key: value for key, value in answers.items() if value is not None})


@pytest.mark.parametrize(
    ("lieu", "home", "codes"),
    [
        (None, None, []),
        ({"commune": "38563"}, None, []),
        ({"commune": "38563", "kind": "rue"}, None, []),
        ({"commune": "38563", "kind": "transport"}, None, ["train"]),
        ({"commune": "38563", "kind": "gare"}, None, ["train"]),
        ({"commune": "38563", "text": "dans le TER de 18 h"}, None, ["train"]),
        ({"commune": "38563", "text": "terrain de sport"}, None, []),
        ({"commune": "38563", "text": "A48, sens Lyon, km 82"}, None, ["motorway"]),
        ({"commune": "38563", "text": "aire de l'Isle-d'Abeau"}, None, ["motorway"]),
        ({"commune": "38563", "kind": "autoroute"}, None, ["motorway"]),
        ({"commune": "38563", "kind": "nature"}, None, ["mountain"]),
        ({"text": "au refuge, vers 2 300 m"}, None, ["mountain", "unknown"]),
        ({"kind": "internet"}, HOME, ["online"]),
        ({"kind": "internet", "text": "annonce d'un vélo, train miniature"}, HOME, ["online"]),
        ({"kind": "internet"}, PARIS, ["not_established", "online"]),
        ({"country": "ES", "text": "Barcelone"}, HOME, ["abroad"]),
        ({"unknown": True}, HOME, ["unknown"]),
        ({"unknown": True}, None, ["unknown"]),
        ({"in_person": True}, HOME, ["unknown"]),
        ({"commune": "38563", "end": {"commune": "38193"}}, None, ["several"]),
        ({"commune": "38563", "end": {"commune": "38563"}}, None, []),
        ({"commune": "38563", "kind": "transport", "end": {"commune": "69123"}}, None, ["train", "several"]),
        ({"commune": "75056"}, HOME, ["not_established"]),
        ({"commune": "75056", "kind": "gare"}, None, ["not_established", "train"]),
        ({"commune": "98735"}, None, ["not_established"]),  # no coordinates either
    ],
)
def test_each_place_has_its_answer(tmp_path: FilePath, lieu: JsonValue, home: JsonValue, codes: list[str]) -> None:
    assert [note.code for note in at(tmp_path, lieu, home).notes] == codes


def test_outside_isere_the_doors_stay_and_nothing_is_invented(tmp_path: FilePath) -> None:
    found = at(tmp_path, {"commune": "75056"})
    assert [door.id for door in found.channels] == ["pel", "poste"]
    assert (found.offices, found.court) == ((), None)
    note = found.notes[0]
    assert (note.phones, note.url) == (("17", "112"), "https://lannuaire.service-public.gouv.fr")
    assert "Paris (75)" in str(translator("fr")(note.text))


def test_outside_isere_the_units_near_the_home_are_still_told(tmp_path: FilePath) -> None:
    found = at(tmp_path, {"commune": "75056"}, HOME)
    assert found.offices[0].id == "gendarmerie-38382-01"
    assert found.court is None


@pytest.mark.parametrize(
    ("other", "why"),
    [
        ("38544", "tribunal du premier, Voiron, à titre indicatif"),
        ("38185", "lieu des faits : Voiron"),
        ("69123", "du premier"),
    ],
)
def test_several_communes_under_several_courts(tmp_path: FilePath, other: str, why: str) -> None:
    found = at(tmp_path, {"commune": "38563", "end": {"commune": other}})
    assert found.court is not None
    assert why in str(found.court.why)


def test_the_commune_of_the_command_is_told_like_that_of_the_answers(tmp_path: FilePath) -> None:
    found = routed(*folder(tmp_path), {"lieu": {"commune": "38563"}}, commune="13055")
    assert [note.code for note in found.notes] == ["not_established"]


def test_notes_are_in_the_result_object_in_the_reader_s_language(tmp_path: FilePath) -> None:
    shown = at(tmp_path, {"country": "ES"}).as_json(translator("en"), dt.datetime(2026, 11, 23, 10))
    notes = shown["notes"]
    assert isinstance(notes, list) and isinstance(notes[0], dict)
    assert list(notes[0]) == ["code", "text", "phones", "url"]
    assert (notes[0]["code"], notes[0]["phones"]) == ("abroad", ["112"])


def offering() -> list[tuple[str, str, str]]:
    """Form, kind of place that it offers, code of the note that belongs to it."""
    return [
        (name, kind, line.note.code)
        for name, form in FORMS.items()
        for line in LINES
        for kind in line.kinds
        if isinstance(place := form.fields.get("lieu"), Place) and kind in place.options
    ]


def test_a_form_offers_each_kind_that_has_a_note() -> None:
    assert {kind for line in LINES for kind in line.kinds} == {kind for _, kind, _ in offering()}


@pytest.mark.parametrize(
    ("form", "kinds"),
    [
        ("accident_fuite", {"autoroute", "voie_rapide", "montagne"}),
        ("vol_vehicule", {"autoroute", "voie_rapide", "nature"}),
        ("degradations", {"autoroute", "voie_rapide", "nature"}),
        ("violences", {"autoroute", "voie_rapide", "nature"}),
        ("disparition", {"montagne", "nature"}),
        ("environnement", {"montagne", "autoroute"}),
    ],
)
def test_a_form_offers_the_places_its_people_need(form: str, kinds: set[str]) -> None:
    assert kinds <= {kind for name, kind, _ in offering() if name == form}


@pytest.mark.parametrize(("form", "kind", "code"), offering())
def test_the_note_of_a_kind_is_in_the_result_of_its_forms(form: str, kind: str, code: str) -> None:
    answers: dict[str, JsonValue] = {"lieu": {"commune": "38563", "kind": kind}}
    case = Case(FORMS[form], answers, TABLE, "P-TEST-TEST", dt.datetime(2026, 11, 23, 10))
    told = result(case, translator("fr"))["notes"]
    assert isinstance(told, list)
    assert code in {note["code"] for note in told if isinstance(note, dict)}


def test_the_command_line_tells_it_in_the_language_asked(tmp_path: FilePath, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PRELUDE_DATA", str(tmp_path / "var"))
    settings.cache_clear()
    answers = tmp_path / "answers.json"
    answers.write_text(json.dumps({"lieu": {"commune": "38563", "kind": "autoroute"}}), encoding="utf-8")
    done = CliRunner().invoke(
        app, ["fill", "violences", "--answers", str(answers), "--out", str(tmp_path / "out"), "--lang", "en"]
    )
    assert done.exit_code == 0, done.output
    notes = json.loads(done.stdout)["notes"]
    assert [(note["code"], note["phones"]) for note in notes] == [("motorway", ["17", "112"])]
    assert "motorway" in notes[0]["text"]
