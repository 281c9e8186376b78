"""A backup: the drafts that people asked to keep, row by row, the same for every database; one file under a key of its own.

Not in it: the copies of visits (two hours), and every way to open a draft but its code. A cookie or a hand-over that was
taken back since would be good again after a restore; a code is in the hands of the person alone.
"""

from __future__ import annotations

import json
import os
import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from sqlalchemy import Connection, Select, Table, func, select

from assistant.storage import backup_keys
from assistant.storage.backup_keys import BackupKey
from assistant.storage.database import Database
from assistant.storage.drafts import DAY
from assistant.storage.errors import Refused
from assistant.storage.migrate import revision
from assistant.storage.stream import Sealer
from assistant.storage.tables import attachments, drafts, form_versions, wraps

MAGIC = "prelude-backup/1"
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Contents:
    """What a backup holds; `bytes`: of what is sealed in it. `tables`: their step. Moments: seconds since 1970."""

    id: str
    made: int
    until: int
    tables: str
    drafts: int
    attachments: int
    bytes: int


def silent(done: int, total: int) -> None:
    """No progress to show."""


def backup(
    db: Database, target: Path, keys: Path, keep_days: int,
    clock: Callable[[], float] = time.time, progress: Progress = silent,
) -> Contents:  # fmt: skip
    """Writes the file whole or not at all, and its key in the folder `keys`. `keep_days`: the longest that the key may live.
    Raises Refused, Unavailable, OSError."""
    if target.exists():
        raise Refused(f"{target} existe déjà : donnez un autre nom, une sauvegarde n'est jamais remplacée.")
    if target.resolve().is_relative_to(keys.resolve()):
        raise Refused(f"{keys} est le dossier des clés : une sauvegarde et sa clé ne vont jamais au même endroit.")
    now = int(clock())
    with db.snapshot() as sql:
        told = _look(sql, now)
        until = min(told.until, now + max(keep_days, 1) * DAY)
        key = backup_keys.create(keys, now, until)
        told = Contents(key.id, now, until, told.tables, told.drafts, told.attachments, told.bytes)
        try:
            with _whole(target) as file:
                _write(sql, file, key, told, progress)
        except BaseException:
            backup_keys.destroy(backup_keys.path_of(keys, key.id))
            raise
    db.sweep(keys=True)  # what was erased meanwhile had to stay readable for us
    return told


def header(key: BackupKey) -> bytes:
    """What stands in clear at the start of a file: which key opens it."""
    return f"{MAGIC} {key.id}\n".encode()


def _kept(now: int) -> Select[tuple[str]]:
    """The drafts to save: kept, not past their date, and with a code."""
    coded = select(wraps.c.draft).where(wraps.c.kind == "code")
    return select(drafts.c.id).where((drafts.c.kind == "kept") & (drafts.c.expires > now) & drafts.c.id.in_(coded))


def _look(sql: Connection, now: int) -> Contents:
    """How much there is, and how long it may be read: a day when nothing is in it."""
    mine = _kept(now)
    states = select(func.count(), func.max(drafts.c.expires), func.sum(func.length(drafts.c.state)))
    count, latest, size = sql.execute(states.where(drafts.c.id.in_(mine))).one()
    shown = func.coalesce(func.length(attachments.c.shown), 0)
    files = select(func.count(), func.sum(func.length(attachments.c.original) + shown))
    attached, more = sql.execute(files.where(attachments.c.draft.in_(mine))).one()
    size = int(size or 0) + int(more or 0)
    return Contents("", now, int(latest or now + DAY), revision(sql) or "", count, attached, size)


def _write(sql: Connection, file: BinaryIO, key: BackupKey, told: Contents, progress: Progress) -> None:
    about = header(key)
    file.write(about)
    sealer, done = Sealer(file, key.key, about), 0
    sealer.write(_framed([told.tables, told.drafts, told.attachments, told.bytes, told.made, told.until]))
    for table, row in _rows(sql, told.made):
        values = {name: {"bytes": len(value)} if isinstance(value, bytes) else value for name, value in row.items()}
        sealer.write(_framed([table.name, values]))
        for blob in (value for value in row.values() if isinstance(value, bytes)):
            sealer.write(blob)
            done += len(blob)
        progress(min(done, told.bytes), max(told.bytes, 1))
    sealer.close()
    progress(1, 1)


def _rows(sql: Connection, now: int) -> Iterator[tuple[Table, dict[str, object]]]:
    """What is saved, never more than a few rows of it in memory. The drafts before what belongs to them."""
    mine = _kept(now)
    for table, which, at_once in (
        (form_versions, select(form_versions), 1),
        (drafts, select(drafts).where(drafts.c.id.in_(mine)), 50),
        (wraps, select(wraps).where((wraps.c.kind == "code") & wraps.c.draft.in_(mine)), 100),
        (attachments, select(attachments).where(attachments.c.draft.in_(mine)), 1),
    ):
        for row in sql.execute(which.execution_options(yield_per=at_once)):
            yield table, dict(row._mapping)


def _framed(told: object) -> bytes:
    text = json.dumps(told, ensure_ascii=False).encode()
    return len(text).to_bytes(4, "big") + text


@contextmanager
def _whole(target: Path) -> Iterator[BinaryIO]:
    """A file that appears under its name once all of it is on the disk; readable by its owner only."""
    temporary = target.with_name(f".{secrets.token_hex(4)}.{target.name}")
    try:
        with os.fdopen(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)
    backup_keys.sync(target.absolute().parent)
