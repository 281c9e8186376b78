"""Kept drafts with their files, for the tests of backups, and what a database holds of them."""

from __future__ import annotations

import secrets

from sqlalchemy import Table, func, insert, select

from assistant.storage import Database, Draft, Drafts
from assistant.storage.codes import new_code
from assistant.storage.tables import attachments, drafts, wraps

CODE = new_code()
STATE = "on m'a pris mon vélo à Voiron".encode()


def kept(store: Drafts, reference: str = "P-7K3M-Q2XA", code: str = CODE, days: int = 30) -> Draft:
    return store.keep(store.create(STATE, secrets.token_bytes(32)), reference, code, days)


def attach(db: Database, draft: Draft, content: bytes, shown: bytes | None = b"small") -> str:
    """A file of a draft, sealed."""
    name = secrets.token_hex(16)
    row = {"id": name, "draft": draft.id, "size": len(content), "about": b"sealed", "original": content, "shown": shown}
    with db.writing() as sql:
        sql.execute(insert(attachments).values(**row))
    return name


def counts(db: Database) -> tuple[int, ...]:
    with db.reading() as sql:
        tables = (drafts, wraps, attachments)
        return tuple(sql.execute(select(func.count()).select_from(table)).scalar_one() for table in tables)


def rows(db: Database, table: Table) -> list[tuple[object, ...]]:
    with db.reading() as sql:
        return sorted(tuple(row) for row in sql.execute(select(table)))
