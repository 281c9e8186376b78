"""A server of the app that a test may stop, kill and start again at the same address, on a database it may take away."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

from tests.browser.conftest import ROOT, wait_until_ready


class Replica:
    """One server; `data` holds its key and, without another database, its SQLite file."""

    def __init__(self, data: Path, port: int = 0, **environment: str) -> None:
        self.data, self.environment = data, environment
        self.port = port or _free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.server: subprocess.Popen[bytes] | None = None

    def start(self) -> Replica:
        """Starts it and waits until it answers."""
        command = [sys.executable, "-m", "streamlit", "run", "streamlit_app.py", "--server.port", str(self.port)]
        known = {**os.environ, "PRELUDE_DATA": str(self.data), "PYTHONPATH": str(ROOT), **self.environment}
        log = self.data / f"server-{self.port}.log"
        with log.open("ab") as file:
            self.server = subprocess.Popen(
                command, cwd=ROOT, env=known, stdout=file, stderr=file, start_new_session=True
            )
        wait_until_ready(self.url, self.server, log)
        return self

    def stop(self, how: int = signal.SIGTERM) -> None:
        """Stops it; SIGKILL leaves it no time for anything."""
        if self.server and self.server.poll() is None:
            os.killpg(self.server.pid, how)
            self.server.wait(timeout=20)

    def kill(self) -> None:
        self.stop(signal.SIGKILL)


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])
