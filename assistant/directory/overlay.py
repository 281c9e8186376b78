"""What the operator imported: `PRELUDE_DATA/directory/*.csv`, laid over the embedded tables, never written into the package.

| file | columns |
|---|---|
| `units.csv`, `partners.csv` | those of the embedded tables, and `public_id` (the number that layout 3 calls a unit by) |
| `zones.csv` | commune, force, unit's public id and name, source and date |
| `postal.csv` | commune, postal codes, source and date |
"""

from __future__ import annotations

import csv
import logging
import sys
import time
from functools import lru_cache
from pathlib import Path

from assistant.settings import settings

Row = dict[str, str]
Stamp = tuple[float, ...]
PLACE = (
    "id", "kind", "force", "name", "street", "postal_code", "city", "commune_insee", "lat", "lon", "phone", "hours",
    "website", "source", "source_date", "address_doubtful", "note", "public_id",
)  # fmt: skip
COLUMNS: dict[str, tuple[str, ...]] = {
    "units": PLACE,
    "partners": PLACE,
    "zones": ("insee", "force", "unit_public_id", "unit_name", "source", "source_date"),
    "postal": ("insee", "postal_codes", "source", "source_date"),
}


def folder() -> Path:
    """Where the imported tables are."""
    return settings().data / "directory"


def stamp() -> Stamp:
    """Changes when an import has been done: tables read before are then read again, at most a second later."""
    return _stamp(folder(), int(time.monotonic()))


def refresh() -> None:
    """Forgets what was seen of the files: after an import by this very process."""
    _stamp.cache_clear()


@lru_cache(maxsize=1)
def _stamp(where: Path, _second: int) -> Stamp:
    return tuple(_modified(where / f"{table}.csv") for table in COLUMNS)


def rows(table: str) -> list[Row]:
    """The imported rows of a table; none when nothing was imported. A damaged file is told in the log and left aside."""
    return list(_rows(table, stamp()))


@lru_cache(maxsize=8)
def _rows(table: str, _: Stamp) -> tuple[Row, ...]:
    try:
        with (folder() / f"{table}.csv").open(encoding="utf-8", newline="") as lines:
            found = csv.DictReader(lines)
            if tuple(found.fieldnames or ()) != COLUMNS[table]:
                raise ValueError("other columns than expected")
            return tuple({key: sys.intern(value or "") for key, value in row.items()} for row in found)
    except FileNotFoundError:
        return ()
    except (OSError, ValueError, csv.Error) as error:
        logging.getLogger(__name__).warning("imported table %s is left aside: %s", table, error)
        return ()


def _modified(file: Path) -> float:
    try:
        return file.stat().st_mtime_ns
    except OSError:
        return 0
