"""The project's own tables with what the operator imported over them; every row carries its source and date."""

from __future__ import annotations

import csv
from dataclasses import replace
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal, cast

from assistant.directory import overlay
from assistant.directory.names import fold
from assistant.directory.records import Commune, Court, Force, Source, Unit

HOME = "38"  # the département of which the project has tables of its own: Isère
OFFICIAL = "https://lannuaire.service-public.gouv.fr"  # the directory of the administration, where a row is checked
_DATA = Path(__file__).parent / "data"
_Row = dict[str, str]


def communes() -> dict[str, Commune]:
    """The communes of Isère by INSEE code, in the order of the table; all of France: see `gazetteer`."""
    return _communes(overlay.stamp())


def units() -> dict[str, Unit]:
    """Gendarmerie and police units by id."""
    return _places("units", overlay.stamp())


def partners() -> dict[str, Unit]:
    """Town halls, victim support, legal advice... by id."""
    return _places("partners", overlay.stamp())


def placed(commune: Commune) -> Commune:
    """The commune with its zone, unit and postal codes as they were imported, if they were."""
    stamp = overlay.stamp()
    zone, postal = _zones(stamp).get(commune.insee), _postal(stamp).get(commune.insee)
    if postal:
        commune = replace(commune, postal_codes=tuple(dict.fromkeys((*commune.postal_codes, *postal))))
    if zone is None:
        return commune
    unit = _unit_named(zone, stamp)
    return replace(
        commune,
        zone=_force(zone["force"]),
        unit=unit.id if unit else None,
        unit_label=unit.name if unit else zone["unit_name"] or None,
        zone_source=zone["source"],
        zone_source_date=zone["source_date"],
        confidence="official",
    )


def imported_sources() -> tuple[str, ...]:
    """The sources of imported rows, to credit beside the others: official open data, under the Licence Ouverte 2.0."""
    rows = (row for table in overlay.COLUMNS for row in overlay.rows(table))
    return tuple(dict.fromkeys(f"{row['source']}, {row['source_date']}" for row in rows))


def embedded(table: str) -> tuple[_Row, ...]:
    """The rows of `units` or `partners` as the project has them, with the words of their source."""
    return tuple({**row, "source": _source_label(row["source"])} for row in _rows(table))


@cache
def courts() -> dict[str, Court]:
    """Courts by id; `stale` is True until a caller gives the date of the day."""
    return {row["id"]: _court(row) for row in _rows("courts")}


@cache
def sources() -> tuple[Source, ...]:
    """What must be credited wherever the directory is shown."""
    return tuple(_source(row) for row in _rows("sources"))


@lru_cache(maxsize=2)
def _communes(_: overlay.Stamp) -> dict[str, Commune]:
    return {row["insee"]: placed(_commune(row)) for row in _rows("communes")}


@lru_cache(maxsize=4)
def _places(table: str, _: overlay.Stamp) -> dict[str, Unit]:
    """The embedded rows, each replaced by the imported row of the same id, then the new ones."""
    return {row["id"]: _unit(row) for row in (*_rows(table), *overlay.rows(table))}


@lru_cache(maxsize=2)
def _zones(_: overlay.Stamp) -> dict[str, _Row]:
    return {row["insee"]: row for row in overlay.rows("zones")}


def imported_postal_codes() -> dict[str, tuple[str, ...]]:
    """The postal codes that an import added, by INSEE code."""
    return _postal(overlay.stamp())


@lru_cache(maxsize=2)
def _postal(_: overlay.Stamp) -> dict[str, tuple[str, ...]]:
    return {row["insee"]: tuple(row["postal_codes"].split("|")) for row in overlay.rows("postal")}


def _unit_named(zone: _Row, stamp: overlay.Stamp) -> Unit | None:
    """The unit that a row of competence names: by its public number, else by a name that only one unit bears."""
    numbers, names = _by_number(stamp), _by_name(stamp)
    named = names.get((zone["force"], fold(zone["unit_name"])), [])
    found = numbers.get(zone["unit_public_id"]) or (named[0] if len(named) == 1 else None)
    return units().get(found) if found else None


@lru_cache(maxsize=2)
def _by_number(_: overlay.Stamp) -> dict[str, str]:
    rows = overlay.rows("units")
    return {row["id"]: row["id"] for row in rows} | {row["public_id"]: row["id"] for row in rows if row["public_id"]}


@lru_cache(maxsize=2)
def _by_name(_: overlay.Stamp) -> dict[tuple[str, str], list[str]]:
    found: dict[tuple[str, str], list[str]] = {}
    for unit in units().values():
        found.setdefault((unit.force or "", fold(unit.name)), []).append(unit.id)
    return found


@cache
def _rows(table: str) -> tuple[_Row, ...]:
    with (_DATA / f"{table}.csv").open(encoding="utf-8", newline="") as lines:
        return tuple(csv.DictReader(lines))


def _commune(row: _Row) -> Commune:
    unit = row["unit"] or None
    # The police table names a district ("CSP de Grenoble"), the gendarmerie table a brigade's id.
    label = units()[unit].name if unit and unit == row["csp_or_brigade"] else row["csp_or_brigade"]
    return Commune(
        insee=row["insee"],
        name=row["name"],
        postal_codes=tuple(row["postal_codes"].split("|")),
        lat=float(row["lat"]),
        lon=float(row["lon"]),
        population=int(row["population"]),
        department=HOME,
        zone=_force(row["zone"]),
        unit=unit,
        unit_label=label or None,
        zone_source=row["zone_source"] or None,
        zone_source_date=row["zone_source_date"] or None,
        confidence=row["confidence"] or None,
        court=row["court"],
    )


def _unit(row: _Row) -> Unit:
    return Unit(
        id=row["id"],
        kind=row["kind"],
        force=_force(row["force"]),
        name=row["name"],
        address=_line(row),
        postal_code=row["postal_code"],
        commune_insee=row["commune_insee"],
        lat=float(row["lat"]) if row["lat"] else None,
        lon=float(row["lon"]) if row["lon"] else None,
        phone=row["phone"] or None,
        hours=row["hours"] or None,
        website=row["website"] or None,
        source=_source_label(row["source"]),
        source_date=row["source_date"],
        address_doubtful=row["address_doubtful"] == "yes" or not row["street"],
        note=row["note"] or None,
    )


def _court(row: _Row) -> Court:
    source = _source_label(row["source"])
    return Court(row["id"], row["name"], _line(row), row["phone"] or None, source, row["source_date"], stale=True)


def _source(row: _Row) -> Source:
    return Source(
        id=row["id"],
        label=row["label"],
        tables=tuple(row["tables"].split("|")),
        licence=row["licence"],
        licence_url=row["licence_url"] or None,
        url=row["url"],
        date=row["date"],
    )


def _line(row: _Row) -> str:
    """The address on one line, as it is printed."""
    town = f"{row['postal_code']} {row['city']}"
    return f"{row['street']}, {town}" if row["street"] else town


def _source_label(source: str) -> str:
    """The label of a listed source; an imported row carries its own words."""
    return next((known.label for known in sources() if known.id == source), source)


def _force(text: str) -> Force | None:
    if text not in ("GN", "PN", ""):
        raise ValueError(f"unknown force {text!r} in the directory")
    return cast(Literal["GN", "PN"], text) if text else None
