"""What each time of a text is the time of: the facts, a purchase, a birth, an appointment, when it was found out."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.triage.times.moment import Moment
from assistant.triage.times.reading import Reading
from assistant.triage.times.values import Days, Interval

NEVER = ("bought", "born", "planned", "opening", "settled", "not")  # what such a time is the time of is not the facts
OTHERS = ("reported", "found", "left", "fact")
STRONG, WEAK = frozenset(".!?;…\n。！？"), frozenset(",:()–，、")
BEFORE, AFTER = 6, 5  # words, within one clause: as far as a role that excludes reaches
FAR = 14  # words: as far as one that only tells
TOLD = 6  # words: less is not a story
_COMMA, _SENTENCE = 3, 40  # words that crossing one of them counts for


@dataclass(frozen=True, slots=True)
class Told:
    """A time expression, the instants it means (None: hours alone), and the nearest role ("" if none)."""

    moment: Moment
    interval: Interval | None
    role: str


def told(reading: Reading, moments: Sequence[Moment]) -> list[Told]:
    """Each time expression with what it is the time of."""
    starts = [word.start for word in reading.words]
    inside = [(reading.words[one.i].start, reading.words[one.j - 1].end) for one in moments]
    placed = [
        (role.name, bisect_right(starts, role.start) - 1, bisect_left(starts, role.end))
        for role in reading.roles
        if not any(low <= role.start and role.end <= high for low, high in inside)
    ]
    online = any(role.name == "online" for role in reading.roles)
    best: list[tuple[float, str]] = [(FAR, "")] * len(moments)
    for name, first, last in placed:
        if name not in (*NEVER, *OTHERS) or (name == "bought" and online):
            continue
        for index, away in _reached(reading, moments, name, first, last):
            if away < best[index][0] or (away == best[index][0] and name in NEVER):
                best[index] = (away, name)
    best = [(0.0, "planned") if _bounded(reading, one) else found for one, found in zip(moments, best, strict=True)]
    return [
        Told(one, None if one.habit else one.interval(reading), "habit" if one.habit else role)
        for one, (_, role) in zip(moments, best, strict=True)
    ]


def _bounded(reading: Reading, moment: Moment) -> bool:
    """ "avant Noël", "après le 12 mars", "jusqu'à dimanche", "rue du 8 mai 1945": not a time."""
    at = moment.i - 1 - reading.at(moment.i - 1).means("det", "of")
    return moment.days is not None and reading.at(at).means("before", "after", "until", "street")


def _reached(reading: Reading, moments: Sequence[Moment], name: str, first: int, last: int) -> list[tuple[int, float]]:
    """The time expression that a role says something of, the nearest one, and how far it is."""
    found: list[tuple[float, int]] = []
    for index, moment in enumerate(moments):
        before = first < moment.i
        if not before and first < moment.j:
            continue
        low, high = (last, moment.i) if before else (moment.j, first)
        if high - low > FAR:
            continue  # said of something nearer, or of nothing
        between = reading.words[low:high]
        crossed = sum(word.text in WEAK or word.means("and") for word in between)
        sentences = sum(word.text in STRONG for word in between)
        away = len(between) + _COMMA * crossed + _SENTENCE * sentences + (0 if before else 0.5)
        if name in NEVER and (crossed or sentences or len(between) > (BEFORE if before else AFTER)):
            continue
        if name == "not" and (between or not before):
            continue
        if name == "settled" and not _long(moment, reading.now.date()):
            continue
        found.append((away, index))
    return [(index, away) for away, index in [min(found)]] if found else []


def _long(moment: Moment, today: dt.date) -> bool:
    """Whether it is a time that a life is told in: a month, a year, "depuis…", "aujourd'hui"."""
    if isinstance(moment.days, Days):
        nowadays = moment.days.first == today and not moment.hours and not moment.part
        return moment.days.precision != "day" or nowadays or moment.days.last == today != moment.days.first
    return isinstance(moment.days, Interval)


def past(reading: Reading) -> bool:
    """Whether anything in the text tells of what has been."""
    if any(role.name in ("past", *OTHERS) for role in reading.roles):
        return True
    if len(reading.words) >= TOLD and not any(role.name == "future" for role in reading.roles):
        return True  # a story told in the present: "samedi, un type me bouscule"
    endings = reading.past_endings
    return bool(endings) and any(
        reading.text[word.start : word.end].lower().endswith(endings) for word in reading.words if len(word.text) > 3
    )


def future(reading: Reading, moment: Moment) -> bool:
    """Whether the clause of a time expression speaks of what is to come."""
    low, high = _clause(reading, moment)
    first, last = reading.words[moment.i].start, reading.words[moment.j - 1].end
    around = (role for role in reading.roles if role.name == "future" and low <= role.start < high)
    return any(role.end <= first or last <= role.start for role in around)


def sentence(reading: Reading, moment: Moment) -> tuple[int, int]:
    """The place of the sentence around a time expression."""
    first, last = moment.i, moment.j
    while first > 0 and reading.at(first - 1).text not in STRONG:
        first -= 1
    while last < len(reading.words) and reading.at(last).text not in STRONG:
        last += 1
    return reading.at(first).start, reading.words[last - 1].end


def _clause(reading: Reading, moment: Moment) -> tuple[int, int]:
    """The place of the clause around a time expression."""
    first, last = moment.i, moment.j
    while first > 0 and reading.at(first - 1).text not in STRONG | WEAK and moment.i - first < BEFORE:
        first -= 1
    while last < len(reading.words) and reading.at(last).text not in STRONG | WEAK and last - moment.j < AFTER:
        last += 1
    return reading.at(first).start, reading.words[last - 1].end
