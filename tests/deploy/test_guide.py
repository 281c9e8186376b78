"""The guide of the operator: every file, command, unit and setting that it names is there, and its shell reads."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
import typer.main

from assistant.__main__ import app
from assistant.settings import Settings
from assistant.ui.server.settings import ShellSettings
from tests.deploy.behind import DEPLOY, NAME, ROOT

pytestmark = pytest.mark.never_lost
GUIDE = (ROOT / "docs/tasks/mettre-en-production.md").read_text("utf-8")
BLOCKS = re.findall(r"^```\n(.*?)^```$", GUIDE, re.MULTILINE | re.DOTALL)
SHELL = "\n".join(BLOCKS)
COMMANDS = set(typer.main.get_command(app).commands)  # type: ignore[attr-defined]


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: block.splitlines()[0][:30])
def test_the_shell_reads_each_block(block: str) -> None:
    assert subprocess.run(["bash", "-n"], input=block, text=True, capture_output=True, check=False).stderr == ""


def test_the_files_it_installs_exist_and_all_are_installed() -> None:
    named = re.findall(r"\bdeploy/[\w@./*-]+", SHELL)
    found = {path for pattern in named for path in ROOT.glob(pattern)}
    assert [pattern for pattern in named if not list(ROOT.glob(pattern))] == []
    shipped = {path for path in DEPLOY.rglob("*") if path.is_file() and "__pycache__" not in path.parts}
    image = {
        "Dockerfile",
        "Dockerfile.dockerignore",
        "compose.yaml",
        "compose.env.example",
        "compose-replicas.conf",
        ".gitignore",
        "runtime_lock.py",
        "compose.env",
    }
    assert {path.name for path in shipped - found} - image == set()


def test_the_commands_it_calls_exist() -> None:
    called = set(re.findall(r"(?:^|&& |`)prelude (\w+)", GUIDE, re.MULTILINE))
    assert called == {"doctor", "restore"}
    assert called <= COMMANDS
    targets = set(re.findall(r"make -C \S+ (\w+)", SHELL))
    assert targets == {"install"}
    assert re.search(r"^install:", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)


def test_the_units_it_names_exist() -> None:
    named = set(re.findall(r"\bprelude(?:-\w+)?(?:@\d+|@?\.(?:service|timer))\b|\bprelude@\d+\b", GUIDE))
    units = {re.sub(r"@\d+$", "@.service", name) for name in named} - {"nginx.service"}
    assert units >= {"prelude@.service", "prelude-purge.timer", "prelude-backup.timer", "prelude-backup.service"}
    assert [unit for unit in units if not (DEPLOY / "systemd" / unit).is_file()] == []
    ports = set(re.findall(r"prelude@(\d+)", SHELL))
    assert ports == set(re.findall(r"127\.0\.0\.1:(\d+)", (DEPLOY / "nginx/prelude/replicas.conf").read_text("utf-8")))


def test_the_settings_it_names_exist() -> None:
    known = {f"PRELUDE_{name.upper()}" for name in (*Settings.model_fields, *ShellSettings.model_fields)}
    assert set(re.findall(r"PRELUDE_[A-Z_]+", GUIDE)) <= known


def test_its_edits_reach_what_they_must(tmp_path: Path) -> None:
    named = re.search(r'^sed -i ("s/prelude[^"]*") ', SHELL, re.MULTILINE)
    assert named
    left = []
    for file in (DEPLOY / "nginx/prelude").glob("*.conf"):
        text = subprocess.run(
            ["sh", "-c", f"NAME=plainte.exemple.fr; sed {named[1]} {file}"], capture_output=True, text=True, check=True
        ).stdout
        left += [file.name] if NAME in text else []
    assert left == []
    assert NAME not in (DEPLOY / "nginx/prelude.conf").read_text("utf-8")


def test_the_folders_are_those_of_the_units() -> None:
    for folder in (
        "/opt/prelude/current",
        "/var/lib/prelude",
        "/var/backups/prelude",
        "/etc/prelude/prelude.env",
        "/etc/nginx/prelude",
    ):
        assert folder in SHELL
    for name in ("prelude-backup.service", "prelude@.service"):
        text = (DEPLOY / "systemd" / name).read_text("utf-8")
        assert "/opt/prelude/current" in text
    assert "ReadWritePaths=/var/backups/prelude" in (DEPLOY / "systemd/prelude-backup.service").read_text("utf-8")
