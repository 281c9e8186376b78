"""What is past its date goes: keys, answers, attachments, and the pages of the disk that held them."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection
from dataclasses import dataclass

from sqlalchemy import delete, func, select, update

from assistant.storage.database import Database
from assistant.storage.drafts import DAY
from assistant.storage.limits import LONGEST
from assistant.storage.tables import attempts, drafts, form_versions

VERSION_DAYS = 366  # longer than any draft may be kept


@dataclass(frozen=True, slots=True)
class Purged:
    """How many drafts went, and how many are left."""

    visits: int
    kept: int
    left: int


def purge(db: Database, clock: Callable[[], float] = time.time) -> Purged:
    """Erases every draft past its date, with its keys and attachments, and empties the journal of the database.

    A clock set back never makes a draft live longer than promised: a last action that lies in the future is taken as now.
    Nor does it lock anybody out: a count of wrong codes that could not be so high is forgotten."""
    now = int(clock())
    over, early = drafts.c.expires <= now, drafts.c.seen - now
    with db.writing(long=True) as sql:
        sql.execute(update(drafts).where(early > 0).values(expires=drafts.c.expires - early, seen=now))
        by_kind = select(drafts.c.kind, func.count()).where(over).group_by(drafts.c.kind)
        counted = {str(row[0]): int(row[1]) for row in sql.execute(by_kind)}
        sql.execute(delete(drafts).where(over))
        sql.execute(delete(attempts).where((attempts.c.ready < now) | (attempts.c.ready > now + LONGEST)))
        left = sql.execute(select(func.count()).select_from(drafts)).scalar_one()
    db.sweep(keys=True)
    return Purged(counted.get("visit", 0), counted.get("kept", 0), left)


def purge_versions(db: Database, served: Collection[str], clock: Callable[[], float] = time.time) -> int:
    """How many form versions went: not served, and not used since before every draft there is, nor for a year.

    A draft says its versions only to who holds its key: the last use of a version (`used`) is compared with the
    beginning of the oldest draft. The year is for the resume files that people hold on their own devices."""
    now = int(clock())
    with db.writing() as sql:
        oldest = sql.execute(select(func.min(drafts.c.created))).scalar()
        before = min(now - VERSION_DAYS * DAY, now if oldest is None else oldest - DAY)
        unused = (form_versions.c.used < before) & form_versions.c.version.not_in(served)
        return sql.execute(delete(form_versions).where(unused)).rowcount
