"""One server under load: the process that serves, the process that visits, and what a turn measured."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import psutil

from tests.bench.serve import ROOT, Server


class Level(NamedTuple):
    """How many sessions are open, how long each thinks before a rerun, and how long a turn lasts (seconds)."""

    sessions: int
    think: float
    turn: float


class Turn(NamedTuple):
    """Milliseconds of every rerun, processor milliseconds of the server for one, and the share others had (0 to 1)."""

    ms: list[float]
    cpu: float
    others: float


@dataclass(slots=True)
class Side:
    """One of the two servers compared, and its load process."""

    server: Server
    load: subprocess.Popen[str]

    def ask(self, **order: float | bool) -> dict[str, list[tuple[str, bool, float]]]:
        """One order to the load process, and its answer."""
        assert self.load.stdin and self.load.stdout
        self.load.stdin.write(json.dumps(order) + "\n")
        self.load.stdin.flush()
        line = self.load.stdout.readline()
        if not line:
            raise RuntimeError(
                f"The load stopped. Server:\n{self.server.log.read_text('utf-8', errors='replace')[-2000:]}"
            )
        found: dict[str, list[tuple[str, bool, float]]] = json.loads(line)
        return found

    def turn(self, level: Level, prompt: bool = True) -> Turn:
        """The open sessions walk for one turn."""
        began, served, loaded = self._clocks()
        moves = self.ask(run=level.turn, think=level.think, prompt=prompt)["moves"]
        busy, serving, loading = (now - then for now, then in zip(self._clocks(), (began, served, loaded), strict=True))
        others = max(0.0, busy - serving - loading) / (level.turn * (psutil.cpu_count() or 1))
        return Turn([ms for _, _, ms in moves], 1000 * serving / max(1, len(moves)), min(1.0, others))

    def _clocks(self) -> tuple[float, float, float]:
        """Processor seconds used so far by the machine, by the server and by the load."""
        machine, load = psutil.cpu_times(), psutil.Process(self.load.pid).cpu_times()
        return machine.user + machine.system + machine.nice, self.server.cpu(), load.user + load.system


@contextmanager
def loaded(server: Server, plan: Path) -> Iterator[Side]:
    """A load process on a server, ended with the block."""
    command = [sys.executable, "-m", "tests.bench.load", server.address, str(plan)]
    load = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    try:
        yield Side(server, load)
    finally:
        assert load.stdin
        load.stdin.close()
        try:
            load.wait(timeout=10)
        except subprocess.TimeoutExpired:
            load.kill()
