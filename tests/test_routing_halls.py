"""Whose town hall is proposed: that of the home for a paper to renew, that of the place for what lies there."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from pydantic import JsonValue
from typer.testing import CliRunner

from assistant.__main__ import app
from assistant.flow import walk
from assistant.form import load_library
from assistant.routing import load_routing, route

pytestmark = pytest.mark.directory
TODAY = dt.date(2026, 11, 23)
LIBRARY, TABLE = load_library(), load_routing()
HOME: JsonValue = {"commune": "Saint-Égrève", "code_postal": "38120"}
DUMP: dict[str, JsonValue] = {"coordonnees": HOME, "lieu": {"commune": "38563", "kind": "chemin"}}
ALIVE: JsonValue = {"naissance_date": {"start": "1990-02-11"}}


def halls(form: str, answers: dict[str, JsonValue]) -> list[str]:
    found = route(TABLE, walk(LIBRARY.forms[form], answers, TODAY), TODAY)
    return [office.id for office in found.offices if office.kind == "mairie"]


@pytest.mark.parametrize(
    "answers",
    [
        {},
        {"decl_role": "temoin"},
        {"danger_sur_place": True},
        {"decl_role": "victime", "identite": ALIVE, "sorte_atteinte": "epave", "auteur_connu": "inconnu"},
        {"decl_role": "victime", "identite": ALIVE, "auteur_connu": "identifie"},
        {"decl_role": "victime", "identite": {"naissance_date": {"start": "2012-01-01"}}},
    ],
    ids=["nothing said", "witness", "now", "online", "known", "minor"],
)
def test_a_dump_is_reported_where_it_lies(answers: dict[str, JsonValue]) -> None:
    assert halls("environnement", DUMP | answers) == ["mairie-38563"]
    channels = route(TABLE, walk(LIBRARY.forms["environnement"], DUMP | answers, TODAY), TODAY).channels
    assert "maire_ofb" in [proposal.id for proposal in channels]


@pytest.mark.parametrize(
    ("lieu", "expected"),
    [
        (None, []),
        ({"unknown": True}, []),
        ({"kind": "domicile"}, ["mairie-38382"]),
        ({"commune": "75056"}, []),  # no town hall is known there: none is invented
        ({"country": "ES"}, []),
    ],
)
def test_without_the_commune_of_the_facts_no_town_hall_is_guessed(lieu: JsonValue, expected: list[str]) -> None:
    assert halls("environnement", {"coordonnees": HOME} | ({"lieu": lieu} if lieu else {})) == expected


def test_a_lost_paper_is_declared_near_the_home() -> None:
    lost: dict[str, JsonValue] = {"perte_ou_vol": "perte", "coordonnees": HOME, "lieu": {"commune": "38563"}}
    assert halls("papiers_identite", lost) == ["mairie-38382"]


def test_the_command_line_lists_it_with_source_and_date() -> None:
    done = CliRunner().invoke(app, ["route", "--form", "environnement", "--commune", "38563"])
    assert done.exit_code == 0, done.output
    hall = next(office for office in json.loads(done.stdout)["offices"] if office["kind"] == "mairie")
    assert (hall["id"], hall["name"], hall["source_date"]) == ("mairie-38563", "Mairie de Voiron", "2026-10")
    assert "DILA" in hall["source"]
