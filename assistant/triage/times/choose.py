"""Among the times of a text, the one of the facts; None when it is not told, or when it must be asked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from itertools import zip_longest

from assistant.triage.times.interval import interval, joined
from assistant.triage.times.moment import Moment
from assistant.triage.times.moments import moments
from assistant.triage.times.reading import Reading
from assistant.triage.times.roles import NEVER, Told, future, past, sentence, told
from assistant.triage.times.values import Days, Interval, Rough, When

RANK = {"fact": 3, "": 2, "left": 2, "found": 1, "reported": 0}
NOON = 12  # o'clock
LONGEST_WORDS = 160  # characters of the person's own words shown for one time
Chosen = tuple[Interval, Sequence[Told]]


def choose(reading: Reading, gone: bool = False) -> When | None:
    """The time of the facts with the words that tell it."""
    every = _mended(told(reading, list(moments(reading))), reading)
    fit = [one for one in every if one.role not in (*NEVER, "habit")]
    days = [one for one in fit if one.interval and not _to_come(one, reading)]
    if len(days) > 1:  # "nous sommes mercredi" tells today
        days = [one for one in days if one.role or not _is_today(one, reading)] or days
    found = _noon(every, reading) if not days else _spread(days, fit, reading)
    found = found or _best(days, fit, every, reading) or (None if days else _only(every, reading))
    if (
        not found
        or found[0].doubt
        or _unsure(found[1], reading)
        or (found[0].weak and not gone and not _is_past(found[1], reading))
    ):
        return None
    return _worded(reading, *found)


def _unsure(used: Sequence[Told], reading: Reading) -> bool:
    """Whether the person says, in the same sentence, that they do not know."""
    for one in used:
        low, high = sentence(reading, one.moment)
        if any(role.name == "unsure" and low <= role.start < high for role in reading.roles):
            return True
    return False


def _noon(every: Sequence[Told], reading: Reading) -> Chosen | None:
    """ "à midi on m'a bousculé": the noon of today, when it is over; any other hour without a day must be asked."""
    if len(every) != 1 or not past(reading) or reading.now.hour < NOON or every[0].role in (*NEVER, "habit"):
        return None
    hours = every[0].moment.hours
    if (
        not hours
        or hours.start != NOON * 60
        or every[0].interval
        or not reading.at(every[0].moment.j - 1).means("noon")
    ):
        return None
    noon = reading.now.replace(hour=NOON, minute=0, second=0, microsecond=0)
    return Interval(noon, noon, "hour"), every


def _mended(every: list[Told], reading: Reading) -> list[Told]:
    """Without what is taken back: "lundi, non, mardi"."""
    kept = []
    for one, following in zip_longest(every, every[1:]):
        low = reading.words[one.moment.j - 1].end
        high = reading.words[following.moment.i].start if following else low
        if not any(role.name == "mended" and low <= role.start and role.end <= high for role in reading.roles):
            kept.append(one)
    return kept


def _only(every: Sequence[Told], reading: Reading) -> Chosen | None:
    """The one time of a text, all the same: a day to come, or one that "pas" stands before."""
    days = [one for one in every if one.interval and one.role != "habit"]
    if len(days) != 1 or not days[0].interval:
        return None
    role, to_come = days[0].role, _to_come(days[0], reading)
    fits = role in ("", "fact", "not") or (role == "planned" and to_come)
    return (days[0].interval, days) if fits else None


def _is_past(used: Sequence[Told], reading: Reading) -> bool:
    """Whether a weekday is the last one: something tells of what has been, or it is as precise as facts are told."""
    if any(one.role != "fact" and future(reading, one.moment) for one in used):
        return False
    return past(reading) or any(one.moment.hours or one.moment.part for one in used)


def _to_come(one: Told, reading: Reading) -> bool:
    return one.interval is not None and one.interval.start > reading.now


def _is_today(one: Told, reading: Reading) -> bool:
    doubt = one.interval is not None and one.interval.weak and one.interval.doubt
    return doubt and reading.at(one.moment.j - 1).count("weekday") == reading.now.weekday()


def _spread(days: Sequence[Told], fit: Sequence[Told], reading: Reading) -> Chosen | None:
    """From when the thing was last seen to when it was found gone: "garé hier à 19h, ce matin à 8h30 plus rien"."""
    for left in days:
        for one in fit:
            found = one if one.interval else replace(one, interval=_timed(left, one.moment, reading))
            after = found.role in ("found", "fact") or (found.role == "" and found.moment.i > left.moment.i)
            if left.role != "left" or not after or not left.interval or not found.interval:
                continue
            since = isinstance(left.moment.days, Interval)
            if left.interval.start < found.interval.start and (since or left.interval.end <= found.interval.end):
                return joined(left.interval, found.interval), (left, found)
    return None


def _best(days: Sequence[Told], fit: Sequence[Told], every: Sequence[Told], reading: Reading) -> Chosen | None:
    """The time of the best role; several that do not agree must be asked."""
    top = max((RANK[one.role] for one in days), default=None)
    same = [one for one in days if RANK[one.role] == top]
    if not same:
        return None
    chosen = same[0]
    if chosen.role != "fact":
        same += [one for one in days if one.role == "found" and not _after(one, chosen)]
    for other in same:
        if not chosen.interval or not other.interval or other.interval.holds(chosen.interval):
            continue
        if not chosen.interval.holds(other.interval):
            return None
        chosen = other
    for other in days:
        finer = chosen.interval and other.interval and chosen.interval.holds(other.interval)
        if finer and other.role == "" and other.interval != chosen.interval and not other.moment.habit:
            chosen = other
    return _with_hours(chosen, fit, every, reading)


def _after(found: Told, chosen: Told) -> bool:
    """Whether it was found out later: that says nothing against the time chosen."""
    return bool(found.interval and chosen.interval and found.interval.start >= chosen.interval.end)


def _with_hours(chosen: Told, fit: Sequence[Told], every: Sequence[Told], reading: Reading) -> Chosen | None:
    """The chosen day with the hours that are told apart from it, if they agree."""
    if chosen.interval is None:
        return None
    since = reading.at(chosen.moment.i).means("since")
    if since and chosen.role == "" and chosen.interval.precision == "year":
        return None  # "depuis quinze ans" beside nothing that happened is a life, not the facts
    alone: Chosen = chosen.interval, (chosen,)
    if chosen.moment.hours or isinstance(chosen.moment.days, Interval | None):
        return alone
    mine = [one for one in fit if one.interval is None and one.moment.hours and _day_of(one, every) is chosen]
    clocks = list(dict.fromkeys(one.moment.hours for one in mine))
    if len(clocks) == 2 and [one.role for one in mine][:1] == ["left"]:
        first, last = (_timed(chosen, one.moment, reading) for one in mine[:2])
        if first and last and first.start < last.end:
            return joined(first, last), (chosen, *mine[:2])
    if len(clocks) != 1:
        return alone
    timed = _timed(chosen, mine[0].moment, reading)
    if not timed or timed.doubt:
        return alone
    return timed, (chosen, mine[0])


def _day_of(clock: Told, every: Sequence[Told]) -> Told | None:
    """The day that hours told apart belong to: the last one before them, else the first one after."""
    days = [one for one in every if one.interval]
    before = [one for one in days if one.moment.j <= clock.moment.i]
    return before[-1] if before else days[0] if days else None


def _timed(chosen: Told, clock: Moment, reading: Reading) -> Interval | None:
    days = chosen.moment.days
    if not isinstance(days, Days | Rough):
        return None
    part = clock.part or chosen.moment.part
    found = interval(days, clock.hours, part, chosen.moment.night, reading.now)
    return found if found and found.precision in ("minute", "hour") else None


def _worded(reading: Reading, meant: Interval, told_by: Sequence[Told]) -> When:
    """The person's own words from the first to the last that counted; those of the day alone when they are far apart."""
    used = [one.moment for one in told_by]
    first = min(reading.words[_with_article(reading, one.i)].start for one in used)
    last = max(reading.words[one.j - 1].end for one in used)
    if last - first > LONGEST_WORDS:
        first, last = reading.words[used[0].i].start, reading.words[used[0].j - 1].end
    start = _minute(meant.start)
    end = max(_minute(meant.end), start)
    return When(start, end, meant.precision, reading.text[first:last], (first, last))


def _with_article(reading: Reading, i: int) -> int:
    return i - 1 if i and reading.at(i - 1).means("det") else i


def _minute(moment: dt.datetime) -> dt.datetime:
    return moment.replace(second=0, microsecond=0, tzinfo=None)
