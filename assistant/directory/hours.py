"""Whether a place is open, from hours written as OpenStreetMap writes them ("Mo-Fr 08:30-12:00; PH off")."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from opening_hours import OpeningHours

PARIS = ZoneInfo("Europe/Paris")
_LOOK_AHEAD = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class OpenState:
    """`open_now` None = not known; `next_opening` (Paris time) is None while open, and where none is known."""

    open_now: bool | None
    next_opening: datetime | None


UNKNOWN_STATE = OpenState(None, None)


def open_state(hours: str | None, at: datetime) -> OpenState:
    """State at a moment (naive = Paris time); on a public holiday that the hours do not name, it is not known."""
    week = _parsed(hours) if hours else None
    if week is None:
        return UNKNOWN_STATE
    moment = at.replace(tzinfo=PARIS) if at.tzinfo is None else at.astimezone(PARIS)
    if week.is_open(moment):
        return OpenState(True, None)
    return OpenState(None if week.is_unknown(moment) else False, _next_opening(week, moment))


def _next_opening(week: OpeningHours, moment: datetime) -> datetime | None:
    """The first sure opening after `moment`, within two months."""
    spans = week.intervals(moment, moment + _LOOK_AHEAD)
    return next((start for start, _, _, _ in spans if start > moment and week.is_open(start)), None)


@lru_cache(maxsize=1024)
def _parsed(hours: str) -> OpeningHours | None:
    """The hours read once; None where they cannot be read, so that a slip in a table never shows wrong hours."""
    from opening_hours import OpeningHours, validate  # a 13 MB library: loaded only where hours are known

    silent_on_holidays = "PH" not in hours and hours != "24/7"
    text = f"{hours}; PH unknown" if silent_on_holidays else hours
    if not validate(text):
        return None
    return OpeningHours(text, timezone=PARIS, country="FR", auto_country=False, auto_timezone=False)
