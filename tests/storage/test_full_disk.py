"""A disk that is full: the save is refused as such, what was saved stays whole, and saving works again when there is room.

Real limits of the system on the size of a file: on our process for SQLite, on the server's for PostgreSQL.
"""

from __future__ import annotations

import multiprocessing
import os
import resource
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from assistant.storage import Database, Draft, Drafts, Unavailable, address, migrate
from assistant.storage.backup import backup
from assistant.storage.codes import CHEAP, new_code
from tests.storage.conftest import PEPPER, own_postgres

pytestmark = pytest.mark.never_lost
WHOLE, TOO_MUCH = b"the last thing that was acknowledged", 1_000_000
ADDRESS, CODE = "192.0.2.7", new_code()


def in_a_process(told: Callable[[str], list[str]], folder: Path) -> list[str]:
    """Limits are of a whole process: not of the one that runs the tests."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(told, (str(folder),))


@contextmanager
def no_file_beyond(size: int) -> Iterator[None]:
    """Nothing longer can be written by this process: "File too large", as a full disk says "No space left"."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def begun(db: Database) -> tuple[Drafts, Draft]:
    migrate(db)
    store = Drafts(db, PEPPER, cost=CHEAP)
    draft = store.save(store.create(b"first", secrets.token_bytes(32)), WHOLE)
    return store, store.keep(draft, "P-7K3M-Q2XA", CODE, 30)


def refused(act: Callable[[], object]) -> str:
    try:
        act()
    except (Unavailable, OSError) as error:
        return type(error).__name__
    return "done"


def _sqlite(folder: str) -> list[str]:
    """What each act told, on a disk that is full and then is not."""
    data = Path(folder)
    db = Database(address(data))
    store, draft = begun(db)
    longest = max(path.stat().st_size for path in data.iterdir())
    with no_file_beyond(longest + 20_000):
        told = [
            refused(lambda: store.save(draft, secrets.token_bytes(TOO_MUCH))),
            refused(lambda: store.create(secrets.token_bytes(TOO_MUCH), secrets.token_bytes(32))),
            store.load(draft)[1].decode(),
        ]
        again = Database(address(data))
        told.append(Drafts(again, PEPPER, cost=CHEAP).load(draft)[1].decode())
        again.close()
    later = store.save(draft, secrets.token_bytes(TOO_MUCH))
    told.append(str(len(store.load(later)[1])))
    with db.reading() as sql:
        told.append(str(sql.exec_driver_sql("PRAGMA integrity_check").scalar_one()))
    return told


def test_sqlite(tmp_path: Path) -> None:
    told = in_a_process(_sqlite, tmp_path / "data")
    assert told == ["Unavailable", "Unavailable", WHOLE.decode(), WHOLE.decode(), str(TOO_MUCH), "ok"]


def _backup(folder: str) -> list[str]:
    data, keys, target = Path(folder) / "data", Path(folder) / "keys", Path(folder) / "night.backup"
    store, draft = begun(Database(address(data)))
    store.save(draft, secrets.token_bytes(TOO_MUCH))
    with no_file_beyond(TOO_MUCH // 2):
        told = [refused(lambda: backup(store.db, target, keys, 30))]
    told += [path.name for path in (*keys.iterdir(), *Path(folder).glob("*backup"), *Path(folder).glob(".*"))]
    return [*told, str(backup(store.db, target, keys, 30).drafts)]


def test_a_backup_without_room_leaves_neither_file_nor_key(tmp_path: Path) -> None:
    assert in_a_process(_backup, tmp_path) == ["OSError", "1"]


def test_sqlite_that_may_not_grow(tmp_path: Path) -> None:
    """The other way of SQLite to have no room."""
    db = Database(address(tmp_path / "data"))
    store, draft = begun(db)
    with db.writing() as sql:
        pages = sql.exec_driver_sql("PRAGMA page_count").scalar_one()
        sql.exec_driver_sql(f"PRAGMA max_page_count={pages + 5}")
    with pytest.raises(Unavailable):
        store.save(draft, secrets.token_bytes(TOO_MUCH))
    assert store.load(draft)[1] == WHOLE
    with db.writing() as sql:
        sql.exec_driver_sql("PRAGMA max_page_count=1000000")
    assert len(store.load(store.save(draft, secrets.token_bytes(TOO_MUCH)))[1]) == TOO_MUCH
    db.close()


def _limit(server: int, owner: int, group: int, size: int) -> str:
    """Only the account of a server may limit it."""
    if os.getuid() != owner:
        os.setgid(group)
        os.setuid(owner)
    resource.prlimit(server, resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))
    return "limited"


def limit(server: int, size: int) -> None:
    """Connections made from now on write no file beyond this size."""
    of = Path(f"/proc/{server}").stat()
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        assert pool.apply(_limit, (server, of.st_uid, of.st_gid, size)) == "limited"


def test_postgresql() -> None:
    with own_postgres() as (url, _, server):
        db = Database(url)
        store, draft = begun(db)
        db.close()
        limit(server, 20_000_000)  # the files of the journal have 16 MB
        last = WHOLE
        with pytest.raises(Unavailable):
            for _ in range(40):
                state = secrets.token_bytes(TOO_MUCH)
                draft, last = store.save(draft, state, 30 * 86_400), state
        assert store.load(draft)[1] == last
        assert store.load(store.open("P-7K3M-Q2XA", CODE, ADDRESS))[1] == last
        limit(server, resource.RLIM_INFINITY)
        db.close()
        assert store.load(store.save(draft, WHOLE))[1] == WHOLE
        db.close()
