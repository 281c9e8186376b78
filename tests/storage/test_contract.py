"""The contract of the draft store, on SQLite and on a real PostgreSQL."""

from __future__ import annotations

import secrets
from concurrent.futures import ThreadPoolExecutor

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import func, insert, select, update

from assistant.storage import Altered, Conflict, Database, Drafts, Gone, Purged, TooMany, WrongCode, migrate, purge
from assistant.storage.codes import new_code, read_code
from assistant.storage.drafts import DAY, VISIT
from assistant.storage.tables import attachments, attempts, drafts, metadata, wraps
from tests.storage.conftest import Clock

pytestmark = pytest.mark.never_lost
STATE = '{"récit": "on m\'a pris mon vélo à Voiron"}'.encode()
REFERENCE = "P-7K3M-Q2XA"


def token() -> bytes:
    return secrets.token_bytes(32)


def test_what_was_saved_is_found_again_by_the_visit(store: Drafts) -> None:
    mine = token()
    draft = store.save(store.create(STATE, mine), STATE + b"2")
    found = store.find(mine)
    assert found is not None
    now, state = store.load(found)
    assert (state, now.version, now.kind, now.key) == (STATE + b"2", 2, "visit", draft.key)


def test_another_visit_finds_nothing(store: Drafts) -> None:
    store.create(STATE, token())
    assert store.find(token()) is None


def test_two_savers_the_second_is_told_and_overwrites_nothing(store: Drafts) -> None:
    first = store.create(STATE, token())
    store.save(first, b"one")
    with pytest.raises(Conflict):
        store.save(first, b"two")
    assert store.load(first)[1] == b"one"


def test_only_one_of_twenty_savers_of_one_version_wins(store: Drafts) -> None:
    draft = store.create(STATE, token())

    def attempt(n: int) -> bytes | None:
        try:
            store.save(draft, b"%d" % n)
        except Conflict:
            return None
        return b"%d" % n

    with ThreadPoolExecutor(20) as pool:
        won = [said for said in pool.map(attempt, range(20)) if said is not None]
    assert won == [store.load(draft)[1]]


def test_a_visit_lives_two_hours_after_the_last_action(store: Drafts, clock: Clock) -> None:
    draft = store.create(STATE, token())
    clock.now += VISIT - 1
    draft = store.save(draft, b"later")
    clock.now += VISIT - 1
    assert store.load(draft)[1] == b"later"
    clock.now += 1
    with pytest.raises(Gone):
        store.load(draft)
    with pytest.raises(Gone):
        store.save(draft, b"too late")


def test_erased_is_gone_with_keys_and_attachments(store: Drafts, db: Database) -> None:
    draft = store.create(STATE, token())
    with db.writing() as sql:
        sql.execute(insert(attachments).values(id="a", draft=draft.id, size=1, about=b"x", original=b"x"))
    store.erase(draft)
    with pytest.raises(Gone):
        store.load(draft)
    with pytest.raises(Gone):
        store.save(draft, STATE)
    with db.reading() as sql:
        counts = [sql.execute(select(func.count()).select_from(t)).scalar() for t in (drafts, wraps, attachments)]
    assert counts == [0, 0, 0]


def test_a_kept_draft_opens_with_reference_and_code(store: Drafts, clock: Clock) -> None:
    code = new_code()
    draft = store.keep(store.create(STATE, token()), REFERENCE, code, 30)
    clock.now += 30 * DAY - 1
    opened = store.open(REFERENCE, code.lower().replace("-", " "), "1.2.3.4")
    assert (opened.key, opened.kind) == (draft.key, "kept")
    assert store.load(opened)[1] == STATE
    assert store.save(opened, b"again", 30 * DAY).expires == int(clock.now) + 30 * DAY
    clock.now += 30 * DAY
    with pytest.raises(WrongCode):
        store.open(REFERENCE, code, "1.2.3.4")


def test_a_new_code_shuts_the_old_one_out(store: Drafts) -> None:
    old, new = new_code(), new_code()
    draft = store.keep(store.create(STATE, token()), REFERENCE, old, 30)
    store.keep(draft, REFERENCE, new, 30)
    with pytest.raises(WrongCode):
        store.open(REFERENCE, old, "1.2.3.4")
    assert store.open(REFERENCE, new, "1.2.3.4").id == draft.id


