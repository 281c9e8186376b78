"""Imported twice, in any order, or an older file after a newer one: the tables end the same, and the best row is kept."""

from __future__ import annotations

import json
from datetime import date
from itertools import permutations

import pytest

from assistant import directory
from assistant.directory import overlay
from tests.official import COMPETENCE, DAY, DILA, FILES, POLICE, POSTAL, UNITS, Import, do_import, stored

__all__ = ["do_import"]
pytestmark = pytest.mark.directory
TODAY = date(2026, 11, 23)
OTHER_NAMES = json.dumps(
    [
        {
            "id": "a1", "nom": "Brigade de gendarmerie - Voiron", "telephone": [{"valeur": "04 76 00 00 01"}],
            "adresse": [{"numero_voie": "2 rue de l'Exemple", "longitude": "5.5858", "latitude": "45.3687"}],
            "pivot": [{"type_service_local": "gendarmerie", "code_insee_commune": ["38563"]}],
        },
        {
            "id": "a2", "nom": "Commissariat de police - Vienne",
            "pivot": [{"type_service_local": "commissariat_police", "code_insee_commune": ["38544"]}],
        },
    ]
)  # fmt: skip
ZONES = COMPETENCE + "38544,VIENNE,PN,,Commissariat de police de Vienne,38200,38200\n"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("gn.csv", UNITS),
        ("gn.csv", "\ufeff" + UNITS.replace("\n", "\r\n")),
        ("gn.csv", UNITS.encode("cp1252")),
        ("zones.csv", COMPETENCE),
        ("zones.csv", COMPETENCE.replace(",", ";")),
        ("pn.csv", POLICE),
        ("laposte.csv", POSTAL),
        ("dila.json", DILA),
    ],
)
def test_a_second_import_changes_nothing(do_import: Import, name: str, content: str | bytes) -> None:
    first = do_import(name, content)
    assert first.added or first.changed
    before = stored()
    again = do_import(name, content)
    assert (again.added, again.changed) == ([], [])
    assert again.unchanged == len(first.added) + len(first.changed)
    assert stored() == before


@pytest.mark.parametrize("order", list(permutations(["gn.csv", "pn.csv", "dila.json", "zones.csv"])), ids="-".join)
def test_whatever_the_order_competence_holds_and_a_second_round_changes_nothing(
    do_import: Import, order: tuple[str, ...]
) -> None:
    files = FILES | {"zones.csv": ZONES, "dila.json": OTHER_NAMES}
    for name in order:
        do_import(name, files[name])
    before = stored()
    for name in order:
        told = do_import(name, files[name])
        assert (told.added, told.changed) == ([], [])
    assert stored() == before
    for insee, unit in (("38001", "gendarmerie-38563-01"), ("38544", "commissariat_police-38544-01")):
        first = directory.offices_for(insee, TODAY)[0]
        assert (first.id, first.competent) == (unit, True)
    # the file of the force itself says more than the general directory of the same day
    assert directory.nearest_units("38563", "GN")[0].hours == "Mo-Tu 08:00-12:00,14:00-18:00; Su 09:00-12:00"
    assert len(directory.nearest_units("38185", limit=1000)) == 65, "nobody is there twice"


def test_a_later_general_directory_is_listened_to(do_import: Import) -> None:
    do_import("gn.csv", UNITS)
    told = do_import("dila.json", OTHER_NAMES, "2026-11-20")
    assert {change["id"] for change in told.changed} == {"gendarmerie-38563-01", "commissariat_police-38544-01"}
    assert directory.nearest_units("38563", "GN")[0].source_date == "2026-11-20"
    number = overlay.select("SELECT public_id FROM places WHERE id = 'gendarmerie-38563-01'")
    assert number == [("1008620",)], "the number by which competence names it stays"


def test_an_identifier_published_later_does_not_make_a_second_unit(do_import: Import) -> None:
    nameless = UNITS.replace("38563", "69123").replace("https://exemple.fr/annuaire/gendarmerie-69123-01", "")
    do_import("gn.csv", nameless)
    before = [unit.id for unit in directory.nearest_units("69123", "GN", 100)]
    told = do_import("gn.csv", UNITS.replace("38563", "69123"))
    assert told.added == []
    assert [unit.id for unit in directory.nearest_units("69123", "GN", 100)] == before


def test_the_mairie_of_the_tables_is_the_one_that_the_directory_numbers(do_import: Import) -> None:
    numbered = json.loads(DILA)["service"][0] | {"ancien_code_pivot": "mairie-38563-01", "nom": "Mairie - Voiron"}
    for _ in range(2):
        do_import("dila.json", json.dumps([numbered]))
    halls = directory.partners_near("38563", {"mairie"}, 3, today=TODAY)
    assert [hall.id for hall in halls].count("mairie-38563") == 1
    assert not any(hall.id == "mairie-38563-01" for hall in halls)


def test_an_older_file_changes_nothing(do_import: Import) -> None:
    do_import("gn.csv", UNITS)
    before = stored()
    told = do_import("gn.csv", UNITS.replace("00 00 01", "00 00 09"), "2025-01-01")
    assert told.changed == []
    assert sum("plus ancienne" in left.reason for left in told.refused) == 2
    assert stored() == before


def test_the_sources_of_imported_rows_are_told_once_each(do_import: Import) -> None:
    assert directory.imported_sources() == ()
    do_import("gn.csv", UNITS)
    do_import("laposte.csv", POSTAL)
    assert directory.imported_sources() == (
        f"La Poste, codes postaux (fichier officiel laposte.csv), {DAY}",
        f"Unités de gendarmerie (fichier officiel gn.csv), {DAY}",
    )
