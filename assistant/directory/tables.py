"""The project's own tables, as the package carries them; every row has its source and date."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path
from typing import Literal, cast

from assistant.directory.records import Commune, Court, Force, Source, Unit

HOME = "38"  # the département of which the project has tables of its own: Isère
OFFICIAL = "https://lannuaire.service-public.gouv.fr"  # the directory of the administration, where a row is checked
_DATA = Path(__file__).parent / "data"
_Row = dict[str, str]


@cache
def own_communes() -> dict[str, Commune]:
    """The communes of Isère by INSEE code, in the order of the table; all of France: see `gazetteer`."""
    return {row["insee"]: _commune(row) for row in _rows("communes")}


@cache
def own_places() -> dict[str, Unit]:
    """Gendarmerie and police units, town halls, victim support, legal advice... of Isère, by id."""
    return {row["id"]: place_of(row) for row in (*_rows("units"), *_rows("partners"))}


def embedded_places() -> tuple[_Row, ...]:
    """The same, as rows of texts."""
    return tuple({**row, "source": _source_label(row["source"])} for row in (*_rows("units"), *_rows("partners")))


@cache
def courts() -> dict[str, Court]:
    """Courts by id; `stale` is True until a caller gives the date of the day."""
    return {row["id"]: _court(row) for row in _rows("courts")}


@cache
def sources() -> tuple[Source, ...]:
    """What must be credited wherever the directory is shown."""
    return tuple(_source(row) for row in _rows("sources"))


def place_of(row: _Row) -> Unit:
    """A place from its row, embedded or imported."""
    return Unit(
        id=row["id"],
        kind=row["kind"],
        force=force_of(row["force"]),
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


def force_of(text: str) -> Force | None:
    """`GN`, `PN`, or none; anything else is a mistake in a table."""
    if text not in ("GN", "PN", ""):
        raise ValueError(f"unknown force {text!r} in the directory")
    return cast(Literal["GN", "PN"], text) if text else None


def _rows(table: str) -> tuple[_Row, ...]:
    with (_DATA / f"{table}.csv").open(encoding="utf-8", newline="") as lines:
        return tuple(csv.DictReader(lines))


def _commune(row: _Row) -> Commune:
    unit = row["unit"] or None
    # The police table names a district ("CSP de Grenoble"), the gendarmerie table a brigade's id.
    label = own_places()[unit].name if unit and unit == row["csp_or_brigade"] else row["csp_or_brigade"]
    return Commune(
        insee=row["insee"],
        name=row["name"],
        postal_codes=tuple(row["postal_codes"].split("|")),
        lat=float(row["lat"]),
        lon=float(row["lon"]),
        population=int(row["population"]),
        department=HOME,
        zone=force_of(row["zone"]),
        unit=unit,
        unit_label=label or None,
        zone_source=row["zone_source"] or None,
        zone_source_date=row["zone_source_date"] or None,
        confidence=row["confidence"] or None,
        court=row["court"],
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
