"""The offices for a commune: nearest by great circle, competent only where a source names the unit."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date, datetime

from assistant.directory.freshness import stale
from assistant.directory.hours import PARIS
from assistant.directory.lookup import known
from assistant.directory.records import Commune, Court, Force, Office, Unit
from assistant.directory.register import KINDS, distance_km, in_commune, kinds_in, nearest, place, unplaced
from assistant.directory.tables import courts

__all__ = [
    "court_for", "covered", "distance_km", "nearest_json", "nearest_units", "offices_for", "partners_near", "town_hall",
]  # fmt: skip


def covered(department: str) -> frozenset[Force]:
    """The forces of which the directory knows units in a département: without any, the nearest known is not near."""
    here = kinds_in(department)
    return frozenset(force for force, kind in KINDS.items() if kind in here)


def nearest_units(
    insee: str, force: Force | None = None, limit: int = 1, *, today: date | None = None
) -> tuple[Office, ...]:
    """Units by distance from the commune's centroid, of one force or both; none of a force not known in that
    département. UnknownCommune if there is no such commune."""
    commune = known(insee)
    forces = covered(commune.department) & ({force} if force else {"GN", "PN"})
    kinds = [KINDS[one] for one in forces]
    return tuple(_office(unit, commune, today) for unit in nearest(kinds, commune.lat, commune.lon, limit))


def offices_for(insee: str, today: date | None = None) -> tuple[Office, ...]:
    """The competent unit where it is known, then the nearest of each force (that of the zone first), each once."""
    commune = known(insee)
    near = (*nearest_units(insee, "GN", today=today), *nearest_units(insee, "PN", today=today))
    ordered = sorted(near, key=lambda office: (office.force != commune.zone, office.distance_km or 0.0))
    unit = place(commune.unit) if commune.unit else None
    competent = (_office(unit, commune, today),) if unit else ()
    return tuple({office.id: office for office in (*competent, *ordered)}.values())


def town_hall(insee: str, today: date | None = None) -> Office | None:
    """The mairie of the commune."""
    commune = known(insee)
    hall = in_commune(commune.insee, "mairie")
    return _office(hall, commune, today) if hall else None


def partners_near(
    insee: str, kinds: Collection[str], limit: int = 3, *, today: date | None = None
) -> tuple[Office, ...]:
    """Partners of those kinds ("mairie", "mjd", "bav"...) by distance from the commune's centroid, first those of the commune itself
    whose position is not known; none in a département of which none is known."""
    commune = known(insee)
    if not kinds_in(commune.department) - set(KINDS.values()):
        return ()
    near = (*unplaced(commune.insee, kinds), *nearest(kinds, commune.lat, commune.lon, limit))[: max(limit, 0)]
    return tuple(_office(one, commune, today) for one in near)


def court_for(insee: str, today: date | None = None) -> Court | None:
    """The tribunal judiciaire of the commune (Code de l'organisation judiciaire, not the arrondissement), if established."""
    commune = known(insee)
    if commune.court is None:
        return None
    court = courts()[commune.court]
    return replace(court, stale=_old(court.source_date, today))


def nearest_json(
    insee: str, force: Force | None, at: datetime, limit: int = 5
) -> list[dict[str, str | float | bool | None]]:
    """What `directory nearest` prints: units by distance, with their hours, and whether they are to check."""
    today = (at if at.tzinfo is None else at.astimezone(PARIS)).date()
    return [
        office.as_json(at) | {"hours": office.hours, "to_check": office.stale or office.address_doubtful}
        for office in nearest_units(insee, force, limit, today=today)
    ]


def _distance(one: Unit, commune: Commune) -> float | None:
    """Km from the centroid; None for a place, or a commune, whose position is not known."""
    if one.lat is None or one.lon is None or commune.lat is None or commune.lon is None:
        return None
    return distance_km(commune.lat, commune.lon, one.lat, one.lon)


def _office(one: Unit, commune: Commune, today: date | None) -> Office:
    far = _distance(one, commune)
    return Office(
        id=one.id,
        kind=one.kind,
        force=one.force,
        name=one.name,
        address=one.address,
        phone=one.phone,
        distance_km=None if far is None else round(far, 1),
        competent=True if one.id == commune.unit else None,
        lat=one.lat,
        lon=one.lon,
        hours=one.hours,
        website=one.website,
        source=one.source,
        source_date=one.source_date,
        stale=_old(one.source_date, today),
        address_doubtful=one.address_doubtful,
        note=one.note,
    )


def _old(source_date: str, today: date | None) -> bool:
    """Without a date of the day nothing is taken as fresh."""
    return today is None or stale(source_date, today)
