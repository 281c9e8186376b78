"""The five layouts: how each is recognised, and what one of its rows becomes."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from assistant.directory.finder import PARTNERS
from assistant.directory.importing import hours
from assistant.directory.importing.files import Row, Table
from assistant.directory.importing.places import Dropped, Refused, Told, commune_of, place, site, text, unit_id
from assistant.directory.importing.report import Unreadable
from assistant.directory.names import fold

# Units that receive nobody: counted, named in the report, and left out.
_NOT_A_COUNTER = re.compile(r"recrutement|\bcir\b|motoris|peloton moto|\bbmo\b|\bpmo\b")
# What the DILA directory calls a service -> our kind; the others are left out. It has no name for some counters: an operator
# may use ours in the same layout (docs/tasks/importer-l-annuaire.md).
_SERVICES: Mapping[str, str] = {
    "gendarmerie": "gendarmerie",
    "commissariat_police": "commissariat",
    "mairie": "mairie",
    "mairie_com": "mairie",
    "paris_mairie": "mairie",
    "paris_mairie_arrondissement": "mairie",
    "maison_justice_droit": "mjd",
    "cidff": "cidf",
    "maison_france_services": "france_services",
    "msap": "france_services",
    "maison_departementale": "maison_departement",
    "mds": "maison_departement",
    "cdas": "maison_departement",
    "edas": "maison_departement",
    "sdsei": "maison_departement",
    "chu": "hopital",
    "aav": "france_victimes",
    "association_aide_victimes": "france_victimes",
    "prefecture": "prefecture",
    "sous_pref": "sous_pref",
    **{kind: kind for kind in PARTNERS},
}
_FORCES = {"gendarmerie": "GN", "commissariat": "PN"}


@dataclass(frozen=True, slots=True)
class Layout:
    """A layout: the columns that are its mark, what its source is called, and how a row is read."""

    id: str
    mark: frozenset[str]
    label: str
    read: Callable[[Row], Told]


def _gendarmerie(row: Row) -> Told:
    name = _counter(row)
    here = commune_of(text(row, "code_commune_insee"), text(row, "commune"), text(row, "code_postal"))
    number = text(row, "identifiant_public_unite").strip("0 ")
    # the second layout has one column per end of a range
    plages = any(key.endswith("_plage1_debut") for key in row)
    told = place(here, name, "gendarmerie", "GN", row)
    said = (lambda: hours.from_columns(row)) if plages else (lambda: hours.from_text(text(row, "horaires_accueil")))
    values = {
        "id": unit_id(text(row, "url")),
        "website": site(row, "url"),
        "public_id": number and text(row, "identifiant_public_unite"),
    }
    return told.with_hours(said).with_values(values)


def _police(row: Row) -> Told:
    name = _counter(row)
    here = commune_of("", text(row, "commune"), text(row, "code_postal"))
    return place(here, name, "commissariat", "PN", row)


def _competence(row: Row) -> Told:
    force = {"G": "GN", "P": "PN"}.get(text(row, "institution").upper()[:1])
    if force is None:
        raise Refused(f"institution « {text(row, 'institution')} » : GN ou PN attendu")
    here = commune_of(text(row, "code_commune"), text(row, "libelle_commune"), text(row, "code_postal"))
    number = text(row, "id_service")
    values = {"insee": here.insee, "force": force, "unit_public_id": number, "unit_name": text(row, "service")}
    if not values["unit_public_id"] and not values["unit_name"]:
        raise Refused("aucun service n'est nommé")
    return Told("zones", values)


def _postal(row: Row) -> Told:
    here = commune_of(text(row, "code_commune_insee"), "", "")
    code = text(row, "code_postal").zfill(5)
    if not re.fullmatch(r"\d{5}", code):
        raise Refused(f"code postal « {text(row, 'code_postal')} » : cinq chiffres attendus")
    return Told("postal", {"insee": here.insee, "postal_codes": code})


def _dila(row: Row) -> Told:
    pivots = _list(row.get("pivot"))
    pivot = next((one for one in pivots if one.get("type_service_local") in _SERVICES), _first(pivots))
    kind = _SERVICES.get(str(pivot.get("type_service_local", "")))
    if kind is None:
        raise Dropped(f"sorte de service non retenue : {pivot.get('type_service_local', 'aucune')}")
    name = text(row, "nom")
    if _NOT_A_COUNTER.search(fold(name)):
        raise Dropped("ne reçoit pas de public pour une plainte")
    address = _first(row.get("adresse"))
    insee = row.get("code_insee_commune") or pivot.get("code_insee_commune") or ""
    code = str(insee[0] if isinstance(insee, list) and insee else insee or "")
    here = commune_of(code, str(address.get("nom_commune", "")), str(address.get("code_postal", "")))
    flat: Row = {
        "voie": address.get("numero_voie", ""),
        "code_postal": address.get("code_postal", ""),
        "geocodage_x_gps": address.get("longitude", ""),
        "geocodage_y_gps": address.get("latitude", ""),
        "telephone": _first(row.get("telephone")).get("valeur", ""),
    }
    told = place(here, name, kind, _FORCES.get(kind, ""), flat)
    values = {
        "id": unit_id(text(row, "ancien_code_pivot")),
        "website": site(dict(_first(row.get("site_internet"))), "valeur"),
        "public_id": "" if kind in _FORCES else text(row, "id"),  # a unit keeps the number that competence calls it by
    }
    return told.with_hours(lambda: hours.from_ranges(_list(row.get("plage_ouverture")))).with_values(values)


LAYOUTS = (
    Layout(
        "gendarmerie",
        frozenset({"identifiant_public_unite", "service", "code_commune_insee"}),
        "Unités de gendarmerie",
        _gendarmerie,
    ),
    Layout("competence", frozenset({"code_commune", "institution", "service"}), "Compétence par commune", _competence),
    Layout(
        "postal",
        frozenset({"code_commune_insee", "code_postal", "nom_de_la_commune"}),
        "La Poste, codes postaux",
        _postal,
    ),
    Layout(
        "police", frozenset({"service", "departement", "voie", "code_postal", "commune"}), "Unités de police", _police
    ),
)
DILA = Layout("dila", frozenset(), "Annuaire de l'administration (DILA)", _dila)


def layout_of(name: str, table: Table) -> Layout:
    """The layout of a table by its columns. Raises Unreadable, with the columns of each layout."""
    if table.columns is None:
        return DILA
    found = next((one for one in LAYOUTS if one.mark <= set(table.columns)), None)
    if found is None:
        known = " ; ".join(f"{one.label} : {', '.join(sorted(one.mark))}" for one in LAYOUTS)
        raise Unreadable(
            f"{name} : colonnes non reconnues ({', '.join(column[:40] for column in table.columns[:8])}). Attendu : {known}."
        )
    return found


def _counter(row: Row) -> str:
    name = text(row, "service")
    if not name:
        raise Refused("aucun nom de service")
    if _NOT_A_COUNTER.search(fold(name)):
        raise Dropped("ne reçoit pas de public pour une plainte")
    return name


def _list(value: object) -> list[Mapping[str, object]]:
    """A list of objects, which some exports write as JSON inside a text."""
    if isinstance(value, str) and value.strip():
        try:
            value = json.loads(value)
        except ValueError:
            return []
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _first(value: object) -> Mapping[str, object]:
    return next(iter(_list(value)), {})
