"""One routing, one walk and the nearest units, against a plain scan of every unit."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from math import asin, cos, radians, sin, sqrt

from assistant.directory import all_communes, nearest_units
from assistant.flow import walk
from assistant.form import FORMS
from assistant.routing import load_routing, route
from tests.bench.figures import Figure, centile, middle
from tests.bench.papers import cases

AGAINST = "balayage haversine simple de toutes les unités"
ROUNDS = 20

Point = tuple[float, float]


def scan(here: Point, points: list[Point]) -> int:
    """The nearest point, as anybody would write it."""

    def far(point: Point) -> float:
        north, other = radians(here[0]), radians(point[0])
        run = sin(radians(point[1] - here[1]) / 2) ** 2
        return 2 * 6371.0 * asin(sqrt(sin((other - north) / 2) ** 2 + cos(north) * cos(other) * run))

    return min(range(len(points)), key=lambda n: far(points[n]))


def wall_ms(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - began)


def measure() -> Iterator[Figure]:
    """Milliseconds by the clock, warm; the scan is measured among them."""
    table, paths = load_routing(FORMS), [(case.path, case.form, case.answers) for case in cases()]
    near = nearest_units(all_communes()[0].insee, limit=1000)
    points = [(unit.lat, unit.lon) for unit in near if unit.lat is not None and unit.lon is not None]
    communes = all_communes()[:: max(1, len(all_communes()) // len(paths))]
    times: dict[str, list[float]] = {"scan": [], "route": [], "walk": [], "nearest": []}
    for turn in range(ROUNDS + 1):
        for (path, form, answers), commune in zip(paths, communes, strict=False):
            once = {
                "scan": wall_ms(lambda c=commune: scan((c.lat, c.lon), points)),
                "route": wall_ms(lambda p=path: route(table, p, p.today)),
                "walk": wall_ms(lambda f=form, a=answers, p=path: walk(f, a, p.today)),
                "nearest": wall_ms(lambda c=commune: nearest_units(c.insee, "GN")),
            }
            for name, took in once.items() if turn else ():
                times[name].append(took)
    told = f"{len(points)} unités de l'Isère, {len(times['route'])} mesures, après un tour"
    for name, what, goal in (
        ("route", "un routage (portes, unités, tribunal)", "≤ 2 ms"),
        ("walk", "un parcours du formulaire (walk)", ""),
        ("nearest", "unité la plus proche d'une commune, une force", ""),
    ):
        noise = f"p95 {centile(times[name], 0.95):.3f} / {centile(times['scan'], 0.95):.3f}"
        yield Figure(name, what, "ms", middle(times[name]), middle(times["scan"]), AGAINST, told, goal, noise)
