"""The keys of the backups: one file each, apart from what they open, destroyed at its date.

A backup cannot be changed once it is copied away, and a draft erased today is still in the backup of yesterday: what is
destroyed is its key. Nobody reads that backup any more, wherever its copies are.
"""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from assistant.storage import sealing

_ENDING = ".key"


@dataclass(frozen=True, slots=True)
class BackupKey:
    """`id`: of the backup it opens. `made`, `until`: seconds since 1970; from `until` on it must not exist."""

    id: str
    key: bytes
    made: int
    until: int


def create(folder: Path, made: int, until: int) -> BackupKey:
    """A new key, on the disk when this returns. Raises OSError."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    new = BackupKey(secrets.token_hex(8), sealing.new_key(), made, until)
    told = {"id": new.id, "made": made, "until": until, "key": new.key.hex()}
    with os.fdopen(os.open(path_of(folder, new.id), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        json.dump(told, file)
        file.flush()
        os.fsync(file.fileno())
    sync(folder)
    return new


def find(folder: Path, backup: str) -> BackupKey | None:
    """The key of a backup; None when it is not there, any more or at all."""
    return _read(path_of(folder, backup)) if backup.isalnum() else None


def every(folder: Path) -> Iterator[tuple[Path, BackupKey | None]]:
    """Each key file with what it says; None when it cannot be read. Raises OSError."""
    for path in sorted(folder.glob(f"*{_ENDING}")):
        yield path, _read(path)


def destroy_expired(folder: Path, now: int) -> int:
    """How many keys were past their date; they are no longer there. Raises OSError."""
    over = [path for path, key in every(folder) if key and key.until <= now]
    for path in over:
        destroy(path)
    return len(over)


def destroy(path: Path) -> None:
    """Overwritten, then removed: on most disks nothing of it is left, not even in what the file system has freed.
    Another server may be doing the same."""
    try:
        with path.open("r+b") as file:
            file.write(b"\0" * path.stat().st_size)
            file.flush()
            os.fsync(file.fileno())
    except FileNotFoundError:
        return
    path.unlink(missing_ok=True)
    sync(path.parent)


def sync(folder: Path) -> None:
    """The names in a folder, on the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def path_of(folder: Path, backup: str) -> Path:
    """Where the key of a backup is."""
    return folder / f"{backup}{_ENDING}"


def _read(path: Path) -> BackupKey | None:
    try:
        told = json.loads(path.read_text("ascii"))
        key = BackupKey(str(told["id"]), bytes.fromhex(told["key"]), int(told["made"]), int(told["until"]))
    except (OSError, ValueError, LookupError, TypeError):
        return None
    return key if len(key.key) == sealing.KEY and key.id == path.stem else None
