"""The self-check: well on a new and on a used installation; each fault is named, with what to do, and repairs nothing."""

from __future__ import annotations

import json
import os
import secrets
import shutil
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

import pytest
from sqlalchemy import URL, text
from typer.testing import CliRunner

from assistant.__main__ import app
from assistant.document.fonts import FAMILIES
from assistant.document.token import KEY_FILE, load_or_create_key
from assistant.drafts import checks
from assistant.drafts.checks import Found
from assistant.drafts.doctor import every_check, examine, tried
from assistant.form import FORMS
from assistant.settings import settings
from assistant.storage import Database, Drafts, address, backup_keys, migrate
from assistant.storage.codes import CHEAP, new_code
from assistant.storage.drafts import DAY
from assistant.storage.health import far_in_clear
from tests.storage.conftest import PEPPER

pytestmark = pytest.mark.never_lost
Set = Callable[[str, object], None]


@pytest.fixture
def given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Set]:
    """Settings of an installation that has not started yet; gives how to change one."""
    monkeypatch.setattr("assistant.storage.codes.REAL", CHEAP)

    def change(name: str, value: object) -> None:
        monkeypatch.setenv(f"PRELUDE_{name}", str(value))
        settings.cache_clear()

    change("DATA", tmp_path / "data")
    yield change
    settings.cache_clear()


@pytest.fixture
def on_each(given: Set, db_url: URL) -> Drafts:
    """The same as `used`, on SQLite and on PostgreSQL."""
    if db_url.get_backend_name() != "sqlite":
        given("DATABASE", db_url.render_as_string(hide_password=False))
    return installed(given, db_url)


@pytest.fixture
def used(given: Set) -> Drafts:
    """An installation that has served for a while: a key, tables, a kept draft, a backup of tonight."""
    return installed(given, address(settings().data))


def installed(given: Set, url: URL) -> Drafts:
    given("KEEP_DAYS", 30)
    load_or_create_key(settings().data)
    db = Database(url)
    migrate(db)
    live = Drafts(db, PEPPER, cost=CHEAP)
    live.keep(live.create(b"state", secrets.token_bytes(32)), "P-7K3M-Q2XA", new_code(), 30)
    backup_keys.create(settings().key_folder, int(time.time()), int(time.time()) + 30 * DAY)
    return live


def wrong(now: float | None = None, but: tuple[str, ...] = ("forms", "directory", "fonts")) -> dict[str, str]:
    """What is not well, by the name of its check; without those that take long, unless they are meant."""
    checked = every_check(lambda: now or time.time())
    found = {name: tried(checked[name]) for name in checked if name not in but}
    return {name: told.say for name, told in found.items() if not told.ok}


def wrong_in(name: str) -> str:
    """What one check says is not well; nothing when it is."""
    found = tried(every_check(time.time)[name])
    return "" if found.ok else found.say


def test_a_new_installation_is_well_and_nothing_is_made(given: Set) -> None:
    done = CliRunner().invoke(app, ["doctor"])
    told = json.loads(done.stdout)
    assert [each for each in told if not each["ok"]] == [] and done.exit_code == 0
    assert all(set(each) == {"check", "ok", "say"} and each["say"].endswith(".") for each in told)
    assert not settings().data.exists()


def test_a_used_installation_is_well(on_each: Drafts) -> None:
    assert wrong(but=()) == {}


def test_one_fault_is_exit_1(used: Drafts) -> None:
    settings().data.chmod(0o755)
    done = CliRunner().invoke(app, ["doctor"])
    assert done.exit_code == 1
    (bad,) = [each for each in json.loads(done.stdout) if not each["ok"]]
    assert bad["check"] == "data" and f"chmod 700 {settings().data}" in bad["say"]


def test_the_signing_key(used: Drafts) -> None:
    path = settings().data / KEY_FILE
    path.chmod(0o644)
    assert "chmod 600" in wrong()["key"]
    assert path.stat().st_mode & 0o777 == 0o644  # looked at, not repaired
    path.chmod(0o600)
    other = settings().data / "other"
    load_or_create_key(other)
    shutil.copy(other / KEY_FILE, path)
    assert "keys rotate" in wrong()["key"]
    path.write_text("-----BEGIN")
    assert "remettez la copie" in wrong()["key"]


