"""The units: what they run exists and runs, they shut themselves in, and systemd reads them (where it is there)."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import typer.main
from sqlalchemy.engine import make_url

from assistant.__main__ import app
from assistant.settings import Settings
from assistant.ui.server.settings import ShellSettings
from tests.deploy.behind import DEPLOY, ROOT, answers, free_port
from tests.deploy.units import read, settings

pytestmark = pytest.mark.never_lost
UNITS = DEPLOY / "systemd"
SERVICES = sorted(UNITS.glob("*.service"))
TIMERS = sorted(UNITS.glob("*.timer"))
COMMANDS = set(typer.main.get_command(app).commands)  # type: ignore[attr-defined]
INSTALLED = "/opt/prelude/current"
SHUT_IN = {
    "ProtectSystem": "strict", "ProtectHome": "yes", "PrivateTmp": "yes", "PrivateDevices": "yes", "NoNewPrivileges": "yes",
    "CapabilityBoundingSet": "", "RestrictNamespaces": "yes", "RestrictSUIDSGID": "yes", "LockPersonality": "yes",
    "ProtectKernelTunables": "yes", "ProtectControlGroups": "yes", "SystemCallArchitectures": "native",
    "IPAddressDeny": "any", "IPAddressAllow": "localhost", "UMask": "0077", "LimitCORE": "0", "MemorySwapMax": "0",
    "User": "prelude", "EnvironmentFile": "/etc/prelude/prelude.env", "WorkingDirectory": INSTALLED, "StateDirectory": "prelude",
}  # fmt: skip


def command(service: str, key: str = "ExecStart", **put: str) -> list[str]:
    """What systemd would run, with its escapes undone, on these sources and with these paths in place of the real ones."""
    line = read(UNITS / service)["Service"][key][0].replace("$$", "$").replace("%%", "%")
    line = line.replace(f"{INSTALLED}/.venv/bin/python", sys.executable)
    for old, new in put.items():
        line = line.replace({"port": "%i", "backups": "/var/backups/prelude"}[old], new)
    return shlex.split(line)


@pytest.mark.parametrize("file", SERVICES, ids=lambda file: file.name)
def test_a_service_is_shut_in(file: Path) -> None:
    service = read(file)["Service"]
    assert {key: service.get(key, [None])[0] for key in SHUT_IN} == SHUT_IN
    assert service["SystemCallFilter"] == ["@system-service", "~@privileged"]
    assert re.fullmatch(r"\d+[GM]", service["MemoryMax"][0])
    for line in (*service["ExecStart"], *service.get("ExecStartPost", [])):
        assert line.startswith(("/opt/prelude/current/.venv/bin/", "/usr/bin/", "/bin/sh "))


@pytest.mark.parametrize("file", SERVICES, ids=lambda file: file.name)
def test_what_a_service_runs_exists(file: Path) -> None:
    line = read(file)["Service"]["ExecStart"][0]
    script = re.search(r"-m streamlit run (\S+)", line)
    called = re.search(r"-m assistant (\S+)", line)
    assert script or called
    if script:
        assert (ROOT / script[1]).is_file()
    if called:
        assert called[1] in COMMANDS


def test_a_replica_never_gives_up_and_does_not_fall_with_a_strangers_file() -> None:
    unit = read(UNITS / "prelude@.service")
    assert unit["Service"]["Restart"] == ["always"]
    assert unit["Service"]["OOMPolicy"] == ["continue"]
    assert unit["Unit"]["StartLimitIntervalSec"] == ["0"]
    assert "Requires" not in unit["Unit"]  # a database that stops must not stop the pages


def test_a_replica_starts_by_its_unit_and_is_started_once_it_answers(tmp_path: Path) -> None:
    port = str(free_port())
    known = {"PATH": os.environ["PATH"], "HOME": "/nonexistent"} | settings(DEPLOY / "prelude.env")
    known |= {"PRELUDE_DATA": str(tmp_path), "PRELUDE_DATABASE": ""}  # this machine has its own
    with (tmp_path / "log").open("wb") as log:
        server = subprocess.Popen(command("prelude@.service", port=port), cwd=ROOT, env=known, stdout=log, stderr=log)
    try:
        wait = command("prelude@.service", "ExecStartPost", port=port)
        assert wait[0] == "/usr/bin/curl"
        if curl := shutil.which("curl"):
            subprocess.run([curl, *wait[1:]], check=True, timeout=90)
            assert answers(int(port))
    finally:
        server.terminate()
        assert server.wait(timeout=20) in {0, -15}


@pytest.mark.parametrize("service", ["prelude-purge.service", "prelude-backup.service"])
def test_a_command_runs_by_its_unit(service: str, tmp_path: Path) -> None:
    data, backups = tmp_path / "data", tmp_path / "backups"
    data.mkdir(mode=0o700)
    backups.mkdir(mode=0o700)
    known = {"PATH": os.environ["PATH"], "HOME": "/nonexistent", "PRELUDE_DATA": str(data)}
    run = command(service, backups=str(backups))
    done = subprocess.run(run, cwd=ROOT, env=known, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr
    made = list(backups.iterdir())
    assert len(made) == (1 if "backup" in service else 0)
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\d-\d{4}\.backup", file.name) for file in made)
    if "backup" in service:
        old = backups / "2020-01-01-0315.backup"
        old.write_bytes(b"")
        os.utime(old, (0, 0))
        subprocess.run(command(service, "ExecStartPost", backups=str(backups)), check=True)
        assert list(backups.iterdir()) == made


def test_each_timer_has_its_service_and_catches_up() -> None:
    assert {timer.stem for timer in TIMERS} == {"prelude-purge", "prelude-backup"}
    for timer in TIMERS:
        unit = read(timer)
        assert timer.with_suffix(".service").is_file()
        assert unit["Timer"]["Persistent"] == ["true"]
        assert unit["Install"]["WantedBy"] == ["timers.target"]
    assert read(UNITS / "prelude-purge.timer")["Timer"]["OnCalendar"] == ["hourly"]


def test_the_settings_are_those_of_the_application(monkeypatch: pytest.MonkeyPatch) -> None:
    given = settings(DEPLOY / "prelude.env")
    known = {f"PRELUDE_{name.upper()}" for name in (*Settings.model_fields, *ShellSettings.model_fields)}
    assert set(given) - {"FORWARDED_ALLOW_IPS"} <= known
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    read_back = Settings()
    assert (read_back.data, read_back.keep_days) == (Path("/var/lib/prelude"), 0)
    url = make_url(read_back.database)
    assert (url.drivername, url.username, url.password, url.host) == ("postgresql+psycopg", "prelude", None, None)


def test_the_operators_command_has_the_settings_and_the_account(tmp_path: Path) -> None:
    script = (DEPLOY / "prelude").read_text("utf-8")
    assert "exec runuser -u prelude -- " in script
    environment = tmp_path / "prelude.env"
    environment.write_text(f"PRELUDE_DATA={tmp_path}\nPRELUDE_FORMS={ROOT}/forms\n", "utf-8")
    here = script.replace("/etc/prelude/prelude.env", str(environment)).replace("cd /opt/prelude/current", f"cd {ROOT}")
    here = here.replace("runuser -u prelude -- .venv/bin/python", sys.executable)
    copy = tmp_path / "prelude"
    copy.write_text(here, "utf-8")
    done = subprocess.run(
        ["sh", str(copy), "describe", "vol_velo"], capture_output=True, text=True, check=True, timeout=60
    )
    assert '"pages"' in done.stdout
    known = settings(DEPLOY / "prelude.env") | {"PRELUDE_DATA": str(tmp_path), "PRELUDE_DATABASE": ""}
    environment.write_text("".join(f"{name}={value}\n" for name, value in known.items()), "utf-8")
    tmp_path.chmod(0o700)
    well = subprocess.run(["sh", str(copy), "doctor"], capture_output=True, text=True, check=False, timeout=120)
    assert well.returncode == 0, well.stdout  # as the guide says, before anything was ever started
    wrong = subprocess.run(
        ["sh", str(copy), "describe", "rien"], capture_output=True, text=True, check=False, timeout=60
    )
    assert wrong.returncode == 2


def test_systemd_itself_finds_nothing_to_say(tmp_path: Path) -> None:
    for file in (*SERVICES, *TIMERS):
        text = file.read_text("utf-8").replace(f"{INSTALLED}/.venv/bin/python", sys.executable)
        (tmp_path / file.name).write_text(text.replace(INSTALLED, str(ROOT)), "utf-8")
    analyze = shutil.which("systemd-analyze")
    files = [str(tmp_path / file.name) for file in (*SERVICES, *TIMERS)]
    assert len(files) == 5
    if analyze:
        said = subprocess.run([analyze, "verify", *files], capture_output=True, text=True, check=False)
        assert [line for line in said.stderr.splitlines() if "prelude" in line] == []
        for named in files[:3]:
            safe = [analyze, "security", "--offline=true", "--threshold=20", named]
            judged = subprocess.run(safe, capture_output=True, text=True, check=False)
            assert judged.returncode == 0, judged.stdout[-300:] + judged.stderr
