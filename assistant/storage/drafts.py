"""Drafts: made, saved at each step, found again by the visit's cookie or by reference and code, erased.

A draft's data key is random; whoever has neither the visit's token nor the code has no way to it. An attended visit is
in clear in the memory of the server: only what lies in the database is protected.
"""

from __future__ import annotations

import json
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from sqlalchemy import Connection, Row, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from assistant.storage import codes, sealing
from assistant.storage.codes import Cost
from assistant.storage.database import Database
from assistant.storage.errors import Altered, Conflict, Gone, WrongCode
from assistant.storage.limits import CLIENT, REFERENCE, Limits
from assistant.storage.tables import drafts, wraps

VISIT = 2 * 3600  # seconds a working copy lives after the last action
DAY = 86_400
TOKEN = 32  # bytes


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft in hand: its row, its key (never written), the version that was last read or written."""

    id: str
    key: bytes
    version: int
    kind: str = "visit"
    reference: str | None = None
    expires: int = 0


class Drafts:
    """Every use of drafts. `clock`: seconds since 1970. `cost`: of a code. `pepper`: the installation's secret."""

    def __init__(
        self, db: Database, pepper: bytes, clock: Callable[[], float] = time.time, cost: Cost = codes.REAL
    ) -> None:
        self.db, self.clock, self.cost = db, clock, cost
        self.limits = Limits(db, sealing.derive(pepper, "limits"), clock)
        self._unknown = sealing.derive(pepper, "salt of a reference that does not exist")

    def _now(self) -> int:
        return int(self.clock())

    def create(self, state: bytes, token: bytes) -> Draft:
        """A working copy for the visit whose cookie holds `token` (32 random bytes)."""
        draft = Draft(secrets.token_hex(16), sealing.new_key(), 1, expires=self._now() + VISIT)
        with self.db.writing() as sql:
            sql.execute(insert(drafts).values(**self._row(draft, state), created=self._now()))
            _wrap_visit(sql, draft, token)
        return draft

    def _row(self, draft: Draft, state: bytes) -> dict[str, object]:
        sealed = sealing.seal(draft.key, sealing.pack(state), "drafts.state", draft.id, draft.version)
        return {
            "id": draft.id,
            "kind": draft.kind,
            "reference": draft.reference,
            "version": draft.version,
            "state": sealed,
            "seen": self._now(),
            "expires": draft.expires,
        }

    def save(self, draft: Draft, state: bytes, life: int = VISIT) -> Draft:
        """Writes the state over the version in hand. `life`: seconds until it is erased if nobody comes back.
        Raises Conflict, Gone, Unavailable; the answer is on the disk when this returns."""
        later = replace(draft, version=draft.version + 1, expires=self._now() + life)
        mine = (drafts.c.id == draft.id) & (drafts.c.version == draft.version) & (drafts.c.expires > self._now())
        with self.db.writing() as sql:
            if sql.execute(update(drafts).where(mine).values(**self._row(later, state))).rowcount != 1:
                raise Conflict if self._alive(sql, draft.id) else Gone
        return later

    def _alive(self, sql: Connection, draft_id: str) -> bool:
        alive = (drafts.c.id == draft_id) & (drafts.c.expires > self._now())
        return sql.execute(select(drafts.c.id).where(alive)).first() is not None

    def load(self, draft: Draft) -> tuple[Draft, bytes]:
        """The draft as it stands now, and its state. Raises Gone, Altered, Unavailable."""
        with self.db.reading() as sql:
            alive = (drafts.c.id == draft.id) & (drafts.c.expires > self._now())
            row = sql.execute(select(drafts).where(alive)).first()
        if row is None:
            raise Gone
        now = replace(draft, version=row.version, kind=row.kind, reference=row.reference, expires=row.expires)
        packed = sealing.unseal(draft.key, row.state, "drafts.state", row.id, row.version)
        return now, sealing.unpack(packed)

    def find(self, token: bytes) -> Draft | None:
        """The draft whose visit this is; None when there is none any more. Raises Altered, Unavailable."""
        with self.db.reading() as sql:
            row = sql.execute(select(wraps).where(wraps.c.finder == finder(token))).first()
        if row is None:
            return None
        key = sealing.unseal(sealing.derive(token, "visit"), row.wrapped, "wraps.visit", row.draft)
        return Draft(row.draft, key, 0)

    def erase(self, draft: Draft) -> None:
        """At once: keys, answers, attachments, and what the journal of the database still held of them."""
        with self.db.writing() as sql:
            sql.execute(delete(drafts).where(drafts.c.id == draft.id))
        self.db.sweep(keys=True)

    def keep(self, draft: Draft, reference: str, code: str, days: int) -> Draft:
        """Keeps a draft beyond the visit, for who has reference and code; an earlier code no longer opens it."""
        letters = codes.read_code(code)
        assert letters is not None, "a code comes from new_code"
        salt = secrets.token_bytes(16)
        wrapping = codes.key_from(letters, salt, self.cost)
        kept = replace(draft, kind="kept", reference=reference, expires=self._now() + days * DAY)
        params = {"salt": salt.hex(), "cost": self.cost.as_json()}
        with self.db.writing() as sql:
            values = {"kind": "kept", "reference": reference, "expires": kept.expires}
            if sql.execute(update(drafts).where(drafts.c.id == draft.id).values(**values)).rowcount != 1:
                raise Gone
            sql.execute(delete(wraps).where((wraps.c.draft == draft.id) & (wraps.c.kind == "code")))
            sealed = sealing.seal(wrapping, draft.key, "wraps.code", draft.id)
            _wrap(sql, draft.id, "code", sealed, json.dumps(params))
        return kept

    def open(self, reference: str, code: str, client: str) -> Draft:
        """The draft that a reference and a code open. `client`: the address that asks, to count its wrong tries.
        Raises WrongCode, TooMany, Unavailable. A wrong code costs as long whether the reference exists or not."""
        letters = codes.read_code(code)
        by_reference, by_client = f"reference {reference}", f"client {client}"
        self.limits.take({by_reference: REFERENCE, by_client: CLIENT})
        row = self._coded(reference)
        params = json.loads(row.params) if row else {}
        cost = codes.cost_from(params.get("cost")) or self.cost
        salt = bytes.fromhex(params["salt"]) if row else self._unknown[:16]
        wrapping = codes.key_from(letters or "0" * 17, salt, cost)
        if row is None or letters is None:
            raise WrongCode
        try:
            key = sealing.unseal(wrapping, row.wrapped, "wraps.code", row.id)
        except Altered:
            raise WrongCode from None
        self.limits.forget(by_reference)
        self.limits.give_back(by_client, CLIENT)
        return Draft(row.id, key, row.version, row.kind, row.reference, row.expires)

    def _coded(self, reference: str) -> Row[tuple[object, ...]] | None:
        with self.db.reading() as sql:
            alive = (drafts.c.reference == reference) & (drafts.c.expires > self._now()) & (wraps.c.kind == "code")
            both = select(drafts, wraps.c.params, wraps.c.wrapped).join(wraps, wraps.c.draft == drafts.c.id)
            return sql.execute(both.where(alive)).first()

    def lend(self, draft: Draft, token: bytes) -> None:
        """Lets the visit that holds `token` find this draft again, and no other visit any longer."""
        with self.db.writing() as sql:
            sql.execute(delete(wraps).where((wraps.c.draft == draft.id) & (wraps.c.kind == "visit")))
            _wrap_visit(sql, draft, token)


def finder(token: bytes) -> str:
    """What finds the wrap of a visit; neither the token nor its key can be had from it."""
    return sealing.derive(token, "finder").hex()


def _wrap_visit(sql: Connection, draft: Draft, token: bytes) -> None:
    sealed = sealing.seal(sealing.derive(token, "visit"), draft.key, "wraps.visit", draft.id)
    try:
        _wrap(sql, draft.id, "visit", sealed, "{}", finder(token))
    except IntegrityError as error:  # erased in between, or a token used for two drafts
        raise Gone from error


def _wrap(sql: Connection, draft: str, kind: str, wrapped: bytes, params: str, found_by: str | None = None) -> None:
    row = {"id": secrets.token_hex(16), "draft": draft, "kind": kind, "finder": found_by}
    sql.execute(insert(wraps).values(**row, params=params, wrapped=wrapped))
