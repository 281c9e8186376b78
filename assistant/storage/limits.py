"""How many wrong codes: a bucket per reference and per address, kept in the database so that every server counts."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import Connection, case, delete, update
from sqlalchemy.dialects import postgresql, sqlite

from assistant.storage.database import Database
from assistant.storage.errors import TooMany
from assistant.storage.tables import attempts


@dataclass(frozen=True, slots=True)
class Rate:
    """`burst` tries at once, then one each `every` seconds."""

    burst: int
    every: float


REFERENCE = Rate(5, 180.0)
CLIENT = Rate(20, 30.0)  # a counter or a school is many people behind one address
LONGEST = max(rate.burst * rate.every for rate in (REFERENCE, CLIENT))  # seconds until any bucket is empty again
Buckets = dict[str, Rate]


class Limits:
    """Generic cell rate: one number per bucket, the moment when it is empty again."""

    def __init__(self, db: Database, key: bytes, clock: Callable[[], float]) -> None:
        self.db, self.key, self.clock = db, key, clock

    def _name(self, bucket: str) -> str:
        return hmac.new(self.key, bucket.encode(), hashlib.sha256).hexdigest()

    def take(self, buckets: Buckets) -> None:
        """Counts one try in each bucket before it is made; raises TooMany, and counts nothing, when one is full."""
        named = sorted((self._name(bucket), rate) for bucket, rate in buckets.items())  # one order for every server
        with self.db.writing() as sql:
            for bucket, rate in named:
                self._take(sql, bucket, rate)

    def _take(self, sql: Connection, bucket: str, rate: Rate) -> None:
        now = self.clock()
        dialect = sqlite if self.db.is_sqlite else postgresql
        adding = dialect.insert(attempts).values(bucket=bucket, ready=now + rate.every)
        longer = case((attempts.c.ready > now, attempts.c.ready), else_=now) + rate.every
        upsert = adding.on_conflict_do_update(index_elements=["bucket"], set_={"ready": longer})
        ready = sql.execute(upsert.returning(attempts.c.ready)).scalar_one()
        wait = ready - now - rate.burst * rate.every
        if wait > 0:
            raise TooMany(wait)

    def give_back(self, bucket: str, rate: Rate) -> None:
        """The try was right: it does not count."""
        mine = attempts.c.bucket == self._name(bucket)
        with self.db.writing() as sql:
            sql.execute(update(attempts).where(mine).values(ready=attempts.c.ready - rate.every))

    def forget(self, bucket: str) -> None:
        """The bucket starts anew."""
        with self.db.writing() as sql:
            sql.execute(delete(attempts).where(attempts.c.bucket == self._name(bucket)))
