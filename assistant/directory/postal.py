"""Communes by postal code, or by its first figures: those of the national table and those that an import added."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain

from assistant.directory import overlay
from assistant.directory.gazetteer import gazetteer

_ROWS = 100_000  # more than there are communes: code and row make one number


def with_code(digits: str) -> Iterator[int]:
    """Rows of which a postal code begins like that; none for more than five figures."""
    if not digits or len(digits) > 5:
        return
    first, width = int(digits.ljust(5, "0")), 10 ** (5 - len(digits))
    codes = _codes(overlay.stamp())
    for at in range(bisect_left(codes, first * _ROWS), bisect_left(codes, (first + width) * _ROWS)):
        yield codes[at] % _ROWS


@lru_cache(maxsize=1)
def _codes(_: overlay.Stamp) -> array[int]:
    table = gazetteer()
    rows = {insee: row for row, insee in enumerate(table.codes)}
    known = ((code, row) for row in range(len(table.codes)) for code in table.postal_codes(row))
    added = (
        (code, rows[str(insee)])
        for insee, codes in overlay.select("SELECT insee, postal_codes FROM postal")
        if insee in rows
        for code in str(codes).split("|")
    )
    return array("q", sorted({int(code) * _ROWS + row for code, row in chain(known, added)}))
