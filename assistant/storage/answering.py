"""Whether the database answers. Once it did not, nobody waits for it again: one thread asks it until it is back."""

from __future__ import annotations

import threading
from collections.abc import Callable
from time import monotonic
from typing import TypeVar

import psycopg
from psycopg.abc import PQGen
from psycopg.rows import TupleRow
from sqlalchemy import Connection, Engine, event
from sqlalchemy.engine import ExceptionContext

from assistant.storage.errors import Unavailable

EVERY = 2.0  # seconds between two questions
PATIENCE = 2.0  # seconds that a page waits for one answer of a server
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


class Silent(psycopg.OperationalError):
    """No answer came in time; one that comes now is too late."""


class Patient(psycopg.Connection[TupleRow]):
    """A connection to a server that must answer in time: one that hangs would hold a page as long as it hangs."""

    patience: float | None = PATIENCE

    def wait(self, gen: PQGen[R], interval: float = 0.1, timeout: float | None = None) -> R:
        began = monotonic()
        try:
            return super().wait(gen, interval, timeout or self.patience)
        except psycopg.OperationalError as error:
            if error.sqlstate is None and self.patience and monotonic() - began >= self.patience:
                self.pgconn.finish()
                raise Silent("the server does not answer") from error
            raise


def be_patient(engine: Engine, answering: Answering) -> None:
    """The connections of this engine wait as long as `wait_for` says, PATIENCE otherwise; one that is silent when it is
    taken up again is not replaced by another, which would be waited for as well."""

    def connect(_dialect: object, _entry: object, given: tuple[str, ...], named: dict[str, object]) -> Patient:
        return Patient.connect(*given, **named)  # type: ignore[arg-type]  # as create_engine was given them

    def give_back(raw: object, _entry: object) -> None:
        if isinstance(raw, Patient):
            raw.patience = PATIENCE

    def fail(context: ExceptionContext) -> None:
        if context.is_pre_ping and isinstance(context.original_exception, Silent):
            answering.missed()
            raise Unavailable("silent")

    event.listen(engine, "do_connect", connect)
    event.listen(engine, "checkin", give_back)
    event.listen(engine, "handle_error", fail)


def wait_for(connection: Connection, seconds: float | None) -> None:
    """How long an answer is waited for, until this connection is given back; None: as long as it takes."""
    raw = connection.connection.driver_connection
    if isinstance(raw, Patient):  # SQLite has its own limit
        raw.patience = seconds
