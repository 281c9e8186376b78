"""`doctor`: everything that a service needs, checked without changing anything; exit 1 when something is to be done."""

from __future__ import annotations

import datetime as dt
import json
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict

import typer

from assistant.drafts import checks
from assistant.drafts.checks import Found
from assistant.settings import settings
from assistant.storage import Database, Unavailable, address, backup_keys
from assistant.storage.drafts import DAY
from assistant.storage.health import Health, far_in_clear, health, known_driver

_AHEAD = 300  # seconds between two machines that is no mistake
_BACKED_UP = 2 * DAY  # age of the last backup, once drafts are kept
_EARLIEST = dt.datetime(2026, 1, 1, tzinfo=dt.UTC).timestamp()


def doctor() -> None:
    """Checks folders, keys, database, disk, forms, directory, fonts, clock, model server and settings; tells what to do."""
    found = [{"check": name, **asdict(told)} for name, told in examine(time.time)]
    print(json.dumps(found, ensure_ascii=False, indent=2))
    raise typer.Exit(0 if all(told["ok"] for told in found) else 1)


def examine(clock: Callable[[], float]) -> Iterator[tuple[str, Found]]:
    """Each check by its name, and what it found."""
    for name, look in every_check(clock).items():
        yield name, tried(look)


def tried(look: Callable[[], Found]) -> Found:
    """A check that breaks is not well, and stops no other: stopping at the first surprise would tell nothing."""
    try:
        return look()
    except Exception as error:
        return Found(False, f"Vérification impossible ({type(error).__name__} : {error}).")


def every_check(clock: Callable[[], float]) -> Mapping[str, Callable[[], Found]]:
    """The checks by name, in the order in which they are told."""
    return {
        "settings": checks.variables, "data": checks.data, "key": checks.key, "database": database,
        "clock": lambda: clock_(clock()), "room": checks.room, "forms": checks.forms, "directory": checks.directory,
        "fonts": checks.fonts_, "code": checks.argon2, "backup keys": lambda: keys(clock()),
        "backups": lambda: backups(clock()), "model": checks.model,
    }  # fmt: skip


def _health() -> Health | None:
    """None when the database is not made yet."""
    url = address(settings().data, settings().database)
    if not known_driver(url):
        raise Unavailable(f"{url.drivername}, au lieu de postgresql+psycopg")
    if url.get_backend_name() == "sqlite" and not settings().data.joinpath(url.database or "").exists():
        return None
    db = Database(url)
    try:
        return health(db)
    finally:
        db.close()


def database() -> Found:
    """Reached, written to, its tables those of this program."""
    try:
        found = _health()
    except Unavailable as error:
        return Found(
            False,
            f"La base ne répond pas, ou ne se laisse pas écrire ({error}) : vérifiez PRELUDE_DATABASE, le serveur, ses droits.",
        )
    if far_in_clear(address(settings().data, settings().database)):
        return Found(
            False,
            "La base est sur une autre machine, sans identité vérifiée : ajoutez ?sslmode=verify-full à PRELUDE_DATABASE.",
        )
    if found is None or found.tables is None:
        return Found(True, "Les tables seront créées au premier démarrage.")
    if found.tables != found.wanted:
        return Found(
            False,
            f"Tables {found.tables}, ce programme a besoin de {found.wanted} : redémarrez le service, il les met à jour ; si elles viennent d'une version plus récente, revenez à elle.",
        )
    return Found(True, f"La base répond, tables {found.tables}.")


def clock_(now: float) -> Found:
    """A clock that is wrong erases too early, or promises too much."""
    found = _health()
    newest = max(_EARLIEST, found.newest or 0) if found else _EARLIEST
    if now < newest - _AHEAD:
        return Found(
            False,
            f"L'horloge est à {_moment(now)}, alors qu'on a écrit à {_moment(newest)} : réglez l'heure (timedatectl).",
        )
    return Found(True, f"L'horloge est à {_moment(now)}.")


def keys(now: float) -> Found:
    """Private, readable, none past its date."""
    folder = settings().key_folder
    if not folder.exists():
        return Found(True, f"Aucune sauvegarde ; les clés iront dans {folder}.")
    if not (closed := checks.private(folder, 0o700)).ok:
        return closed
    found = list(backup_keys.every(folder))
    for path, key in found:
        if not (closed := checks.private(path, 0o600)).ok:
            return closed
        if key is None:
            return Found(False, f"{path} ne se lit pas : remettez-en une copie, ou supprimez ce fichier.")
    if over := sum(1 for _, key in found if key and key.until <= now):
        return Found(
            False,
            f"Clés qui ont passé leur date et existent encore : {over}. Lancez « purge », et vérifiez qu'elle tourne chaque heure.",
        )
    return Found(True, f"Clés de sauvegardes : {len(found)}, aucune passée.")


def backups(now: float) -> Found:
    """What people were told is kept can be restored."""
    found = _health()
    if found is None or not found.kept:
        return Found(True, "Aucun brouillon gardé : rien à sauvegarder.")
    folder = settings().key_folder
    latest = max((key.made for _, key in backup_keys.every(folder) if key), default=0)
    if latest < now - _BACKED_UP:
        return Found(
            False,
            f"Brouillons gardés : {found.kept}, et aucune sauvegarde depuis deux jours. Lancez « backup FICHIER ».",
        )
    if not settings().database and folder.stat().st_dev == settings().data.stat().st_dev:
        return Found(
            True,
            f"Sauvegarde du {_moment(latest)}. Sa clé est sur le même disque que la base : gardez-en une copie ailleurs, à détruire à sa date.",
        )
    return Found(True, f"Sauvegarde du {_moment(latest)}.")


def _moment(seconds: float) -> str:
    return f"{dt.datetime.fromtimestamp(seconds, dt.UTC):%Y-%m-%d %H:%M} UTC"
