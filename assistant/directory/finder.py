"""What the finder lists for a commune: units of both forces, the mairie and the partners, as far as they are known."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Literal, get_args

from assistant.directory.gazetteer import gazetteer
from assistant.directory.lookup import department_name, printed_name
from assistant.directory.nearest import distance_km, nearest_units, offices_for, partners_near, town_hall
from assistant.directory.records import Commune, Office
from assistant.directory.search import by_row

Show = Literal["PN", "GN", "partners"]
# Every counter that may help, whether a row is known or not: an import, or the operator, fills what is missing.
Counter = Literal[
    "bav", "france_victimes", "iscg", "mjd", "permanence_juridique", "cidf", "umj", "hopital", "crip", "maison_departement",
    "france_services",
]  # fmt: skip
PARTNERS: tuple[Counter, ...] = get_args(Counter)
_EACH = 3  # units of each force
_NEAR = 15.0  # km: a further unit is listed only if it is the competent one or the nearest of its force
_FAR = 40.0  # km: a further counter is not near


def places(insee: str, show: Collection[Show], today: date, open_at: datetime | None = None) -> tuple[Office, ...]:
    """Competent unit first, then units by distance, then mairie and nearest partners; with `open_at`, only those known
    to be open then. UnknownCommune if there is no such commune."""
    shown: list[Office] = []
    units = {office.id: office for office in offices_for(insee, today)}
    for force in ("GN", "PN"):
        near = nearest_units(insee, force, _EACH, today=today)
        units = {office.id: office for office in near if (office.distance_km or 0) <= _NEAR} | units
    ordered = sorted(units.values(), key=lambda office: (not office.competent, office.distance_km or 0.0))
    shown += [office for office in ordered if office.force in show]
    if "partners" in show:
        hall = town_hall(insee, today)
        shown += [*([hall] if hall else []), *counters(insee, PARTNERS, today)]
    return tuple(office for office in shown if open_at is None or office.opening(open_at).open_now)


def counters(insee: str, kinds: Iterable[Counter], today: date) -> tuple[Office, ...]:
    """The nearest counter of each of these kinds that is still near, nearest first; UnknownCommune as above."""
    found = [office for kind in kinds if (office := _partner(insee, kind, today))]
    return tuple(sorted(found, key=lambda office: office.distance_km or 0.0))


def unlisted(insee: str, today: date) -> tuple[str, ...]:
    """The kinds of counter of which no row is known near the commune, the mairie first; UnknownCommune as above."""
    hall = () if town_hall(insee, today) else ("mairie",)
    return (*hall, *(kind for kind in PARTNERS if _partner(insee, kind, today) is None))


def _partner(insee: str, kind: str, today: date) -> Office | None:
    """The nearest counter of that kind that is still near; one of the commune itself even if its position is unknown."""
    near = next(iter(partners_near(insee, (kind,), 1, today=today)), None)
    return near if near and (near.distance_km or 0) <= _FAR else None


def situated(commune: Commune) -> str:
    """A commune with its département, which is not said twice: "Voiron (38500), Isère", but "Paris (75)"."""
    department = department_name(commune.department)
    return printed_name(commune) + (f", {department}" if department != commune.name else "")


def commune_at(lat: float, lon: float) -> Commune | None:
    """The commune whose centre is nearest to a point (degrees), within 40 km; a first guess that the person checks."""
    table = gazetteer()
    north, east = round(lat * 1e4), round(lon * 1e4)
    near = [
        row
        for row, (y, x) in enumerate(zip(table.lats, table.lons, strict=True))
        if abs(y - north) < 4000 and abs(x - east) < 6000 and "Arrondissement" not in table.names[row]
    ]
    measured = [(distance_km(lat, lon, table.lats[row] / 1e4, table.lons[row] / 1e4), row) for row in near]
    far, row = min(measured, default=(_FAR + 1, 0))
    return by_row(row) if far <= _FAR else None
