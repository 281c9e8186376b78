"""Backups: one file and its key, from SQLite or PostgreSQL to either, of one moment, through a small memory."""

from __future__ import annotations

import secrets
import stat
import threading
import tracemalloc
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from sqlalchemy import insert, select, update

from assistant.storage import Conflict, Database, Draft, Drafts, address, backup_keys, migrate
from assistant.storage.backup import Contents, backup
from assistant.storage.codes import CHEAP
from assistant.storage.database import FILE
from assistant.storage.drafts import DAY
from assistant.storage.errors import Refused
from assistant.storage.restoring import Restored, restore
from assistant.storage.sharing import share
from assistant.storage.stream import PIECE
from assistant.storage.tables import attachments, drafts, form_versions
from tests.storage.conftest import PEPPER, Clock, fresh_postgres
from tests.storage.kept import CODE, STATE, attach, counts, kept, rows

pytestmark = pytest.mark.never_lost
ADDRESS = "192.0.2.7"


@pytest.fixture(params=["sqlite", "postgresql"])
def elsewhere(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A second, empty database, of each kind in turn."""
    with ExitStack() as opened:
        if request.param == "sqlite":
            url = address(tmp_path / "elsewhere")
        else:
            url = opened.enter_context(fresh_postgres(request.getfixturevalue("postgres_url")))
        db = Database(url)
        opened.callback(db.close)
        migrate(db)
        yield db


def test_from_any_database_to_any_database_drafts_open_with_their_codes(
    store: Drafts, db: Database, elsewhere: Database, keys: Path, tmp_path: Path, clock: Clock
) -> None:
    draft = kept(store)
    attach(db, draft, secrets.token_bytes(3 * PIECE + 17))
    attach(db, draft, b"x", None)
    with db.writing() as sql:
        sql.execute(insert(form_versions).values(version="ab12", form="vol_velo", text='{"é": "\\u0000"}', used=1))
    made = backup(db, tmp_path / "one.backup", keys, 30, clock)
    assert (made.drafts, made.attachments) == (1, 2)
    told = restore(elsewhere, tmp_path / "one.backup", keys, clock=clock)
    assert told == Restored(made, 1, 2, 0, 0)
    opened = Drafts(elsewhere, PEPPER, clock, CHEAP).open("P-7K3M-Q2XA", CODE, ADDRESS)
    assert Drafts(elsewhere, PEPPER, clock, CHEAP).load(opened)[1] == STATE
    for table in (drafts, attachments, form_versions):
        assert rows(elsewhere, table) == rows(db, table)


def test_only_kept_drafts_and_only_their_codes(
    store: Drafts, db: Database, keys: Path, tmp_path: Path, clock: Clock
) -> None:
    """A cookie or a hand-over that was taken back since must not be good again after a restore."""
    visit, mine = store.create(STATE, secrets.token_bytes(32)), secrets.token_bytes(32)
    draft = kept(store)
    store.lend(draft, mine)
    share(db, draft, "mairie", X25519PrivateKey.generate().public_key())
    attach(db, visit, b"of a visit")
    assert backup(db, tmp_path / "one.backup", keys, 30, clock).drafts == 1
    restore(db, tmp_path / "one.backup", keys, replace=True, clock=clock)
    assert counts(db) == (1, 1, 0)
    assert store.find(mine) is None
    assert store.open("P-7K3M-Q2XA", CODE, ADDRESS).id == draft.id


def test_the_file_and_the_key_are_private_and_apart(
    store: Drafts, db: Database, keys: Path, tmp_path: Path, clock: Clock
) -> None:
    kept(store)
    made = backup(db, tmp_path / "one.backup", keys, 30, clock)
    key = keys / f"{made.id}.key"
    modes = [stat.S_IMODE(path.stat().st_mode) for path in (keys, key, tmp_path / "one.backup")]
    assert modes == [0o700, 0o600, 0o600]
    found = backup_keys.find(keys, made.id)
    assert found is not None and found.key not in (tmp_path / "one.backup").read_bytes()
    assert [path.name for path in keys.iterdir()] == [key.name]


@pytest.mark.parametrize(
    ("days_left", "keep_days", "until"),
    [((), 30, 1), ((3, 12), 30, 12), ((3, 40), 30, 30), ((12,), 0, 1)],
    ids=["nothing inside: a day", "the longest inside", "never beyond the setting", "switched off: a day"],
)
def test_a_key_lives_as_long_as_the_longest_draft_inside(
    store: Drafts, db: Database, keys: Path, tmp_path: Path, clock: Clock, days_left: tuple[int, ...], keep_days: int, until: int
) -> None:  # fmt: skip
    for n, days in enumerate(days_left):
        kept(store, f"P-AAAA-AAA{n}", days=days)
    assert backup(db, tmp_path / "one.backup", keys, keep_days, clock).until == clock.now + until * DAY


def test_a_backup_whose_key_was_destroyed_is_unreadable(
    store: Drafts, db: Database, keys: Path, tmp_path: Path, clock: Clock
) -> None:
    kept(store, days=2)
    old = backup(db, tmp_path / "old.backup", keys, 30, clock)
    clock.now += DAY
    kept(store, "P-NEWE-R000", days=30)
    new = backup(db, tmp_path / "new.backup", keys, 30, clock)
    content = (keys / f"{old.id}.key").read_bytes()
    clock.now += DAY
    with pytest.raises(Refused, match="durée de conservation"):  # even before the purge
        restore(db, tmp_path / "old.backup", keys, replace=True, clock=clock)
    assert backup_keys.destroy_expired(keys, int(clock.now)) == 1
    assert [path.name for path in keys.iterdir()] == [f"{new.id}.key"]
    with pytest.raises(Refused, match="illisible : c'est voulu"):
        restore(db, tmp_path / "old.backup", keys, replace=True, clock=clock)
    assert content not in b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())


def test_nothing_is_overwritten_and_a_failure_leaves_nothing(
    made: Contents, db: Database, keys: Path, tmp_path: Path, clock: Clock
) -> None:
    was = (tmp_path / "one.backup").read_bytes()
    with pytest.raises(Refused, match="existe déjà"):
        backup(db, tmp_path / "one.backup", keys, 30, clock)
    with pytest.raises(Refused, match="jamais au même endroit"):
        backup(db, keys / "one.backup", keys, 30, clock)
    with pytest.raises(OSError, match="No such file"):
        backup(db, tmp_path / "nowhere" / "one.backup", keys, 30, clock)

    def full(done: int, total: int) -> None:
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        backup(db, tmp_path / "two.backup", keys, 30, clock, full)
    assert (tmp_path / "one.backup").read_bytes() == was
    assert [path.name for path in keys.iterdir()] == [f"{made.id}.key"]
    assert {path.name for path in tmp_path.iterdir()} <= {"one.backup", "keys", "data"}


def test_one_moment_while_people_save(store: Drafts, db: Database, keys: Path, tmp_path: Path, clock: Clock) -> None:
    """A draft and its file of the same moment, though both are replaced again and again while the backup reads."""
    draft = kept(store)
    name = attach(db, draft, b"%08d" % 0)
    for n in range(300):
        kept(store, f"P-0000-{n:04}")
    stop, saved = threading.Event(), threading.Event()

    def save() -> None:
        now, n = store.load(draft)[0], 0
        while not stop.is_set():
            n += 1
            with db.writing() as sql:
                sql.execute(update(drafts).where(drafts.c.id == draft.id).values(seen=n))
                sql.execute(update(attachments).where(attachments.c.id == name).values(original=b"%08d" % n))
            try:
                now = store.save(now, b"n" * n, 30 * DAY)
            except Conflict:
                return
            saved.set()

    def slowly(done: int, total: int) -> None:
        stop.wait(0.002)

    saver = threading.Thread(target=save)
    saver.start()
    try:
        assert saved.wait(10)
        seen = []
        for file in ("one", "two", "three"):
            backup(db, tmp_path / file, keys, 30, clock, slowly)
            seen.append(version(db, draft))
    finally:
        stop.set()
        saver.join()
    assert seen == sorted(set(seen)), "nobody saved while the backup was made"
    for file in ("one", "two", "three"):
        assert restore(db, tmp_path / file, keys, replace=True, clock=clock).drafts == 301
        assert b"n" * (version(db, draft) - 2) in store.load(draft)[1]
        (row,) = rows(db, attachments)
        assert int(bytes(row[4])) in (version(db, draft) - 1, version(db, draft))  # type: ignore[call-overload]


def version(db: Database, draft: Draft) -> int:
    with db.reading() as sql:
        return int(sql.execute(select(drafts.c.version).where(drafts.c.id == draft.id)).scalar_one())


def test_attachments_pass_through_a_small_memory(
    store: Drafts, db: Database, elsewhere: Database, keys: Path, tmp_path: Path, clock: Clock
) -> None:
    """Sixty megabytes, twenty at most in memory."""
    draft = kept(store)
    for _ in range(20):
        attach(db, draft, secrets.token_bytes(3_000_000))
    shown: list[tuple[int, int]] = []
    tracemalloc.start()
    try:
        backup(db, tmp_path / "big.backup", keys, 30, clock, lambda done, total: shown.append((done, total)))
        restore(elsewhere, tmp_path / "big.backup", keys, clock=clock, progress=lambda *told: shown.append(told))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 20_000_000
    assert counts(elsewhere) == (1, 1, 20)
    shares = [done / total for done, total in shown]
    assert len(shares) > 40 and shares.count(1.0) >= 2 and max(shares) == 1.0


def test_what_is_erased_during_a_backup_is_swept_when_it_ends(
    store: Drafts, db: Database, keys: Path, tmp_path: Path, clock: Clock
) -> None:
    """An erasure does not wait for the backup, nor does anybody else."""
    draft = kept(store)
    other = store.create(STATE, secrets.token_bytes(32))
    sealed = {row[0]: row[4] for row in rows(db, drafts)}[draft.id]
    done: list[object] = []

    def meanwhile(written: int, total: int) -> None:
        if not done:
            store.erase(draft)
            done.extend((store.save(other, b"saved meanwhile").id, db.sweep(keys=True)))

    backup(db, tmp_path / "one.backup", keys, 30, clock, meanwhile)
    assert done == [other.id, False]  # the backup still reads what was erased
    assert db.sweep(keys=True)
    assert store.load(other)[1] == b"saved meanwhile"
    for file in (tmp_path / "data").glob(f"{FILE}*"):
        assert bytes(sealed)[20:60] not in file.read_bytes()  # type: ignore[call-overload]
