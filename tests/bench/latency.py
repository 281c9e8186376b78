"""Reruns of the real questionnaire over the websocket, at several numbers of open sessions, and what they weigh."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from tests.bench.figures import Figure, centile, spread
from tests.bench.serve import Server
from tests.bench.side import Level, Side, Turn, loaded

BARE = "page Streamlit nue, mêmes widgets, postScriptGC=false"
ORDER = ("ours", "bare", "bare", "ours")  # the machine drifts: each has an early and a late turn
LEVELS = (Level(1, 0, 5), Level(25, 2, 7), Level(100, 10, 14))
FULL = (*LEVELS, Level(250, 10, 30))
WARM_UP = Level(1, 0, 2)
DELAYED = Level(1, 0, 3)
WARM, RERUNS, FULL_RERUNS = 300, 1000, 10_000

Sides = Mapping[str, Side]
Turns = Mapping[str, list[Turn]]


def measure(ours: Server, bare: Server, plan: Path, full: bool) -> Iterator[Figure]:
    """Memory of one session, then latency at each level; yields as it goes."""
    with loaded(ours, plan) as our_side, loaded(bare, plan) as bare_side:
        sides = {"ours": our_side, "bare": bare_side}
        for side in sides.values():
            side.ask(open=1)
            side.turn(WARM_UP)  # imports, caches, first compilation of the pages
        what, goal = "mémoire du serveur après les premières visites", "≤ 300 Mo"
        yield _memory("memory_base", what, "Mo", {n: s.server.rss() / 1e6 for n, s in sides.items()}, goal)
        yield _growth(sides, FULL_RERUNS if full else RERUNS)
        opened = 1
        for level in FULL if full else LEVELS:
            yield from _level(level, opened, sides)
            opened = level.sessions


def _level(level: Level, opened: int, sides: Sides) -> Iterator[Figure]:
    before = {name: side.server.rss() for name, side in sides.items()}
    for side in sides.values():
        side.ask(open=level.sessions)
    added = level.sessions - opened
    if level.sessions >= 100:
        weight = {name: (side.server.rss() - before[name]) / 1000 / added for name, side in sides.items()}
        what = f"mémoire par session ouverte, questionnaire à moitié rempli ({added} sessions)"
        yield _memory(f"memory_session_{level.sessions}", what, "Ko", weight, "≤ 150 Ko")
    yield from _latency(level, _turns(level, sides))
    if level.sessions == 1:
        what = "réexécution p50, 1 session, accusés TCP retardés comme chez une personne"
        yield _figure("rerun_1_delayed_ack_p50", what, 0.5, _turns(DELAYED, sides, prompt=False))


def _turns(level: Level, sides: Sides, prompt: bool = True) -> Turns:
    made: dict[str, list[Turn]] = {name: [] for name in sides}
    for name in ORDER:
        made[name].append(sides[name].turn(level, prompt))
    return made


def _latency(level: Level, turns: Turns) -> Iterator[Figure]:
    told = f"{level.sessions} session{'s' if level.sessions > 1 else ''}, {level.think:g} s de réflexion"
    yield _figure(f"rerun_{level.sessions}_p50", f"réexécution p50, {told}", 0.5, turns)
    goal = "≤ 1,8 ×" if level.sessions == 250 else "≤ 1,8 × (visé à 250 sessions)" if level.sessions == 100 else ""
    yield _figure(f"rerun_{level.sessions}_p95", f"réexécution p95, {told}", 0.95, turns, goal)
    if level.sessions == 1:
        cpu = {n: sum(t.cpu * len(t.ms) for t in made) / sum(len(t.ms) for t in made) for n, made in turns.items()}
        noise = "; ".join(f"{name} {spread([t.cpu for t in made])}" for name, made in turns.items())
        what = "temps de processeur du serveur pour une réexécution"
        yield Figure("rerun_cpu", what, "ms", cpu["ours"], cpu["bare"], BARE, _samples(turns), "", noise)


def _figure(name: str, what: str, share: float, turns: Turns, goal: str = "") -> Figure:
    values = {side: centile([ms for turn in made for ms in turn.ms], share) for side, made in turns.items()}
    noise = "; ".join(f"{side} {spread([centile(t.ms, share) for t in made if t.ms])}" for side, made in turns.items())
    others = "; ".join(f"{side} {spread([100 * t.others for t in made])}" for side, made in turns.items())
    noise += f" (processeurs pris par d'autres, en % : {others})"
    return Figure(name, what, "ms", values["ours"], values["bare"], BARE, _samples(turns), goal, noise)


def _samples(turns: Turns) -> str:
    told = ", ".join(f"{side} {sum(len(t.ms) for t in made)}" for side, made in turns.items())
    return f"{told} réexécutions en deux tours croisés, après {WARM_UP.turn:g} s"


def _memory(
    name: str, what: str, unit: str, values: Mapping[str, float], goal: str, samples: str = "1 (RSS)"
) -> Figure:
    return Figure(name, what, unit, values["ours"], values["bare"], BARE, samples, goal)


def _growth(sides: Sides, reruns: int) -> Figure:
    """What is left in memory after many reruns of one session, once warm."""
    grown: dict[str, float] = {}
    for name, side in sides.items():
        side.ask(reruns=WARM)
        before = side.server.rss()
        side.ask(reruns=reruns)
        grown[name] = (side.server.rss() - before) / 1000
    what = f"mémoire prise par {reruns} réexécutions d'une session"
    return _memory(f"memory_growth_{reruns}", what, "Ko", grown, "plate", f"1 (RSS), après {WARM}")
