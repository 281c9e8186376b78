"""Days told from today or from another day: "hier", "samedi dernier", "la veille de Noël", "la semaine du 9 mars"."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from assistant.triage.times import almanac
from assistant.triage.times.ago import duration
from assistant.triage.times.dates import date
from assistant.triage.times.reading import Reading
from assistant.triage.times.seasons import holiday, month, month_in_figures, nth, season, whole_year
from assistant.triage.times.units import Found, last_unit, today, unit, unknown
from assistant.triage.times.values import Days

_FURTHEST = 400  # days counted from another day
_WEEK = 7 * almanac.ONE


def span(reading: Reading, i: int) -> Found | None:
    """The days that the words from the i-th tell, months and years included."""
    for one in READERS:
        if found := one(reading, i):
            return found
    return None


def _relative(reading: Reading, i: int) -> Found | None:
    offset = reading.at(i).count("day")
    if offset is None:
        return None
    day = today(reading) + offset * almanac.ONE
    return Days(day, day), i + 1


def _vague(reading: Reading, i: int) -> Found | None:
    """ "les vacances de Noël", "un lundi", "un soir de cet hiver": some day, nobody knows which."""
    if reading.at(i).means("vague"):
        at = reading.skip(i + 1, "of", "det", most=2)
        found = next((read for one in (holiday, season, month) if (read := one(reading, at))), None)
        named = reading.at(at).means("month", "season")
        end = found[1] if found else at + 1 if named else None
        return (unknown(reading), end) if end else None
    if not reading.at(i).means("indefinite"):
        return None
    if reading.at(i + 1).means("weekday") and reading.at(i + 2).number is None:
        return unknown(reading), i + 2
    if reading.at(i + 1).means("part") or reading.at(i + 1).name("unit") == "day":
        at = reading.skip(i + 2, "of", "det", most=3)
        found = next(
            (read for one in (season, month, unit, whole_year) if at > i + 2 and (read := one(reading, at))), None
        )
        return (unknown(reading), found[1]) if found else None
    return None


def _beside(reading: Reading, i: int) -> Found | None:
    """ "le lendemain de Noël", "la veille du 14 juillet"."""
    offset = reading.at(i).count("beside")
    if offset is None:
        return None
    at = reading.skip(i + 1, "of", "det", most=2)
    return _shifted(reading, at, offset) if at > i + 1 else None


def _counted_from(reading: Reading, i: int) -> Found | None:
    """ "trois jours avant Noël", "une semaine après le 12 mars"."""
    read = duration(reading, i)
    if not read or read[0].unit not in ("day", "week") or read[0].low != read[0].high:
        return None
    size, link = read[0].low * (7 if read[0].unit == "week" else 1), reading.at(read[1])
    if link.means("day") and link.text.startswith(("avant", "avt", "avan")):
        return unknown(reading), read[1] + 1
    if not link.means("before", "after"):
        return None
    return _shifted(reading, read[1] + 1, size if link.means("after") else -size)


def _shifted(reading: Reading, i: int, days: int) -> Found | None:
    read = holiday(reading, i) or _dated(reading, i)
    if not read or not read[0].single or abs(days) > _FURTHEST:
        return None
    day = read[0].first + days * almanac.ONE
    return Days(day, day, doubt=read[0].doubt), read[1]


def _dated(reading: Reading, i: int) -> Found | None:
    read = date(reading, i)
    days = almanac.dated(read[0], today(reading)) if read else None
    return (days, read[1]) if read and days else None


def _week_of(reading: Reading, i: int) -> Found | None:
    """ "la semaine du 9 mars", "le week-end du 7 et 8 mars", "pendant le week-end"."""
    unit, at = reading.at(i).name("unit"), reading.skip(i + 1, "of", "det", most=2)
    if unit in ("week", "weekend") and at > i + 1 and (read := _dated(reading, at)):
        monday, sunday = almanac.week_of(read[0].first)
        first = monday if unit == "week" else sunday - almanac.ONE
        return Days(first, sunday, doubt=read[0].doubt), read[1]
    if reading.at(i).means("while") and reading.at(i + 1).means("det") and reading.at(i + 2).name("unit") == "weekend":
        return replace(almanac.weekend(today(reading), 1), weak=True), i + 3
    return None


def _weekday(reading: Reading, i: int) -> Found | None:
    """ "samedi", "samedi dernier", "last Friday", "mardi de la semaine dernière"; "le samedi", "les lundis" are habits."""
    before = i
    i = reading.skip(i, "det", most=1) if reading.at(i + 1).means("last", "before_last") else i
    announced = reading.at(i).means("last", "this", "next", "before_last")
    at = i + announced
    weekday = reading.at(at).count("weekday")
    if weekday is None:
        return None
    end = at + 1
    if announced and reading.at(end).number is not None:
        return None  # "el pasado viernes 13 de marzo": the date that follows says more
    if reading.at(i).means("next") or reading.at(end).means("next"):
        end += reading.at(end).means("next")
        day = today(reading) + ((weekday - today(reading).weekday() - 1) % 7 + 1) * almanac.ONE
        day += (reading.at(end - 1).count("after_next") or 0) * almanac.ONE
        return Days(day, day), end
    day = almanac.last_weekday(today(reading), weekday)
    if reading.at(i).means("before_last"):
        return Days(day - _WEEK, day - _WEEK), end
    if week := _of_last_week(reading, end):
        monday, end = week
        day = monday + weekday * almanac.ONE
        return Days(day, day), end
    if reading.at(i).means("last") or reading.at(end).means("last"):
        return Days(day, day), end + (not reading.at(i).means("last"))
    if reading.at(end).means("prior"):
        return unknown(reading), end + 1
    if reading.at(before - 1).means("habit_det"):
        return None
    same_day = weekday == today(reading).weekday()
    return Days(day, day, weak=True, doubt=same_day), end


def _of_last_week(reading: Reading, i: int) -> tuple[dt.date, int] | None:
    """The Monday of "de la semaine dernière", and the place after it."""
    at = reading.skip(i, "of", "det", "in", most=3)
    read = last_unit(reading, at)
    if read and read[0] == "week" and at > i:
        return almanac.week_of(today(reading))[0] - _WEEK, read[1]
    return None


READERS = (
    _vague,
    _relative,
    _beside,
    _counted_from,
    nth,
    _weekday,
    _week_of,
    unit,
    month,
    month_in_figures,
    season,
    holiday,
    whole_year,
)
