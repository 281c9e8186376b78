"""A database that goes away and comes back: told at once, waited for by nobody, and nothing of a doubtful write is lost."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from sqlalchemy import URL

from assistant.storage import Database, Drafts, Unavailable, address, migrate
from assistant.storage.answering import Answering
from assistant.storage.codes import CHEAP
from assistant.ui import session, writing
from tests.storage.conftest import PEPPER, Clock, fresh_postgres
from tests.storage.line import Line, to_postgres

pytestmark = pytest.mark.never_lost


class Far(NamedTuple):
    line: Line
    store: Drafts


@pytest.fixture
def far(postgres_url: URL) -> Iterator[Far]:
    """A store over a line to a fresh PostgreSQL database."""
    with fresh_postgres(postgres_url) as url, to_postgres(url) as (line, through):
        db = Database(through)
        migrate(db)
        yield Far(line, Drafts(db, PEPPER, Clock(), CHEAP))
        db.close()


def back(store: Drafts) -> None:
    """Waits until the database is known to answer again."""
    for _ in range(600):
        try:
            store.find(secrets.token_bytes(32))
            return
        except Unavailable:
            threading.Event().wait(0.05)
    raise AssertionError("the database never came back")


@pytest.mark.parametrize("how", ["cut", "hold"])
def test_a_server_that_goes_away_is_told_and_comes_back_by_itself(far: Far, how: str) -> None:
    line, store = far
    draft = store.create(b"one", secrets.token_bytes(32))
    getattr(line, how)()
    with pytest.raises(Unavailable):
        store.save(draft, b"two")
    for _ in range(200):  # were one of them to wait for an answer, this would take ten minutes
        with pytest.raises(Unavailable, match="still away"):
            store.save(draft, b"two")
    line.mend()
    back(store)
    assert store.save(draft, b"three").version == 2
    assert store.load(draft)[1] == b"three"


def test_a_server_away_at_the_start_is_waited_for_once(postgres_url: URL) -> None:
    with fresh_postgres(postgres_url) as url, to_postgres(url) as (line, through):
        line.cut()
        db = Database(through)
        store = Drafts(db, PEPPER, Clock(), CHEAP)
        with pytest.raises(Unavailable):
            migrate(db)
        with pytest.raises(Unavailable, match="still away"):
            migrate(db)
        line.mend()
        back_at = threading.Event()
        while not back_at.wait(0.05):
            try:
                migrate(db)
                break
            except Unavailable:
                continue
        assert store.create(b"one", secrets.token_bytes(32)).version == 1
        db.close()


def test_a_refusal_of_the_server_is_no_absence(postgres_url: URL) -> None:
    with fresh_postgres(postgres_url) as url:
        db = Database(url)  # no tables: it answers, and says no
        for _ in range(2):
            with pytest.raises(Unavailable, match="ProgrammingError"), db.writing() as sql:
                sql.exec_driver_sql("DELETE FROM drafts")
        db.close()


def test_a_locked_sqlite_file_holds_the_first_writer_up_and_no_other(tmp_path: Path) -> None:
    db = Database(address(tmp_path))
    migrate(db)
    store = Drafts(db, PEPPER, Clock(), CHEAP)
    draft = store.create(b"one", secrets.token_bytes(32))
    other = Database(address(tmp_path))
    with other.writing():
        with pytest.raises(Unavailable, match="OperationalError"):
            store.save(draft, b"two")
        for _ in range(200):
            with pytest.raises(Unavailable, match="still away"):
                store.save(draft, b"two")
    back(store)
    assert store.save(draft, b"two").version == 2
    db.close()
    other.close()


def test_it_is_asked_by_one_thread_only() -> None:
    asked: list[int] = []
    watch = Answering(lambda: asked.append(threading.get_ident()))
    for _ in range(50):
        watch.missed()
    assert [thread.name for thread in threading.enumerate()].count("database") == 1
    watch.close()


def begun(store: Drafts) -> session.Visit:
    visit = session.Visit()
    writing.write(store, visit, state("one"))
    return visit


def state(said: str) -> bytes:
    return b'{"parts": {"vol": {"recit": "%s"}}}' % said.encode()


@pytest.mark.parametrize("first", [True, False])
def test_a_write_that_was_done_without_an_answer_asks_nothing_of_the_person(
    store: Drafts, first: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The answer is lost after the database has written and before it says so; then more is typed."""
    visit = session.Visit() if first else begun(store)
    act = "create" if first else "save"
    real = getattr(store, act)

    def unheard(*given: object) -> None:
        real(*given)
        raise Unavailable("no answer")

    with monkeypatch.context() as cut:
        cut.setattr(store, act, unheard)
        with pytest.raises(Unavailable):
            writing.write(store, visit, state("two"))
    assert writing.write(store, visit, state("three")) is None
    assert visit.draft is not None
    assert store.load(visit.draft)[1] == state("three")
    found = store.find(visit.token)
    assert found is not None and found.id == visit.draft.id
