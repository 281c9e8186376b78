"""The five official files as long as the whole country makes them: invented rows on real communes, always the same.

`python -m tests.bench.national FOLDER [DÉPARTEMENT…]` writes them to try an import by hand.
"""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Collection, Iterator, Sequence
from functools import cache
from pathlib import Path

from assistant.directory.gazetteer import department_of, gazetteer

UNITS, STATIONS = 3400, 650  # gendarmerie and police in the country
_TURNED_AWAY = ("tresorerie", "cpam", "caf", "france_travail", "sie", "tribunal_commerce", "ddpp", "onac")
_OTHERS = {"maison_france_services": 2900, "cidff": 380, "mjd": 150, "bav": 170} | dict.fromkeys(_TURNED_AWAY, 2200)
_DAYS = ("Lundi", "Mardi", "Mercredi", "Jeudi", "Vendredi", "Samedi", "Dimanche")
_GENDARMERIE = (
    "identifiant_public_unite", "service", "adresse_geographique", "telephone", "departement", "code_commune_insee",
    "voie", "code_postal", "commune", "geocodage_epsg", "geocodage_x", "geocodage_y", "geocodage_x_GPS",
    "geocodage_y_GPS", "horaires_accueil", "url",
)  # fmt: skip
_POLICE = (
    "service", "adresse_geographique", "telephone", "departement", "voie", "code_postal", "commune", "geocodage_x_GPS",
    "geocodage_y_GPS",
)  # fmt: skip
_COMPETENCE = (
    "code_commune", "libelle_commune", "institution", "id_service", "service", "code_postal", "codes_postaux",
)  # fmt: skip
Rows = Iterator[Sequence[str]]


def write(folder: Path, departments: Collection[str] = ()) -> tuple[Path, ...]:
    """The five files, of the whole country or of some départements, in the order an operator would import them."""
    rows = _rows(frozenset(departments))
    tables = {
        "export-gn2.csv": (_GENDARMERIE, _units(rows)),
        "export-pn.csv": (_POLICE, _stations(rows)),
        "competence.csv": (_COMPETENCE, _competence(rows)),
        "laposte.csv": (("#Code_commune_INSEE", "Nom_de_la_commune", "Code_postal"), _postal(rows)),
    }
    for name, (header, lines) in tables.items():
        with (folder / name).open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file, delimiter=";")
            writer.writerow(header)
            writer.writerows(lines)
    with (folder / "annuaire.json").open("w", encoding="utf-8") as file:
        file.write('{"service": [\n')
        file.write(",\n".join(json.dumps(service, ensure_ascii=False) for service in _services(rows)))
        file.write("\n]}\n")
    return tuple(folder / name for name in (*tables, "annuaire.json"))


@cache
def _rows(departments: frozenset[str]) -> tuple[int, ...]:
    """The communes (not the arrondissements) where a letter can be sent."""
    table = gazetteer()
    return tuple(
        row
        for row, code in enumerate(table.codes)
        if table.postal_codes(row) and "Arrondissement" not in table.names[row]
        if not departments or department_of(code) in departments
    )


def _largest(rows: Sequence[int], of_country: int) -> list[int]:
    """So many of the most populous communes as there are of that kind, by row."""
    share = max(1, round(of_country * len(rows) / len(_rows(frozenset()))))
    return sorted(sorted(rows, key=lambda row: -gazetteer().people[row])[:share])


def _units(rows: Sequence[int]) -> Rows:
    for row in _largest(rows, UNITS):
        place = _place(row)
        lon, lat = place["lon"], place["lat"]
        if row % 40 == 0:
            lon, lat = lat, lon  # some are swapped in the real file
        told = " ".join(f"{day} : {_span(row, '{}h{:02d}')}" for day in _DAYS[: 5 + row % 3])
        yield (
            str(1_000_000 + row), f"Brigade de proximité de {place['town']}", place["line"], place["phone"],
            department_of(place["insee"]), place["insee"], place["street"], place["code"], place["town"].upper(), "4326",
            "", "", lon, lat, "" if row % 7 == 0 else told,
            f"https://exemple.fr/annuaire/gendarmerie-{place['insee']}-01",
        )  # fmt: skip


def _stations(rows: Sequence[int]) -> Rows:
    for row in _largest(rows, STATIONS):
        place = _place(row)
        yield (
            f"Commissariat de police de {place['town']}", place["line"], place["phone"], department_of(place["insee"]),
            place["street"], place["code"], place["town"].upper(), place["lon"], place["lat"],
        )  # fmt: skip


def _competence(rows: Sequence[int]) -> Rows:
    """Each commune belongs to the unit before it in the list of its département, as if they were neighbours."""
    units, stations = set(_largest(rows, UNITS)), set(_largest(rows, STATIONS))
    unit = min(units)
    for row in rows:
        unit = row if row in units else unit
        place, seat = _place(row), _place(unit)
        police = row in stations
        service = f"Commissariat de police de {place['town']}" if police else f"Brigade de proximité de {seat['town']}"
        codes = "-".join(gazetteer().postal_codes(row))
        yield (
            place["insee"], place["town"].upper(), "PN" if police else "GN", "" if police else str(1_000_000 + unit),
            service, place["code"], codes,
        )  # fmt: skip


