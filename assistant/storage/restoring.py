"""A backup read back: all of it in one transaction, or nothing."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from sqlalchemy import Connection, delete, func, insert, select

from assistant.storage import backup_keys
from assistant.storage.backup import MAGIC, Contents, Progress, header, silent
from assistant.storage.backup_keys import BackupKey
from assistant.storage.database import Database
from assistant.storage.errors import Altered, Refused
from assistant.storage.migrate import head
from assistant.storage.stream import Opener
from assistant.storage.tables import attachments, attempts, drafts, form_versions, wraps

_BATCH = 4_000_000  # bytes of rows that go to the database together
_TABLES = {table.name: table for table in (form_versions, drafts, wraps, attachments)}
Row = dict[str, object]


@dataclass(frozen=True, slots=True)
class Restored:
    """What came back; `expired`: the drafts of the backup that are past their date. `replaced`: those that were there."""

    backup: Contents
    drafts: int
    attachments: int
    expired: int
    replaced: int


def restore(
    db: Database, source: Path, keys: Path, replace: bool = False,
    clock: Callable[[], float] = time.time, progress: Progress = silent,
) -> Restored:  # fmt: skip
    """Puts the drafts of a backup into a database that has our tables. `replace`: whatever was there goes.
    Raises Refused, Unavailable, OSError."""
    now, size = int(clock()), source.stat().st_size
    with source.open("rb") as file:
        key = _key(file, source, keys, now)
        try:
            with db.writing(long=True) as sql:
                opener = Opener(file, key.key, header(key))
                told = _contents(opener, key)
                before = _emptied(sql, replace)
                counts = _read(sql, opener, now, lambda: progress(file.tell(), size))
        except Altered:
            raise Refused(
                f"{source} est abîmé, incomplet ou modifié, ou sa clé n'est pas la bonne : rien n'a été changé. Prenez une autre sauvegarde."
            ) from None
        finally:
            db.sweep(keys=True)
    progress(1, 1)
    return Restored(told, counts["drafts"], counts["attachments"], told.drafts - counts["drafts"], before)


def _key(file: BinaryIO, source: Path, keys: Path, now: int) -> BackupKey:
    magic, _, backup = file.readline(80).decode("ascii", errors="replace").removesuffix("\n").partition(" ")
    if magic != MAGIC:
        raise Refused(f"{source} n'est pas une sauvegarde de Prélude, ou vient d'une version plus récente.")
    key = backup_keys.find(keys, backup)
    if key is None:
        raise Refused(
            f"La clé de cette sauvegarde n'est pas dans {keys}. Détruite à sa date, elle rend la sauvegarde illisible : c'est voulu. Gardée ailleurs, remettez {backup}.key dans ce dossier."
        )
    if key.until <= now:
        raise Refused("La durée de conservation de cette sauvegarde est passée : elle ne doit plus être lue.")
    return key


def _contents(opener: Opener, key: BackupKey) -> Contents:
    tables, count, attached, size, made, until = json.loads(opener.read(_length(opener)))
    if tables != head():
        raise Refused(
            f"Cette sauvegarde a les tables {tables}, ce programme a besoin de {head()} : restaurez-la avec la version du programme qui l'a faite, puis mettez à jour."
        )
    return Contents(key.id, made, until, tables, count, attached, size)


def _length(opener: Opener) -> int:
    return int.from_bytes(opener.read(4), "big")


def _emptied(sql: Connection, replace: bool) -> int:
    """How many drafts were there."""
    count = int(sql.execute(select(func.count()).select_from(drafts)).scalar_one())
    if count and not replace:
        raise Refused(
            f"La base n'est pas vide : {count} brouillons ou visites. Ajoutez --replace pour les effacer et mettre la sauvegarde à leur place."
        )
    sql.execute(delete(drafts))
    sql.execute(delete(attempts))
    return count


def _read(sql: Connection, opener: Opener, now: int, tick: Callable[[], None]) -> dict[str, int]:
    """Writes every row that still has a right to be; gives how many of each table."""
    there = set(sql.execute(select(form_versions.c.version)).scalars())
    alive: set[object] = set()

    def wanted(name: str, row: Row) -> bool:
        if name == "drafts":
            return int(str(row["expires"])) > now
        return row["version"] not in there if name == "form_versions" else row["draft"] in alive

    counts = dict.fromkeys(_TABLES, 0)
    for name, batch in _batches(_rows(opener)):
        rows = [row for row in batch if wanted(name, row)]
        if name == "drafts":
            alive.update(row["id"] for row in rows)
        if rows:
            sql.execute(insert(_TABLES[name]), rows)
        counts[name] += len(rows)
        tick()
    return counts


def _rows(opener: Opener) -> Iterator[tuple[str, Row, int]]:
    """Each row with its table and its weight in bytes."""
    while not opener.at_end():
        length = _length(opener)
        name, told = json.loads(opener.read(length))
        row = {key: opener.read(value["bytes"]) if isinstance(value, dict) else value for key, value in told.items()}
        yield name, row, length + sum(len(value) for value in row.values() if isinstance(value, bytes))


def _batches(rows: Iterator[tuple[str, Row, int]]) -> Iterator[tuple[str, list[Row]]]:
    """Rows of one table together, as many as make a few megabytes."""
    table, batch, weight = "", list[Row](), 0
    for name, row, size in rows:
        if batch and (name != table or weight + size > _BATCH):
            yield table, batch
            batch, weight = [], 0
        table, weight = name, weight + size
        batch.append(row)
    if batch:
        yield table, batch
