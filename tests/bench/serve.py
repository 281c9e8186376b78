"""The servers compared, each a process of its own on the loopback, stopped at the end whatever happens."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError

import psutil

ROOT = Path(__file__).resolve().parents[2]
STARTUP = 60  # seconds
# Everything that is not measured is equal; what is left is Streamlit's default.
QUIET = (
    "--server.headless=true", "--server.address=127.0.0.1", "--server.fileWatcherType=none",
    "--browser.gatherUsageStats=false", "--server.disconnectedSessionTTL=600", "--logger.level=warning",
)  # fmt: skip
NO_GC = ("--runner.postScriptGC=false",)


@dataclass(frozen=True, slots=True)
class Server:
    """A running server: where it answers, and its process."""

    address: str
    process: psutil.Process
    log: Path

    def rss(self) -> int:
        """Bytes of resident memory."""
        return int(self.process.memory_info().rss)

    def cpu(self) -> float:
        """Seconds of processor used since it started."""
        times = self.process.cpu_times()
        return float(times.user + times.system)


@contextmanager
def ours(data: Path) -> Iterator[Server]:
    """The real app, as `make run` starts it, with an empty data folder."""
    with _running([*_streamlit("streamlit_app.py")], "/sante", data, ROOT, {"PRELUDE_DATA": str(data)}) as server:
        yield server


@contextmanager
def bare(data: Path, plan: Path, options: Sequence[str] = NO_GC) -> Iterator[Server]:
    """The same widgets in plain Streamlit; away from our folder, so that our config.toml does not apply."""
    command = [*_streamlit(str(ROOT / "tests/bench/bare/app.py")), *QUIET, *options]
    with _running(command, "/_stcore/health", data, data, {"BENCH_PLAN": str(plan)}) as server:
        yield server


@contextmanager
def flask(data: Path, plan: Path) -> Iterator[Server]:
    """The same fields as forms rendered by Flask."""
    command = [sys.executable, "-m", "tests.bench.bare.flask_form"]
    with _running(command, "/sante", data, ROOT, {"BENCH_PLAN": str(plan)}, "BENCH_PORT") as server:
        yield server


def _streamlit(script: str) -> list[str]:
    return [sys.executable, "-m", "streamlit", "run", script]


@contextmanager
def _running(
    command: list[str], health: str, data: Path, folder: Path, environment: dict[str, str], port_name: str = ""
) -> Iterator[Server]:
    data.mkdir(parents=True, exist_ok=True)
    port = str(free_port())
    known = {**os.environ, "PYTHONPATH": str(ROOT), **environment, **({port_name: port} if port_name else {})}
    log = data / "server.log"
    full = command if port_name else [*command, "--server.port", port]
    with log.open("wb") as out:
        started = subprocess.Popen(full, cwd=folder, env=known, stdout=out, stderr=out, start_new_session=True)
    try:
        server = Server(f"http://127.0.0.1:{port}", psutil.Process(started.pid), log)
        _wait(server, health, started)
        yield server
    finally:
        os.killpg(started.pid, signal.SIGTERM)
        started.wait(timeout=20)


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _wait(server: Server, health: str, started: subprocess.Popen[bytes]) -> None:
    """Returns once it answers; fails with the server's own words if it stopped."""
    end = time.monotonic() + STARTUP
    while time.monotonic() < end and started.poll() is None:
        try:
            with urllib.request.urlopen(server.address + health, timeout=2) as answer:
                if answer.status == 200:
                    return
        except (URLError, TimeoutError, ConnectionError):
            time.sleep(0.1)
    raise RuntimeError(f"The server did not start:\n{server.log.read_text('utf-8', errors='replace')[-3000:]}")
