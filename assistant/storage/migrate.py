"""Brings a database to the tables of this version, step by step; two servers that start together wait for each other."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from assistant.storage.database import Database

_SCRIPTS = Path(__file__).parent / "migrations"
_LOCK = 7_236_911  # any number, the same for every server


def migrate(db: Database) -> None:
    """Runs the steps that are missing, in one transaction. Raises Unavailable."""
    with db.writing(long=True) as connection:
        if not db.is_sqlite:
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")
        command.upgrade(configured(connection), "head")


def revision(connection: Connection) -> str | None:
    """The step that the tables of this database are at; None when there are none."""
    return MigrationContext.configure(connection).get_current_revision()


def head() -> str:
    """The step that this program needs."""
    return ScriptDirectory(str(_SCRIPTS)).get_current_head() or ""


def configured(connection: Connection) -> Config:
    """Alembic on this connection, without a file of its own."""
    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS))
    config.attributes["connection"] = connection
    return config
