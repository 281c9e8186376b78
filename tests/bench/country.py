"""The directory once five files of the whole country are imported: what it weighs, and how long a person waits for it."""

from __future__ import annotations

import datetime as dt
import gc
import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil

from tests.bench import national
from tests.bench.figures import Figure, centile, middle
from tests.bench.serve import ROOT

SAMPLE = 600  # communes of the whole country, always the same
DAY = dt.date(2026, 11, 23)
WITHOUT = "mêmes mesures sans import"
# name, what it is, the share of the times that counts, goal
TIMES = (
    ("search_name", "recherche d'une commune par son nom", "≤ 5 ms"),
    ("search_start", "recherche par les premières lettres", "≤ 5 ms"),
    ("search_typo", "recherche d'un nom mal écrit", "≤ 5 ms"),
    ("search_address", "recherche d'une adresse entière, commune mal écrite", "≤ 5 ms"),
    ("search_code", "recherche par un début de code postal", "≤ 5 ms"),
    ("home", "commune d'un domicile mal écrit", "≤ 5 ms"),
    ("route_country", "un routage (portes, unités, tribunal), toutes communes", "≤ 2 ms"),
    ("places", "lieux de la page « Trouver »", ""),
)
Probe = dict[str, list[float]]


def measure(data: Path) -> Iterator[Figure]:
    """Imports in a process of its own, then measures with and without what was imported, each in a fresh process."""
    (data / "files").mkdir()
    files = national.write(data / "files")
    seconds, peak = imported(data / "country", files)
    size = sum(file.stat().st_size for file in files) / 1e6
    told = f"5 fichiers, {size:.0f} Mo ; mémoire au plus haut {peak:.0f} Mo"
    yield Figure("import", "import de tout le pays (temps de processeur)", "s", seconds, None, "", told)
    ours, bare = probe(data / "country"), probe(data / "nothing")
    for name, what, unit, goal in (
        ("directory_memory", "mémoire des tables, embarquées et importées", "Mo", "≤ 30 Mo"),
        ("directory_load", "premier usage des tables (recherche, unités, partenaires)", "ms", ""),
    ):
        yield Figure(name, what, unit, ours[name][0], bare[name][0], WITHOUT, "processus neuf", goal)
    for name, what, goal in TIMES:
        took, reference = ours[name], bare[name]
        noise = f"p50 {middle(took):.2f}, max {max(took):.2f} ; sans import {middle(reference):.2f}"
        told = f"{len(took)} mesures, temps de processeur, p95"
        yield Figure(name, what, "ms", centile(took, 0.95), centile(reference, 0.95), WITHOUT, told, goal, noise)


def imported(data: Path, files: tuple[Path, ...]) -> tuple[float, float]:
    """Seconds of CPU of the import, and megabytes at the most."""
    call = [sys.executable, "-m", "assistant", "directory", "import", *map(str, files), "--date", "2026-11-01"]
    known = os.environ | {"PRELUDE_DATA": str(data)}
    process = subprocess.Popen(call, cwd=ROOT, env=known, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1000


def probe(data: Path) -> Probe:
    """The measures of a fresh process on that data folder."""
    known = os.environ | {"PRELUDE_DATA": str(data)}
    call = [sys.executable, "-m", "tests.bench.country"]
    told: Probe = json.loads(subprocess.run(call, cwd=ROOT, env=known, capture_output=True, check=True).stdout)
    return told


def cpu_ms(work: Callable[[], object]) -> float:
    began = time.thread_time()
    work()
    return 1000 * (time.thread_time() - began)


def misspelt(name: str, chance: random.Random) -> str:
    """One letter missing, one too many, or two in the wrong order."""
    at = chance.randrange(1, max(2, len(name) - 1))
    rest = name[at:]
    return name[:at] + chance.choice((rest[1:], chance.choice("aeioulnrst") + rest, rest[:2][::-1] + rest[2:]))


def run(sample: int = SAMPLE) -> Probe:
    """Every measure of this process, the first use of the tables first."""
    import rapidfuzz.process  # noqa: F401 : a library is no table

    from assistant import directory
    from assistant.directory.gazetteer import gazetteer
    from assistant.form import FORMS
    from assistant.routing import home_commune, load_routing, route
    from tests.bench.papers import cases

    paths, routing = [case.path for case in cases()], load_routing(FORMS)
    every: tuple[directory.Show, ...] = ("GN", "PN", "partners")

    def first() -> None:
        directory.find_communes("Grenobel 38000")
        directory.only_commune("38000")
        directory.places("38185", every, DAY)

    gc.collect()
    before = psutil.Process().memory_info().rss
    told: Probe = {"directory_load": [cpu_ms(first)]}
    gc.collect()
    told["directory_memory"] = [(psutil.Process().memory_info().rss - before) / 1e6]
    chance, table = random.Random(38), gazetteer()
    rows = [row for row in chance.sample(range(len(table.codes)), sample) if table.postal_codes(row)]
    samples: dict[str, Callable[[int], object]] = {
        "search_name": lambda row: directory.find_communes(table.names[row]),
        "search_start": lambda row: directory.find_communes(table.names[row][: 2 + row % 4]),
        "search_typo": lambda row: directory.find_communes(misspelt(table.names[row], chance)),
        "search_address": lambda row: directory.find_communes(
            f"{row % 90} rue de la République {table.postal_codes(row)[0]} {misspelt(table.names[row], chance)}"
        ),
        "search_code": lambda row: directory.find_communes(table.postal_codes(row)[0][: 2 + row % 4]),
        "home": lambda row: home_commune(
            {"commune": misspelt(table.names[row], chance), "code_postal": table.postal_codes(row)[0]}
        ),
        "route_country": lambda row: route(routing, paths[row % len(paths)], DAY, table.codes[row]),
        "places": lambda row: directory.places(table.codes[row], every, DAY),
    }
    for name, work in samples.items():
        told[name] = [cpu_ms(lambda w=work, r=row: w(r)) for row in rows]  # type: ignore[misc]
    return told


if __name__ == "__main__":
    print(json.dumps(run()))
