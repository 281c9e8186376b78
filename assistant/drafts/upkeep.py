"""Everything that must not outlive its date: drafts, keys of backups, forms that nobody needs any more."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection
from dataclasses import dataclass

from assistant.settings import settings
from assistant.storage import Database, backup_keys, purge
from assistant.storage.retention import purge_versions


@dataclass(frozen=True, slots=True)
class Upkeep:
    """What went, and what is left."""

    visits: int
    kept: int
    versions: int
    keys: int
    drafts_left: int
    keys_left: int

    def as_json(self) -> dict[str, object]:
        return {
            "purged": {"visits": self.visits, "kept": self.kept, "backup_keys": self.keys, "versions": self.versions},
            "left": {"drafts": self.drafts_left, "backup_keys": self.keys_left},
        }


def upkeep(db: Database, served: Collection[str], clock: Callable[[], float] = time.time) -> Upkeep:
    """`served`: the versions of the forms served now. A key that cannot be destroyed keeps no draft alive, nor the other
    way round. Raises OSError, Unavailable."""
    folder = settings().key_folder
    try:
        keys = backup_keys.destroy_expired(folder, int(clock()))
    finally:
        done = purge(db, clock)
    versions = purge_versions(db, served, clock)
    return Upkeep(done.visits, done.kept, versions, keys, done.left, len(list(backup_keys.every(folder))))
