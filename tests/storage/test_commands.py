"""`purge`, `backup`, `restore`, `keys rotate`: JSON alone on stdout, sentences on stderr, 0 done, 1 not possible, 2 refused."""

from __future__ import annotations

import datetime as dt
import json
import re
import secrets
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import URL
from typer.testing import CliRunner, Result

from assistant.__main__ import app
from assistant.document.keyring import public_keys, verify_any
from assistant.document.token import load_or_create_key, sign
from assistant.settings import Settings, settings
from assistant.storage import Database, Drafts, migrate
from assistant.storage.codes import CHEAP, new_code
from tests.storage.conftest import PEPPER

pytestmark = pytest.mark.never_lost
CODE, REFERENCE = new_code(), "P-7K3M-Q2XA"
Say = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, db_url: URL, monkeypatch: pytest.MonkeyPatch) -> Iterator[Say]:
    """The command line on each database in turn."""
    monkeypatch.setenv("PRELUDE_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("PRELUDE_KEEP_DAYS", "30")
    if db_url.get_backend_name() != "sqlite":
        monkeypatch.setenv("PRELUDE_DATABASE", db_url.render_as_string(hide_password=False))
    settings.cache_clear()
    yield lambda *words: CliRunner().invoke(app, [str(word) for word in words])
    settings.cache_clear()


@pytest.fixture
def live(run: Say, db_url: URL) -> Drafts:
    """The store of the server, with the real clock."""
    db = Database(db_url)
    migrate(db)
    return Drafts(db, PEPPER, cost=CHEAP)


def begin(live: Drafts, reference: str = REFERENCE, days: int = 10) -> None:
    live.keep(live.create(b"state", secrets.token_bytes(32)), reference, CODE, days)


def test_a_drill(run: Say, live: Drafts, tmp_path: Path) -> None:
    """Backed up, everything lost, restored: the drafts open with their codes."""
    begin(live)
    live.create(b"of a visit", secrets.token_bytes(32))
    file = tmp_path / "night.backup"
    made = run("backup", file)
    told = json.loads(made.stdout)
    assert made.exit_code == 0 and "100 %" in made.stderr
    assert (told["drafts"], told["attachments"]) == (1, 0)
    assert (settings().key_folder / told["key"]).is_file()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    refused = run("restore", file)
    assert (refused.exit_code, refused.stdout) == (2, "") and "--replace" in refused.stderr
    back = run("restore", file, "--replace")
    told = json.loads(back.stdout)
    assert back.exit_code == 0 and "100 %" in back.stderr
    assert (told["restored"], told["replaced"]) == ({"drafts": 1, "attachments": 0, "expired": 0}, 2)
    assert live.load(live.open(REFERENCE, CODE, "192.0.2.7"))[1] == b"state"


def test_purge_tells_what_went_and_what_is_left(run: Say, live: Drafts) -> None:
    begin(live)
    begin(live, "P-PAST-0000", days=0)
    done = run("purge")
    assert done.exit_code == 0
    assert json.loads(done.stdout) == {
        "purged": {"visits": 0, "kept": 1, "backup_keys": 0, "versions": 0},
        "left": {"drafts": 1, "backup_keys": 0},
    }


def test_the_keys_may_lie_elsewhere(run: Say, live: Drafts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PRELUDE_BACKUP_KEYS", str(tmp_path / "vault"))
    settings.cache_clear()
    begin(live)
    key = json.loads(run("backup", tmp_path / "night.backup").stdout)["key"]
    assert [path.name for path in (tmp_path / "vault").iterdir()] == [key]
    (tmp_path / "vault" / key).rename(tmp_path / key)
    refused = run("restore", tmp_path / "night.backup", "--replace")
    assert refused.exit_code == 2 and f"remettez {key} dans ce dossier" in refused.stderr
    (tmp_path / key).rename(tmp_path / "vault" / key)
    assert run("restore", tmp_path / "night.backup", "--replace").exit_code == 0


def test_what_cannot_be_done_is_said(run: Say, live: Drafts, tmp_path: Path) -> None:
    (tmp_path / "there").write_bytes(b"precious")
    for words, code, sentence in (
        (("backup", tmp_path / "there"), 2, "existe déjà"),
        (("backup", tmp_path / "no" / "folder"), 1, "No such file or directory"),
        (("restore", tmp_path / "there"), 2, "pas une sauvegarde"),
        (("restore", tmp_path / "nowhere"), 1, "No such file or directory"),
    ):
        done = run(*words)
        assert (done.exit_code, done.stdout) == (code, "")
        assert sentence in done.stderr and "Traceback" not in done.stderr
    assert (tmp_path / "there").read_bytes() == b"precious"


@pytest.mark.parametrize("words", [("purge",), ("backup", "x.backup"), ("restore", "README.md")])
def test_a_database_that_does_not_answer(
    words: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PRELUDE_DATA", str(tmp_path))
    monkeypatch.setenv("PRELUDE_DATABASE", f"postgresql+psycopg:///none?host={tmp_path}")
    settings.cache_clear()
    done = CliRunner().invoke(app, list(words))
    assert (done.exit_code, done.stdout) == (1, "")
    assert "La base ne répond pas" in done.stderr
    assert not Path("x.backup").exists()
    settings.cache_clear()


def test_rotating_the_signing_key_harms_no_draft_and_no_paper(run: Say, live: Drafts) -> None:
    """What derives from it (tickets, counts of wrong codes) begins anew; drafts do not depend on it."""
    begin(live)
    signed = sign("P-7K3M-Q2XA", dt.date.today(), bytes(32), load_or_create_key(settings().data))
    done = run("keys", "rotate")
    told = json.loads(done.stdout)
    assert (done.exit_code, told["public_keys"]) == (0, 2)
    assert verify_any(signed, public_keys(settings().data)).reference == "P-7K3M-Q2XA"
    anew = Drafts(live.db, b"derived from another key" * 2, cost=CHEAP)
    assert anew.load(anew.open(REFERENCE, CODE, "192.0.2.7"))[1] == b"state"


def test_the_guides_name_the_commands_that_exist() -> None:
    readme, guide = (
        Path("README.md").read_text("utf-8"),
        Path("docs/tasks/sauvegarder-et-restaurer.md").read_text("utf-8"),
    )
    for command in ("purge", "backup FICHIER", "restore FICHIER", "doctor", "keys rotate"):
        assert f"| `{command}" in readme
    called = set(re.findall(r"^(?:prelude|\.venv/bin/python -m assistant) (\w+)", guide, re.MULTILINE))
    assert called == {"backup", "restore", "doctor"}
    assert called <= {command.name for command in app.registered_commands}
    named = set(re.findall(r"PRELUDE_([A-Z_]+)", guide)) - {"PORT"}
    assert named <= {name.upper() for name in Settings.model_fields}


def test_a_setting_left_empty_is_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keys in whatever folder a command was started from would be lost."""
    for name in Settings.model_fields:
        monkeypatch.setenv(f"PRELUDE_{name.upper()}", "")
    assert (Settings().key_folder, Settings().keep_days) == (Path("var/backup-keys"), 0)
