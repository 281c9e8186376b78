"""What people type in a date box: `20/11/2026`, `hier`, `19h30`, `vers 8 h`. Turned into the shape `Period` reads."""

from __future__ import annotations

import datetime as dt
import re

from pydantic import JsonValue

_DAY = re.compile(r"^(\d{1,2})[\s/.-]+(\d{1,2})[\s/.-]+(\d{2}|\d{4})$")
_MONTH = re.compile(r"^(\d{1,2})[\s/.-]+(\d{4})$")
_CLOCK = re.compile(
    r"^(?:vers|à|around|at)?\s*(\d{1,2})\s*(?:[h:.]\s*(\d{2})?|heures?|$)\s*(?:mn?|min)?$", re.IGNORECASE
)
_WORDS = {"aujourd'hui": 0, "aujourd’hui": 0, "today": 0, "hier": 1, "yesterday": 1, "avant-hier": 2}


def iso_day(typed: str, today: dt.date) -> str:
    """The ISO text of a typed day, month or year; what is not understood is returned as it was, to be refused."""
    text = typed.strip().lower()
    if text in _WORDS:
        return (today - dt.timedelta(days=_WORDS[text])).isoformat()
    if found := _DAY.match(text):
        year = int(found[3]) + (0 if len(found[3]) == 4 else _century(int(found[3]), today))
        return f"{year:04}-{int(found[2]):02}-{int(found[1]):02}"
    if found := _MONTH.match(text):
        return f"{found[2]}-{int(found[1]):02}"
    return typed.strip()


def _century(two_digits: int, today: dt.date) -> int:
    """`26` is 2026, `71` is 1971: never a year that has not come."""
    return 2000 if two_digits <= today.year % 100 else 1900


def iso_clock(typed: str) -> tuple[str, str] | None:
    """`19h30` -> ("19:30", "minute"), `19 h` -> ("19:00", "hour"); None when it is no hour of the day."""
    found = _CLOCK.match(typed.strip())
    if not found or int(found[1]) > 23 or int(found[2] or 0) > 59:
        return None
    exact = found[2] is not None and not typed.strip().lower().startswith(("vers", "around"))
    return f"{int(found[1]):02}:{found[2] or '00'}", "minute" if exact else "hour"


def typed_period(day: str, clock: str, end_day: str, end_clock: str, today: dt.date) -> JsonValue:
    """The raw period of four boxes; None when all are empty. An end hour alone means the same day."""
    if not any(text.strip() for text in (day, clock, end_day, end_clock)):
        return None
    end_day = end_day if end_day.strip() or not end_clock.strip() else day
    start, fine = _moment(day, clock, today)
    raw: dict[str, JsonValue] = {"start": start}
    if end_day.strip():
        end, fine_end = _moment(end_day, end_clock or ("23:59" if clock.strip() else ""), today)
        raw["end"] = end
        fine = "hour" if "hour" in (fine, fine_end) else fine
    if fine:
        raw["precision"] = fine
    return raw


def _moment(day: str, clock: str, today: dt.date) -> tuple[str, str]:
    iso = iso_day(day, today)
    if not clock.strip():
        return iso, ""
    found = iso_clock(clock)
    return (f"{iso}T{found[0]}", found[1]) if found else (f"{iso} {clock.strip()}", "")
