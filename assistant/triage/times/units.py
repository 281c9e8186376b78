"""Weeks, week-ends, months and years told from this one: "la semaine dernière", "ce week-end", "l'avant-dernier mois"."""

from __future__ import annotations

import datetime as dt

from assistant.triage.times import almanac
from assistant.triage.times.reading import Reading
from assistant.triage.times.values import Days

Found = tuple[Days, int]  # what was read, and the place after it
THIRDS = ("early", "mid", "late")
IN_A_WEEK = {"early": (0, 1), "mid": (1, 3), "late": (3, 6)}  # Monday is 0


def today(reading: Reading) -> dt.date:
    return reading.now.date()


def unknown(reading: Reading) -> Days:
    """A day that must be asked."""
    return Days(today(reading), today(reading), doubt=True)


def last_unit(reading: Reading, i: int) -> tuple[str, int] | None:
    """The unit of "semaine dernière", "last week"."""
    first, second = reading.at(i), reading.at(i + 1)
    if (name := first.name("unit")) and second.means("last"):
        return name, i + 2
    if first.means("last") and (name := second.name("unit")):
        return name, i + 2
    return None


def before_last(reading: Reading, i: int) -> tuple[str, int] | None:
    """ "l'avant-dernière semaine", "la semaine d'avant la semaine dernière", "the week before last"."""
    first, second = reading.at(i), reading.at(i + 1)
    if first.means("before_last") and (name := second.name("unit")):
        return name, i + 2
    if (name := first.name("unit")) and second.means("before_last"):
        return name, i + 2
    if name and second.means("prior"):
        last = last_unit(reading, reading.skip(i + 2, "det", most=1))
        return last if last and last[0] == name else None
    return None


def next_unit(reading: Reading, i: int) -> tuple[str, int] | None:
    """The unit of "semaine prochaine", "next week"."""
    first, second = reading.at(i), reading.at(i + 1)
    if (name := first.name("unit")) and second.means("next"):
        return name, i + 2
    if first.means("next") and (name := second.name("unit")):
        return name, i + 2
    return None


def unit(reading: Reading, i: int) -> Found | None:
    """ "la semaine dernière", "le mois dernier", "cette semaine", "ce week-end", "en début de semaine"."""
    third = next((part for part in THIRDS if reading.at(i).means(part)), None)
    at = reading.skip(i + 1, "of", "det", most=2) if third else i
    if read := last_unit(reading, at):
        days, end = back(reading, read[0], 1), read[1]
    elif read := before_last(reading, at):
        days, end = back(reading, read[0], 2), read[1]
    elif reading.at(at).name("unit") in ("week", "weekend", "month") and reading.at(at + 1).means("prior"):
        return unknown(reading), at + 2
    elif read := next_unit(reading, at):
        days, end = back(reading, read[0], -1), read[1]
    elif reading.at(at).means("this") and (name := reading.at(at + 1).name("unit")):
        days, end = back(reading, name, 0), at + 2
        end += reading.at(end).means("here")
        if reading.at(end).means("last"):
            days, end = back(reading, name, 1), end + 1
    elif third and (name := reading.at(at).name("unit")) in ("week", "month") and not reading.at(at + 1).means("next"):
        days, end = back(reading, name, 0), at + 1
    else:
        return None
    if days and third:
        days = third_of(days, third)
    return (days, end) if days else None


def back(reading: Reading, name: str, count: int) -> Days | None:
    """The week, week-end, month or year that many before this one."""
    day = today(reading)
    if name == "week":
        return Days(*almanac.week_of(day - 7 * count * almanac.ONE))
    if name == "weekend":
        return almanac.weekend(day, count)
    if name == "month":
        first = almanac.months_back(day.replace(day=1), count)
        return almanac.month_days(first.year, first.month)
    return almanac.year_days(day.year - count) if name == "year" else None


def third_of(days: Days, part: str) -> Days | None:
    """Its beginning, middle or end."""
    if days.precision == "month":
        return almanac.part_of_month(days, part)
    if days.precision == "year":
        return almanac.part_of_year(days.first.year, part)
    first, last = IN_A_WEEK[part]
    return Days(days.first + first * almanac.ONE, days.first + last * almanac.ONE)


def day_of_month(reading: Reading, i: int) -> Found | None:
    """ "le 20 du mois dernier"."""
    at = reading.skip(i, "of_day", most=1)
    day, j = reading.at(at).number, reading.skip(at + 1, "of", "det", most=2)
    read = last_unit(reading, j)
    if not day or at == i or j == at + 1 or not read or read[0] != "month":
        return None
    first = almanac.months_back(today(reading).replace(day=1), 1)
    found = almanac.date(first.year, first.month, day)
    return (Days(found, found), read[1]) if found else None
