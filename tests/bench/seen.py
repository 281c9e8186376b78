"""The figures of the browser: first visit against bare Streamlit and Flask, Continue against a Flask form."""

from __future__ import annotations

from collections.abc import Iterator

from playwright.sync_api import Browser

from tests.bench.browser import Visit, clicks, first_visit
from tests.bench.figures import Figure, middle, spread
from tests.bench.plan import Plan
from tests.bench.serve import Server

VISITS, WALKS = 3, 2
STREAMLIT = "page Streamlit nue, réglages d'origine"
FLASK = "formulaire Flask, mêmes champs"


def visits(browser: Browser, ours: Server, bare: Server, flask: Server) -> Iterator[Figure]:
    """Cold visits in turn, at full speed then on a slow mobile network."""
    servers = {"ours": ours, "bare": bare, "flask": flask}
    for server in servers.values():
        first_visit(browser, server.address)  # warm-up: the server's own caches
    for slow in (False, True):
        seen: dict[str, list[Visit]] = {name: [] for name in servers}
        for turn in range(VISITS):
            for name, server in servers.items():
                if not (slow and turn and name == "bare"):  # 13 s each: once is enough
                    seen[name].append(first_visit(browser, server.address, slow))
        yield from _visit(seen, slow)


def _visit(seen: dict[str, list[Visit]], slow: bool) -> Iterator[Figure]:
    told, tail = (", 4G lente (1,6 Mbit/s, 150 ms)", "_slow4g") if slow else ("", "")
    rows = [
        ("usable", "page d'accueil utilisable", "ms", "usable", "bare", STREAMLIT, ""),
        ("readable", "numéros d'urgence lisibles", "ms", "readable", "bare", STREAMLIT, ""),
        (
            "readable_flask",
            "numéros d'urgence lisibles",
            "ms",
            "readable",
            "flask",
            "premier affichage de Flask",
            "≤ 2 ×",
        ),
    ]
    if not slow:
        rows += [
            ("kilobytes", "octets reçus, cache vide", "Ko", "bytes", "bare", STREAMLIT, "≤ 1 250 Ko"),
            ("requests", "requêtes", "requêtes", "requests", "bare", STREAMLIT, ""),
        ]
    for name, what, unit, part, against, reference, goal in rows:
        values = [[_value(visit, part, side == "flask") for visit in seen[side]] for side in ("ours", against)]
        noise = f"ours {spread(values[0])}; {against} {spread(values[1])}"
        samples = f"{len(values[0])} et {len(values[1])}, médiane, après une visite"
        label = f"première visite : {what}{told}"
        yield Figure(
            f"visit_{name}{tail}", label, unit, middle(values[0]), middle(values[1]), reference, samples, goal, noise
        )


def _value(visit: Visit, part: str, flask: bool) -> float:
    if part == "readable" and flask:
        return visit.paint
    return visit.bytes / 1000 if part == "bytes" else float(getattr(visit, part))


def steps(browser: Browser, plan: Plan, ours: Server, bare: Server, flask: Server) -> Iterator[Figure]:
    """Continue, from the first question page to the recap, nothing typed; the pages before are warm-up."""
    walked = plan.stops[: plan.last + 1]
    titles, presses = [stop.title for stop in walked], [stop.press for stop in walked]
    took: dict[str, list[list[float]]] = {"ours": [], "bare": [], "flask": []}
    for _ in range(WALKS):
        for name, server in (("ours", ours), ("flask", flask), ("bare", bare)):
            took[name].append(clicks(browser, server.address, titles, presses)[plan.first :])
    mid = {name: middle([ms for walk in walks for ms in walk]) for name, walks in took.items()}
    noise = "; ".join(f"{name} {spread([middle(walk) for walk in walks])}" for name, walks in took.items())
    samples = f"{WALKS} parcours × {len(walked) - plan.first} pages"
    what = "navigateur : clic sur Continuer → page suivante utilisable, p50"
    yield Figure("continue_p50", what, "ms", mid["ours"], mid["flask"], FLASK, samples, "≤ 1,5 ×", noise)
    yield Figure(
        "continue_p50_streamlit",
        what,
        "ms",
        mid["ours"],
        mid["bare"],
        "page Streamlit nue, postScriptGC=false",
        samples,
        "",
        noise,
    )
