"""A draft handed over to a service: its data key wrapped to the service's public key (HPKE), only when the person says yes.

The service's private key never comes here; without it, nobody reads what was handed over.
"""

from __future__ import annotations

import hashlib
import json
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from sqlalchemy import delete, insert, select

from assistant.storage.database import Database
from assistant.storage.drafts import Draft
from assistant.storage.errors import Altered, Gone
from assistant.storage.tables import drafts, wraps

_SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


def share(db: Database, draft: Draft, service: str, key: X25519PublicKey) -> None:
    """Lets a service open this draft. The caller has the person's consent, and keeps the proof of it."""
    wrapped = _SUITE.encrypt(draft.key, key, _place(draft.id, service))
    with db.writing() as sql:
        if sql.execute(select(drafts.c.id).where(drafts.c.id == draft.id)).first() is None:
            raise Gone
        sql.execute(delete(wraps).where((wraps.c.draft == draft.id) & (wraps.c.finder == _finder(draft.id, service))))
        row = {"id": secrets.token_hex(16), "draft": draft.id, "kind": "service", "finder": _finder(draft.id, service)}
        sql.execute(insert(wraps).values(**row, params=json.dumps({"service": service}), wrapped=wrapped))


def open_shared(db: Database, draft_id: str, service: str, key: X25519PrivateKey) -> Draft:
    """The draft, for the service that holds the private key; `Drafts.load` reads it. Raises Gone, Altered."""
    with db.reading() as sql:
        row = sql.execute(select(wraps.c.wrapped).where(wraps.c.finder == _finder(draft_id, service))).first()
    if row is None:
        raise Gone
    try:
        return Draft(draft_id, _SUITE.decrypt(row.wrapped, key, _place(draft_id, service)), 0)
    except (InvalidTag, ValueError) as error:
        raise Altered("wraps.service") from error


def unshare(db: Database, draft: Draft, service: str) -> None:
    """The person takes the hand-over back: what the service has not read yet is closed to it."""
    with db.writing() as sql:
        sql.execute(delete(wraps).where(wraps.c.finder == _finder(draft.id, service)))


def _finder(draft_id: str, service: str) -> str:
    return hashlib.sha256(_place(draft_id, service)).hexdigest()


def _place(draft_id: str, service: str) -> bytes:
    return f"prelude/1|wraps.service|{draft_id}|{service}".encode()
