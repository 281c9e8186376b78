"""Communes of Isère, police and gendarmerie units, courts and partners: offline, dated, never a guess."""

from assistant.directory.freshness import stale
from assistant.directory.hours import OpenState, open_state
from assistant.directory.lookup import UnknownCommune, all_communes, commune
from assistant.directory.nearest import (
    court_for,
    distance_km,
    nearest_json,
    nearest_units,
    offices_for,
    partners_near,
    town_hall,
)
from assistant.directory.records import Commune, Court, Force, Office, Source, Unit
from assistant.directory.search import search_communes
from assistant.directory.tables import sources

__all__ = [
    "Commune",
    "Court",
    "Force",
    "Office",
    "OpenState",
    "Source",
    "Unit",
    "UnknownCommune",
    "all_communes",
    "commune",
    "court_for",
    "distance_km",
    "nearest_json",
    "nearest_units",
    "offices_for",
    "open_state",
    "partners_near",
    "search_communes",
    "sources",
    "stale",
    "town_hall",
]
