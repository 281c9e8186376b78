"""The forms that drafts began with, by version: public texts, so that a draft opens on the very questions it was begun with."""

from __future__ import annotations

import time
from collections.abc import Callable

from sqlalchemy import insert, select, update
from sqlalchemy.exc import IntegrityError

from assistant.storage.database import Database
from assistant.storage.tables import form_versions


def remember(db: Database, version: str, form: str, text: str, clock: Callable[[], float] = time.time) -> None:
    """Keeps a version, once; `used` is the last moment at which a draft was known to use it. Raises Unavailable."""
    now = int(clock())
    try:
        with db.writing() as sql:
            mine = form_versions.c.version == version
            if sql.execute(update(form_versions).where(mine).values(used=now)).rowcount == 0:
                sql.execute(insert(form_versions).values(version=version, form=form, text=text, used=now))
    except IntegrityError:
        return  # another server was first


def recall(db: Database, version: str) -> str | None:
    """The text of a version; None when it was never kept here, or is gone. Raises Unavailable."""
    with db.reading() as sql:
        text = sql.execute(select(form_versions.c.text).where(form_versions.c.version == version)).scalar()
    return str(text) if text is not None else None
