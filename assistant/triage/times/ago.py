"""Times told by how long ago: "il y a trois jours", "two weeks ago", "hace un mes"; and how long something has lasted."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from assistant.triage.times import almanac
from assistant.triage.times.numbers import number
from assistant.triage.times.reading import Reading
from assistant.triage.times.values import Days, Interval, Precision

MOST = 100_000  # of any unit
_HALVES = {"hour": (60, "minute", 0), "month": (30, "day", 7)}  # "et demi": in smaller units, give or take
EIGHT_DAYS = ("fr", "es", "it")  # where a week is "eight days" and two are "fifteen"
_SLACK = 5  # a "dizaine" is ten, give or take a fifth


@dataclass(frozen=True, slots=True)
class Duration:
    """Between `low` and `high` units; `vague` when only "quelques" was said."""

    low: int
    high: int
    unit: str
    vague: bool = False
    exact: bool = False  # "jour pour jour"


def ago(reading: Reading, i: int) -> tuple[Days | Interval, int] | None:
    """What "il y a" or "ago" says, the duration being before or after it; "ça fait", "vor", "fa"."""
    before = reading.at(i).means("ago_before")
    read = duration(reading, i + before)
    if not read or not (before or reading.at(read[1]).means("ago_after")):
        return None
    found, end = before_now(read[0], reading.now), read[1] + (not before)
    return _on(reading, found, read[0].unit, end)


def _on(reading: Reading, found: Days | Interval, unit: str, j: int) -> tuple[Days | Interval, int]:
    """The same when the day it is counted from, or the day of that week, is said after it."""
    offset = reading.at(j).count("day")
    if not isinstance(found, Days) or unit not in ("day", "week") or found.doubt:
        return found, j
    if offset in (0, -1):  # "ça fait deux semaines aujourd'hui"
        return replace(found, first=found.first + offset * almanac.ONE, last=found.last + offset * almanac.ONE), j + 1
    at = reading.skip(j + (reading.at(j).text == ","), "indefinite", "of_day", most=1)
    weekday = reading.at(at).count("weekday")
    if unit == "week" and found.single and weekday is not None and at > j:  # "il y a trois semaines, un mardi"
        day = almanac.week_of(found.first)[0] + weekday * almanac.ONE
        return Days(day, day), at + 1
    return found, j


def duration(reading: Reading, i: int) -> tuple[Duration, int] | None:
    """ "trois jours", "deux ou trois semaines", "une dizaine de jours", "quinze jours", "une demi-heure"."""
    i = reading.skip(i, "about", "det", "in", most=2) if not reading.at(i).means("number") else i
    if (days := reading.at(i).count("fortnight")) is not None:
        about = reading.lang in EIGHT_DAYS
        return Duration(days, days + about, "day"), i + 1
    if reading.at(i).means("never"):
        unit = reading.at(i + 1).name("unit")
        return (Duration(0, 0, unit, vague=True), i + 2) if unit else None
    if minutes := _part_of_hour(reading, i):
        return minutes
    read = _counted(reading, i)
    if not read:
        return None
    low, high, j = read
    unit = reading.at(j).name("unit")
    if not unit or high > MOST:
        return None
    end = j + 1
    if reading.at(end).means("half") and (half := _HALVES.get(unit)):
        size, smaller, slack = half
        return Duration(low * size + size // 2 - slack, high * size + size // 2 + slack, smaller), end + 1
    end += reading.at(end).means("about", "about_after")
    exact = reading.at(end).means("to_the_day")
    return Duration(low, high, unit, exact=exact), end + exact


def _part_of_hour(reading: Reading, i: int) -> tuple[Duration, int] | None:
    """ "une demi-heure", "un quart d'heure"."""
    for at in (i, i + 1):
        if (minutes := reading.at(at).count("minutes")) is not None and (at == i or reading.at(i).means("number")):
            return Duration(minutes, minutes, "minute"), at + 1
    return None


def _counted(reading: Reading, i: int) -> tuple[int, int, int] | None:
    """A number, two of them ("deux ou trois"), or about so many; and the place after."""
    if (some := reading.at(i + 1).count("some") or reading.at(i).count("some")) is not None:
        j = i + 1 + reading.at(i + 1).means("some")
        return some - some // _SLACK, some + some // _SLACK, reading.skip(j, "of", most=1)
    read = number(reading, i)
    if not read:
        return None
    low, j = read
    if reading.at(j).means("or", "to") or reading.at(j).text in ("-", "/"):
        second = number(reading, j + 1)
        if second and low < second[0]:
            return low, second[0], reading.skip(second[1], "of", most=1)
    return low, low, j + (reading.at(j).means("of") and reading.at(j + 1).means("unit"))


def before_now(lasted: Duration, now: dt.datetime) -> Days | Interval:
    """The days, or the instant, that lie that long before now; months and years are known to the month and the year."""
    today = now.date()
    if lasted.vague:
        return Days(today, today, doubt=True)
    if lasted.unit in ("minute", "hour"):
        step = dt.timedelta(minutes=1) if lasted.unit == "minute" else dt.timedelta(hours=1)
        precision: Precision = "minute" if lasted.unit == "minute" else "hour"
        return Interval(now - lasted.high * step, now - lasted.low * step, precision)
    if lasted.unit == "weekend":
        return almanac.weekend(today, lasted.low)
    if lasted.exact and lasted.unit in ("month", "year"):
        day = almanac.months_back(today, lasted.low * (12 if lasted.unit == "year" else 1))
        return Days(day, day)
    if lasted.unit == "month":
        oldest, newest = (almanac.months_back(today.replace(day=1), n) for n in (lasted.high, lasted.low))
        first, last = (almanac.month_days(day.year, day.month) for day in (oldest, newest))
        return Days(first.first, last.last, "month")
    if lasted.unit == "year":
        years = [max(today.year - n, almanac.FIRST_YEAR) for n in (lasted.high, lasted.low)]
        return Days(almanac.year_days(years[0]).first, almanac.year_days(years[1]).last, "year")
    size = 7 if lasted.unit == "week" else 1
    return Days(almanac.days_back(today, lasted.high * size), almanac.days_back(today, lasted.low * size))


def lasting(lasted: Duration, now: dt.datetime) -> Days | Interval:
    """From that long ago until now: "depuis trois semaines"."""
    today = now.date()
    if lasted.unit in ("month", "year"):
        months = lasted.high * (12 if lasted.unit == "year" else 1)
        precision: Precision = "year" if lasted.unit == "year" else "month"
        return Days(almanac.months_back(today, months), today, precision)
    found = before_now(lasted, now)
    if isinstance(found, Interval):
        return Interval(found.start, now, found.precision)
    return Days(found.first, today, doubt=found.doubt)
