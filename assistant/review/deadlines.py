"""Time limits of a form, counted from what was answered; the shortest plausible reading, never a limit already past."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from pydantic import JsonValue

from assistant.fields import bounds
from assistant.flow import Path
from assistant.form import Confidence, Deadline
from assistant.i18n import Translator

if TYPE_CHECKING:
    from holidays import HolidayBase

PARIS = ZoneInfo("Europe/Paris")
_FAR = 730  # days: beyond two years a date is folded away
_LONGEST = 36_600  # a century in days: a slip in a form file must not count working days for minutes
Moment = dt.date | dt.datetime


@dataclass(frozen=True, slots=True)
class Due:
    """A time limit: `due` is the last day, or the last local moment for hours; None when only words can be given."""

    id: str
    what: str
    due: Moment | None
    when: str
    rule: str
    source: str
    confidence: Confidence
    far: bool
    calendar: bool

    def as_json(self, t: Translator) -> dict[str, JsonValue]:
        """The deadline of the result object; a moment is written to the minute, local time in Paris."""
        moment = self.due.isoformat(timespec="minutes") if isinstance(self.due, dt.datetime) else None
        return {
            "what": t(self.what),
            "due": moment or (self.due.isoformat() if self.due else None),
            "when": t(self.when),
            "rule": self.rule,
            "confidence": self.confidence,
            "source": self.source,
        }


def deadlines(path: Path, today: dt.date) -> tuple[Due, ...]:
    """The limits that hold and are not past, soonest first, those in words only last. Pure.

    Hypotheses, all on the side of the person: the day of the event is not counted; an uncertain moment counts from its
    start (`.end` in a form file says otherwise); a month that is too short gives its last day; a limit in hours from a
    day without hour counts from midnight. "Jours ouvrés" are Monday to Friday without the public holidays of
    metropolitan France: a day that some offices work (Saturday) is not counted, as C. assur. L. 113-2 says "ouvrés";
    local holidays (Alsace-Moselle, overseas), which could only give more time, are not added. Of several moments (one
    debit after the other), the first limit that is not past is told. The end of "en novembre" is no moment anyone
    noticed anything: such a limit is told in words. Nothing starts after today.
    """
    found = (_due(rule, path, today) for rule in path.form.head.deadlines if path.holds(rule.if_))
    kept = [due for due in found if due.due is None or _day(due.due) >= today]
    return tuple(sorted(kept, key=order_of))


def order_of(due: Due) -> tuple[bool, dt.datetime]:
    """For sorting: soonest first, those in words only last."""
    return due.due is None, _start(due.due) if due.due else dt.datetime.min


def _due(rule: Deadline, path: Path, today: dt.date) -> Due:
    starts = next((found for name in rule.from_ if (found := _starts(name, path))), [])
    tonight = dt.datetime.combine(today, dt.time(23, 59))
    dues = [(due, vague) for start, vague in starts if rule.add and (due := add(min(start, tonight), rule.add))]
    due, vague = next((one for one in dues if _day(one[0]) >= today), dues[0] if dues else (None, False))
    due = None if due and vague and _day(due) >= today else due
    far = due is not None and (_day(due) - today).days > _FAR
    shown = rule.calendar and due is not None and not path.form.sensitive
    return Due(rule.id, rule.what, due, rule.when, rule.rule, rule.source, rule.confidence, far, shown)


def start_of(name: str, path: Path) -> dt.datetime | None:
    """The moment a limit starts from: `periode`, `periode.end`, or the oldest of `operations_contestees.date`."""
    return next((moment for moment, _ in _starts(name, path)), None)


def _starts(name: str, path: Path) -> list[tuple[dt.datetime, bool]]:
    """Every moment of that name, oldest first, and whether it is only the end of a month or of a year."""
    head, *tail = name.split(".")
    last = bool(tail) and tail[-1] == "end"
    leaves = _leaves(path.answers.get(head), [part for part in tail if part != "end"])
    return sorted((found[last], last and _is_vague(leaf)) for leaf in leaves if (found := bounds(leaf)))


def _is_vague(value: JsonValue) -> bool:
    return isinstance(value, dict) and value.get("precision") in ("month", "year")


def _leaves(value: JsonValue, keys: list[str]) -> Iterator[JsonValue]:
    if isinstance(value, list):
        for item in value:
            yield from _leaves(item, keys)
    elif not keys:
        yield value
    elif isinstance(value, dict):
        yield from _leaves(value.get(keys[0]), keys[1:])


def add(start: dt.datetime, duration: str) -> Moment | None:
    """`start` plus "2 jours ouvrés", "10 jours", "13 mois", "6 ans" or "72 heures"; None past the calendar's end."""
    number, unit = duration.split(" ", 1)
    n = int(number)
    try:
        return _added(start, n, unit) if n <= _LONGEST else None
    except (OverflowError, ValueError):
        return None


def _added(start: dt.datetime, n: int, unit: str) -> Moment:
    day = start.date()
    match unit.split(maxsplit=1)[0].rstrip("s"), "ouvr" in unit:
        case "heure", _:
            return _later(start, n)
        case "jour", True:
            return _working_day(day, n)
        case "jour", False:
            return day + dt.timedelta(days=n)
        case "an", _:
            return _months(day, 12 * n)
        case _:
            return _months(day, n)


def _later(start: dt.datetime, hours: int) -> dt.datetime:
    """Hours that really pass, the change to winter or summer time included."""
    passed = start.replace(tzinfo=PARIS).astimezone(dt.UTC) + dt.timedelta(hours=hours)
    return passed.astimezone(PARIS).replace(tzinfo=None)


def _months(day: dt.date, months: int) -> dt.date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _working_day(day: dt.date, count: int) -> dt.date:
    while count > 0:
        day += dt.timedelta(days=1)
        count -= day.weekday() < 5 and day not in _holidays()
    return day


@cache
def _holidays() -> HolidayBase:
    """Public holidays of metropolitan France, each year computed when it is asked for."""
    from holidays import country_holidays  # loaded only where a working day is counted

    return country_holidays("FR")


def _day(moment: Moment) -> dt.date:
    return moment.date() if isinstance(moment, dt.datetime) else moment


def _start(moment: Moment) -> dt.datetime:
    """For sorting: a whole day goes before the moments in it."""
    return moment if isinstance(moment, dt.datetime) else dt.datetime.combine(moment, dt.time.min)
