"""What must not outlive its date, and what a clock that is moved may and may not do."""

from __future__ import annotations

import secrets
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import func, select

from assistant.drafts import store as stored
from assistant.drafts.upkeep import upkeep
from assistant.settings import settings
from assistant.storage import Database, Drafts, Gone, TooMany, WrongCode, address, backup_keys, purge
from assistant.storage.codes import CHEAP, new_code
from assistant.storage.drafts import DAY, VISIT
from assistant.storage.forms import recall, remember
from assistant.storage.retention import VERSION_DAYS, purge_versions
from assistant.storage.tables import drafts
from assistant.ui.purging import purging
from tests.storage.conftest import PEPPER, Clock

pytestmark = pytest.mark.never_lost
STATE = b"state"


def token() -> bytes:
    return secrets.token_bytes(32)


def test_a_form_version_goes_once_no_draft_no_served_form_and_no_resume_file_needs_it(
    store: Drafts, db: Database, clock: Clock
) -> None:
    for version in ("old", "served", "of a draft"):
        remember(db, version, "vol_velo", "{}", clock)
    assert purge_versions(db, (), clock) == 0  # a resume file may come back with it
    clock.now += VERSION_DAYS * DAY + 1
    remember(db, "of a draft", "vol_velo", "{}", clock)
    store.create(STATE, token())
    assert purge_versions(db, {"served"}, clock) == 1
    assert [recall(db, version) for version in ("old", "served", "of a draft")] == [None, "{}", "{}"]


def test_a_form_version_stays_while_a_draft_of_its_time_lives(store: Drafts, db: Database, clock: Clock) -> None:
    """A kept draft that somebody takes up again and again may be older than any year."""
    remember(db, "old", "vol_velo", "{}", clock)
    draft = store.keep(store.create(STATE, token()), "P-7K3M-Q2XA", new_code(), 365)
    for _ in range(3):
        clock.now += 364 * DAY
        draft = store.save(draft, STATE, 365 * DAY)
        assert purge_versions(db, (), clock) == 0
    store.erase(draft)
    assert purge_versions(db, (), clock) == 1


