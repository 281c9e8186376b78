"""Attached files: the original and the copy that may be shown, sealed each for its own place, beside their draft."""

from __future__ import annotations

import secrets
from collections.abc import Sequence

from sqlalchemy import delete, insert, select
from sqlalchemy.exc import IntegrityError

from assistant.storage import sealing
from assistant.storage.database import Database
from assistant.storage.drafts import Draft
from assistant.storage.errors import Gone
from assistant.storage.tables import attachments

_LENGTH = 8  # bytes of a length
_LARGE = 15.0  # seconds that a file may take to the database and back


def add(db: Database, draft: Draft, about: bytes, original: bytes, shown: bytes | None = None) -> str:
    """Keeps a file of a draft; its identity. Raises Gone, Unavailable."""
    name = secrets.token_hex(16)
    row = {
        "id": name,
        "draft": draft.id,
        "size": len(original),
        "about": _sealed(draft, name, "about", about),
        "original": _sealed(draft, name, "original", original),
        "shown": None if shown is None else _sealed(draft, name, "shown", shown),
    }
    with db.writing(patience=_LARGE) as sql:
        try:
            sql.execute(insert(attachments).values(**row))
        except IntegrityError as error:  # its draft was erased in between
            raise Gone from error
    return name


def listed(db: Database, draft: Draft) -> list[tuple[str, bytes]]:
    """Identity and what is known of each file of a draft. Raises Altered, Unavailable."""
    with db.reading() as sql:
        mine = attachments.c.draft == draft.id
        rows = sql.execute(select(attachments.c.id, attachments.c.about).where(mine).order_by(attachments.c.id)).all()
    return [(row.id, sealing.unseal(draft.key, row.about, "attachments.about", draft.id, row.id)) for row in rows]


def original(db: Database, draft: Draft, name: str) -> bytes:
    """The file as it came. Raises Gone, Altered, Unavailable."""
    found = _read(db, draft, name, "original")
    if found is None:
        raise Gone
    return found


def shown(db: Database, draft: Draft, name: str) -> bytes | None:
    """The copy that may be displayed, None when there is none. Raises Gone, Altered, Unavailable."""
    return _read(db, draft, name, "shown")


def remove(db: Database, draft: Draft, names: Sequence[str]) -> None:
    """Takes files away at once."""
    mine = (attachments.c.draft == draft.id) & attachments.c.id.in_(names)
    with db.writing() as sql:
        sql.execute(delete(attachments).where(mine))
    db.sweep()


def describe(db: Database, draft: Draft, name: str, about: bytes) -> None:
    """Another description of the same file: the object it belongs to has moved up in its list."""
    mine = (attachments.c.draft == draft.id) & (attachments.c.id == name)
    with db.writing() as sql:
        sql.execute(attachments.update().where(mine).values(about=_sealed(draft, name, "about", about)))


def joined(parts: Sequence[bytes]) -> bytes:
    """Several byte strings as one."""
    return b"".join(len(part).to_bytes(_LENGTH) + part for part in parts)


def parted(whole: bytes) -> list[bytes]:
    """What `joined` put together; a length that goes too far gives what there is."""
    parts, at = [], 0
    while at < len(whole):
        size = int.from_bytes(whole[at : at + _LENGTH])
        parts.append(whole[at + _LENGTH : at + _LENGTH + size])
        at += _LENGTH + size
    return parts


def _sealed(draft: Draft, name: str, column: str, value: bytes) -> bytes:
    return sealing.seal(draft.key, value, f"attachments.{column}", draft.id, name)


def _read(db: Database, draft: Draft, name: str, column: str) -> bytes | None:
    mine = (attachments.c.draft == draft.id) & (attachments.c.id == name)
    with db.reading(patience=_LARGE) as sql:
        row = sql.execute(select(attachments.c[column]).where(mine)).first()
    if row is None:
        raise Gone
    return None if row[0] is None else sealing.unseal(draft.key, row[0], f"attachments.{column}", draft.id, name)
