"""A person who walks the questionnaire: types in each box, goes on, and checks where they land."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from tests.bench.plan import Plan, expect
from tests.bench.tab import Tab

BACK = "back"  # the button of every question page


class Move(NamedTuple):
    """One rerun: the page where it ended, whether it went on or only reran the page, milliseconds."""

    page: str
    onward: bool
    ms: float


@dataclass(slots=True)
class Visitor:
    """A tab, and where it stands in the walk; `again`: to the last question and back to the first, for ever."""

    tab: Tab
    plan: Plan
    again: bool = False
    place: int = 0
    toward: int = 1
    done: set[str] = field(default_factory=set)

    @classmethod
    async def arrive(cls, address: str, plan: Plan, place: int = 0, again: bool = False) -> Visitor:
        """A new tab, taken from home to the page `place`, every page filled on the way."""
        visitor = cls(await Tab.open(address), plan, again)
        expect(visitor.tab, plan.stops[0].title)
        while visitor.place < place:
            await visitor.move()
        return visitor

    @property
    def at_end(self) -> bool:
        return self.place == len(self.plan.stops) - 1

    async def move(self) -> Move:
        """Types until something reruns the page, else goes on to the next one."""
        stop = self.plan.stops[self.place]
        while left := [key for key in stop.typed if key not in self.done and key in self.tab.widgets()]:
            self.done.add(left[0])
            if self.tab.type(left[0], stop.typed[left[0]]):
                return Move(stop.id, False, 1000 * await self.tab.rerun())
        if self.again and self.place in (self.plan.first, self.plan.last):
            self.toward = -1 if self.place == self.plan.last else 1
        took = await self.tab.rerun(stop.press if self.toward > 0 else BACK)
        self.place += self.toward
        reached = self.plan.stops[self.place]
        expect(self.tab, reached.title)
        return Move(reached.id, True, 1000 * took)
