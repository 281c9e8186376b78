"""Communes of France; units, courts and partners, of Isère first: offline, dated, never a guess."""

from assistant.directory.finder import PARTNERS, Counter, Show, commune_at, counters, places, situated, unlisted
from assistant.directory.freshness import stale
from assistant.directory.hours import OpenState, open_state
from assistant.directory.lookup import (
    UnknownCommune,
    all_communes,
    commune,
    department_name,
    listed_name,
    offered_name,
    printed_name,
)
from assistant.directory.nearest import (
    court_for,
    covered,
    distance_km,
    nearest_json,
    nearest_units,
    offices_for,
    partners_near,
    town_hall,
)
from assistant.directory.overlay import imported_sources
from assistant.directory.records import Commune, Court, Force, Office, Source, Unit
from assistant.directory.search import Match, find_communes, named, only_commune, search_communes
from assistant.directory.tables import HOME, OFFICIAL, sources

__all__ = [
    "HOME",
    "OFFICIAL",
    "PARTNERS",
    "Commune",
    "Counter",
    "Court",
    "Force",
    "Match",
    "Office",
    "OpenState",
    "Show",
    "Source",
    "Unit",
    "UnknownCommune",
    "all_communes",
    "commune",
    "commune_at",
    "counters",
    "court_for",
    "covered",
    "department_name",
    "distance_km",
    "find_communes",
    "imported_sources",
    "listed_name",
    "named",
    "nearest_json",
    "nearest_units",
    "offered_name",
    "offices_for",
    "only_commune",
    "open_state",
    "partners_near",
    "places",
    "printed_name",
    "search_communes",
    "situated",
    "sources",
    "stale",
    "town_hall",
    "unlisted",
]
