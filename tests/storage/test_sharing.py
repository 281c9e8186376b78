"""A draft handed over to a service: only its private key opens it, only this draft, only until it is taken back."""

from __future__ import annotations

import secrets

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from sqlalchemy import func, select, update

from assistant.storage import Altered, Database, Draft, Drafts, Gone, purge
from assistant.storage.attachments import add, original
from assistant.storage.codes import new_code
from assistant.storage.drafts import VISIT
from assistant.storage.sharing import open_shared, share, unshare
from assistant.storage.tables import wraps
from tests.storage.conftest import Clock

pytestmark = pytest.mark.never_lost
STATE, SERVICE = "on m'a pris mon vélo à Voiron".encode(), "mairie de Voiron"
KEY, OTHER = X25519PrivateKey.generate(), X25519PrivateKey.generate()


@pytest.fixture
def draft(store: Drafts) -> Draft:
    return store.create(STATE, secrets.token_bytes(32))


def shares(db: Database) -> int:
    with db.reading() as sql:
        rows = select(func.count()).select_from(wraps).where(wraps.c.kind == "service")
        return int(sql.execute(rows).scalar_one())


def test_the_service_reads_what_it_was_given(store: Drafts, db: Database, draft: Draft) -> None:
    name = add(db, draft, b"about", b"a file")
    share(db, draft, SERVICE, KEY.public_key())
    opened = open_shared(db, draft.id, SERVICE, KEY)
    now, state = store.load(opened)
    assert (state, now.version, now.kind) == (STATE, 1, "visit")
    assert original(db, now, name) == b"a file"


def test_nobody_reads_what_was_not_given(db: Database, draft: Draft) -> None:
    with pytest.raises(Gone):
        open_shared(db, draft.id, SERVICE, KEY)


def test_another_private_key_is_refused(db: Database, draft: Draft) -> None:
    share(db, draft, SERVICE, KEY.public_key())
    with pytest.raises(Altered):
        open_shared(db, draft.id, SERVICE, OTHER)


def test_another_service_is_refused(db: Database, draft: Draft) -> None:
    """Even one that uses the same key: the consent named one of them."""
    share(db, draft, SERVICE, KEY.public_key())
    with pytest.raises(Gone):
        open_shared(db, draft.id, "mairie de Rives", KEY)


@pytest.mark.parametrize("moved", ["draft", "service"])
def test_a_wrap_put_in_the_place_of_another_is_refused(store: Drafts, db: Database, draft: Draft, moved: str) -> None:
    """Who may write into the database gives no draft to a service that was given another."""
    mine = store.create(b"somebody else's", secrets.token_bytes(32)) if moved == "draft" else draft
    share(db, draft, SERVICE, KEY.public_key())
    share(db, mine, "mairie de Rives", OTHER.public_key())
    with db.writing() as sql:
        given = select(wraps.c.wrapped).where((wraps.c.draft == draft.id) & (wraps.c.params.contains("Voiron")))
        target = (wraps.c.draft == mine.id) & wraps.c.params.contains("Rives")
        sql.execute(update(wraps).where(target).values(wrapped=given.scalar_subquery()))
    with pytest.raises(Altered):
        open_shared(db, mine.id, "mairie de Rives", KEY)
    assert store.load(open_shared(db, draft.id, SERVICE, KEY))[1] == STATE


def test_taken_back_it_is_closed_to_this_service_alone(store: Drafts, db: Database, draft: Draft) -> None:
    mine = secrets.token_bytes(32)
    store.lend(draft, mine)
    share(db, draft, SERVICE, KEY.public_key())
    share(db, draft, "mairie de Rives", OTHER.public_key())
    unshare(db, draft, SERVICE)
    with pytest.raises(Gone):
        open_shared(db, draft.id, SERVICE, KEY)
    assert store.load(open_shared(db, draft.id, "mairie de Rives", OTHER))[1] == STATE
    assert store.find(mine) is not None
    unshare(db, draft, SERVICE)  # again: nothing to do


def test_given_again_under_a_new_key_the_old_one_no_longer_opens(store: Drafts, db: Database, draft: Draft) -> None:
    share(db, draft, SERVICE, KEY.public_key())
    share(db, draft, SERVICE, OTHER.public_key())
    assert shares(db) == 1
    with pytest.raises(Altered):
        open_shared(db, draft.id, SERVICE, KEY)
    assert store.load(open_shared(db, draft.id, SERVICE, OTHER))[1] == STATE


def test_what_is_said_later_and_a_new_code_change_nothing_for_the_service(
    store: Drafts, db: Database, draft: Draft
) -> None:
    share(db, draft, SERVICE, KEY.public_key())
    later = store.keep(store.save(draft, b"more"), "P-7K3M-Q2XA", new_code(), 30)
    store.keep(later, "P-7K3M-Q2XA", new_code(), 30)
    assert store.load(open_shared(db, draft.id, SERVICE, KEY))[1] == b"more"


def test_erased_it_is_closed_and_cannot_be_given(store: Drafts, db: Database, draft: Draft) -> None:
    share(db, draft, SERVICE, KEY.public_key())
    store.erase(draft)
    assert shares(db) == 0
    with pytest.raises(Gone):
        open_shared(db, draft.id, SERVICE, KEY)
    with pytest.raises(Gone):
        share(db, draft, SERVICE, KEY.public_key())


def test_past_its_date_it_is_closed(store: Drafts, db: Database, draft: Draft, clock: Clock) -> None:
    share(db, draft, SERVICE, KEY.public_key())
    clock.now += VISIT
    with pytest.raises(Gone):  # before the purge already
        store.load(open_shared(db, draft.id, SERVICE, KEY))
    purge(db, clock)
    with pytest.raises(Gone):
        open_shared(db, draft.id, SERVICE, KEY)
    assert shares(db) == 0
