"""Every commune of France in columns: 35 000 rows that would weigh three times as much as objects.

`data/france.txt.gz` is made by `tools/communes.py`: columns separated by an empty line, one value a line, "-" where none
is known. Codes, names, postal codes, latitude, longitude (1/10 000 of a degree), population; then the codes that are
no more: former code, former name, code today.
"""

from __future__ import annotations

import csv
import gzip
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from assistant.directory.records import Commune

_DATA = Path(__file__).parent / "data"
_NONE = "-"
_UNKNOWN = -(2**31)


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """The columns, by row number; `today` gives the present code of a former one."""

    codes: tuple[str, ...]
    names: tuple[str, ...]
    postal: tuple[str, ...]
    lats: array[int]
    lons: array[int]
    people: array[int]
    rows: dict[str, int]
    formers: tuple[tuple[str, str], ...]  # former name, code today
    today: dict[str, str]

    def commune(self, row: int) -> Commune:
        """The row as a commune of which neither zone, nor unit, nor court is established."""
        return Commune(
            insee=self.codes[row],
            name=self.names[row],
            postal_codes=self.postal_codes(row),
            lat=_degrees(self.lats[row]),
            lon=_degrees(self.lons[row]),
            population=self.people[row],
            department=department_of(self.codes[row]),
        )

    def postal_codes(self, row: int) -> tuple[str, ...]:
        """The postal codes of a row; none for an uninhabited place."""
        return () if self.postal[row] == _NONE else tuple(self.postal[row].split("|"))

    def row(self, insee: str) -> int | None:
        """The row of a code, present or former."""
        return self.rows.get(self.today.get(insee, insee))


@cache
def gazetteer() -> Gazetteer:
    """The national table, read on first use (about 50 ms, 13 MB)."""
    codes, names, postal, lats, lons, people, old, old_names, new = _columns()
    return Gazetteer(
        codes=codes,
        names=names,
        postal=postal,
        lats=array("i", _numbers(lats)),
        lons=array("i", _numbers(lons)),
        people=array("i", _numbers(people)),
        rows={code: row for row, code in enumerate(codes)},
        formers=tuple((name, code) for name, code in zip(old_names, new, strict=True) if name != _NONE),
        today=_today(old, new, set(codes)),
    )


def _today(old: tuple[str, ...], new: tuple[str, ...], present: set[str]) -> dict[str, str]:
    """Former code -> code today; a code still in use means what it means today."""
    return {former: code for former, code in zip(old, new, strict=True) if former not in present}


def _columns() -> Iterator[tuple[str, ...]]:
    with gzip.open(_DATA / "france.txt.gz", "rt", encoding="utf-8") as file:
        text = file.read()
    return (tuple(block.split("\n")) for block in text.rstrip("\n").split("\n\n"))


def _numbers(column: tuple[str, ...]) -> Iterator[int]:
    return (_UNKNOWN if value == _NONE else int(value) for value in column)


def _degrees(value: int) -> float | None:
    return None if value == _UNKNOWN else value / 1e4


def department_of(insee: str) -> str:
    """The code of the département (or overseas territory) that an INSEE code belongs to."""
    return insee[:3] if insee[:2] in ("97", "98") else insee[:2]


@cache
def departments() -> dict[str, str]:
    """Name of each département by code."""
    with (_DATA / "departments.csv").open(encoding="utf-8", newline="") as lines:
        return {row["code"]: row["name"] for row in csv.DictReader(lines)}
