"""The five official layouts in small files, and a fixture that imports them into a data folder of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from assistant.directory import overlay
from assistant.directory.importing import Report, import_file

ROOT = Path(__file__).parents[1]
DAY = "2026-11-01"
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
SERVICES = {
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
DILA = json.dumps(SERVICES)
FILES = {"gn.csv": UNITS, "pn.csv": POLICE, "zones.csv": COMPETENCE, "laposte.csv": POSTAL, "dila.json": DILA}
Import = Callable[..., Report]


@pytest.fixture
def do_import(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Import]:
    """`do_import(name, content)` imports a small file into an empty data folder."""
    monkeypatch.setattr(overlay, "folder", lambda: tmp_path / "var" / "directory")
    overlay.refresh()

    def run(name: str, content: str | bytes, day: str = DAY, dry_run: bool = False) -> Report:
        file = tmp_path / name
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        return import_file(str(file), day, dry_run=dry_run)

    yield run
    monkeypatch.undo()
    overlay.refresh()


def stored() -> bytes | None:
    """The imported tables as they lie on the disk; None before any import."""
    file = overlay.folder() / overlay.NAME
    return file.read_bytes() if file.exists() else None


def command(data: Path, *words: str, largest: int = 0) -> subprocess.Popen[str]:
    """`python -m assistant directory …` in a process of its own, on that data folder; it may write no file of more than
    `largest` kilobytes."""
    call = [sys.executable, "-m", "assistant", "directory", *words]
    if largest:
        call = ["bash", "-c", f'ulimit -f {largest} && exec "$@"', "-", *call]
    known = {**os.environ, "PRELUDE_DATA": str(data)}
    return subprocess.Popen(call, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=known, cwd=ROOT)


def done(process: subprocess.Popen[str]) -> tuple[int, str, str]:
    """How a command ended, what it printed, and what it said."""
    printed, said = process.communicate()
    return process.returncode, printed, said