def test_a_folder_that_cannot_be_written_to(given: Set, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    given("DATA", tmp_path / "file" / "data")
    assert "PRELUDE_DATA" in wrong()["data"]


def test_tables_of_another_version(on_each: Drafts) -> None:
    with on_each.db.writing() as sql:
        sql.execute(text("UPDATE alembic_version SET version_num = '0000'"))
    told = wrong()
    assert set(told) == {"database"} and "redémarrez le service" in told["database"]


def test_a_database_that_does_not_answer(used: Drafts, given: Set, tmp_path: Path) -> None:
    given("DATABASE", f"postgresql+psycopg:///none?host={tmp_path}")
    assert "ne répond pas" in wrong()["database"]
    given("DATABASE", "postgresql://localhost/prelude")
    assert "postgresql+psycopg" in wrong()["database"]
    given("DATABASE", "not an address")
    assert "database" in wrong()


def test_a_database_that_may_only_be_read(on_each: Drafts, db_url: URL) -> None:
    on_each.db.close()
    if db_url.get_backend_name() == "sqlite":
        assert db_url.database
        Path(db_url.database).write_bytes(b"not a database" * 100)
    else:
        with on_each.db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as sql:
            sql.exec_driver_sql(f"ALTER DATABASE {db_url.database} SET default_transaction_read_only = on")
        on_each.db.close()
    assert "ne se laisse pas écrire" in wrong()["database"]


NEAR = ("/prelude", "localhost/prelude", "127.0.0.1/prelude", "database/prelude", "db.example.fr/p?sslmode=verify-full")
FAR = ("db.example.fr/prelude", "192.0.2.7/prelude", "db.example.fr/prelude?sslmode=require")


@pytest.mark.parametrize("place", [*NEAR, *FAR])
def test_what_goes_to_a_far_database_is_encrypted(place: str) -> None:
    assert far_in_clear(address(Path(), f"postgresql+psycopg://p@{place}")) is (place in FAR)
    assert not far_in_clear(address(Path()))


@pytest.mark.parametrize("now", [1_000_000_000.0, None])
def test_a_clock_that_is_late(on_each: Drafts, now: float | None) -> None:
    assert "timedatectl" in wrong(now or time.time() - DAY)["clock"]


def test_no_room(used: Drafts, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "_ROOM", 10**18)
    assert "Faites de la place" in wrong()["room"]


def test_forms(given: Set, tmp_path: Path) -> None:
    shutil.copytree(FORMS, tmp_path / "forms")
    given("FORMS", tmp_path / "forms")
    form = tmp_path / "forms/vol_velo/form.yaml"
    form.write_text(form.read_text("utf-8").replace("need: essential", "nead: essential", 1), "utf-8")
    assert "KEY_UNKNOWN" in wrong_in("forms")
    given("FORMS", tmp_path / "nothing")
    assert wrong_in("forms")


def test_a_damaged_directory(given: Set) -> None:
    from assistant.directory import overlay

    overlay.folder().mkdir(mode=0o700, parents=True)
    settings().data.chmod(0o700)
    (overlay.folder() / overlay.NAME).write_bytes(b"half a file")
    assert "refaites l'import" in wrong_in("directory")


def test_a_missing_font(given: Set, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.document.fonts.FAMILIES", (*FAMILIES, ("Noto Sans Georgian", "no_such")))
    assert "Noto Sans Georgian" in wrong_in("fonts")


def test_a_machine_too_slow_for_a_code(given: Set, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "_SLOWEST", -1)
    assert "trop lente" in wrong()["code"]


def test_the_keys_of_the_backups(used: Drafts, given: Set) -> None:
    folder = settings().key_folder
    (path,) = folder.iterdir()
    for place, mode, ordinary in ((folder, 0o750, 0o700), (path, 0o640, 0o600)):
        place.chmod(mode)
        assert f"chmod {ordinary:o} {place}" in wrong()["backup keys"]
        place.chmod(ordinary)
    (folder / "half.key").touch(0o600)
    assert "half.key" in wrong()["backup keys"]
    (folder / "half.key").unlink()
    assert set(wrong(time.time() + 30 * DAY)) == {"backup keys", "backups"}
    assert "purge" in wrong(time.time() + 30 * DAY)["backup keys"]


def test_kept_drafts_without_a_backup(on_each: Drafts) -> None:
    (path,) = settings().key_folder.iterdir()
    path.unlink()
    assert set(wrong()) == {"backups"} and "backup FICHIER" in wrong()["backups"]


def test_settings(given: Set, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value, sentence in (
        ("DATABSE", "postgresql+psycopg:///x", "voulez-vous dire PRELUDE_DATABASE"),
        ("PAPER", "/nowhere.docx", "PRELUDE_PAPER"),
        ("KEEP_DAYS", "a month", "PRELUDE_KEEP_DAYS ne se lit pas"),
        ("KEEP_DAYS", "400", "PRELUDE_KEEP_DAYS ne se lit pas"),
    ):
        given(name, value)
        assert sentence in wrong()["settings"]
        monkeypatch.delenv(f"PRELUDE_{name}")
        settings.cache_clear()
    assert os.environ.get("PRELUDE_DATABSE") is None and wrong() == {}


def test_a_check_that_breaks_stops_no_other(given: Set, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> Found:
        raise RuntimeError("surprise")

    monkeypatch.setattr(checks, "data", broken)
    told = dict(islice(examine(time.time), 4))
    assert [name for name, found in told.items() if not found.ok] == ["data"]
    assert "surprise" in told["data"].say and len(told) == 4
