"""The calendar of the deadlines, read back by the library that calendars share."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import icalendar
import pytest

from assistant.document.calendar import Event, write

pytestmark = pytest.mark.journey

CREATED = datetime(2026, 11, 20, 14, 32)
LONG = "Prévenir l'assureur, par écrit ; garder la preuve d'envoi. " * 5


def _read(*events: Event) -> list[icalendar.Event]:
    calendar = icalendar.Calendar.from_ical(write(events, CREATED))
    return list(calendar.walk("VEVENT"))


def test_a_day_is_a_whole_day_with_an_alarm_the_morning_before() -> None:
    (event,) = _read(Event("a@prelude", date(2026, 12, 1), "échéance", LONG))
    assert event.decoded("dtstart") == date(2026, 12, 1)
    assert event["summary"] == "Prélude : échéance"
    assert event["description"] == LONG.strip()
    assert event["uid"] == "a@prelude"
    (alarm,) = event.walk("VALARM")
    assert alarm.decoded("trigger") == timedelta(hours=-15)


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (datetime(2026, 7, 1, 9, 0), datetime(2026, 7, 1, 7, 0, tzinfo=UTC)),
        (datetime(2026, 12, 1, 9, 0), datetime(2026, 12, 1, 8, 0, tzinfo=UTC)),
        (datetime(2026, 12, 1, 9, 0, tzinfo=UTC), datetime(2026, 12, 1, 9, 0, tzinfo=UTC)),
    ],
)
def test_an_hour_is_paris_time(moment: datetime, expected: datetime) -> None:
    (event,) = _read(Event("a", moment, "rendez-vous"))
    assert event.decoded("dtstart") == expected
    (alarm,) = event.walk("VALARM")
    assert alarm.decoded("trigger") == timedelta(days=-1)


def test_the_file_follows_the_standard_and_never_changes() -> None:
    events = (Event("a", date(2026, 12, 1), LONG, "x\x00y\r\nz"), Event("b", datetime(2026, 12, 2, 9), "BEGIN:VEVENT"))
    content = write(events, CREATED)
    assert content == write(events, CREATED)
    lines = content.split(b"\r\n")
    assert all(len(line) <= 75 and b"\n" not in line for line in lines)
    assert lines.count(b"BEGIN:VEVENT") == 2
    assert b"\x00" not in content
    assert all(event.decoded("dtstamp") == datetime(2026, 11, 20, 13, 32, tzinfo=UTC) for event in _read(*events))


def test_a_calendar_without_a_date_is_not_made() -> None:
    with pytest.raises(ValueError, match="at least one date"):
        write((), CREATED)
