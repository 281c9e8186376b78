"""Where to go: the table as read and checked, the first rule that holds, the place that counts."""

from __future__ import annotations

import datetime as dt
from pathlib import Path as FilePath

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import JsonValue

from assistant.directory import UnknownCommune
from assistant.flow import walk
from assistant.form import Library, load_library
from assistant.i18n import translator
from assistant.routing import Routing, RoutingTable, check_routing, home_commune, load_routing, route

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
        "id": VOIRON,
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


def line_of(text: str, part: str) -> int:
    return next(n for n, line in enumerate(text.splitlines(), 1) if part in line)


@pytest.mark.parametrize(
    ("change", "code", "part"),
    [
        (("confidence: sure}", "confidence: haute}"), "VALUE_INVALID", "poste: {"),
        (("source: CPP 15-3, ", ""), "KEY_MISSING", "poste: {"),
        (("    url:", "    uri:"), "KEY_UNKNOWN", "uri:"),
        (('if: auteur_connu != "identifie"', "if: auteur_connu !="), "COND_SYNTAX", "text: Auteur inconnu"),
        (("rules:", "regles:"), "KEY_UNKNOWN", "regles:"),
        (("offices: units", "offices: mairies"), "VALUE_INVALID", "offices: mairies"),
        (("  - forms: [velo]", "  - forms: []"), "VALUE_INVALID", "forms: []"),
        (("reason: Toujours", "raison: Toujours"), "KEY_UNKNOWN", "raison: Toujours"),
        (("{id: pel, reason", "{id: pell, reason"), "CHANNEL_UNKNOWN", "id: pell"),
        (("  - forms: [velo]", "  - forms: [velo, velos]"), "FORM_UNKNOWN", "velos]"),
        (('    if: auteur_connu == "identifie"\n', ""), "RULE_UNREACHED", "# la dernière"),
        (('if: auteur_connu == "identifie"', 'if: auteur == "identifie"'), "COND_FIELD", "if: auteur =="),
        (('if: auteur_connu == "identifie"', 'if: auteur_connu == "identifié"'), "COND_VALUE", "identifié"),
        (('unless: decl_role == "temoin"', "unless: decl_role > 3"), "COND_OPERATOR", "unless:"),
        (('if: decl_role == "temoin"}', 'if: decl_role == "x"}'), "COND_VALUE", 'decl_role == "x"'),
        (('{text: Auteur inconnu, if: auteur_connu != "identifie"}', "{text: Vu, if: velo}"), "COND_FIELD", "text: Vu"),
        (('if: auteur_connu == "identifie"', "if: cache"), "ROUTING_PRIVATE", "if: cache"),
    ],
)
def test_each_mistake_is_told_with_its_line(tmp_path: FilePath, change: tuple[str, str], code: str, part: str) -> None:
    text = (CHANNELS + RULES).replace(*change, 1)
    library, table = folder(tmp_path, text)
    assert (code, line_of(text, part)) in {(p.code, p.line) for p in check_routing(library, table)}


def test_a_form_without_a_last_rule_is_told_and_one_mistake_hides_no_other(tmp_path: FilePath) -> None:
    text = (CHANNELS + RULES).replace("forms: [velo]", "forms: [autre]").replace("confidence: sure}", "confidence: x}")
    library, _ = folder(tmp_path, text)
    assert {"FORM_UNROUTED", "FORM_UNKNOWN", "VALUE_INVALID"} <= {p.code for p in check_routing(library)}


@pytest.mark.parametrize(
    "text", ["", "[]", "channels: 3", "rules: {a: 1}", "channels: [a]\nrules: [3, {}]", "a: [", "'"]
)
def test_any_file_is_read_without_an_error(tmp_path: FilePath, text: str) -> None:
    library, table = folder(tmp_path, text)
    assert check_routing(library, table)
    assert not table.rules
