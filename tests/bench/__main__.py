"""`python -m tests.bench [--full]`: speed and size against references of the same run, in build/bench.json."""

from __future__ import annotations

import argparse
import asyncio
import datetime as dt
import json
import os
import platform
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from importlib.metadata import version
from pathlib import Path

import psutil

from tests.bench import country, doors, latency, papers, seen
from tests.bench.browser import chromium
from tests.bench.figures import Figure
from tests.bench.plan import Plan, example, record
from tests.bench.serve import ROOT, bare, flask, ours

OUT = ROOT / "build" / "bench.json"
Part = Callable[[Path, bool], Iterator[Figure]]
Json = dict[str, str | float | int | None]


def core(data: Path, _: bool) -> Iterator[Figure]:
    """What needs no server; the papers are signed with a key of the moment."""
    os.environ["PRELUDE_DATA"] = str(data)
    yield from doors.measure()
    yield from papers.measure()


def browser(data: Path, _: bool) -> Iterator[Figure]:
    """First visit and Continue in Chromium, nothing typed: the pages of somebody who only goes on."""
    file = data / "empty.json"
    with ours(data / "ours") as mine:
        plan = _recorded(mine.address, file, filled=False)
        with bare(data / "bare", file) as plain, flask(data / "flask", file) as form, chromium() as opened:
            yield from seen.steps(opened, plan, mine, plain, form)
            with bare(data / "default", file, ()) as default:
                yield from seen.visits(opened, mine, default, form)


def load(data: Path, full: bool) -> Iterator[Figure]:
    """Reruns and memory under load, every page filled with a real example."""
    with ours(data / "ours") as mine:
        _recorded(mine.address, data / "filled.json", filled=True)
        with bare(data / "bare", data / "filled.json") as plain:
            yield from latency.measure(mine, plain, data / "filled.json", full)


def directory(data: Path, _: bool) -> Iterator[Figure]:
    """The directory once the whole country is imported, against the one that the package carries."""
    yield from country.measure(data)


PARTS: dict[str, Part] = {"core": core, "directory": directory, "browser": browser, "load": load}


def _recorded(address: str, file: Path, filled: bool) -> Plan:
    form, answers = example()
    plan = asyncio.run(record(address, form, answers if filled else {}))
    plan.write(file)
    return plan


def machine() -> Json:
    """What the figures depend on, and how busy the machine was with something else."""
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return {
        "cpus": os.cpu_count() or 0,
        "python": platform.python_version(),
        "streamlit": version("streamlit"),
        "commit": commit.stdout.strip(),
        "busy_percent_before": psutil.cpu_percent(interval=2),
        "load_before": round(os.getloadavg()[0], 2),
    }


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description="Vitesse et taille, en rapports.")
    parser.add_argument(
        "--full", action="store_true", help="aussi 250 sessions et 10 000 réexécutions (un quart d'heure)"
    )
    parser.add_argument("--only", choices=PARTS, help="une seule partie")
    asked = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("Arrêté par un signal."))  # stops the servers too
    began, report = time.monotonic(), machine()
    report["started"] = dt.datetime.now().astimezone().isoformat(timespec="seconds")
    if float(report["busy_percent_before"] or 0) > 20:
        print(f"Attention : machine occupée à {report['busy_percent_before']} % ; les chiffres seront bruités.")
    report["finished"] = False
    figures: dict[str, Json] = {}
    try:
        for name in [asked.only] if asked.only else PARTS:
            with tempfile.TemporaryDirectory() as folder:
                for figure in PARTS[name](Path(folder), asked.full):
                    figures[figure.name] = figure.as_json()
                    print(_line(figure), flush=True)
        report["finished"] = True
    finally:  # a part that fails does not lose the others
        report |= {"load_after": round(os.getloadavg()[0], 2), "seconds": round(time.monotonic() - began)}
        report["busy_percent_after"] = psutil.cpu_percent(interval=2)
        _write(report, figures)
    print(f"{len(figures)} chiffres en {report['seconds']} s : {OUT.relative_to(ROOT)}")


def _write(report: Json, figures: dict[str, Json]) -> None:
    OUT.parent.mkdir(exist_ok=True)
    written = json.dumps({"machine": report, "figures": figures}, ensure_ascii=False, indent=1)
    OUT.write_text(written + "\n", encoding="utf-8")


def _line(figure: Figure) -> str:
    reference = "" if figure.reference is None else f"{figure.reference:10.1f}"
    ratio = "" if figure.ratio is None else f"{figure.ratio:6.2f} ×"
    return (
        f"{figure.name:30}{figure.ours:10.1f}{reference:>10} {figure.unit:9}{ratio:>9}  {figure.goal:18} {figure.what}"
    )


if __name__ == "__main__":
    main()
