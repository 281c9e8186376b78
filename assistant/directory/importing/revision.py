"""A copy of the imported tables to work on, put in place whole: readers, and a crash, find the old ones or the new ones."""

from __future__ import annotations

import errno
import fcntl
import os
import sqlite3
from contextlib import ExitStack
from functools import cached_property
from types import TracebackType

from assistant.directory import overlay
from assistant.directory.importing.report import Unwritten

_FULL = (errno.ENOSPC, errno.EFBIG, errno.EDQUOT)


class Revision:
    """One import at a time (Unwritten for a second one); nothing is written when `keep` is False, or nothing changed."""

    def __init__(self, keep: bool = True) -> None:
        self.keep, self.changed = keep, False
        self._opened = ExitStack()
        self._folder = -1

    def __enter__(self) -> Revision:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        with self._opened:
            if self.keep and self.changed and error is None:
                self._save()

    @cached_property
    def tables(self) -> sqlite3.Connection:
        """The copy, in memory; asking for it takes the lock."""
        if self.keep:
            self._lock()
        file = overlay.folder() / overlay.NAME
        known = file.read_bytes() if file.exists() else b""
        tables = self._memory()
        if known:
            tables.deserialize(known)
            if overlay.sound(tables):
                return tables
            tables = self._memory()
        overlay.create(tables)
        return tables

    def _memory(self) -> sqlite3.Connection:
        tables = sqlite3.connect(":memory:")
        self._opened.callback(tables.close)
        return tables

    def _lock(self) -> None:
        """The system frees it when the process ends, however it does."""
        folder = overlay.folder()
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._folder = os.open(folder, os.O_RDONLY)
            self._opened.callback(os.close, self._folder)
            fcntl.flock(self._folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Unwritten("Un autre import est en cours : recommencez quand il sera fini. Rien n'a changé.") from None
        except OSError as error:
            raise _unwritten(error) from error

    def _save(self) -> None:
        target = overlay.folder() / overlay.NAME
        temporary = target.with_name(f".{overlay.NAME}.new")
        try:
            with temporary.open("wb") as file:
                file.write(self.tables.serialize())
                file.flush()
                os.fsync(file.fileno())
            temporary.replace(target)
            os.fsync(self._folder)
        except OSError as error:
            temporary.unlink(missing_ok=True)
            raise _unwritten(error) from error
        finally:
            overlay.refresh()


def _unwritten(error: OSError) -> Unwritten:
    if error.errno in _FULL:
        return Unwritten(
            f"Il n'y a plus de place dans {overlay.folder()} : libérez-en, puis recommencez. Rien n'a changé."
        )
    cause = "accès refusé" if isinstance(error, PermissionError) else error.strerror
    return Unwritten(f"Impossible d'écrire dans {overlay.folder()} ({cause}). Rien n'a changé.")
