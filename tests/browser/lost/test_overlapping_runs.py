"""A press that comes while the run before it is still under way: Streamlit lets both go on for a moment, with one visit.

Nothing is written twice, no choice is asked of a person who has one tab, and no press is done by half."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from assistant.storage.database import FILE
from tests.bench.tab import Tab
from tests.browser.lost.seen import in_a_loop
from tests.browser.replica import Replica

pytestmark = pytest.mark.never_lost
ROUNDS = 30
STEP = 0.05  # seconds


async def reached(tab: Tab, title: str) -> None:
    """Reads what the server sends until that page is drawn to its end."""
    async with asyncio.timeout(60):
        while True:
            over = tab._take(await tab._receive())
            if over and tab.title == title:
                tab._mount()
                return


@contextmanager
def slow(data: Path) -> Iterator[None]:
    """Somebody else is writing: every save waits for the end of this."""
    with closing(sqlite3.connect(data / FILE, isolation_level=None)) as database:
        database.execute("BEGIN IMMEDIATE")
        yield
        database.execute("ROLLBACK")


async def rounds(url: str, data: Path) -> None:
    tab = await Tab.open(url)
    await tab.rerun("kind-vol_velo")
    await tab.rerun("start")
    first = tab.title
    await tab.rerun("continue")
    second = tab.title
    await tab.rerun("back")
    options = list(tab.widget("q-decl_role").options)  # type: ignore[attr-defined]
    for turn in range(ROUNDS):
        role = options[turn % 2]
        press = tab.widget("continue").id  # type: ignore[attr-defined]
        tab.type("q-decl_role", role)
        with slow(data):
            await tab.socket.send(tab._ask(""))
            await asyncio.sleep(STEP * (turn % 3))
            await tab.socket.send(tab._ask(press))
            await asyncio.sleep(2 * STEP)
        await reached(tab, second)
        assert "keep-mine" not in tab.widgets(), f"turn {turn}: a choice between two tabs, and there is one"
        await tab.rerun("back")
        assert tab.title == first
        found = tab.states[tab.widget("q-decl_role").id].string_value  # type: ignore[attr-defined]
        assert found == role, f"turn {turn}"
    await tab.close()


def test_continue_pressed_while_an_answer_is_on_its_way(tmp_path: Path) -> None:
    replica = Replica(tmp_path).start()
    try:
        in_a_loop(rounds(replica.url, tmp_path))
        assert "Traceback" not in (replica.data / f"server-{replica.port}.log").read_text("utf-8")
    finally:
        replica.kill()
