"""What a time expression means: a moment or an interval, how precisely it is known, and the words that said it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

Precision = Literal["minute", "hour", "day", "month", "year"]
FINEST: tuple[Precision, ...] = ("minute", "hour", "day", "month", "year")
DAY = 24 * 60  # minutes


@dataclass(frozen=True, slots=True)
class When:
    """The moment of the facts, local time; `words` are the person's own, `at` their place in the text."""

    start: dt.datetime
    end: dt.datetime
    precision: Precision
    words: str
    at: tuple[int, int]

    def value(self) -> dict[str, str]:
        """The shape that a question of the kind "period" reads."""
        return {"start": self._written(self.start), "end": self._written(self.end), "precision": self.precision}

    def as_json(self) -> dict[str, str]:
        return self.value() | {"words": self.words}

    def _written(self, moment: dt.datetime) -> str:
        whole_day = self.precision not in ("minute", "hour")
        return moment.date().isoformat() if whole_day else moment.isoformat(timespec="minutes")


@dataclass(frozen=True, slots=True)
class Days:
    """A day or several. `weak`: a past tense must say that it is gone ("lundi"); `doubt`: it must be asked."""

    first: dt.date
    last: dt.date
    precision: Precision = "day"
    weak: bool = False
    doubt: bool = False

    @property
    def single(self) -> bool:
        return self.first == self.last and self.precision == "day"


@dataclass(frozen=True, slots=True)
class Rough:
    """A date as far as it was said: "le 5", "samedi 14", "12/03"; the year and the month may have to be found."""

    day: int
    month: int | None = None
    year: int | None = None
    weekday: int | None = None
    doubt: bool = False


@dataclass(frozen=True, slots=True)
class Hours:
    """Minutes from midnight; `half`: a number up to 12 that may be of the morning or of the evening."""

    start: int
    end: int
    precision: Precision
    half: bool = False
    until_night: bool = False  # "après 22h"
    from_midnight: bool = False  # "avant 8h"


@dataclass(frozen=True, slots=True)
class Interval:
    """Two instants and what they are worth; see `Days` for `weak` and `doubt`."""

    start: dt.datetime
    end: dt.datetime
    precision: Precision
    weak: bool = False
    doubt: bool = False

    def whole_days(self) -> Interval:
        """The same days without their hours."""
        if self.precision not in ("minute", "hour"):
            return self
        start, end = (moment.replace(hour=0, minute=0) for moment in (self.start, self.end))
        return Interval(start, end, "day", self.weak, self.doubt)

    def holds(self, other: Interval) -> bool:
        """Whether the other one is inside: a finer way to say the same."""
        whole = dt.timedelta(days=1) if self.precision not in ("minute", "hour") else dt.timedelta()
        return self.start <= other.start and other.end <= self.end + whole


# Minutes from midnight of the day that is named; a night ends on the next day.
PARTS: dict[str, tuple[int, int]] = {
    "dawn": (5 * 60, 8 * 60),
    "small hours": (0, 6 * 60),
    "morning": (6 * 60, 12 * 60),
    "late morning": (10 * 60, 12 * 60),
    "early morning": (6 * 60, 9 * 60),
    "noon": (12 * 60, 12 * 60),
    "lunch": (12 * 60, 14 * 60),
    "afternoon": (12 * 60, 18 * 60),
    "early afternoon": (12 * 60, 15 * 60),
    "mid afternoon": (14 * 60, 17 * 60),
    "late afternoon": (16 * 60, 18 * 60),
    "tarde": (12 * 60, 20 * 60),
    "late day": (16 * 60, 20 * 60),
    "early day": (6 * 60, 10 * 60),
    "evening": (18 * 60, DAY - 1),
    "early evening": (18 * 60, 20 * 60),
    "late evening": (21 * 60, DAY - 1),
    "evening and night": (18 * 60, DAY + 6 * 60),
    "night": (22 * 60, DAY + 6 * 60),
    "early night": (22 * 60, DAY + 60),
    "mid night": (DAY, DAY + 4 * 60),
    "late night": (DAY + 3 * 60, DAY + 6 * 60),
}
NIGHTS = frozenset(name for name, (_, end) in PARTS.items() if end > DAY)
