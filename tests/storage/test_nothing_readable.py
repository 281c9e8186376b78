"""Whoever copies the disk finds no answer, no name, no code, in any usual writing; and what was erased, not even sealed."""

from __future__ import annotations

import base64
import json
import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import select

from assistant.storage import Database, Drafts, Gone, address, backup_keys, migrate, purge
from assistant.storage.attachments import add
from assistant.storage.backup import backup
from assistant.storage.codes import CHEAP, new_code, read_code
from assistant.storage.drafts import DAY, VISIT
from assistant.storage.tables import attachments, drafts, form_versions, wraps
from tests.storage.conftest import PEPPER, Clock, own_postgres

pytestmark = pytest.mark.never_lost
NAME, STORY = "Eulalie Trouvetou", "Le vélo bleu pervenche a disparu près de l'épicerie des Quatre-Chemins."
ANSWERS = {"identite": {"nom_naissance": NAME}, "recit": STORY}
STATE = json.dumps({"parts": {"vol_velo": ANSWERS}}, ensure_ascii=False).encode()
FILE = b"%PDF-1.7 facture de " + NAME.encode() + secrets.token_bytes(20_000)


@dataclass(frozen=True, slots=True)
class Disk:
    """A database and the folder that holds all of it. `settle`: writes what it still has in memory."""

    db: Database
    folder: Path
    settle: Callable[[], None]

    def bytes(self) -> bytes:
        """Everything on it, file after file."""
        self.settle()
        return b"\n".join(path.read_bytes() for path in sorted(self.folder.rglob("*")) if path.is_file())


@pytest.fixture
def sqlite(tmp_path: Path) -> Iterator[Disk]:
    db = Database(address(tmp_path / "data"))
    migrate(db)
    yield Disk(db, tmp_path / "data", lambda: None)
    db.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def disk(request: pytest.FixtureRequest) -> Iterator[Disk]:
    """Each database in turn, PostgreSQL with its journal and its log."""
    if request.param == "sqlite":
        yield request.getfixturevalue("sqlite")
        return
    with own_postgres() as (url, folder, _):
        db = Database(url)
        migrate(db)

        def settle() -> None:
            with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as sql:
                sql.exec_driver_sql("CHECKPOINT")

        yield Disk(db, folder, settle)
        db.close()


def writings(text: str) -> dict[str, bytes]:
    """A text as it may lie in a file: each writing by its name."""
    raw = text.encode()
    found = {"utf-8": raw, "utf-16": text.encode("utf-16-le"), "utf-16 be": text.encode("utf-16-be")}
    found |= {"latin-1": text.encode("latin-1"), "json": json.dumps(text)[1:-1].encode()}
    found |= {"hex": raw.hex().encode(), "HEX": raw.hex().upper().encode()}
    for shift in range(3):  # base64 differs with what stands before; its first and last letters hold some of that
        whole = base64.b64encode(b"\0" * shift + raw).rstrip(b"=")
        found[f"base64 +{shift}"] = whole[(0, 2, 3)[shift] : -2]
    return found


def readable(content: bytes, texts: list[str]) -> list[str]:
    """Which of these texts can be read there, and how."""
    upper = content.upper()
    plain = [f"{text} ({how})" for text in texts for how, form in writings(text).items() if form in content]
    return plain + [f"{text} (any case)" for text in texts if text.upper().encode() in upper and text.isascii()]


@pytest.mark.parametrize("how", writings(STORY))
def test_the_search_would_find_it(how: str) -> None:
    around = secrets.token_bytes(1000)
    assert readable(around + writings(STORY)[how] + around, [STORY])
    shifted = base64.b64encode(around[: len(how)] + STORY.encode() + around)
    assert readable(shifted, [STORY])


def test_neither_database_nor_journal_nor_log_nor_backup_tells_anything(
    disk: Disk, tmp_path: Path, clock: Clock
) -> None:
    store, mine, code = Drafts(disk.db, PEPPER, clock, CHEAP), secrets.token_bytes(32), new_code()
    letters = read_code(code)
    assert letters
    hidden = [NAME, NAME.split()[1], STORY, STORY[3:20], code, letters, letters[:12], f"{NAME}.pdf"]
    draft = store.create(STATE, mine)
    for n in range(3):
        draft = store.save(draft, STATE + b" " * n)
    add(disk.db, draft, json.dumps({"name": f"{NAME}.pdf"}).encode(), FILE, FILE[:9000])
    draft = store.keep(draft, "P-7K3M-Q2XA", code, 30)
    with pytest.raises(Gone):  # refused by the database, which says so in its log
        store.create(STATE, mine)
    keys = tmp_path / "keys"
    backup(disk.db, tmp_path / "night.backup", keys, 30, clock)
    raw = disk.bytes() + (tmp_path / "night.backup").read_bytes() + next(keys.iterdir()).read_bytes()
    assert b"P-7K3M-Q2XA" in raw  # the reference is public: this is the right place to look
    assert readable(raw, hidden) == []
    for secret in (draft.key, mine):
        assert all(form not in raw for form in (secret, secret.hex().encode(), base64.b64encode(secret)[:40]))
    store.erase(draft)
    assert readable(disk.bytes(), hidden) == []


