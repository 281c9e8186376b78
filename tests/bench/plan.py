"""The walk of a visitor: written once against the real questionnaire, replayed on every server that is compared."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

from google.protobuf.message import Message as Proto
from pydantic import JsonValue

from assistant.examples import load_examples
from assistant.flow import validate, walk
from assistant.form import FORMS, Form, load_library
from tests.bench.tab import Tab, Unexpected, Value
from tests.bench.typed import SCREEN, typed

FORM = "vol_velo"  # the most common case: choices, period, place, list, groups
MOST_STOPS = 40
END = "to-recap"  # the button that only the result page has


@dataclass(frozen=True, slots=True)
class Drawn:
    """A widget as drawn: enough to draw the same one with plain Streamlit or HTML."""

    kind: str
    key: str
    label: str
    options: tuple[str, ...] = ()
    at_once: bool = False  # a change reruns the page


@dataclass(frozen=True, slots=True)
class Stop:
    """A page of the walk: its h1, what is typed there, the button that leads on, and what it is made of."""

    id: str
    title: str
    typed: dict[str, Value]
    press: str
    widgets: tuple[Drawn, ...]
    elements: int
    blocks: int


@dataclass(frozen=True, slots=True)
class Plan:
    """Home, before the questions, every page, recap and result; `first` to `last` are the question pages."""

    stops: tuple[Stop, ...]

    @property
    def first(self) -> int:
        return 2

    @property
    def last(self) -> int:
        return len(self.stops) - 3

    def write(self, path: Path) -> None:
        path.write_text(json.dumps([asdict(stop) for stop in self.stops], ensure_ascii=False), encoding="utf-8")


@cache
def read_plan(path: Path) -> Plan:
    """The plan of a file; read once a process."""
    stops = json.loads(path.read_text("utf-8"))
    return Plan(
        tuple(
            Stop(**stop | {"widgets": tuple(Drawn(**w | {"options": tuple(w["options"])}) for w in stop["widgets"])})
            for stop in stops
        )
    )


def example(form_id: str = FORM, number: int = 0) -> tuple[Form, dict[str, JsonValue]]:
    """A form and the clean answers of one of its examples."""
    form = load_library().forms[form_id]
    listed = load_examples(form_id, FORMS).data
    assert isinstance(listed, list)
    clean, errors = validate(form, listed[number]["answers"])
    assert not errors, errors
    return form, clean


async def record(address: str, form: Form, answers: dict[str, JsonValue]) -> Plan:
    """Walks the real questionnaire with these answers; Unexpected when it is not the walk that the core gives."""
    tab = await Tab.open(address)
    stops = [
        await stop(tab, "home", {}, f"kind-{form.id}"),
        await stop(tab, "before", {"before-danger": "Non"}, "start"),
    ]
    for step in walk(form, answers, dt.date.today()).steps:
        expect(tab, SCREEN(step.page.title))
        boxes = dict(box for q in step.fields if q.id in answers for box in typed(q, answers[q.id]))
        stops.append(await stop(tab, step.page.id, boxes, "continue"))
    stops.append(await stop(tab, "recap", {}, "to-result"))
    stops.append(await stop(tab, "result", {}, END))
    await tab.close()
    return Plan(tuple(stops))


async def stop(tab: Tab, name: str, boxes: dict[str, Value], press: str) -> Stop:
    """Fills the page, notes what it is made of, and presses the button that leads on."""
    await fill(tab, boxes)
    drawn = tuple(_drawn(kind, key, widget) for key, (kind, widget) in tab.widgets().items())
    noted = Stop(name, tab.title, boxes, press, drawn, len(tab.elements), tab.blocks)
    if press != END:
        await tab.rerun(press)
    return noted


def _drawn(kind: str, key: str, widget: Proto) -> Drawn:
    waits = getattr(widget, "ignore_rerun", True)
    return Drawn(kind, key, widget.label, tuple(getattr(widget, "options", ())), not waits)  # type: ignore[attr-defined]


async def fill(tab: Tab, boxes: dict[str, Value]) -> list[float]:
    """Types in every box in turn, also those that an answer before makes appear; seconds of each rerun it took."""
    left, took = dict(boxes), []
    while ready := [key for key in left if key in tab.widgets()]:
        for key in ready:
            if key in tab.widgets() and tab.type(key, left.pop(key)):
                took.append(await tab.rerun())
    if left:
        raise Unexpected(f"never asked on the page {tab.title!r}: {', '.join(left)}")
    return took


def expect(tab: Tab, title: str) -> None:
    """The page reached is the one meant, not just any page."""
    if tab.title != title:
        raise Unexpected(f"the page is {tab.title!r} instead of {title!r}")
