"""The real server is killed ten times while people press Continue: what it said was kept is there when it is back."""

from __future__ import annotations

import asyncio
import random
import re
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import httpx
import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

from tests.bench.tab import LARGEST, Tab
from tests.browser.lost.seen import in_a_loop
from tests.browser.replica import Replica

pytestmark = pytest.mark.never_lost
PEOPLE, KILLS, SEED = 6, 10, 20261123
LONGEST = 1.5  # seconds before a kill
VISIT = re.compile(r'data-visit="([^"]*)"')


def story(person: int, number: int) -> str:
    """What a person writes the n-th time: 4 KB that nobody else writes, nor they themselves again."""
    lines = "\n".join(sha256(b"%d %d %d" % (person, number, line)).hexdigest() for line in range(60))
    return f"{person} {number} {lines}"


@dataclass
class Person:
    """Somebody who changes their story without end. `kept`: the last one that the page said was kept."""

    number: int
    url: str
    tab: Tab | None = None
    cookie: str = ""
    kept: int = 0

    async def begin(self) -> None:
        """To the page of the story; the ticket of the page becomes a cookie, as in a browser."""
        self.tab = await Tab.open(self.url)
        for press in ("kind-vol_velo", "start", "continue", "continue"):
            await self.tab.rerun(press)
        async with httpx.AsyncClient() as client:
            answer = await client.post(f"{self.url}/visite", content=self.visit)
        self.cookie = answer.headers["set-cookie"].partition(";")[0]
        await self.once()  # who has said nothing has nothing to come back to

    @property
    def page(self) -> str:
        assert self.tab is not None
        return "".join(element.html.body for element in self.tab.elements.values() if element.HasField("html"))

    @property
    def visit(self) -> str:
        found = VISIT.search(self.page)
        assert found is not None
        return found[1]

    async def once(self) -> None:
        """A story, Continue, what the page says of it, Back."""
        assert self.tab is not None
        self.tab.type("q-recit", story(self.number, self.kept + 1))
        await self.tab.rerun("continue")
        assert "pl-saved" in self.page
        self.kept += 1
        await self.tab.rerun("back")

    async def write(self) -> None:
        """Until the server dies."""
        try:
            while True:
                await self.once()
        except (ConnectionClosed, TimeoutError):
            return

    async def come_back(self) -> None:
        """Opens the site again with the cookie, and reads the story that is there."""
        socket = await connect(
            self.url.replace("http", "ws", 1) + "/_stcore/stream",
            subprotocols=["streamlit"],  # type: ignore[list-item]
            additional_headers={"Cookie": self.cookie},
            max_size=LARGEST,
        )
        self.tab = Tab(socket)
        await self.tab.rerun()
        await self.tab.rerun("resume")
        if "q-recit" not in self.tab.widgets():
            await self.tab.rerun("back")
        found = self.tab.states[self.tab.widget("q-recit").id].string_value  # type: ignore[attr-defined]
        number = int(found.split()[1]) if found else 0
        assert found == (story(self.number, number) if number else ""), "a story that nobody wrote"
        # The one being written when the server died may be there too, never a later one.
        assert self.kept <= number <= self.kept + 1, f"person {self.number} was told {self.kept}, {number} is there"
        self.kept = number


async def lives(replica: Replica) -> int:
    """Ten lives of the server; gives how many stories were kept."""
    moment = random.Random(SEED)
    people = [Person(number, replica.url) for number in range(PEOPLE)]
    for person in people:
        await person.begin()
    for _ in range(KILLS):
        writing = [asyncio.create_task(person.write()) for person in people]
        await asyncio.sleep(moment.uniform(0, LONGEST))
        await asyncio.to_thread(replica.kill)
        await asyncio.gather(*writing)
        await asyncio.to_thread(replica.start)
        for person in people:
            await person.come_back()
    return sum(person.kept for person in people)


def test_what_the_page_said_was_kept_survives_ten_kills(tmp_path: Path) -> None:
    replica = Replica(tmp_path).start()
    try:
        kept = in_a_loop(lives(replica))
    finally:
        replica.kill()
    assert kept - PEOPLE > 2 * PEOPLE, "too few stories for the kills to fall among them"
