"""What the operator's self-check asks of the database; nothing is written, no table is made."""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import ip_address

from sqlalchemy import func, select, update
from sqlalchemy.engine import URL

from assistant.storage.database import Database
from assistant.storage.migrate import head, revision
from assistant.storage.tables import drafts


@dataclass(frozen=True, slots=True)
class Health:
    """`tables`: their step, None when there are none yet. `newest`: the last action of anybody (seconds since 1970)."""

    tables: str | None
    wanted: str
    newest: int | None = None
    kept: int = 0


def health(db: Database) -> Health:
    """Raises Unavailable when it cannot be reached or written to."""
    with db.writing() as sql:
        at, wanted = revision(sql), head()
        if at != wanted:
            return Health(at, wanted)
        sql.execute(
            update(drafts).where(drafts.c.id == "").values(version=0)
        )  # refused by a copy that may only be read
        newest = sql.execute(select(func.max(drafts.c.seen))).scalar()
        kept = sql.execute(select(func.count()).where(drafts.c.kind == "kept")).scalar_one()
        return Health(at, wanted, newest, kept)


def far_in_clear(url: URL) -> bool:
    """Whether what goes to the database crosses a network that nobody vouches for."""
    host = url.host or "localhost"
    if url.get_backend_name() == "sqlite" or url.query.get("sslmode") in ("verify-full", "verify-ca"):
        return False
    try:
        return not ip_address(host).is_loopback
    except ValueError:
        return "." in host  # a name without a dot is of this machine, or of its own private network


def known_driver(url: URL) -> bool:
    return url.drivername in ("sqlite", "postgresql+psycopg")
