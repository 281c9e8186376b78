"""Every commune of France in columns: 35 000 rows that would weigh ten times as much as objects.

`data/france.txt.gz` is made by `tools/communes.py`: columns separated by an empty line, one value a line, "-" where none
is known. Codes (sorted), names, postal codes, latitude, longitude (1/10 000 of a degree), population; then what is no
more: former code (sorted), former name, code today.
"""

from __future__ import annotations

import csv
import gzip
import re
from array import array
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from assistant.directory.records import Commune

_DATA = Path(__file__).parent / "data"
_NONE = "-"
_UNKNOWN = -(2**31)


class Column:
    """The values of a column, kept as the bytes of the file and where each one begins."""

    __slots__ = ("_bytes", "_starts")

    def __init__(self, lines: bytes) -> None:
        self._bytes = lines + b"\n"
        self._starts = array("i", [0])
        self._starts.extend(end.end() for end in re.finditer(b"\n", self._bytes))

    def __len__(self) -> int:
        return len(self._starts) - 1

    def __getitem__(self, row: int) -> str:
        return self._bytes[self._starts[row] : self._starts[row + 1] - 1].decode()

    def __iter__(self) -> Iterator[str]:
        return iter(self._bytes[:-1].decode().split("\n"))

    def row(self, value: str) -> int | None:
        """The first row of that value, in a sorted column."""
        at = bisect_left(self, value)
        return at if at < len(self) and self[at] == value else None


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """The columns, by row number; the last three tell the code today of what is no more."""

    codes: Column
    names: Column
    postal: Column
    lats: array[int]
    lons: array[int]
    people: array[int]
    old_codes: Column
    old_names: Column
    new_codes: Column

    def commune(self, row: int) -> Commune:
        """The row as a commune of which neither zone, nor unit, nor court is established."""
        code = self.codes[row]
        return Commune(
            insee=code,
            name=self.names[row],
            postal_codes=self.postal_codes(row),
            lat=_degrees(self.lats[row]),
            lon=_degrees(self.lons[row]),
            population=self.people[row],
            department=department_of(code),
        )

    def postal_codes(self, row: int) -> tuple[str, ...]:
        """The postal codes of a row; none for an uninhabited place."""
        codes = self.postal[row]
        return () if codes == _NONE else tuple(codes.split("|"))

    def row(self, insee: str) -> int | None:
        """The row of a code, present or former; a code still in use means what it means today."""
        row = self.codes.row(insee)
        if row is None and (old := self.old_codes.row(insee)) is not None:
            row = self.codes.row(self.new_codes[old])
        return row

    def formers(self) -> Iterator[tuple[str, str]]:
        """Each former name, with the code of the commune today."""
        return ((name, code) for name, code in zip(self.old_names, self.new_codes, strict=True) if name != _NONE)


@cache
def gazetteer() -> Gazetteer:
    """The national table, read on first use (40 ms, 3 MB)."""
    text = gzip.decompress((_DATA / "france.txt.gz").read_bytes()).removesuffix(b"\n")
    codes, names, postal, lats, lons, people, old_codes, old_names, new_codes = text.split(b"\n\n")
    return Gazetteer(
        codes=Column(codes),
        names=Column(names),
        postal=Column(postal),
        lats=_numbers(lats),
        lons=_numbers(lons),
        people=_numbers(people),
        old_codes=Column(old_codes),
        old_names=Column(old_names),
        new_codes=Column(new_codes),
    )


def _numbers(lines: bytes) -> array[int]:
    return array("i", (_UNKNOWN if value == b"-" else int(value) for value in lines.split(b"\n")))


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
