"""The use cases of what is kept: the one store of this process, the ticket that becomes a cookie, the resume file."""

from __future__ import annotations

import base64
import binascii
import json
import secrets
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from assistant.document.token import load_or_create_key
from assistant.review.forbidden import masked
from assistant.settings import settings
from assistant.storage import Altered, Database, Draft, Drafts, address, migrate, sealing
from assistant.storage.drafts import DAY, TOKEN, VISIT

COOKIE = "prelude_visit"
TICKET = 600  # seconds a ticket is good for
_opening = threading.Lock()
_opened: Drafts | None = None


@cache
def _database() -> Database:
    """One pool of connections for the process, which remembers whether the database answers."""
    return Database(address(settings().data, settings().database))


def store() -> Drafts:
    """The store of this server, its tables brought up to date at first use. Raises Unavailable."""
    global _opened  # noqa: PLW0603 - one for the process
    if _opened is None:
        with _opening:
            if _opened is None:
                migrate(_database())
                _opened = Drafts(_database(), secret("store"))
    return _opened


def secret(purpose: str) -> bytes:
    """A key of this installation for one purpose, from its signing key: every server that shares one has the same."""
    key = load_or_create_key(settings().data)
    return sealing.derive(key.private_bytes(Encoding.Raw, PrivateFormat.Raw, NoEncryption()), purpose)


def kept_days() -> int:
    """Days without activity after which a draft that was asked to be kept goes."""
    return settings().keep_days


def life(draft: Draft) -> int:
    """Seconds until a draft goes if nobody comes back; where keeping was switched off since, what was promised stays."""
    if draft.kind == "visit":
        return VISIT
    return kept_days() * DAY or max(draft.expires - int(time.time()), VISIT)


@dataclass(frozen=True, slots=True)
class Ticket:
    """What a page gives the browser so that the server may set the cookie of a visit; `days`: 0 until it is closed."""

    token: bytes
    days: int = 0


def ticket(wanted: Ticket) -> str:
    """The ticket as text. It is sealed: neither the page nor a script on it ever sees the token."""
    told = {"token": wanted.token.hex(), "days": wanted.days, "until": int(time.time()) + TICKET}
    return _encode(sealing.seal(secret("ticket"), json.dumps(told).encode(), "ticket"))


def read_ticket(text: str) -> Ticket | None:
    """What a ticket says; None when it is not ours, or too old."""
    try:
        told = json.loads(sealing.unseal(secret("ticket"), _decode(text), "ticket"))
    except (Altered, ValueError):
        return None
    return Ticket(bytes.fromhex(told["token"]), told["days"]) if told["until"] >= time.time() else None


def add_typed(token: bytes, boxes: Mapping[str, str]) -> None:
    """What was in the boxes of a page when it went away joins the copy of its visit; nothing when there is none.
    Raises Unavailable."""
    found = store().find(token)
    if found is None:
        return
    draft, state = store().load(found)
    told = json.loads(state)
    told["typed"] = told.get("typed", {}) | {key: masked(text) for key, text in boxes.items()}
    store().save(draft, json.dumps(told, ensure_ascii=False, sort_keys=True).encode(), life(draft))


def new_token() -> bytes:
    return secrets.token_bytes(TOKEN)


def cookie_of(token: bytes) -> str:
    return _encode(token)


def token_of(cookie: str) -> bytes | None:
    """The token that a cookie holds; None when it holds none."""
    try:
        token = _decode(cookie)
    except ValueError:
        return None
    return token if len(token) == TOKEN else None


def _encode(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def _decode(text: str) -> bytes:
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, UnicodeEncodeError) as error:
        raise ValueError(text[:0]) from error
