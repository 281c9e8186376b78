"""Whether the database answers. Once it did not, nobody waits for it again: one thread asks it until it is back."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

import psycopg
from psycopg.abc import PQGen
from psycopg.rows import TupleRow
from sqlalchemy import Connection

from assistant.storage.errors import Unavailable

EVERY = 2.0  # seconds between two questions
PATIENCE = 3.0  # seconds that a page waits for one answer of a server
R = TypeVar("R")


class Answering:
    """`ask`: asks the database anything, raises when it does not answer."""

    def __init__(self, ask: Callable[[], None]) -> None:
        self._ask = ask
        self._away, self._stop = threading.Event(), threading.Event()
        self._starting = threading.Lock()

    def check(self) -> None:
        """Raises Unavailable, at once, while the database is known not to answer."""
        if self._away.is_set():
            raise Unavailable("still away")

    def missed(self) -> None:
        """It did not answer."""
        with self._starting:
            if self._away.is_set() or self._stop.is_set():
                return
            self._away.set()
            threading.Thread(target=self._until_back, name="database", daemon=True).start()

    def _until_back(self) -> None:
        while not self._stop.wait(EVERY):
            try:
                self._ask()
            except Exception:  # whatever it is, it is not back
                continue
            self._away.clear()
            return

    def close(self) -> None:
        self._stop.set()


class Patient(psycopg.Connection[TupleRow]):
    """A connection to a server that must answer in time: one that hangs would hold a page as long as it hangs."""

    patience: float | None = PATIENCE

    def wait(self, gen: PQGen[R], interval: float = 0.1, timeout: float | None = None) -> R:
        try:
            return super().wait(gen, interval, timeout or self.patience)
        except psycopg.OperationalError as error:
            if (
                error.sqlstate is None
            ):  # not an answer of the server: none came in time, and one that comes now is too late
                self.pgconn.finish()
            raise


def with_patience(_dialect: object, _entry: object, given: tuple[str, ...], named: dict[str, object]) -> Patient:
    """How SQLAlchemy is to connect (its event `do_connect`)."""
    return Patient.connect(*given, **named)  # type: ignore[arg-type]  # as create_engine was given them


@contextmanager
def waiting(connection: Connection, seconds: float | None) -> Iterator[None]:
    """How long an answer is waited for on this connection; None, as long as it takes: the work of an operator."""
    raw = connection.connection.driver_connection
    if not isinstance(raw, Patient):  # SQLite has its own limit
        yield
        return
    raw.patience = seconds
    try:
        yield
    finally:
        raw.patience = PATIENCE
