"""One database, SQLite or PostgreSQL: how it is opened, and what its failures mean."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import DBAPIError, OperationalError, TimeoutError
from sqlalchemy.pool import ConnectionPoolEntry

from assistant.storage.answering import PATIENCE, Answering, be_patient, wait_for
from assistant.storage.errors import Unavailable

FILE = "prelude.db"
_BUSY = 5_000  # milliseconds that a writer waits for another one
_LONG = 1.0  # seconds: a failure that came sooner held nobody up
_SWEEPING = 30.0  # seconds that a sweep may take
_AWAY = ("08", "57P", "53300")  # states of PostgreSQL: no connection, shutting down or starting, too many connections
_TRIES, _BETWEEN = 40, 0.025  # of emptying the journal while others write, and seconds between two
_PATIENCE = 200  # milliseconds that the wraps may be waited for
_POSTGRES = {"connect_timeout": 2, "options": "-c statement_timeout=10000 -c lock_timeout=10000"}


def address(data: Path, url: str = "") -> URL:
    """The address given by the operator, else a SQLite file in the data folder."""
    return make_url(url) if url else URL.create("sqlite", database=str(data / FILE))


class Database:
    """Transactions on one database; every failure to reach it or to write is `Unavailable`."""

    def __init__(self, url: URL) -> None:
        self.url = url
        self.is_sqlite = url.get_backend_name() == "sqlite"
        self.engine = _sqlite(url) if self.is_sqlite else _server(url)
        self.answering = Answering(self._ask)
        if not self.is_sqlite:
            be_patient(self.engine, self.answering)

    @contextmanager
    def writing(self, long: bool = False, patience: float = PATIENCE) -> Iterator[Connection]:
        """One transaction, all of it or nothing. SQLite: alone among writers from its first line on.
        `long`: of an operator, not of a page: as long as it takes. `patience`: seconds for each answer of a server."""
        with self._told(), self.engine.begin() as connection:
            wait_for(connection, None if long else patience)
            if long and not self.is_sqlite:
                connection.exec_driver_sql("SET LOCAL statement_timeout = 0")
            yield connection

    @contextmanager
    def reading(self, patience: float = PATIENCE) -> Iterator[Connection]:
        """A consistent look, which no writer waits for."""
        with self._told(), self.engine.connect().execution_options(prelude_reading=True) as connection:
            wait_for(connection, patience)
            yield connection

    @contextmanager
    def snapshot(self) -> Iterator[Connection]:
        """One and the same moment for as many questions as needed, while others write."""
        same = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
        options = {"prelude_reading": True} if self.is_sqlite else same
        with self._told(), self.engine.connect().execution_options(**options) as connection:
            wait_for(connection, None)
            yield connection

    @contextmanager
    def _told(self) -> Iterator[None]:
        self.answering.check()
        began = monotonic()
        try:
            yield
        except (DBAPIError, TimeoutError) as error:
            if self._is_away(error, monotonic() - began):
                self.answering.missed()
            raise Unavailable(type(error).__name__) from error

    def _is_away(self, error: Exception, seconds: float) -> bool:
        """Whether the next ones would wait in vain too: no answer at all, rather than an answer that says no."""
        if self.is_sqlite:
            return seconds > _LONG
        state = getattr(getattr(error, "orig", None), "sqlstate", None) or "08"
        return isinstance(error, DBAPIError) and str(state).startswith(_AWAY)

    def _ask(self) -> None:
        """As a writer would."""
        with self.engine.begin() as connection:
            connection.exec_driver_sql("SELECT 1")

    def sweep(self, keys: bool = False) -> bool:
        """Takes what was deleted off the disk: SQLite keeps it in its journal until then, PostgreSQL in its pages, of which
        it cleans only what it uses again. `keys`: draft keys were among it, which must not stay there either.
        False when somebody reads for long (a backup): it will be done by who comes next; nobody waits for it."""
        if self.is_sqlite:
            with self._told(), self.engine.connect() as connection:
                raw = connection.connection.driver_connection
                assert isinstance(raw, sqlite3.Connection)
                return _emptied(raw)
        with self._told(), self.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("SET statement_timeout = 0")
            try:
                wait_for(connection, _SWEEPING)
                connection.exec_driver_sql("VACUUM (SKIP_LOCKED) drafts, wraps, attachments, attempts")
                return not keys or _rewritten(connection)
            finally:
                connection.exec_driver_sql("RESET statement_timeout")

    def close(self) -> None:
        self.answering.close()
        self.engine.dispose()


def _server(url: URL) -> Engine:
    # hide_parameters: an error in a log must not carry what was being written.
    return create_engine(
        url, pool_size=8, max_overflow=8, pool_timeout=2, pool_pre_ping=True, pool_recycle=1800,
        hide_parameters=True, connect_args=_POSTGRES,
    )  # fmt: skip


def _sqlite(url: URL) -> Engine:
    if url.database and url.database != ":memory:":
        Path(url.database).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    engine = create_engine(
        url, pool_size=8, max_overflow=8, pool_timeout=20, hide_parameters=True,
        connect_args={"timeout": _BUSY / 1000, "check_same_thread": False},
    )  # fmt: skip
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(raw: object, _entry: ConnectionPoolEntry) -> None:
    raw.isolation_level = None  # type: ignore[attr-defined]  # we say BEGIN ourselves
    for pragma in (
        "journal_mode=WAL", "synchronous=FULL", f"busy_timeout={_BUSY}", "foreign_keys=ON", "secure_delete=ON",
        "temp_store=MEMORY",
    ):  # fmt: skip
        raw.execute(f"PRAGMA {pragma}")  # type: ignore[attr-defined]


def _emptied(raw: sqlite3.Connection) -> bool:
    """Whether the journal is empty. Waiting for a reader would hold up every writer: short tries instead."""
    raw.execute("PRAGMA busy_timeout=0")
    try:
        for _ in range(_TRIES):
            if not raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]:
                return True
            time.sleep(_BETWEEN)
        return False
    except sqlite3.Error as error:
        raise Unavailable(type(error).__name__) from error
    finally:
        raw.execute(f"PRAGMA busy_timeout={_BUSY}")


def _rewritten(connection: Connection) -> bool:
    """Whether the wraps, which are small, now lie in new pages alone; who needs them meanwhile waits for a moment only."""
    connection.exec_driver_sql(f"SET lock_timeout = {_PATIENCE}")
    try:
        connection.exec_driver_sql("VACUUM FULL wraps")
        return True
    except OperationalError:  # in use: a purge comes every ten minutes
        return False
    finally:
        connection.exec_driver_sql("RESET lock_timeout")


def _begin(connection: Connection) -> None:
    """A writer that begins by reading would be refused later on ("database is locked"): it takes its turn at once."""
    reading = connection.get_execution_options().get("prelude_reading")
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")
