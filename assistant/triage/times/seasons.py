"""Months, seasons, years and holidays: "mi-février", "l'été dernier", "en 2023", "le premier lundi de mars", "à Noël"."""

from __future__ import annotations

from dataclasses import replace

from assistant.triage.times import almanac
from assistant.triage.times.dates import SIGNS, last_year, year
from assistant.triage.times.reading import Reading
from assistant.triage.times.units import THIRDS, Found, today
from assistant.triage.times.values import Days

_SATURDAY = 5


def nth(reading: Reading, i: int) -> Found | None:
    """ "le premier lundi de mars", "the last Sunday of February", "le dernier jour de janvier"."""
    i = reading.skip(i, "det", "of_day", most=1)
    nth = reading.at(i).count("nth")
    at = reading.skip(i + 2, "of", "in", "det", "during", most=2)
    month = reading.at(at).count("month")
    if nth is None or month is None or at == i + 2:
        return None
    found = year_of(reading, at + 1)
    days = almanac.month_days(found[0], month) if found else almanac.last_month(today(reading), month)
    read = _nth_of(reading, i + 1, days, nth)
    return (replace(read, doubt=read.first > today(reading)), found[1] if found else at + 1) if read else None


def _nth_of(reading: Reading, i: int, days: Days, nth: int) -> Days | None:
    """The nth weekday, day or week-end of a month, -1 for the last."""
    unit, weekday = reading.at(i).name("unit"), reading.at(i).count("weekday")
    if unit == "day":
        day = days.first + (nth - 1) * almanac.ONE if nth > 0 else days.last
        return Days(day, day)
    saturday = _SATURDAY if unit == "weekend" else None
    named = weekday if saturday is None else saturday
    first = almanac.nth_weekday(days, named, nth) if named is not None else None
    return Days(first, first + almanac.ONE if saturday else first) if first else None


def month(reading: Reading, i: int) -> Found | None:
    """ "en mars", "mi-février 2025", "mars dernier", "courant janvier"; never a month that nothing announces."""
    third = next((part for part in THIRDS if reading.at(i).means(part)), None)
    announced = third is not None or reading.at(i).means("during")
    at = reading.skip(i + 1, "of", "det", "during", most=2) if announced else i
    last_before = reading.at(at).means("last")
    at += last_before
    month = reading.at(at).count("month")
    if month is None:
        return None
    days, end, said = almanac.last_month(today(reading), month), at + 1, announced or last_before
    if reading.at(end).means("next") or reading.at(at - 1).means("next"):
        days, said = almanac.month_days(days.first.year + 1, month), True
        end += reading.at(end).means("next")
    if reading.at(end).means("last"):
        end, said = end + 1, True
    if found := year_of(reading, end):
        days, end, said = almanac.month_days(found[0], month), found[1], True
    if third:
        days = almanac.part_of_month(days, third)
    return (days, end) if said else None


def year_of(reading: Reading, i: int) -> tuple[int, int] | None:
    """ "2025", "de 2025", "de l'année dernière", "last year" after a month or a season."""
    at = reading.skip(i, "of", "det", "in_year", most=3)
    if read := year(reading, at):
        return read
    return last_year(reading, reading.skip(i, "of", "det", most=2))


def month_in_figures(reading: Reading, i: int) -> Found | None:
    """ "03/2026"."""
    month, at = reading.at(i).number, year(reading, i + 2)
    alone = reading.at(i - 1).text not in SIGNS and reading.at(i + 3).text not in SIGNS
    if month and at and reading.at(i + 1).text == "/" and reading.at(i + 2).glued and 1 <= month <= 12 and alone:
        return almanac.month_days(at[0], month), at[1]
    return None


def season(reading: Reading, i: int) -> Found | None:
    """ "l'été dernier", "cet hiver", "été 2024", "last summer"; "été" alone is a participle."""
    last_before = reading.at(i).means("last", "this")
    at = i + 1 if last_before else reading.skip(i, "in", "det", most=2)
    number = reading.at(at).count("season")
    if number is None:
        return None
    end = at + 1
    if found := year_of(reading, end):
        return almanac.season(number, found[0]), found[1]
    this = reading.at(at).text.startswith("cet") or reading.at(at - 1).means("this")
    if reading.at(end).means("last") or last_before or this:
        over = not this
        return almanac.last_season(today(reading), number, over), end + reading.at(end).means("last")
    return None


def holiday(reading: Reading, i: int) -> Found | None:
    i = reading.skip(i, "det", most=1)
    name = reading.at(i).name("holiday")
    if not name:
        return None
    end = i + 1 + reading.at(i + 1).means("last")
    found = year_of(reading, end)
    days = almanac.holiday(name, today(reading), found[0] if found else None)
    return days, found[1] if found else end


def whole_year(reading: Reading, i: int) -> Found | None:
    """ "en 2023", "fin 2024", "depuis 2019"; a number that nothing announces is not a year."""
    third = next((part for part in THIRDS if reading.at(i).means(part)), None)
    announced = third or reading.at(i).means("in_year")
    at = reading.skip(i + 1, "of", "det", "in_year", most=3) if announced else i
    read = year(reading, at) if announced or reading.at(i - 1).means("since") else None
    if not read:
        return None
    days = almanac.part_of_year(read[0], third) if third else almanac.year_days(read[0])
    return days, read[1]
