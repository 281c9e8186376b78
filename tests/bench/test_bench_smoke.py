"""The load generator reaches the real pages: without that, its figures would mean nothing. Nothing here is timed."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

import pytest

from tests.bench.plan import Plan, example, fill, record
from tests.bench.serve import ours
from tests.bench.tab import Tab, Unexpected
from tests.bench.typed import SCREEN, typed

pytestmark = pytest.mark.journey
PAGES = 3
T = TypeVar("T")


def run(work: Coroutine[object, object, T]) -> T:
    """In a thread of its own: the browser tests of the same process keep their event loop in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()


async def three_pages(address: str) -> list[str]:
    """The h1 of home, of the page before the questions and of the first pages, answered as in the example."""
    form, answers = example()
    tab = await Tab.open(address)
    reached = [tab.title]
    for press in (f"kind-{form.id}", "start", *["continue"] * (PAGES - 1)):
        page = next((p for p in form.pages if SCREEN(p.title) == tab.title), None)
        for question in page.fields if page else ():
            if question.id in answers:
                await fill(tab, dict(typed(question, answers[question.id])))
        await tab.rerun(press)
        reached.append(tab.title)
    await tab.close()
    return reached


async def lost(address: str) -> None:
    tab = await Tab.open(address)
    try:
        await tab.rerun("continue")
    finally:
        await tab.close()


def test_the_load_generator_walks_the_real_questionnaire(tmp_path: Path) -> None:
    form, _ = example()
    with ours(tmp_path / "data") as server:
        reached = run(three_pages(server.address))
        with pytest.raises(Unexpected, match="continue"):
            run(lost(server.address))
    assert reached[1] == SCREEN(form.head.sentence)
    assert reached[2:] == [SCREEN(page.title) for page in form.pages[:PAGES]]


def test_a_recorded_walk_is_the_walk_of_the_core(tmp_path: Path) -> None:
    form, answers = example()
    with ours(tmp_path / "data") as server:
        plan: Plan = run(record(server.address, form, answers))
    assert [stop.id for stop in plan.stops[:3]] == ["home", "before", form.pages[0].id]
    assert {key for stop in plan.stops for key in stop.typed} >= {"q-velo-0-marque", "q-identite-nom_naissance"}
