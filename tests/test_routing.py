"""Where to go: the first rule that holds, its doors and their conditions, and the result object."""

from __future__ import annotations

import datetime as dt
from pathlib import Path as FilePath

import pytest
from pydantic import JsonValue

from assistant.flow import walk
from assistant.form import Library, load_library
from assistant.i18n import translator
from assistant.routing import Routing, RoutingTable, load_routing, route

pytestmark = pytest.mark.journey
TODAY = dt.date(2026, 11, 23)
FR = translator("fr")

FORM = """\
id: {name}
title: Titre
sentence: Phrase
family: vol
facts: des faits
pages:
  - id: tout
    title: Tout
    fields:
      - {{id: decl_role, type: choice, label: Pour qui, options: {{victime: Moi, temoin: Témoin}}}}
      - {{id: auteur_connu, type: choice, label: Auteur, options: {{inconnu: Non, identifie: Oui}}}}
      - {{id: cache, type: yes_no, label: Caché, private: true}}
      - {{id: lieu, type: place, label: Où}}
      - {{id: coordonnees, type: group, label: Adresse, {private} parts: [
          {{id: commune, type: text, label: Commune}}, {{id: code_postal, type: text, label: Code}}, {{id: pays, type: text, label: Pays}}]}}
"""
CHANNELS = """\
channels:
  poste: {label: Poste, is_complaint: true, source: CPP 15-3, checked: "2026-11-23", confidence: sure}
  pel:
    label: En ligne
    is_complaint: true
    url: https://exemple.fr
    conditions:
      - {text: Auteur inconnu, if: auteur_connu != "identifie"}
      - {text: FranceConnect}
    source: CPP D. 8-2-1
    checked: "2026-11-23"
    confidence: sure
"""
RULES = """\
rules:
  - forms: [velo]
    if: auteur_connu == "identifie"
    offices: units
    court: facts
    channels:
      - {id: poste, reason: On le connaît, is_complaint: false}
  - forms: [velo] # la dernière
    offices: units
    court: facts
    channels:
      - {id: pel, reason: On ne sait pas, unless: decl_role == "temoin"}
      - {id: poste, reason: Toujours}
      - {id: poste, reason: Témoin, if: decl_role == "temoin"}
"""


def folder(path: FilePath, routing: str = CHANNELS + RULES, private: bool = False) -> tuple[Library, RoutingTable]:
    """A forms folder with one form `velo` and a routing table."""
    (path / "velo").mkdir(exist_ok=True)
    text = FORM.format(name="velo", private="private: true," if private else "")
    (path / "velo" / "form.yaml").write_text(text, encoding="utf-8")
    (path / "routing.yaml").write_text(routing, encoding="utf-8")
    return load_library(path), load_routing(path)


def routed(library: Library, table: RoutingTable, answers: dict[str, JsonValue], commune: str | None = None) -> Routing:
    return route(table, walk(library.forms["velo"], answers, TODAY), TODAY, commune)


def line_of(text: str, part: str) -> int:
    return next(n for n, line in enumerate(text.splitlines(), 1) if part in line)


@pytest.mark.parametrize(
    ("answers", "reasons"),
    [
        ({}, ["On ne sait pas", "Toujours"]),
        ({"auteur_connu": "inconnu"}, ["On ne sait pas", "Toujours"]),
        ({"auteur_connu": {"unknown": True}}, ["On ne sait pas", "Toujours"]),
        ({"auteur_connu": "identifie"}, ["On le connaît"]),
        ({"decl_role": "temoin"}, ["Toujours", "Témoin"]),
        ({"decl_role": "temoin", "auteur_connu": "identifie"}, ["On le connaît"]),
    ],
)
def test_the_first_rule_that_holds_is_used_and_unknown_holds_nothing(
    tmp_path: FilePath, answers: dict[str, JsonValue], reasons: list[str]
) -> None:
    found = routed(*folder(tmp_path), answers)
    assert [p.reason for p in found.channels] == reasons
    assert [p.rank for p in found.channels] == list(range(1, len(reasons) + 1))


@pytest.mark.parametrize(
    ("answers", "unmet"),
    [
        ({}, ("Auteur inconnu", "FranceConnect")),
        ({"auteur_connu": "inconnu"}, ("FranceConnect",)),
        ({"auteur_connu": {"unknown": True}}, ("FranceConnect",)),
    ],
)
def test_a_condition_is_met_only_when_the_answers_say_so(
    tmp_path: FilePath, answers: dict[str, JsonValue], unmet: tuple[str, ...]
) -> None:
    first = routed(*folder(tmp_path), answers).channels[0]
    assert (first.conditions, first.conditions_unmet) == (("Auteur inconnu", "FranceConnect"), unmet)


def test_a_line_may_say_that_its_door_is_no_complaint_here(tmp_path: FilePath) -> None:
    library, table = folder(tmp_path)
    assert not routed(library, table, {"auteur_connu": "identifie"}).channels[0].is_complaint
    assert routed(library, table, {}).channels[0].is_complaint


def test_the_result_has_the_keys_of_the_result_object(tmp_path: FilePath) -> None:
    found = routed(*folder(tmp_path), {"lieu": {"commune": "38563"}})
    shown = found.as_json(FR)
    channels, offices = shown["channels"], shown["offices"]
    assert isinstance(channels, list) and isinstance(offices, list)
    assert channels[0] == {
        "id": "pel", "label": "En ligne", "is_complaint": True, "url": "https://exemple.fr", "phone": None, "rank": 1,
        "reason": "On ne sait pas", "conditions_unmet": ["Auteur inconnu", "FranceConnect"], "confidence": "sure",
        "source": "CPP D. 8-2-1", "checked": "2026-11-23",
    }  # fmt: skip
    assert isinstance(offices[0], dict)
    assert set(offices[0]) == {
        "id", "kind", "force", "name", "address", "phone", "distance_km", "competent", "open_now", "next_opening", "source", "source_date",
    }  # fmt: skip
    assert (offices[0]["open_now"], offices[0]["next_opening"]) == (None, None)
    assert shown["court"] == {
        "id": "tgi-38185-01",
        "name": "Tribunal judiciaire de Grenoble",
        "why": "Tribunal du lieu des faits : Voiron.",
    }


def test_hours_are_told_only_for_a_moment_that_is_given(tmp_path: FilePath) -> None:
    rules = RULES.replace("offices: units", "offices: town_hall")
    found = routed(*folder(tmp_path, CHANNELS + rules), {"lieu": {"commune": "38563"}})
    at = dt.datetime(2026, 11, 23, 10, 0)
    for moment, known in ((None, False), (at, True)):
        offices = found.as_json(FR, moment)["offices"]
        assert isinstance(offices, list) and isinstance(offices[0], dict)
        assert offices[0]["id"] == "mairie-38563"
        assert (offices[0]["open_now"] is not None) is known


def test_nobody_is_left_without_a_door(tmp_path: FilePath) -> None:
    found = routed(*folder(tmp_path, CHANNELS), {"lieu": {"commune": "38563"}})
    assert [p.id for p in found.channels] == ["poste"]
    assert found.offices
