"""Every time expression of a text: single ones, one moment to another, a night, "depuis lundi", and habits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from assistant.triage.times import almanac
from assistant.triage.times.ago import duration, lasting
from assistant.triage.times.interval import joined
from assistant.triage.times.moment import Moment, one
from assistant.triage.times.ranges import between, night
from assistant.triage.times.reading import Reading
from assistant.triage.times.values import Days, Interval, Precision, Rough

MOST = 40  # time expressions read in one text
REACH = 6  # words between the first word of an expression and the first that is of time
TELLING = frozenset(
    "day moment part weekday weekdays month month_short unit season holiday h noon midnight minutes fortnight am pm "
    "half_to half_past quarter_past quarter_to at_clock every".split()
)


def moments(reading: Reading) -> Iterator[Moment]:
    """Every time expression of the text, in order, none inside another."""
    i, tells, count = 0, _telling(reading), 0
    while i < len(reading.words) and count < MOST:
        if not tells[i]:
            i += 1
            continue
        found = _habit(reading, i) or _since(reading, i) or night(reading, i) or between(reading, i) or one(reading, i)
        if found:
            count += 1
            last = _one_before(reading, found)
            yield last
        i = max(found.j, i + 1) if found else i + 1


def _telling(reading: Reading) -> list[bool]:
    """Where an expression may begin: a word that means something, with a figure or a word of time near after it."""
    found, away = [False] * len(reading.words), REACH + 1
    for i in range(len(reading.words) - 1, -1, -1):
        word = reading.words[i]
        away = 0 if word.number is not None or not TELLING.isdisjoint(word.meanings) else away + 1
        found[i] = away <= REACH and (bool(word.meanings) or word.number is not None)
    return found


def _one_before(reading: Reading, found: Moment) -> Moment:
    """The same, a week earlier if "celui d'avant" follows: "pas samedi dernier mais celui d'avant"."""
    at = reading.skip(found.j + (reading.at(found.j).text == ","), "but", "det", most=2)
    if not reading.at(at).means("the_one_before") or not isinstance(found.days, Days):
        return found
    week = 7 * almanac.ONE
    days = replace(found.days, first=found.days.first - week, last=found.days.last - week, weak=False, doubt=False)
    return replace(found, days=days, j=at + 1)


def _habit(reading: Reading, i: int) -> Moment | None:
    """ "tous les lundis", "chaque soir", "du lundi au vendredi", "le samedi matin"."""
    word = reading.at(i)
    if word.means("every"):
        j = i + 1
        while j < i + 4 and (reading.at(j).means("weekday", "weekdays", "part", "unit", "det") or _is_hour(reading, j)):
            j += 1
        return Moment(i, j, habit=True) if j > i + 1 else None
    if word.means("weekdays"):
        return Moment(i, i + 1, habit=True)
    if word.means("habit_from") and reading.at(i + 1).means("weekday") and reading.at(i + 2).means("habit_to"):
        bare = reading.at(i + 3).means("weekday") and reading.at(i + 4).number is None
        return Moment(i, i + 4, habit=True) if bare else None
    if word.means("habit_det") and reading.at(i + 1).means("weekday"):
        plain = reading.at(i + 2).number is None and not reading.at(i + 2).means("last", "next", "first", "number")
        plain = plain and not _dated_after(reading, i + 2)
        return Moment(i, i + 2, habit=True) if plain else None
    return None


def _dated_after(reading: Reading, i: int) -> bool:
    """Whether a week or a date follows: "le samedi de la semaine dernière"."""
    at = reading.skip(i, "of", "det", "in", most=3)
    return at > i and (reading.at(at).means("unit", "last") or reading.at(at).number is not None)


def _is_hour(reading: Reading, i: int) -> bool:
    return reading.at(i).number is not None and reading.at(i + 1).means("h")


def _since(reading: Reading, i: int) -> Moment | None:
    """ "depuis lundi", "depuis deux mois", "desde hace dos semanas"."""
    if not reading.at(i).means("since"):
        return None
    at = i + 1
    if reading.at(at).means("ago_before"):
        at += 1
    if read := duration(reading, at):
        return Moment(i, read[1], lasting(read[0], reading.now))
    began = one(reading, i + 1, loose=True) or one(reading, reading.skip(i + 1, "det", "of", "in", most=3))
    start = began.interval(reading) if began else None
    bare = (
        began and isinstance(began.days, Rough) and began.days.month is None and not reading.at(i + 1).means("of_day")
    )
    if not began or not start or bare:
        return None
    j = began.j
    ended = one(reading, j + 1) if reading.at(j).means("until") else None
    stop = ended.interval(reading) if ended else None
    if ended and stop:
        return Moment(i, ended.j, joined(start, stop))
    fine = start.precision in ("minute", "hour")
    end = reading.now if fine else reading.now.replace(hour=0, minute=0, second=0, microsecond=0)
    precision: Precision = "hour" if fine else start.precision
    return Moment(i, j, Interval(min(start.start, end), end, precision, doubt=start.doubt))
