"""The offices for a commune: nearest by great circle, competent only where a source names the unit."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date, datetime
from functools import cache
from math import asin, cos, radians, sin, sqrt

from assistant.directory.freshness import stale
from assistant.directory.gazetteer import department_of
from assistant.directory.hours import PARIS
from assistant.directory.lookup import known
from assistant.directory.records import Commune, Court, Force, Office, Unit
from assistant.directory.tables import courts, partners, units

_EARTH_KM = 6371.0088  # mean radius


def distance_km(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Great-circle distance in km between two points in degrees (haversine)."""
    north, other_north = radians(lat), radians(other_lat)
    rise = sin((other_north - north) / 2) ** 2
    run = sin(radians(other_lon - lon) / 2) ** 2
    return 2 * _EARTH_KM * asin(min(1.0, sqrt(rise + cos(north) * cos(other_north) * run)))


def covered(department: str) -> frozenset[Force]:
    """The forces of which the directory knows units in a département: without any, the nearest known is not near."""
    return _covered().get(department, frozenset())


def nearest_units(
    insee: str, force: Force | None = None, limit: int = 1, *, today: date | None = None
) -> tuple[Office, ...]:
    """Units by distance from the commune's centroid, of one force or both; none of a force not known in that
    département. UnknownCommune if there is no such commune."""
    commune = known(insee)
    forces = covered(commune.department) & ({force} if force else {"GN", "PN"})
    of_force = (unit for unit in units().values() if unit.force in forces)
    return tuple(_office(unit, commune, today) for unit in _by_distance(of_force, commune)[:limit])


def offices_for(insee: str, today: date | None = None) -> tuple[Office, ...]:
    """The competent unit where it is known, then the nearest of each force (that of the zone first), each once."""
    commune = known(insee)
    nearest = (*nearest_units(insee, "GN", today=today), *nearest_units(insee, "PN", today=today))
    ordered = sorted(nearest, key=lambda office: (office.force != commune.zone, office.distance_km or 0.0))
    competent = (_office(units()[commune.unit], commune, today),) if commune.unit else ()
    return tuple({office.id: office for office in (*competent, *ordered)}.values())


def town_hall(insee: str, today: date | None = None) -> Office | None:
    """The mairie of the commune."""
    commune = known(insee)
    halls = (place for place in partners().values() if place.kind == "mairie" and place.commune_insee == insee)
    return next((_office(hall, commune, today) for hall in halls), None)


def partners_near(
    insee: str, kinds: Collection[str], limit: int = 3, *, today: date | None = None
) -> tuple[Office, ...]:
    """Partners of those kinds ("mairie", "mjd", "bav"...) by distance from the commune's centroid; none outside Isère,
    whose partners alone are known."""
    commune = known(insee)
    here = commune.department in _partnered()
    wanted = (place for place in partners().values() if place.kind in kinds and here)
    return tuple(_office(place, commune, today) for place in _by_distance(wanted, commune)[:limit])


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


@cache
def _partnered() -> frozenset[str]:
    return frozenset(department_of(place.commune_insee) for place in partners().values())


@cache
def _covered() -> dict[str, frozenset[Force]]:
    known_there: dict[str, set[Force]] = {}
    for unit in units().values():
        if unit.force:
            known_there.setdefault(department_of(unit.commune_insee), set()).add(unit.force)
    return {department: frozenset(forces) for department, forces in known_there.items()}


def _by_distance(places: Iterable[Unit], commune: Commune) -> list[Unit]:
    measured = [(far, place.id, place) for place in places if (far := _distance(place, commune)) is not None]
    return [place for _, _, place in sorted(measured, key=lambda entry: entry[:2])]


def _distance(place: Unit, commune: Commune) -> float | None:
    """Km from the centroid; None for a place, or a commune, whose position is not known."""
    if place.lat is None or place.lon is None or commune.lat is None or commune.lon is None:
        return None
    return distance_km(commune.lat, commune.lon, place.lat, place.lon)


def _office(place: Unit, commune: Commune, today: date | None) -> Office:
    far = _distance(place, commune)
    return Office(
        id=place.id,
        kind=place.kind,
        force=place.force,
        name=place.name,
        address=place.address,
        phone=place.phone,
        distance_km=None if far is None else round(far, 1),
        competent=True if place.id == commune.unit else None,
        lat=place.lat,
        lon=place.lon,
        hours=place.hours,
        website=place.website,
        source=place.source,
        source_date=place.source_date,
        stale=_old(place.source_date, today),
        address_doubtful=place.address_doubtful,
        note=place.note,
    )


def _old(source_date: str, today: date | None) -> bool:
    """Without a date of the day nothing is taken as fresh."""
    return today is None or stale(source_date, today)
