"""The five official layouts, in small files: what is read, what is put right, what is refused, and that nothing is lost."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from assistant import directory
from assistant.directory import overlay
from assistant.directory.importing import Report, Unreadable, import_file

pytestmark = pytest.mark.directory
DAY = "2026-11-01"
TODAY = date(2026, 11, 23)
URL = "https://exemple.fr/annuaire/gendarmerie-38563-01"

UNITS = f"""\
identifiant_public_unite;service;adresse_geographique;telephone;departement;code_commune_insee;voie;code_postal;commune;geocodage_epsg;geocodage_x;geocodage_y;geocodage_x_GPS;geocodage_y_GPS;horaires_accueil;url
1008620;Brigade de proximité de Voiron;2 rue de l'Exemple 38500 VOIRON;+33 4 76 00 00 01;38;38563;2 rue de l'Exemple;38500;VOIRON;4326;;;5.5858;45.3687;Lundi : 8h00-12h00 14h00-18h00 Mardi : 8h00-12h00 14h00-18h00 Dimanche : 9h00-12h00;{URL}
0;Brigade de proximité d'Essai;3 rue de l'Exemple 69380 CIVRIEUX;0476000002;69;69059;;69380;CIVRIEUX;4326;;;45.84;4.72;sur rendez-vous;
1009999;Brigade motorisée de Voiron;;;38;38563;;38500;VOIRON;;;;;;;
1009998;Centre d'information et de recrutement de Grenoble;;;38;38185;;38000;GRENOBLE;;;;;;;
1009997;Brigade de nulle part;;;38;38999;;38000;NULLE PART;;;;;;;
"""
COMPETENCE = """\
code_commune,libelle_commune,institution,id_service,service,code_postal,codes_postaux
38001,LES ABRETS EN DAUPHINE,GN,1008620,Brigade de proximité de Voiron,38490,38490
38028,LA BATIE DIVISIN,GN,1008620,Brigade de proximité de Voiron,38490,38490
69059,CIVRIEUX D'AZERGUES,GN,42,Brigade que personne ne connaît,69380,69380
38185,GRENOBLE,XX,1,Rien,38000,38000-38100
"""
POLICE = """\
service;adresse_geographique;telephone;departement;voie;code_postal;commune;geocodage_x_GPS;geocodage_y_GPS
Commissariat de police de Vienne;1 rue de l'Exemple 38200 VIENNE;04 76 00 00 03;38;1 rue de l'Exemple;38200;VIENNE;4.8739;45.5258
"""
POSTAL = "#Code_commune_INSEE;Nom_de_la_commune;Code_postal\n38563;VOIRON;38500\n38563;VOIRON;38599\n"
DILA = {
    "service": [
        {
            "id": "9f2c",
            "nom": "Mairie - Voiron",
            "pivot": [{"type_service_local": "mairie", "code_insee_commune": ["38563"]}],
            "adresse": [
                {
                    "numero_voie": "12 rue de l'Exemple", "code_postal": "38500", "nom_commune": "Voiron",
                    "longitude": "5.5903", "latitude": "45.3645",
                }
            ],
            "telephone": [{"valeur": "04 76 00 00 04"}],
            "plage_ouverture": [
                {
                    "nom_jour_debut": "Lundi", "nom_jour_fin": "Vendredi", "valeur_heure_debut_1": "08:30:00",
                    "valeur_heure_fin_1": "12:00:00", "valeur_heure_debut_2": "13:30:00", "valeur_heure_fin_2": "17:00:00",
                }
            ],
            "site_internet": [{"valeur": "https://exemple.fr"}],
        },
        {"id": "77", "nom": "Trésorerie", "pivot": [{"type_service_local": "tresorerie"}]},
    ]
}  # fmt: skip

Import = Callable[..., Report]


@pytest.fixture
def do_import(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Import]:
    """`do_import(name, content)` imports a small file into an empty data folder."""
    monkeypatch.setattr(overlay, "folder", lambda: tmp_path / "var" / "directory")
    overlay.refresh()

    def run(name: str, content: str | bytes, day: str = DAY) -> Report:
        file = tmp_path / name
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        return import_file(str(file), day)

    yield run
    monkeypatch.undo()
    overlay.refresh()


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
        ("dila.json", json.dumps(DILA)),
    ],
)
def test_a_second_import_changes_nothing(do_import: Import, name: str, content: str | bytes) -> None:
    first = do_import(name, content)
    assert first.added or first.changed
    files = {file: file.read_bytes() for file in overlay.folder().iterdir()}
    again = do_import(name, content)
    assert (again.added, again.changed) == ([], [])
    assert again.unchanged == len(first.added) + len(first.changed)
    assert {file: file.read_bytes() for file in overlay.folder().iterdir()} == files


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
    told = do_import("dila.json", json.dumps(DILA))
    assert [change["id"] for change in told.changed] == ["mairie-38563"]
    assert [left.reason for left in told.dropped] == ["sorte de service non retenue : tresorerie"]
    hall = directory.town_hall("38563", TODAY)
    assert hall is not None
    assert (hall.hours, hall.phone) == ("Mo-Fr 08:30-12:00,13:30-17:00", "04 76 00 00 04")


def test_postal_codes_are_added_to_those_known(do_import: Import) -> None:
    assert directory.search_communes("38599") == ()
    do_import("laposte.csv", POSTAL)
    assert [commune.name for commune in directory.search_communes("38599")] == ["Voiron"]


def test_an_older_file_changes_nothing(do_import: Import) -> None:
    do_import("gn.csv", UNITS)
    told = do_import("gn.csv", UNITS.replace("00 00 01", "00 00 09"), "2025-01-01")
    assert told.changed == []
    assert sum("plus ancienne" in left.reason for left in told.refused) == 2


@pytest.mark.parametrize(
    "content", ["", "a;b\n1;2\n", "{", '{"a": 1}', "[3]".replace("3", '"x"') * 2, b"\xff\xfe\x00\x01", '"']
)
def test_what_is_not_one_of_these_files_is_refused_and_nothing_is_written(
    do_import: Import, content: str | bytes
) -> None:
    with pytest.raises(Unreadable):
        do_import("autre.csv", content)
    assert not overlay.folder().exists()


@pytest.mark.parametrize(
    "place", ["http://exemple.fr/x.csv", "ftp://exemple.fr/x.csv", "file:///etc/passwd", "/nulle/part.csv"]
)
def test_only_a_file_or_an_https_address(place: str) -> None:
    with pytest.raises(Unreadable):
        import_file(place)


def test_a_failed_write_leaves_the_tables_as_they_were(do_import: Import, monkeypatch: pytest.MonkeyPatch) -> None:
    do_import("gn.csv", UNITS)
    before = {file.name: file.read_bytes() for file in overlay.folder().iterdir()}

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space left"):
        do_import("gn.csv", UNITS.replace("00 00 01", "00 00 09"))
    assert {file.name: file.read_bytes() for file in overlay.folder().iterdir()} == before


def test_a_damaged_table_is_left_aside(do_import: Import) -> None:
    do_import("gn.csv", UNITS)
    (overlay.folder() / "units.csv").write_text("n'importe quoi\n1;2", encoding="utf-8")
    overlay.refresh()
    assert directory.nearest_units("38563", "GN")[0].phone == "04 76 05 01 83"


# --- the command line -----------------------------------------------------------------------------


def command(data: Path, *words: str) -> subprocess.CompletedProcess[str]:
    known = {**os.environ, "PRELUDE_DATA": str(data)}
    call = [sys.executable, "-m", "assistant", "directory", *words]
    return subprocess.run(call, capture_output=True, text=True, env=known, cwd=Path(__file__).parents[1], check=False)


def test_the_command_reports_in_json_draws_its_bar_aside_and_the_units_are_there_afterwards(tmp_path: Path) -> None:
    (tmp_path / "gn.csv").write_text(UNITS, encoding="utf-8-sig")
    told = command(tmp_path / "var", "import", str(tmp_path / "gn.csv"), str(tmp_path / "absent.csv"), "--date", DAY)
    assert told.returncode == 2, "one of the two files cannot be read; the other one is imported all the same"
    assert "absent.csv" in told.stderr
    assert "100 %" in told.stderr
    report = json.loads(told.stdout)[0]
    assert (report["layout"], report["rows"], len(report["added"]), len(report["changed"])) == ("gendarmerie", 5, 1, 1)
    near = json.loads(command(tmp_path / "var", "nearest", "--commune", "69059", "--at", "2026-11-23T10:00").stdout)
    assert near[0]["name"] == "Brigade de proximité d'Essai"
    assert json.loads(command(tmp_path / "other", "nearest", "--commune", "69059").stdout) == []


def test_the_command_refuses_a_date_that_is_none(tmp_path: Path) -> None:
    assert command(tmp_path, "import", "x.csv", "--date", "hier").returncode == 2
