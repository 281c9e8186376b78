"""`purge`, `backup`, `restore`, `keys rotate`: JSON on stdout, a progress bar and messages on stderr.

Exit 1 when it was right but could not be done (database, disk), 2 when it is refused as asked; nothing is changed then.
"""

from __future__ import annotations

import datetime as dt
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from assistant.directory.importing.command import Bar
from assistant.document import keyring
from assistant.document.token import KEY_FILE
from assistant.drafts.doctor import doctor
from assistant.drafts.upkeep import upkeep
from assistant.form import load_library
from assistant.settings import settings
from assistant.storage import Database, Unavailable, address, backup, migrate, restoring
from assistant.storage.backup import Contents
from assistant.storage.errors import Refused

keys = typer.Typer(no_args_is_help=True, help="Clé de signature des documents.")


def add_to(app: typer.Typer) -> None:
    """The commands of who runs the service."""
    app.command("purge")(purge)
    app.command("backup")(backup_)
    app.command("restore")(restore)
    app.command("doctor")(doctor)
    app.add_typer(keys, name="keys")


def purge() -> None:
    """Erases what is past its date: drafts, keys of backups, form versions; tells what went and what is left."""
    served = [form.version for form in load_library(settings().forms).forms.values()]
    with _told(), _opened() as db:
        _show(upkeep(db, served).as_json())


def backup_(file: Annotated[Path, typer.Argument(help="Fichier à écrire ; il ne doit pas exister.")]) -> None:
    """Writes the kept drafts into one encrypted file; its key goes into PRELUDE_BACKUP_KEYS."""
    with _told(), _opened() as db:
        made = backup.backup(db, file, settings().key_folder, settings().keep_days, progress=Bar(file.name))
        _show({"file": str(file), "key": f"{made.id}.key", **_contents(made)})


def restore(
    file: Annotated[Path, typer.Argument(help="Sauvegarde à remettre.")],
    replace: Annotated[bool, typer.Option("--replace", help="Effacer d'abord ce que la base contient.")] = False,
) -> None:
    """Puts a backup back into an empty database, all of it or nothing."""
    with _told(), _opened() as db:
        told = restoring.restore(db, file, settings().key_folder, replace, progress=Bar(file.name))
        counts = {"drafts": told.drafts, "attachments": told.attachments, "expired": told.expired}
        _show({"restored": counts, "replaced": told.replaced, "backup": _contents(told.backup)})


@keys.command()
def rotate() -> None:
    """A new signing key; papers signed before stay verifiable by the public halves that are kept."""
    with _told():
        folder = settings().data
        retired = keyring.rotate_key(folder, dt.date.today())
        _show({"key": str(folder / KEY_FILE), "retired": str(retired), "public_keys": len(keyring.public_keys(folder))})


def _contents(made: Contents) -> dict[str, object]:
    about = {"made": _moment(made.made), "unreadable_from": _moment(made.until)}
    return {**about, "drafts": made.drafts, "attachments": made.attachments, "bytes": made.bytes}


def _moment(seconds: int) -> str:
    return dt.datetime.fromtimestamp(seconds, dt.UTC).isoformat()


@contextmanager
def _opened() -> Iterator[Database]:
    db = Database(address(settings().data, settings().database))
    try:
        migrate(db)
        yield db
    finally:
        db.close()


@contextmanager
def _told() -> Iterator[None]:
    """What went wrong, in a sentence."""
    try:
        yield
    except Refused as refused:
        print(refused, file=sys.stderr)
        raise typer.Exit(2) from None
    except Unavailable as error:
        print(
            f"La base ne répond pas, ou son disque est plein ({error}) : rien n'a été changé. Voir « doctor ».",
            file=sys.stderr,
        )
        raise typer.Exit(1) from None
    except OSError as error:
        print(f"{error.filename or 'Disque'} : {error.strerror}. Rien n'a été changé.", file=sys.stderr)
        raise typer.Exit(1) from None


def _show(data: object) -> None:
    print(json.dumps(data, ensure_ascii=False, indent=2))
