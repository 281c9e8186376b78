"""What is past its date goes: keys, answers, attachments, and the pages of the disk that held them."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import delete, func, select, update

from assistant.storage.database import Database
from assistant.storage.drafts import VISIT
from assistant.storage.tables import attempts, drafts


@dataclass(frozen=True, slots=True)
class Purged:
    """How many drafts went, and how many are left."""

    visits: int
    kept: int
    left: int


def purge(db: Database, clock: Callable[[], float] = time.time) -> Purged:
    """Erases every draft past its date, with its keys and attachments, and empties the journal of the database.

    A clock set back never makes a visit live longer than promised: a last action that lies in the future is taken as now."""
    now = int(clock())
    over, ahead = drafts.c.expires <= now, (drafts.c.kind == "visit") & (drafts.c.expires > now + VISIT)
    with db.writing() as sql:
        sql.execute(update(drafts).where(ahead).values(expires=now + VISIT))
        by_kind = select(drafts.c.kind, func.count()).where(over).group_by(drafts.c.kind)
        counted = {str(row[0]): int(row[1]) for row in sql.execute(by_kind)}
        sql.execute(delete(drafts).where(over))
        sql.execute(delete(attempts).where(attempts.c.ready < now))
        left = sql.execute(select(func.count()).select_from(drafts)).scalar_one()
    db.sweep()
    return Purged(counted.get("visit", 0), counted.get("kept", 0), left)