def sealed(db: Database) -> list[bytes]:
    """Everything that is sealed in the database."""
    columns = (drafts.c.state, wraps.c.wrapped, attachments.c.about, attachments.c.original, attachments.c.shown)
    with db.reading() as sql:
        return [bytes(value) for column in columns for value in sql.execute(select(column)).scalars()]


def left(values: list[bytes], content: bytes) -> int:
    """How many of these can still be found there, be it 24 bytes of them (a page of a file cuts them in pieces)."""
    pieces = [[value[n : n + 24] for n in range(0, len(value) - 24, 1000)] for value in values]
    return sum(any(piece in content for piece in some) for some in pieces)


@pytest.mark.parametrize("way", ["erased by the person", "past its date"])
def test_what_is_erased_leaves_not_even_its_sealed_bytes_in_sqlite(sqlite: Disk, way: str, clock: Clock) -> None:
    """Neither in the database nor in its journal, every version of it, others untouched."""
    store = Drafts(sqlite.db, PEPPER, clock, CHEAP)
    draft, seen = store.create(STATE, secrets.token_bytes(32)), list[bytes]()
    add(sqlite.db, draft, NAME.encode(), FILE, FILE[:9000])
    for n in range(10):
        draft = store.save(draft, secrets.token_bytes(3000 * (n + 1)), DAY)
        seen += sealed(sqlite.db)
    store.lend(draft, secrets.token_bytes(32))
    seen = list(dict.fromkeys([*seen, *sealed(sqlite.db)]))
    assert len(seen) == 15
    assert left(seen[-5:], sqlite.bytes()) == 5  # the search finds what is there
    stays = store.create(STATE, secrets.token_bytes(32))
    stays = store.save(stays, STATE, 9 * DAY)
    if way == "past its date":
        clock.now += DAY + VISIT
        assert purge(sqlite.db, clock).left == 1
    else:
        store.erase(draft)
    assert left(seen, sqlite.bytes()) == 0
    assert left(sealed(sqlite.db), sqlite.bytes()) == 2
    assert store.load(stays)[1] == STATE


def test_what_is_erased_leaves_no_key_in_the_tables_of_postgresql(clock: Clock) -> None:
    """A page keeps what stood last in it, sealed; its key must not be there, were the code known one day.
    The journal keeps both until PostgreSQL recycles it (docs/decisions/0008)."""
    with own_postgres() as (url, folder, _):
        db = Database(url)
        migrate(db)
        store = Drafts(db, PEPPER, clock, CHEAP)
        stays = [store.create(STATE, secrets.token_bytes(32)) for _ in range(20)]
        draft = store.keep(store.create(STATE, secrets.token_bytes(32)), "P-7K3M-Q2XA", new_code(), 30)
        with db.reading() as sql:
            keys = [
                bytes(key) for key in sql.execute(select(wraps.c.wrapped).where(wraps.c.draft == draft.id)).scalars()
            ]

        def tables() -> bytes:
            with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as sql:
                sql.exec_driver_sql("CHECKPOINT")
            return b"".join(path.read_bytes() for path in (folder / "base").rglob("*") if path.is_file())

        assert (len(keys), left(keys, tables())) == (2, 2)
        store.erase(draft)
        assert left(keys, tables()) == 0
        assert [store.load(each)[1] for each in stays] == [STATE] * 20
        db.close()


def test_a_destroyed_key_leaves_nothing_in_its_folder(tmp_path: Path, clock: Clock) -> None:
    key = backup_keys.create(tmp_path, int(clock.now), int(clock.now))
    path = backup_keys.path_of(tmp_path, key.id)
    with path.open("rb") as held:  # what the file system has freed: the content before the name went
        assert backup_keys.destroy_expired(tmp_path, int(clock.now)) == 1
        assert set(held.read()) == {0}
    assert list(tmp_path.iterdir()) == []


def test_form_versions_are_public_texts_and_say_no_draft(sqlite: Disk) -> None:
    assert [column.name for column in form_versions.columns] == ["version", "form", "text", "used"]
    assert {column.name for column in drafts.columns}.isdisjoint({"form", "form_version", "lang", "name"})