def _postal(rows: Sequence[int]) -> Rows:
    for row in rows:
        place = _place(row)
        for code in (*gazetteer().postal_codes(row), *(() if row % 50 else (f"{place['code'][:2]}99{row % 10}",))):
            yield place["insee"], place["town"].upper(), code


def _services(rows: Sequence[int]) -> Iterator[dict[str, object]]:
    for row in rows:
        yield _service(row, "mairie", f"Mairie - {_place(row)['town']}")
    for row in _largest(rows, UNITS):
        yield _service(row, "gendarmerie", f"Brigade de gendarmerie - {_place(row)['town']}")
    for row in _largest(rows, STATIONS):
        yield _service(row, "commissariat_police", f"Commissariat de police - {_place(row)['town']}")
    for kind, many in _OTHERS.items():
        for row in _largest(rows, many):
            yield _service(row, kind, f"{kind.replace('_', ' ').capitalize()} - {_place(row)['town']}")


def _service(row: int, kind: str, name: str) -> dict[str, object]:
    place = _place(row)
    hours = [_span(row, "{:02d}:{:02d}:00", n) for n in (0, 1)]
    (open_1, close_1), (open_2, close_2) = (one.split("-") for one in hours)
    week = {
        "nom_jour_debut": "Lundi", "nom_jour_fin": _DAYS[3 + row % 3], "valeur_heure_debut_1": open_1,
        "valeur_heure_fin_1": close_1, "valeur_heure_debut_2": open_2, "valeur_heure_fin_2": close_2, "commentaire": "",
    }  # fmt: skip
    address = {
        "type_adresse": "Adresse", "complement1": "", "complement2": "", "numero_voie": place["street"],
        "service_distribution": "", "code_postal": place["code"], "nom_commune": place["town"], "pays": "", "continent": "",
        "longitude": place["lon"], "latitude": place["lat"], "accessibilite": "ACC", "note_accessibilite": "",
    }  # fmt: skip
    site = {"libelle": "", "valeur": f"https://exemple.fr/{kind}/{place['insee']}"}
    return {
        "plage_ouverture": [week], "site_internet": [site], "copyright": "Direction de l'information légale", "siren": "",
        "ancien_code_pivot": f"{kind}-{place['insee']}-01" if row % 2 else "", "reseau_social": [], "texte_reference": [], "partenaire": "",
        "telephone": [{"valeur": place["phone"], "description": ""}], "nom": name, "siret": f"21{row:012d}", "itm_identifiant": "",
        "sigle": "", "affectation_personne": [], "date_modification": "12/10/2026 09:12:53", "adresse_courriel": [],
        "service_disponible": [], "organigramme": [], "pivot": [{"type_service_local": kind, "code_insee_commune": [place["insee"]]}],
        "partenaire_identifiant": "", "ancien_identifiant": [], "id": f"{kind}-0000-{row:08x}", "ancien_nom": "",
        "commentaire_plage_ouverture": "", "annuaire": [], "tchat": [], "hierarchie": [], "categorie": "SL", "sve": [],
        "telephone_accessible": [], "application_mobile": [], "version_type": "Publiable", "type_repertoire": "",
        "telecopie": [], "version_etat_modification": "", "date_creation": "18/01/2012 00:00:00", "mission": "",
        "formulaire_contact": [], "adresse": [address], "information_complementaire": "", "date_diffusion": "",
    }  # fmt: skip


def _place(row: int) -> dict[str, str]:
    """An address that nobody has, near the centre of the commune."""
    one = gazetteer().commune(row)
    street, code = f"{1 + row % 180} rue de l'Exemple", one.postal_codes[0]
    return {
        "insee": one.insee, "town": one.name, "street": street, "code": code, "line": f"{street} {code} {one.name.upper()}",
        "phone": f"04 65 71 {row // 100 % 100:02d} {row % 100:02d}",  # numbers kept for fiction
        "lat": "" if one.lat is None else f"{one.lat + row % 13 / 1000:.5f}",
        "lon": "" if one.lon is None else f"{one.lon + row % 17 / 1000:.5f}",
    }  # fmt: skip


def _span(row: int, clock: str, part: int = 0) -> str:
    """A morning or an afternoon, one of a dozen."""
    start, end = ((8, 12), (13, 17))[part]
    return f"{clock.format(start + row % 2, 15 * (row % 4))}-{clock.format(end, 30 * (row % 3 % 2))}"


if __name__ == "__main__":
    target = Path(sys.argv[1])
    target.mkdir(parents=True, exist_ok=True)
    for file in write(target, sys.argv[2:]):
        print(f"{file} : {file.stat().st_size // 1000} ko")
