"""The load: visitors who walk the questionnaire over the websocket. A process of its own, led by lines of JSON.

`python -m tests.bench.load ADDRESS PLAN`, then on stdin `{"open": 25}`, `{"run": 10, "think": 2}`, `{"reruns": 1000}`;
each is answered by one line of JSON on stdout. It ends with its stdin.
"""

from __future__ import annotations

import asyncio
import json
import random
import sys
import time
from pathlib import Path

from tests.bench.plan import Plan, read_plan
from tests.bench.visitor import Visitor

AT_ONCE = 4  # visitors who arrive together: opening must not look like a flood
MOST_OPEN, LONGEST, MOST_RERUNS = 250, 120, 20_000  # bounds on what may be asked
SEED = 20261123

Answer = dict[str, object]


class Fleet:
    """The visitors who are there."""

    def __init__(self, address: str, plan: Plan) -> None:
        self.address, self.plan = address, plan
        self.visitors: list[Visitor] = []
        self.random = random.Random(SEED)
        self.prompt = True

    async def open(self, number: int) -> Answer:
        """More visitors, until there are `number`, spread over the question pages."""
        gate = asyncio.Semaphore(AT_ONCE)

        async def one(place: int) -> None:
            async with gate:
                self.visitors.append(await Visitor.arrive(self.address, self.plan, place))

        missing = min(number, MOST_OPEN) - len(self.visitors)
        await asyncio.gather(*(one(self.random.randint(self.plan.first, self.plan.last)) for _ in range(missing)))
        return {"open": len(self.visitors)}

    async def run(self, seconds: float, think: float, prompt: bool) -> Answer:
        """Everybody walks for that long, `think` seconds on average before each rerun; every move made."""
        self.prompt = prompt
        end = time.monotonic() + min(seconds, LONGEST)
        moves = await asyncio.gather(*(self._walk(place, end, think) for place in range(len(self.visitors))))
        return {"moves": [move for each in moves for move in each]}

    async def _walk(self, number: int, end: float, think: float) -> list[tuple[str, bool, float]]:
        """One visitor; at the result they leave, and another takes their seat."""
        made = []
        await asyncio.sleep(self.random.uniform(0, think))
        while time.monotonic() < end:
            if self.visitors[number].at_end:
                await self.visitors[number].tab.close()
                self.visitors[number] = await Visitor.arrive(self.address, self.plan)
            self.visitors[number].tab.prompt = self.prompt
            made.append(tuple(await self.visitors[number].move()))
            await asyncio.sleep(self.random.uniform(0.5, 1.5) * think)
        return made  # type: ignore[return-value]

    async def reruns(self, number: int) -> Answer:
        """That many reruns of one visitor who goes to and fro in the questions."""
        visitor = await Visitor.arrive(self.address, self.plan, self.plan.first, again=True)
        for _ in range(min(number, MOST_RERUNS)):
            await visitor.move()
        await visitor.tab.close()
        return {"reruns": min(number, MOST_RERUNS)}


async def main(address: str, plan: Path) -> None:
    """Obeys the lines of stdin, one after the other."""
    fleet = Fleet(address, read_plan(plan))
    while line := await asyncio.to_thread(sys.stdin.readline):
        asked = json.loads(line)
        if "open" in asked:
            answer = await fleet.open(asked["open"])
        elif "run" in asked:
            answer = await fleet.run(asked["run"], asked["think"], asked.get("prompt", True))
        else:
            answer = await fleet.reruns(asked["reruns"])
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], Path(sys.argv[2])))