def test_one_upkeep_takes_drafts_keys_and_versions(
    store: Drafts, db: Database, clock: Clock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PRELUDE_DATA", str(tmp_path))
    settings.cache_clear()
    folder = settings().key_folder
    backup_keys.create(folder, int(clock.now), int(clock.now) + DAY)
    stays = backup_keys.create(folder, int(clock.now), int(clock.now) + 800 * DAY)
    remember(db, "old", "vol_velo", "{}", clock)
    store.create(STATE, token())
    store.keep(store.create(STATE, token()), "P-7K3M-Q2XA", new_code(), 900)
    remember(db, "new", "vol_velo", "{}", clock)
    clock.now += DAY
    told = upkeep(db, {"new"}, clock).as_json()
    assert told == {
        "purged": {"visits": 1, "kept": 0, "backup_keys": 1, "versions": 0},
        "left": {"drafts": 1, "backup_keys": 1},
    }
    assert [path.name for path in folder.iterdir()] == [f"{stays.id}.key"]
    settings.cache_clear()


def test_a_key_that_cannot_be_destroyed_keeps_no_draft_alive(
    store: Drafts, db: Database, clock: Clock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PRELUDE_DATA", str(tmp_path))
    settings.cache_clear()
    key = backup_keys.create(settings().key_folder, int(clock.now), int(clock.now) + 1)
    store.create(STATE, token())
    clock.now += VISIT

    def stuck(path: Path) -> None:
        raise PermissionError(path)

    with monkeypatch.context() as held, pytest.raises(PermissionError):
        held.setattr(backup_keys, "destroy", stuck)
        upkeep(db, (), clock)
    assert rows_of(db) == 0
    path = backup_keys.path_of(settings().key_folder, key.id)
    with ThreadPoolExecutor(8) as pool:  # every replica purges the same folder
        list(pool.map(backup_keys.destroy, [path] * 8))
    assert not path.exists()
    settings.cache_clear()


def test_the_server_does_it_by_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """From its start on: an expired key and an expired draft are gone without any command."""
    monkeypatch.setenv("PRELUDE_DATA", str(tmp_path))
    settings.cache_clear()
    mine = Database(address(settings().data, ""))  # the one of this process may be open, on another file
    monkeypatch.setattr("assistant.drafts._opened", None)
    monkeypatch.setattr("assistant.drafts._database", lambda: mine)
    begun = time.time() - VISIT - 1
    Drafts(stored().db, PEPPER, lambda: begun, CHEAP).create(STATE, token())
    backup_keys.create(settings().key_folder, int(begun), int(begun) + 1)
    with purging():
        until = time.monotonic() + 60
        while time.monotonic() < until and (rows_of(stored().db) or list(settings().key_folder.iterdir())):
            time.sleep(0.05)
    assert rows_of(stored().db) == 0
    assert list(settings().key_folder.iterdir()) == []
    settings.cache_clear()


def rows_of(db: Database) -> int:
    with db.reading() as sql:
        return int(sql.execute(select(func.count()).select_from(drafts)).scalar_one())


def test_a_clock_put_forward_then_right_again_loses_nothing_by_itself(store: Drafts, clock: Clock) -> None:
    mine = token()
    draft = store.save(store.create(STATE, mine), b"said")
    clock.now += VISIT + 60
    with pytest.raises(Gone):
        store.load(draft)
    clock.now -= VISIT + 60
    found = store.find(mine)
    assert found is not None and store.load(found)[1] == b"said"
    assert store.load(store.save(draft, b"more"))[1] == b"more"


def test_a_clock_put_forward_past_a_purge_takes_keys_and_all_and_the_visit_begins_anew(
    store: Drafts, db: Database, clock: Clock
) -> None:
    draft = store.create(STATE, token())
    clock.now += VISIT
    assert purge(db, clock).left == 0
    clock.now -= VISIT
    with pytest.raises(Gone):
        store.save(draft, b"more")
    assert store.load(store.create(b"more", token()))[1] == b"more"


def test_a_clock_put_back_in_the_middle_of_a_visit_loses_nothing(store: Drafts, db: Database, clock: Clock) -> None:
    mine = token()
    draft = store.save(store.create(STATE, mine), b"one")
    clock.now -= 5 * DAY
    draft = store.save(draft, b"two")
    assert draft.expires == clock.now + VISIT
    assert purge(db, clock).left == 1
    found = store.find(mine)
    assert found is not None and store.load(found)[1] == b"two"


@pytest.mark.parametrize("ahead", [1, 3600, 40 * DAY])
def test_a_draft_kept_by_a_clock_ahead_goes_at_the_date_that_was_promised(
    store: Drafts, db: Database, clock: Clock, ahead: int
) -> None:
    clock.now += ahead
    draft = store.keep(store.create(STATE, token()), "P-7K3M-Q2XA", new_code(), 30)
    clock.now -= ahead
    for _ in range(2):  # the second finds nothing more to put right
        assert purge(db, clock).left == 1
        assert store.load(draft)[0].expires == clock.now + 30 * DAY
    with db.reading() as sql:
        assert sql.execute(select(drafts.c.seen)).scalar_one() == clock.now


def test_a_clock_put_back_by_a_year_locks_nobody_out(store: Drafts, db: Database, clock: Clock) -> None:
    code = new_code()
    store.keep(store.create(STATE, token()), "P-7K3M-Q2XA", code, 30)
    for _ in range(5):
        with pytest.raises(WrongCode):
            store.open("P-7K3M-Q2XA", new_code(), "192.0.2.7")
    purge(db, clock)
    with pytest.raises(TooMany):  # a purge alone forgives nothing
        store.open("P-7K3M-Q2XA", code, "192.0.2.7")
    clock.now -= 365 * DAY
    purge(db, clock)  # at the latest ten minutes later
    assert store.open("P-7K3M-Q2XA", code, "192.0.2.7")
