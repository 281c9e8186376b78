"""From a day, hours and a part of the day to two instants, none of which is to come."""

from __future__ import annotations

import datetime as dt

from assistant.triage.times import almanac
from assistant.triage.times.values import DAY, FINEST, NIGHTS, PARTS, Days, Hours, Interval, Precision, Rough

_NOON = 12 * 60
_DAWN = 5  # o'clock: before it, "cette nuit" and "ce soir" are still going on
_LATE = 20  # o'clock: from here on, "cette nuit" may be the one before or the one to come
_EARLY_MORNING = 6 * 60  # an hour up to here, said of an evening, is of the night that follows
_PM_FROM, _NIGHT_PM_FROM = 5 * 60, 8 * 60  # "hier soir à 8h" is 20:00; "cette nuit vers 11h" is 23:00


def interval(
    days: Days | Rough | Interval | None, hours: Hours | None, part: str, night: bool, now: dt.datetime
) -> Interval | None:
    """The instants meant; None when no day is said, or one that does not exist."""
    if isinstance(days, Rough):
        days = almanac.dated(days, now.date())
    if days is None or isinstance(days, Interval):
        return days
    if night:
        return _timed(days, hours, "night", now)
    if part == "so far":
        return Interval(_midnight(days.first), now, "hour")
    if part == "just now":
        return Interval(now - dt.timedelta(minutes=30), now, "hour")
    if part == "tonight":
        return _tonight(hours, now)
    if part in ("evening", "night") and days.first == now.date() and now.hour < _DAWN:
        days, part = Days(days.first - almanac.ONE, days.last - almanac.ONE), "evening and night"  # it is not over yet
    if not days.single or (hours is None and not part):
        return _whole(days, now)
    if hours and hours.half and not part and not _only_morning(days, hours, now):
        return _whole(days, now)
    return _timed(days, hours, part, now)


def joined(first: Interval, last: Interval) -> Interval:
    """From the beginning of one to the end of the other; to the minute only if both are."""
    fine = {first.precision, last.precision} & {"minute", "hour"}
    finest, coarsest = sorted((first.precision, last.precision), key=FINEST.index)
    precision: Precision = coarsest if not fine or coarsest in (finest, "hour") else "hour"
    end = last.end
    if precision == "hour" and last.precision not in ("minute", "hour"):
        end = last.end.replace(hour=23, minute=59)
    return Interval(first.start, end, precision, first.weak and last.weak, first.doubt or last.doubt)


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time())


def _whole(days: Days, now: dt.datetime) -> Interval:
    """Whole days; those to come are left out, months and years stay whole."""
    last = min(days.last, now.date()) if days.precision == "day" and days.first <= now.date() else days.last
    return Interval(_midnight(days.first), _midnight(last), days.precision, days.weak, days.doubt)


def _only_morning(days: Days, hours: Hours, now: dt.datetime) -> bool:
    """Whether the evening reading of "at 8" has not come yet."""
    return _midnight(days.first) + dt.timedelta(minutes=hours.start + _NOON) > now


def _tonight(hours: Hours | None, now: dt.datetime) -> Interval:
    """ "cette nuit": the one that is over or going on; late in the evening it may be the one that begins."""
    yesterday = now.date() - almanac.ONE
    doubt = now.hour >= _LATE and hours is None
    return _timed(Days(yesterday, now.date(), doubt=doubt), hours, "night", now)


def _timed(days: Days, hours: Hours | None, part: str, now: dt.datetime) -> Interval:
    """Hours of a day: those said, moved into the part of the day, or else those of the part."""
    if hours:
        start, end, precision = *_moved(hours, part), hours.precision
    else:
        start, end = PARTS[part]
        precision = "hour"
    base = _midnight(days.first)
    begun, ended = base + dt.timedelta(minutes=start), base + dt.timedelta(minutes=end)
    if begun <= now < ended:
        ended = now.replace(second=0, microsecond=0)
    return Interval(begun, ended, precision, days.weak, days.doubt)


def _moved(hours: Hours, part: str) -> tuple[int, int]:
    """The hours in the part of the day that is named: eight in the evening is 20:00, one at night is of the next day."""
    start, end = hours.start, hours.end
    if hours.until_night or hours.from_midnight:
        low, high = PARTS.get(part, (0, DAY - 1))
        start = _in_part(start, part) if hours.until_night else low
        return (start, max(high, start)) if hours.until_night else (start, _in_part(end, part))
    moved = _in_part(start, part)
    later = _in_part(end, part)
    return moved, later if later >= moved else later + _NOON if later + _NOON >= moved else later + DAY


def _in_part(minutes: int, part: str) -> int:
    if minutes >= DAY or not part:
        return minutes
    if part in NIGHTS:
        if minutes >= _NOON + 60 or minutes < _NIGHT_PM_FROM:
            return minutes if minutes >= _NOON else minutes + DAY
        return minutes + _NOON
    if part.endswith("evening") or part == "late day":
        if minutes <= _PM_FROM:
            return minutes + DAY if part.endswith("evening") else minutes + _NOON
        return DAY if minutes == _NOON else minutes + _NOON if minutes < _NOON else minutes
    if part.endswith("afternoon") or part == "tarde":
        return minutes + _NOON if minutes < 9 * 60 else minutes
    return minutes
