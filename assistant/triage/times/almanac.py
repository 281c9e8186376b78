"""The calendar as people use it to tell when something happened: always the last one that has been."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import replace

from dateutil.easter import easter  # type: ignore[import-untyped]

from assistant.triage.times.values import Days, Rough

SOON = 31  # days: a date without a year that is so near in the future may be a slip; nobody can tell for the person
ONE = dt.timedelta(days=1)
FIRST_YEAR, LAST_YEAR = 1900, 2100
_YEAR = 366
_SEASONS = {1: (3, 5), 2: (6, 8), 3: (9, 11), 4: (12, 2)}  # first and last month
_THIRDS = {"early": (1, 10), "mid": (10, 20), "late": (21, 31)}  # of a month
_QUARTERS = {"early": (1, 3), "mid": (5, 8), "late": (10, 12)}  # of a year


def _after_easter(days: int) -> Callable[[int], dt.date]:
    def day(year: int) -> dt.date:
        found: dt.date = easter(year)
        return found + days * ONE

    return day


def _fixed(month: int, day: int) -> Callable[[int], dt.date]:
    return lambda year: dt.date(year, month, day)


HOLIDAYS: Mapping[str, Callable[[int], dt.date]] = {
    "christmas": _fixed(12, 25),
    "christmas_eve": _fixed(12, 24),
    "boxing_day": _fixed(12, 26),
    "new_year": _fixed(1, 1),
    "new_year_eve": _fixed(12, 31),
    "epiphany": _fixed(1, 6),
    "valentine": _fixed(2, 14),
    "labour": _fixed(5, 1),
    "music": _fixed(6, 21),
    "bastille": _fixed(7, 14),
    "assumption": _fixed(8, 15),
    "halloween": _fixed(10, 31),
    "all_saints": _fixed(11, 1),
    "armistice": _fixed(11, 11),
    "good_friday": _after_easter(-2),
    "mardi_gras": _after_easter(-47),
    "ash_wednesday": _after_easter(-46),
    "palm_sunday": _after_easter(-7),
    "candlemas": _fixed(2, 2),
    "all_souls": _fixed(11, 2),
    "easter": _after_easter(0),
    "easter_monday": _after_easter(1),
    "ascension": _after_easter(39),
    "pentecost": _after_easter(49),
    "pentecost_monday": _after_easter(50),
}


def date(year: int, month: int, day: int) -> dt.date | None:
    """That day, None if it does not exist."""
    try:
        return dt.date(year, month, day) if FIRST_YEAR <= year <= LAST_YEAR else None
    except ValueError:
        return None


def month_days(year: int, month: int) -> Days:
    return Days(dt.date(year, month, 1), _month_end(year, month), "month")


def year_days(year: int) -> Days:
    return Days(dt.date(year, 1, 1), dt.date(year, 12, 31), "year")


def _month_end(year: int, month: int) -> dt.date:
    return dt.date(year + month // 12, month % 12 + 1, 1) - ONE


def months_back(day: dt.date, count: int) -> dt.date:
    """The same day so many months before, or the last one of that month; the first year at the earliest."""
    month = max(day.year * 12 + day.month - 1 - count, FIRST_YEAR * 12)
    year, month = month // 12, month % 12 + 1
    return dt.date(year, month, min(day.day, _month_end(year, month).day))


def days_back(day: dt.date, count: int) -> dt.date:
    return max(day - min(count, 80_000) * ONE, dt.date(FIRST_YEAR, 1, 1))


def last_weekday(today: dt.date, weekday: int) -> dt.date:
    """The last such day before today."""
    return today - ((today.weekday() - weekday - 1) % 7 + 1) * ONE


def week_of(day: dt.date) -> tuple[dt.date, dt.date]:
    """Monday and Sunday."""
    monday = day - day.weekday() * ONE
    return monday, monday + 6 * ONE


def weekend(today: dt.date, back: int) -> Days:
    """The week-end that has begun (0), the last one that is over (1), the one before (2), the next one (-1)."""
    saturday = week_of(today)[0] + 5 * ONE
    if today.weekday() < 5 and back >= 0:
        saturday -= 7 * ONE
        back = max(back - 1, 0)
    elif today.weekday() < 5:
        back += 1  # the next one is at the end of this week
    saturday -= 7 * back * ONE
    return Days(saturday, saturday + ONE)


def last_month(today: dt.date, month: int) -> Days:
    """The last month of that name that has begun."""
    return month_days(today.year - (month > today.month), month)


def part_of_month(month: Days, part: str) -> Days:
    """Its beginning, middle or end."""
    first, last = _THIRDS[part]
    return Days(month.first.replace(day=first), month.first.replace(day=min(last, month.last.day)), "day")


def part_of_year(year: int, part: str) -> Days:
    first, last = _QUARTERS[part]
    return Days(dt.date(year, first, 1), _month_end(year, last), "month")


def nth_weekday(month: Days, weekday: int, nth: int) -> dt.date | None:
    """The first, second… or last (-1) such day of a month."""
    days = [month.first + n * ONE for n in range((month.last - month.first).days + 1)]
    fit = [day for day in days if day.weekday() == weekday]
    return fit[nth - 1 if nth > 0 else nth] if nth <= len(fit) else None


def season(number: int, year: int) -> Days:
    """A season by its months; a winter has the year in which it ends."""
    first, last = _SEASONS[number]
    return Days(dt.date(year - (first > last), first, 1), _month_end(year, last), "month")


def last_season(today: dt.date, number: int, over: bool) -> Days:
    """The last season of that name that has begun, or that is `over`."""
    found = [season(number, year) for year in (today.year + 1, today.year, today.year - 1, today.year - 2)]
    return next(days for days in found if (days.last if over else days.first) < today)


def holiday(name: str, today: dt.date, year: int | None) -> Days:
    """That day of that year; without a year the last one, in doubt when the next is near."""
    if year is not None:
        return Days(HOLIDAYS[name](year), HOLIDAYS[name](year))
    return _last_of([HOLIDAYS[name](one) for one in (today.year + 1, today.year, today.year - 1)], today)


def _last_of(days: list[dt.date], today: dt.date) -> Days:
    """The last of several days, in doubt when one of them is to come soon."""
    soon = any(0 < (day - today).days <= SOON for day in days)
    past = next((day for day in days if day <= today), days[-1])
    return Days(past, past, doubt=soon)


def dated(rough: Rough, today: dt.date) -> Days | None:
    """The day that a date means as far as it was said; None when there is no such day, `doubt` when it must be asked."""
    found = _dated(rough, today)
    if found is None:
        return None
    wrong_day = rough.weekday is not None and found.first.weekday() != rough.weekday
    return replace(found, doubt=found.doubt or rough.doubt or wrong_day)


def _dated(rough: Rough, today: dt.date) -> Days | None:
    if rough.month is None:
        return _day_alone(rough, today)
    if rough.year is not None:
        day = date(rough.year, rough.month, rough.day)
        return Days(day, day) if day else None
    years = range(today.year + 1, today.year - 5, -1)  # a 29 February may be four years old
    days = [day for year in years if (day := date(year, rough.month, rough.day))]
    found = _last_of(days, today) if days else None
    long_ago = found is not None and (today - found.first).days > _YEAR  # a 29 February without a year
    return replace(found, doubt=True) if found and long_ago else found


def _day_alone(rough: Rough, today: dt.date) -> Days | None:
    """ "le 12": of this month; "vendredi 13": the last month in which it is a Friday."""
    months = [months_back(today.replace(day=1), back) for back in range(2 if rough.weekday is not None else 1)]
    days = [day for first in months if (day := date(first.year, first.month, rough.day)) and day <= today]
    fit = [day for day in days if rough.weekday in (None, day.weekday())]
    if fit:
        return Days(fit[0], fit[0])
    return Days(today, today, doubt=True) if 1 <= rough.day <= 31 else None
