"""What the operator imported: one file, `PRELUDE_DATA/directory/imported.sqlite`, laid over the embedded tables.

| table | rows |
|---|---|
| `places` | the columns of the embedded `units` and `partners`, `public_id` (the number that layout 3 calls a unit by), `plain` (its name without small words) |
| `zones` | commune, force, unit's public id and name, source and date |
| `postal` | commune, postal codes, source and date |

The file is replaced whole, never written in place: a reader needs no lock, and nothing of it stays in memory.
"""

from __future__ import annotations

import logging
import sqlite3
import time
from collections.abc import Sequence
from functools import cache, lru_cache
from pathlib import Path
from urllib.parse import quote

from assistant.settings import settings

Row = dict[str, str]
Value = str | float | None
Stamp = tuple[int, int]
NAME = "imported.sqlite"
COLUMNS: dict[str, tuple[str, ...]] = {
    "places": (
        "id", "kind", "force", "name", "street", "postal_code", "city", "commune_insee", "lat", "lon", "phone", "hours",
        "website", "source", "source_date", "address_doubtful", "note", "public_id", "plain",
    ),
    "zones": ("insee", "force", "unit_public_id", "unit_name", "source", "source_date"),
    "postal": ("insee", "postal_codes", "source", "source_date"),
}  # fmt: skip
_VERSION = 1  # of the columns: a file of another version is left aside
_CACHE_KB = 1024  # pages of the file kept in memory
_NUMBERS = ("lat", "lon")
_INDEXES = """
CREATE INDEX around ON places (kind, lat, lon);
CREATE INDEX of_commune ON places (commune_insee, kind);
CREATE INDEX of_number ON places (public_id);
CREATE INDEX of_name ON places (kind, plain);
"""


def folder() -> Path:
    """Where the imported tables are."""
    return _inside(settings().data)


def stamp() -> Stamp:
    """Changes when an import has been done: what was read before is then read again, at most a second later."""
    return _stamp(folder(), int(time.monotonic()))


def refresh() -> None:
    """Forgets what was seen of the file: after an import by this very process."""
    _stamp.cache_clear()


def select(query: str, *values: Value) -> list[tuple[Value, ...]]:
    """The answer to a question put to the imported tables; empty when nothing was imported."""
    return _opened(folder(), stamp()).execute(query, values).fetchall()


def rows(table: str, where: str, *values: Value) -> list[Row]:
    """The imported rows of a table for which a condition holds."""
    return as_rows(table, select(f"SELECT * FROM {table} WHERE {where}", *values))


def as_rows(table: str, found: Sequence[tuple[Value, ...]]) -> list[Row]:
    """Whole rows of a table, as the embedded tables give theirs: every value a text."""
    return [
        {column: "" if value is None else str(value) for column, value in zip(COLUMNS[table], row, strict=True)}
        for row in found
    ]


def imported_sources() -> tuple[str, ...]:
    """The sources of imported rows, to credit beside the others: official open data, under the Licence Ouverte 2.0."""
    return _imported_sources(stamp())


def create(tables: sqlite3.Connection) -> None:
    """The empty tables."""
    for table, (key, *columns) in COLUMNS.items():
        others = ", ".join(f"{column} {'REAL' if column in _NUMBERS else 'TEXT'}" for column in columns)
        tables.execute(f"CREATE TABLE {table} ({key} TEXT PRIMARY KEY, {others}) WITHOUT ROWID")
    tables.executescript(f"{_INDEXES} PRAGMA user_version = {_VERSION};")


def sound(tables: sqlite3.Connection) -> bool:
    """Whether these are our tables, undamaged; what is wrong is told in the log."""
    try:
        (version,) = tables.execute("PRAGMA user_version").fetchone()
        (state,) = tables.execute("PRAGMA quick_check(1)").fetchone()
    except sqlite3.Error as error:
        version, state = _VERSION, str(error)
    wrong = state if version == _VERSION else f"version {version}, {_VERSION} expected"
    if wrong != "ok":
        logging.getLogger(__name__).warning("the imported directory is left aside, import it again: %s", wrong)
    return wrong == "ok"


@lru_cache(maxsize=1)
def _imported_sources(_: Stamp) -> tuple[str, ...]:
    every = " UNION ".join(f"SELECT source, source_date FROM {table}" for table in COLUMNS)
    return tuple(f"{source}, {date}" for source, date in select(f"{every} ORDER BY 1, 2"))


@cache
def _inside(data: Path) -> Path:
    return data / "directory"


@lru_cache(maxsize=1)
def _stamp(where: Path, _second: int) -> Stamp:
    try:
        seen = (where / NAME).stat()
    except OSError:
        return 0, 0
    return seen.st_mtime_ns, seen.st_ino


@lru_cache(maxsize=1)
def _opened(where: Path, seen: Stamp) -> sqlite3.Connection:
    """The file, opened to be read by any thread; empty tables when there is none, or when it is damaged."""
    if any(seen):
        file = quote(str((where / NAME).resolve()))
        found = sqlite3.connect(f"file:{file}?immutable=1", uri=True, check_same_thread=False)
        if sound(found):
            found.execute(f"PRAGMA cache_size = -{_CACHE_KB}")
            return found
    empty = sqlite3.connect(":memory:", check_same_thread=False)
    create(empty)
    return empty
