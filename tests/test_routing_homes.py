"""The place that counts: where the facts happened, else the home, and the office and court that each one gives."""

from __future__ import annotations

from pathlib import Path as FilePath

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import JsonValue

from assistant.directory import UnknownCommune
from assistant.routing import home_commune
from tests.test_routing import folder, routed

pytestmark = pytest.mark.journey

VOIRON, VIENNE, GRENOBLE = "tgi-38185-01", "tgi-38544-01", "tgi-38185-01"
HOME: JsonValue = {"commune": "Saint-Égrève", "code_postal": "38120"}


@pytest.mark.parametrize(
    ("answers", "office", "court", "why"),
    [
        ({}, None, None, ""),
        ({"lieu": {"commune": "38563"}}, "commissariat_police-38563-01", VOIRON, "lieu des faits : Voiron"),
        ({"lieu": {"commune": "38193"}, "coordonnees": HOME}, "gendarmerie-38193-01", VIENNE, "L'Isle-d'Abeau"),
        (
            {"lieu": {"kind": "internet"}, "coordonnees": HOME},
            "gendarmerie-38382-01",
            GRENOBLE,
            "domicile, Saint-Égrève",
        ),
        (
            {"lieu": {"kind": "internet", "commune": "38193"}, "coordonnees": HOME},
            "gendarmerie-38382-01",
            GRENOBLE,
            "domicile",
        ),
        (
            {"lieu": {"kind": "internet", "commune": "38193"}},
            "gendarmerie-38193-01",
            VIENNE,
            "commune indiquée, L'Isle",
        ),
        ({"lieu": {"unknown": True}, "coordonnees": HOME}, "gendarmerie-38382-01", GRENOBLE, "à titre indicatif"),
        ({"lieu": {"text": "un sentier"}, "coordonnees": HOME}, "gendarmerie-38382-01", GRENOBLE, "à titre indicatif"),
        ({"coordonnees": HOME}, "gendarmerie-38382-01", GRENOBLE, "à titre indicatif"),
        ({"lieu": {"kind": "domicile"}, "coordonnees": HOME}, "gendarmerie-38382-01", GRENOBLE, "lieu des faits"),
        ({"lieu": {"country": "ES"}, "coordonnees": HOME}, "gendarmerie-38382-01", None, ""),
        ({"lieu": {"country": "FR", "commune": "38563"}}, "commissariat_police-38563-01", VOIRON, "Voiron"),
        ({"lieu": {"commune": "75056"}, "coordonnees": HOME}, "gendarmerie-38382-01", None, ""),
        ({"lieu": {"commune": "75056"}}, None, None, ""),
    ],
)
def test_the_place_gives_the_offices_and_the_court(
    tmp_path: FilePath, answers: dict[str, JsonValue], office: str | None, court: str | None, why: str
) -> None:
    found = routed(*folder(tmp_path), answers)
    assert next((o.id for o in found.offices), None) == office
    assert (found.court.court.id if found.court else None) == court
    assert why in (str(found.court.why) if found.court else "")


def test_a_private_address_does_not_show_through_the_offices(tmp_path: FilePath) -> None:
    found = routed(*folder(tmp_path, private=True), {"coordonnees": HOME})
    assert (found.offices, found.court) == ((), None)


def test_the_commune_given_to_the_command_replaces_the_answers(tmp_path: FilePath) -> None:
    library, table = folder(tmp_path)
    found = routed(library, table, {"lieu": {"country": "ES"}, "coordonnees": HOME}, commune="38563")
    assert found.offices[0].id == "commissariat_police-38563-01"
    assert found.court is not None
    assert "Voiron" in str(found.court.why)
    with pytest.raises(UnknownCommune):
        routed(library, table, {}, commune="38999")


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ({"commune": "Saint-Égrève", "code_postal": "38120"}, "Saint-Égrève"),
        ({"commune": "st egreve"}, "Saint-Égrève"),
        ({"commune": "LA TOUR DU PIN", "pays": "France"}, "La Tour-du-Pin"),
        ({"commune": "Voirron", "code_postal": "38500"}, "Voiron"),
        ({"commune": "Voirron"}, None),
        ({"commune": "Voiron", "code_postal": "69001"}, None),
        ({"commune": "Saint-Martin"}, None),
        ({"code_postal": "38500"}, None),
        ({"commune": "Paris"}, "Paris"),
        ({"commune": "Chambéry", "code_postal": "73000"}, "Chambéry"),
        ({"commune": "Saint-Denis"}, None),
        ({"commune": "Saint-Denis", "code_postal": "93200"}, "Saint-Denis"),
        ({"commune": "Grenoble", "pays": "Suisse"}, None),
        ({"commune": {"unknown": True}}, None),
        ({"unknown": True}, None),
        (None, None),
        ("Voiron", None),
    ],
)
def test_a_home_is_found_only_when_it_can_be_no_other(address: JsonValue, name: str | None) -> None:
    found = home_commune(address)
    assert (found.name if found else None) == name


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from(["commune", "code_postal", "pays"]), st.text(max_size=30)))
def test_any_address_is_read_without_an_error(address: dict[str, JsonValue]) -> None:
    found = home_commune(address)
    assert found is None or found.name