def test_wrong_reference_and_wrong_code_say_the_same(store: Drafts) -> None:
    code = new_code()
    store.keep(store.create(STATE, token()), REFERENCE, code, 30)
    for reference, tried in ((REFERENCE, new_code()), ("P-AAAA-AAAA", code), (REFERENCE, "not a code")):
        with pytest.raises(WrongCode) as told:
            store.open(reference, tried, "1.2.3.4")
        assert str(told.value) == ""


def test_five_wrong_codes_then_one_every_three_minutes(store: Drafts, clock: Clock) -> None:
    code = new_code()
    store.keep(store.create(STATE, token()), REFERENCE, code, 30)
    for _ in range(5):
        with pytest.raises(WrongCode):
            store.open(REFERENCE, new_code(), "1.2.3.4")
    with pytest.raises(TooMany) as told:
        store.open(REFERENCE, code, "5.6.7.8")
    assert 0 < told.value.wait <= 180
    clock.now += told.value.wait
    assert store.open(REFERENCE, code, "5.6.7.8")
    assert store.open(REFERENCE, code, "5.6.7.8")


def test_one_address_cannot_try_every_reference(store: Drafts) -> None:
    for n in range(20):
        with pytest.raises(WrongCode):
            store.open(f"P-0000-{n:04}", new_code(), "1.2.3.4")
    with pytest.raises(TooMany):
        store.open("P-0000-9999", new_code(), "1.2.3.4")


def test_ten_thousand_wrong_codes_cost_almost_no_try(store: Drafts, db: Database) -> None:
    """At test cost: the limiter lets five through, counts nothing more, and the right code opens once it is over."""
    code = new_code()
    store.keep(store.create(STATE, token()), REFERENCE, code, 30)
    tried = {WrongCode: 0, TooMany: 0}
    for _ in range(10_000):
        try:
            store.open(REFERENCE, "0" * 17, "1.2.3.4")
        except (WrongCode, TooMany) as told:
            tried[type(told)] += 1
    assert tried == {WrongCode: 5, TooMany: 9_995}
    with db.reading() as sql:
        assert sql.execute(select(func.count()).select_from(attempts)).scalar() == 2


def test_lending_to_a_visit_takes_it_from_the_one_before(store: Drafts) -> None:
    before, after = token(), token()
    draft = store.create(STATE, before)
    store.lend(draft, after)
    assert store.find(before) is None
    found = store.find(after)
    assert found is not None and found.key == draft.key


@pytest.mark.parametrize("column", ["state", "version"])
def test_a_row_altered_in_the_database_is_refused(store: Drafts, db: Database, column: str) -> None:
    draft, other = store.create(STATE, token()), store.create(b"other", token())
    with db.writing() as sql:
        foreign = select(drafts.c.state).where(drafts.c.id == other.id).scalar_subquery()
        value = {"state": foreign} if column == "state" else {"version": 7}
        sql.execute(update(drafts).where(drafts.c.id == draft.id).values(**value))
    with pytest.raises(Altered):
        store.load(draft)


def test_purge_takes_what_is_past_its_date_and_nothing_else(store: Drafts, db: Database, clock: Clock) -> None:
    visit = store.create(b"visit", token())
    kept = store.keep(store.create(b"kept", token()), REFERENCE, new_code(), 1)
    clock.now += VISIT
    fresh = store.create(b"fresh", token())
    assert purge(db, clock) == Purged(1, 0, 2)
    with pytest.raises(Gone):
        store.load(visit)
    assert store.load(kept)[1] == b"kept" and store.load(fresh)[1] == b"fresh"
    clock.now += DAY
    told = purge(db, clock)
    assert (told.visits, told.kept, told.left) == (1, 1, 0)


def test_a_clock_set_back_prolongs_no_visit(store: Drafts, db: Database, clock: Clock) -> None:
    clock.now += 10 * DAY
    draft = store.create(STATE, token())
    clock.now -= 10 * DAY
    assert purge(db, clock).left == 1  # what was written is not lost either
    assert store.load(draft)[0].expires == clock.now + VISIT


def test_the_steps_of_the_tables_lead_to_the_tables_of_the_code(db: Database) -> None:
    migrate(db)  # again: nothing to do
    with db.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_codes_are_read_as_people_write_them() -> None:
    code = new_code()
    letters = read_code(code)
    assert letters is not None and len(letters) == 17
    assert read_code(f" {code.lower().replace('-', ' ').replace('0', 'o').replace('1', 'l')} ") == letters
    wrong = ("1" if letters[3] != "1" else "2").join((letters[:3], letters[4:]))
    assert read_code(wrong) is None
    assert [read_code(bad) for bad in ("", "0" * 16, letters + "0", "é" * 17)] == [None] * 4
