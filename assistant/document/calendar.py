"""The dates not to miss, as a calendar file (RFC 5545) that any phone or computer opens; never for a sensitive form."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import icalendar

from assistant.document.blocks import PARIS
from assistant.document.clean import plain

NAME = "Prélude"  # neutral on purpose: a calendar is shown on a locked phone and shared in a family
_ALL_DAY_ALARM = timedelta(hours=-15)  # the day before at 9 in the morning, not at midnight
_TIMED_ALARM = timedelta(days=-1)


@dataclass(frozen=True, slots=True)
class Event:
    """One date; `day` is a date (all day) or a datetime (Paris time when it has no zone); `uid` stays the same when
    the file is made again, so that the calendar replaces the event instead of doubling it."""

    uid: str
    day: date | datetime
    summary: str
    description: str = ""


def _moment(value: datetime) -> datetime:
    return (value if value.tzinfo else value.replace(tzinfo=PARIS)).astimezone(UTC)


def _alarm(title: str, before: timedelta) -> icalendar.Alarm:
    alarm = icalendar.Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", title)
    alarm.add("trigger", before)
    return alarm


def _event(event: Event, created: datetime) -> icalendar.Event:
    title = f"{NAME} : {' '.join(plain(event.summary).split())}"
    timed = isinstance(event.day, datetime)
    made = icalendar.Event()
    made.add("uid", plain(event.uid))
    made.add("dtstamp", _moment(created))
    made.add("dtstart", _moment(event.day) if isinstance(event.day, datetime) else event.day)
    made.add("summary", title)
    if event.description:
        made.add("description", plain(event.description))
    made.add("class", "PRIVATE")
    made.add("transp", "TRANSPARENT")  # a deadline does not make the day busy
    made.add_component(_alarm(title, _TIMED_ALARM if timed else _ALL_DAY_ALARM))
    return made


def write(events: Sequence[Event], created: datetime) -> bytes:
    """UTF-8 .ics bytes, the same for the same events; `created` without a zone is Paris time."""
    if not events:
        raise ValueError("a calendar file needs at least one date")  # RFC 5545 3.6
    calendar = icalendar.Calendar()
    calendar.add("prodid", f"-//{NAME}//FR")
    calendar.add("version", "2.0")
    for event in events:
        calendar.add_component(_event(event, created))
    content: bytes = calendar.to_ical()
    return content
