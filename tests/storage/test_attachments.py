"""Attached files go with their draft: none is left for a draft that is gone."""

from __future__ import annotations

import secrets

import pytest
from sqlalchemy import func, select

from assistant.storage import Database, Drafts, Gone, attachments
from assistant.storage.tables import attachments as table

pytestmark = pytest.mark.never_lost


def test_a_file_for_a_draft_that_was_erased_is_refused_as_gone(store: Drafts, db: Database) -> None:
    draft = store.create(b"state", secrets.token_bytes(32))
    name = attachments.add(db, draft, b"about", b"original")
    assert attachments.original(db, draft, name) == b"original"
    store.erase(draft)
    with pytest.raises(Gone):
        attachments.add(db, draft, b"about", b"original")
    with pytest.raises(Gone):
        attachments.original(db, draft, name)
    with db.reading() as sql:
        assert sql.execute(select(func.count()).select_from(table)).scalar() == 0


def test_ten_megabytes_come_back_as_they_went(store: Drafts, db: Database) -> None:
    draft, original = store.create(b"state", secrets.token_bytes(32)), secrets.token_bytes(10_000_000)
    name = attachments.add(db, draft, b"about", original, b"shown")
    assert attachments.original(db, draft, name) == original
    assert attachments.shown(db, draft, name) == b"shown"
    assert attachments.listed(db, draft) == [(name, b"about")]
