"""Every place that receives people: the imported ones, and the project's own that no import has replaced."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import lru_cache
from math import asin, cos, radians, sin, sqrt
from typing import cast

from assistant.directory import overlay
from assistant.directory.gazetteer import department_of
from assistant.directory.names import without_small_words
from assistant.directory.records import Force, Unit
from assistant.directory.tables import own_places, place_of

KINDS: dict[Force, str] = {"GN": "gendarmerie", "PN": "commissariat"}
_EARTH_KM = 6371.0088  # mean radius
_KM = 108.0  # km in a degree of latitude, a little less than the truth
# Degrees: wider and wider around a commune, so that most of France is never measured.
_SQUARES = (0.15, 0.6, 2.0, 180.0)
_Point = tuple[float, float, str]  # latitude, longitude, id


def distance_km(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Great-circle distance in km between two points in degrees (haversine)."""
    north, other_north = radians(lat), radians(other_lat)
    rise = sin((other_north - north) / 2) ** 2
    run = sin(radians(other_lon - lon) / 2) ** 2
    return 2 * _EARTH_KM * asin(min(1.0, sqrt(rise + cos(north) * cos(other_north) * run)))


def place(identity: str) -> Unit | None:
    """The place of that id."""
    found = overlay.rows("places", "id = ?", identity)
    return place_of(found[0]) if found else own_places().get(identity)


def in_commune(insee: str, kind: str) -> Unit | None:
    """The place of that kind in a commune; of several, one that was imported."""
    if found := overlay.rows("places", "commune_insee = ? AND kind = ? ORDER BY id LIMIT 1", insee, kind):
        return place_of(found[0])
    return next((one for one in _own(overlay.stamp()).get(kind, ()) if one.commune_insee == insee), None)


def unplaced(insee: str, kinds: Collection[str]) -> list[Unit]:
    """The places of a commune of which the position is not known."""
    where = f"commune_insee = ? AND kind IN ({_marks(kinds)}) AND lat = ''"
    own = (one for kind in set(kinds) for one in _own(overlay.stamp()).get(kind, ()) if one.lat is None)
    imported = map(place_of, overlay.rows("places", where, insee, *kinds))
    return [*imported, *(one for one in own if one.commune_insee == insee)]


def unit_named(force: Force, number: str, name: str) -> Unit | None:
    """The unit that a row of competence names: by its public number, else by a name that only one unit bears."""
    if number:
        unit = "public_id = ? AND force != ''", "id = ? AND force != ''"
        if found := [row for where in unit for row in overlay.rows("places", where, number)]:
            return place_of(found[0])
    plain, kind = without_small_words(name), KINDS[force]
    named = [place_of(row) for row in overlay.rows("places", "kind = ? AND plain = ?", kind, plain)]
    named += [own for own in _own(overlay.stamp()).get(kind, ()) if without_small_words(own.name) == plain]
    return named[0] if len(named) == 1 else None


def kinds_in(department: str) -> frozenset[str]:
    """The kinds of which a place is known in a département: without any, the nearest known is not near."""
    return _kinds(overlay.stamp()).get(department, frozenset())


def nearest(kinds: Collection[str], lat: float | None, lon: float | None, limit: int) -> list[Unit]:
    """The places of those kinds nearest to a point (degrees); none without a point."""
    if lat is None or lon is None or limit < 1:
        return []
    found: list[tuple[float, str]] = []
    for half in _SQUARES:
        points = _around(kinds, lat, lon, half)
        found = sorted((distance_km(lat, lon, north, east), one) for north, east, one in points)[:limit]
        if len(found) == limit and found[-1][0] <= half * _KM:
            break
    return [one for _, identity in found if (one := place(identity))]


def _around(kinds: Collection[str], lat: float, lon: float, half: float) -> Iterator[_Point]:
    """The places of those kinds in a square of that half side, in degrees of latitude."""
    wide = half / max(cos(radians(lat)), 0.1)
    south, north, west, east = lat - half, lat + half, lon - wide, lon + wide
    inside = "lat BETWEEN ? AND ? AND lon BETWEEN ? AND ?"
    question = f"SELECT lat, lon, id FROM places WHERE kind IN ({_marks(kinds)}) AND {inside}"
    yield from cast(list[_Point], overlay.select(question, *kinds, south, north, west, east))
    for own in (one for kind in set(kinds) for one in _own(overlay.stamp()).get(kind, ())):
        if own.lat is not None and own.lon is not None and south <= own.lat <= north and west <= own.lon <= east:
            yield own.lat, own.lon, own.id


def _marks(values: Collection[str]) -> str:
    return ", ".join("?" * len(values))


@lru_cache(maxsize=1)
def _own(_: overlay.Stamp) -> dict[str, list[Unit]]:
    """The project's own places by kind, without those that an import has replaced."""
    own = own_places()
    question = f"SELECT id FROM places WHERE id IN ({_marks(own)})"
    replaced = {identity for (identity,) in overlay.select(question, *own)}
    kinds: dict[str, list[Unit]] = {}
    for one in own.values():
        if one.id not in replaced:
            kinds.setdefault(one.kind, []).append(one)
    return kinds


@lru_cache(maxsize=1)
def _kinds(_: overlay.Stamp) -> dict[str, frozenset[str]]:
    starts = overlay.select("SELECT DISTINCT substr(commune_insee, 1, 3), kind FROM places")
    known = {(str(start), str(kind)) for start, kind in starts}
    known |= {(one.commune_insee, one.kind) for one in own_places().values()}
    there: dict[str, set[str]] = {}
    for insee, kind in known:
        there.setdefault(department_of(insee), set()).add(kind)
    return {department: frozenset(kinds) for department, kinds in there.items()}
