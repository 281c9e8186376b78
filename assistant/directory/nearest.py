"""The offices for a commune: nearest by great circle, competent only where a source names the unit."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import lru_cache
from math import asin, cos, radians, sin, sqrt

from assistant.directory import overlay
from assistant.directory.freshness import stale
from assistant.directory.gazetteer import department_of
from assistant.directory.hours import PARIS
from assistant.directory.lookup import known
from assistant.directory.records import Commune, Court, Force, Office, Unit
from assistant.directory.tables import courts, partners, units

_EARTH_KM = 6371.0088  # mean radius
_KM = 108.0  # km in a degree of latitude, a little less than the truth
_SQUARES = (0.4, 1.5)  # degrees


def distance_km(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Great-circle distance in km between two points in degrees (haversine)."""
    north, other_north = radians(lat), radians(other_lat)
    rise = sin((other_north - north) / 2) ** 2
    run = sin(radians(other_lon - lon) / 2) ** 2
    return 2 * _EARTH_KM * asin(min(1.0, sqrt(rise + cos(north) * cos(other_north) * run)))


def covered(department: str) -> frozenset[Force]:
    """The forces of which the directory knows units in a département: without any, the nearest known is not near."""
    return _covered(overlay.stamp()).get(department, frozenset())


def nearest_units(
    insee: str, force: Force | None = None, limit: int = 1, *, today: date | None = None
) -> tuple[Office, ...]:
    """Units by distance from the commune's centroid, of one force or both; none of a force not known in that
    département. UnknownCommune if there is no such commune."""
    commune = known(insee)
    forces = covered(commune.department) & ({force} if force else {"GN", "PN"})
    of_force = [unit for unit in units().values() if unit.force in forces]
    return tuple(_office(unit, commune, today) for unit in _by_distance(of_force, commune, limit))


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
    hall = _halls(overlay.stamp()).get(commune.insee)
    return _office(hall, commune, today) if hall else None


def partners_near(
    insee: str, kinds: Collection[str], limit: int = 3, *, today: date | None = None
) -> tuple[Office, ...]:
    """Partners of those kinds ("mairie", "mjd", "bav"...) by distance from the commune's centroid, first those of the commune itself
    whose position is not known; none in a département of which none is known."""
    commune = known(insee)
    here = commune.department in _partnered(overlay.stamp())
    of_kind = _of_kind(overlay.stamp()) if here else {}
    wanted = [place for kind in dict.fromkeys(kinds) for place in of_kind.get(kind, ())]
    own = [place for place in wanted if place.lat is None and place.commune_insee == commune.insee]
    near = (*own, *_by_distance(wanted, commune, limit))[: max(limit, 0)]
    return tuple(_office(place, commune, today) for place in near)


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


@lru_cache(maxsize=2)
def _partnered(_: overlay.Stamp) -> frozenset[str]:
    return frozenset(department_of(place.commune_insee) for place in partners().values())


@lru_cache(maxsize=2)
def _of_kind(_: overlay.Stamp) -> dict[str, list[Unit]]:
    """Partners by kind: after a national import most are town halls, and nobody looks for the others among them."""
    found: dict[str, list[Unit]] = {}
    for place in partners().values():
        found.setdefault(place.kind, []).append(place)
    return found


@lru_cache(maxsize=2)
def _covered(_: overlay.Stamp) -> dict[str, frozenset[Force]]:
    known_there: dict[str, set[Force]] = {}
    for unit in units().values():
        if unit.force:
            known_there.setdefault(department_of(unit.commune_insee), set()).add(unit.force)
    return {department: frozenset(forces) for department, forces in known_there.items()}


@lru_cache(maxsize=2)
def _halls(_: overlay.Stamp) -> dict[str, Unit]:
    return {place.commune_insee: place for place in partners().values() if place.kind == "mairie"}


def _by_distance(places: Sequence[Unit], commune: Commune, limit: int) -> list[Unit]:
    """The nearest places, of a wider and wider square around the commune: most of France is never measured."""
    if commune.lat is None or commune.lon is None:
        return []
    for half in (*_SQUARES, None):
        measured = [
            (far, place.id, place)
            for place in _around(places, commune.lat, commune.lon, half)
            if (far := _distance(place, commune)) is not None
        ]
        found = sorted(measured, key=lambda entry: entry[:2])[: max(limit, 0)]
        if half is None or (len(found) >= limit and (not found or found[-1][0] <= half * _KM)):
            return [place for _, _, place in found]
    return []


def _around(places: Sequence[Unit], lat: float, lon: float, half: float | None) -> Iterable[Unit]:
    """The places of a square of that half side, in degrees of latitude; all of them when there is no side."""
    if half is None:
        return places
    wide = half / max(cos(radians(lat)), 0.1)
    return [
        p
        for p in places
        if p.lat is not None and p.lon is not None and abs(p.lat - lat) < half and abs(p.lon - lon) < wide
    ]


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
