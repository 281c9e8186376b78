"""Dates: one question whether the moment is exact or only known to lie between two others."""

from __future__ import annotations

import datetime as dt
import re
from typing import ClassVar, Literal

from babel.dates import format_date, format_time
from pydantic import JsonValue

from assistant.fields.base import Field, Invalid, Kind, Schema, text_of
from assistant.i18n import Message as M
from assistant.i18n import Translator

PRECISIONS = ("minute", "hour", "day", "month", "year")
_ISO = re.compile(r"^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:[T ](\d{2}):(\d{2})(?::\d{2})?)?)?)?$")
_FRENCH = re.compile(r"^(\d{1,2})[/. -](\d{1,2})[/. -](\d{4})$")
_EXPECTED = M("Écrivez une date comme 20/11/2026.")


def _moment(raw: JsonValue, last: bool) -> tuple[dt.datetime, str]:
    """A written date as a local moment (the first or `last` instant it may mean) and its precision."""
    text = text_of(raw)
    if french := _FRENCH.match(text):
        text = f"{french[3]}-{int(french[2]):02}-{int(french[1]):02}"
    found = _ISO.match(text)
    if not found:
        raise Invalid(_EXPECTED)
    year, month, day, hour, minute = (int(g) if g else None for g in found.groups())
    if not 1900 <= (year or 0) <= 2100:
        raise Invalid(M("L'année doit être entre 1900 et 2100."))
    try:
        if hour is not None and minute is not None:
            return dt.datetime(year or 0, month or 0, day or 0, hour, minute), "minute"
        first = dt.datetime(year or 0, month or 1, day or 1)
    except ValueError:
        raise Invalid(M("Cette date n'existe pas. {hint}", hint=_EXPECTED)) from None
    precision = "day" if day else "month" if month else "year"
    return (_last_day(first, precision) if last else first), precision


def _last_day(first: dt.datetime, precision: str) -> dt.datetime:
    if precision == "day":
        return first
    year, month = (first.year, first.month) if precision == "month" else (first.year, 12)
    return dt.datetime(year + month // 12, month % 12 + 1, 1) - dt.timedelta(days=1)


def _written(moment: dt.datetime, precision: str) -> str:
    return moment.isoformat(timespec="minutes") if precision in ("minute", "hour") else moment.date().isoformat()


def bounds(value: JsonValue) -> tuple[dt.datetime, dt.datetime] | None:
    """The earliest and latest local instants of a stored date; None when it was not answered with a date."""
    if not isinstance(value, dict) or not isinstance(value.get("start"), str):
        return None
    start = dt.datetime.fromisoformat(str(value["start"]))
    end = dt.datetime.fromisoformat(str(value.get("end", value["start"])))
    whole_days = value.get("precision") not in ("minute", "hour")
    return start, end.replace(hour=23, minute=59) if whole_days else end


class Period(Field):
    """A date or moment, exact or between two; local time Europe/Paris."""

    type: Literal["period"]
    kind: ClassVar[Kind] = "date"

    def parse(self, raw: JsonValue) -> JsonValue:
        given = raw if isinstance(raw, dict) else {"start": raw}
        if unexpected := set(given) - {"start", "end", "precision"}:
            raise Invalid(M("Rubrique inconnue : {name}.", name=sorted(unexpected)[0]))
        if given.get("start") in (None, ""):
            raise Invalid(_EXPECTED, ("start",))
        start, fine = _moment(given["start"], last=False)
        end, fine_end = _moment(given.get("end") or given["start"], last=True)
        precision = given.get("precision") or max(fine, fine_end, key=PRECISIONS.index)
        if precision not in PRECISIONS:
            raise Invalid(M("Précision inconnue : {name}.", name=str(precision)), ("precision",))
        return {"start": _written(start, precision), "end": _written(end, precision), "precision": precision}

    def words(self, value: JsonValue, t: Translator) -> str:
        if not isinstance(value, dict):
            return str(value)
        precision, start, end = str(value["precision"]), str(value["start"]), str(value["end"])
        if precision in ("month", "year"):
            return _vague(start, end, precision, t)
        if start == end:
            return _instant(start, precision, t)
        if start[:10] == end[:10]:
            hours = {"day": _day(start, t), "start": _clock(start, t), "end": _clock(end, t)}
            about = precision == "hour"
            return t(M("{day}, entre {start} et {end} environ" if about else "{day}, entre {start} et {end}", **hours))
        between = M(
            "entre le {start} et le {end}", start=_instant(start, precision, t), end=_instant(end, precision, t)
        )
        return t(between)

    def fact(self, value: JsonValue) -> object:
        found = bounds(value)
        return found[0].date() if found else None

    def schema_value(self) -> Schema:
        moment: Schema = {"type": "string", "pattern": r"^\d{4}(-\d{2}(-\d{2}(T\d{2}:\d{2})?)?)?$"}
        return {
            "type": "object",
            "properties": {"start": dict(moment), "end": dict(moment), "precision": {"enum": list(PRECISIONS)}},
            "required": ["start"],
            "additionalProperties": False,
        }


class Date(Period):
    """One day, such as a birth date; stored in the same shape as a period."""

    type: Literal["date"]  # type: ignore[assignment]

    def parse(self, raw: JsonValue) -> JsonValue:
        value = super().parse(raw)
        if isinstance(value, dict) and value["start"] != value["end"] and value["precision"] not in ("month", "year"):
            raise Invalid(M("Donnez un seul jour."))
        return value


def _instant(text: str, precision: str, t: Translator) -> str:
    day = _day(text, t)
    if precision == "day":
        return day
    return t(M("{day} vers {time}" if precision == "hour" else "{day} à {time}", day=day, time=_clock(text, t)))


def _day(text: str, t: Translator) -> str:
    day = dt.date.fromisoformat(text[:10])
    first = "'1er'" if day.day == 1 and t.lang == "fr" else "d"
    return str(format_date(day, f"EEEE {first} MMMM y", locale=t.lang))


def _clock(text: str, t: Translator) -> str:
    time = dt.datetime.fromisoformat(text).time()
    return str(format_time(time, "H 'h' mm" if t.lang == "fr" else "short", locale=t.lang))


def _vague(start: str, end: str, precision: str, t: Translator) -> str:
    pattern = "MMMM y" if precision == "month" else "y"
    first, last = (str(format_date(dt.date.fromisoformat(s[:10]), pattern, locale=t.lang)) for s in (start, end))
    return first if first == last else t(M("entre {start} et {end}", start=first, end=last))
