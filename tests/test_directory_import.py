"""The five official layouts, in small files: what is read, what is put right, what is refused, and that nothing is lost."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from assistant import directory
from assistant.directory.importing import Unreadable, import_file
from tests.official import COMPETENCE, DAY, DILA, POLICE, POSTAL, UNITS, Import, do_import

__all__ = ["Import", "do_import"]
pytestmark = pytest.mark.directory
TODAY = date(2026, 11, 23)


def test_units_of_the_gendarmerie(do_import: Import) -> None:
    told = do_import("export-gn2.csv", UNITS)
    assert told.layout == "gendarmerie"
    assert (told.rows, told.unchanged) == (5, 0)
    assert told.added == ["gendarmerie-69059-brigade-de-proximite-d-essai"]
    assert [change["id"] for change in told.changed] == ["gendarmerie-38563-01"]
    assert [left.line for left in told.dropped] == [4, 5]
    assert [(left.line, left.reason) for left in told.refused] == [(6, "commune inconnue ou ambiguë : 38999 38000")]
    assert "horaires illisibles" in told.doubts[0].reason
    voiron = directory.nearest_units("38563", "GN", today=TODAY)[0]
    assert (voiron.id, voiron.phone, voiron.stale) == ("gendarmerie-38563-01", "04 76 00 00 01", False)
    assert (voiron.address, voiron.source_date) == ("2 rue de l'Exemple, 38500 Voiron", DAY)
    assert voiron.hours == "Mo-Tu 08:00-12:00,14:00-18:00; Su 09:00-12:00"
    assert voiron.opening(datetime(2026, 11, 23, 10)).open_now is True
    assert "export-gn2.csv" in voiron.source


def test_swapped_coordinates_are_put_right_and_the_department_is_then_covered(do_import: Import) -> None:
    assert directory.offices_for("69059") == ()
    do_import("export-gn2.csv", UNITS)
    office = directory.offices_for("69059", TODAY)[0]
    assert (office.lat, office.lon) == (45.84, 4.72)
    assert office.address == "3 rue de l'Exemple, 69380 Civrieux-d'Azergues"
    assert directory.covered("69") == {"GN"}


@pytest.mark.parametrize("first", ["units", "zones"])
def test_competence_is_established_for_the_unit_named_whatever_comes_first(do_import: Import, first: str) -> None:
    files = {"units": ("gn.csv", UNITS), "zones": ("zones.csv", COMPETENCE)}
    for name in (first, *(other for other in files if other != first)):
        told = do_import(*files[name])
    assert told.layout in ("gendarmerie", "competence")
    abrets = directory.offices_for("38001", TODAY)
    assert (abrets[0].id, abrets[0].competent) == ("gendarmerie-38563-01", True)
    commune = directory.commune("38001")
    assert commune is not None
    assert (commune.zone, commune.unit_label, commune.zone_source_date) == ("GN", "Brigade de proximité de Voiron", DAY)
    civrieux = directory.commune("69059")
    assert civrieux is not None
    assert (civrieux.zone, civrieux.unit, civrieux.unit_label) == ("GN", None, "Brigade que personne ne connaît")


def test_a_former_commune_and_an_unknown_force_are_told(do_import: Import) -> None:
    told = do_import("zones.csv", COMPETENCE)
    assert told.added == ["38001", "69059"]
    assert [left.reason for left in told.refused] == [
        "institution « XX » : GN ou PN attendu",
        "même fiche que la ligne 2",
    ]


def test_police_has_no_identifier_and_finds_its_unit_again(do_import: Import) -> None:
    told = do_import("export-pn.csv", POLICE)
    assert [change["id"] for change in told.changed] == ["commissariat_police-38544-01"]
    assert len(directory.nearest_units("38185", "PN", 1000)) == 7, "an import never deletes"


def test_the_directory_of_the_administration(do_import: Import) -> None:
    told = do_import("dila.json", DILA)
    assert [change["id"] for change in told.changed] == ["mairie-38563"]
    assert [left.reason for left in told.dropped] == ["sorte de service non retenue : tresorerie"]
    hall = directory.town_hall("38563", TODAY)
    assert hall is not None
    assert (hall.hours, hall.phone) == ("Mo-Fr 08:30-12:00,13:30-17:00", "04 76 00 00 04")


def test_postal_codes_are_added_to_those_known(do_import: Import) -> None:
    assert directory.search_communes("38599") == ()
    do_import("laposte.csv", POSTAL)
    assert [commune.name for commune in directory.search_communes("38599")] == ["Voiron"]


@pytest.mark.parametrize(
    "place", ["http://exemple.fr/x.csv", "ftp://exemple.fr/x.csv", "file:///etc/passwd", "/nulle/part.csv"]
)
def test_only_a_file_or_an_https_address(place: str) -> None:
    with pytest.raises(Unreadable):
        import_file(place)
