"""The contours of the communes of Isère, to draw a map without any outside server (made by `tools/contours.py`)."""

from __future__ import annotations

import gzip
from functools import cache
from itertools import accumulate
from pathlib import Path

_DATA = Path(__file__).parent / "data"
Ring = tuple[tuple[float, float], ...]  # (latitude, longitude) in degrees
Box = tuple[float, float, float, float]  # south, west, north, east


@cache
def contours() -> dict[str, tuple[Ring, ...]]:
    """The rings of each commune by INSEE code, read on first use (about 15 ms)."""
    with gzip.open(_DATA / "contours.txt.gz", "rt", encoding="utf-8") as lines:
        return {code: tuple(map(_ring, rings)) for code, *rings in (line.rstrip("\n").split(";") for line in lines)}


@cache
def boxes() -> dict[str, Box]:
    """The smallest rectangle around each commune."""
    found = {}
    for code, rings in contours().items():
        lats, lons = zip(*(point for ring in rings for point in ring), strict=True)
        found[code] = (min(lats), min(lons), max(lats), max(lons))
    return found


def inside(box: Box) -> list[str]:
    """The communes that touch a rectangle."""
    south, west, north, east = box
    return [code for code, (s, w, n, e) in boxes().items() if s <= north and n >= south and w <= east and e >= west]


def _ring(text: str) -> Ring:
    pairs = [tuple(map(int, step.split(","))) for step in text.split(" ")]
    lons, lats = accumulate(x for x, _ in pairs), accumulate(y for _, y in pairs)
    return tuple((lat / 1e4, lon / 1e4) for lat, lon in zip(lats, lons, strict=True))
