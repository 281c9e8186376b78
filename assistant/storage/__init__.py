"""What is kept: working copies of a visit, drafts that a person asked to keep, attachments; sealed, short-lived."""

from assistant.storage.database import Database, address
from assistant.storage.drafts import Draft, Drafts
from assistant.storage.errors import Altered, Conflict, Gone, TooMany, Unavailable, WrongCode
from assistant.storage.migrate import migrate
from assistant.storage.retention import Purged, purge

__all__ = [
    "Altered", "Conflict", "Database", "Draft", "Drafts", "Gone", "Purged", "TooMany", "Unavailable", "WrongCode",
    "address", "migrate", "purge",
]  # fmt: skip
