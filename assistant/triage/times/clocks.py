"""Hours of the day: "22h15", "vers 18 h", "entre 18 et 20h", "10:15 pm", "halb neun", "midi et demi", "fin d'après-midi"."""

from __future__ import annotations

from dataclasses import dataclass, replace

from assistant.triage.times.numbers import number
from assistant.triage.times.reading import Reading
from assistant.triage.times.values import DAY, PARTS, Hours, Precision

TWELVE_HOURS = ("en", "es", "pt", "ar")  # "at 8" may be in the evening
_NOON, _MIDNIGHT = 12 * 60, DAY
_QUARTER, _HALF = 15, 30
_FIVES = (5, 10, 15, 20, 25)  # the minutes that are said so
AND_MINUTES = ("es", "it", "pt")  # "las ocho y diez"
_SURE_HOUR = 13  # from here on, "14h" alone is an hour of the day and not how long it took


@dataclass(frozen=True, slots=True)
class _Clock:
    """One hour as it was said; `marked`: something says that it is an hour; `pm`: None when it was not said."""

    minutes: int
    exact: bool
    marked: bool
    pm: bool | None = None
    fixed: bool = False  # noon, midnight


@dataclass(frozen=True, slots=True)
class Told:
    """Hours, the place after them, and whether they are announced ("à", "vers") or only stand there."""

    hours: Hours
    end: int
    announced: bool


def hours(reading: Reading, i: int) -> Told | None:
    """The hour or hours that begin at the i-th word."""
    return _between(reading, i) or _open(reading, i) or _single(reading, i)


def part(reading: Reading, i: int) -> tuple[str, int] | None:
    """The part of the day said from the i-th word, such as "en fin d'après-midi": its name in PARTS, "" for all day."""
    at = reading.skip(i, "in", "det", "of", "at", "this", most=3)
    third = next((name for name in ("early", "mid", "late") if reading.at(at).means(name)), "")
    if third:
        at = reading.skip(at + 1, "of", "det", "in", most=2)
    name = reading.at(at).name("part")
    if not name:
        return None
    whole = f"{third} {name}".strip()
    known = whole if whole in PARTS else name if name in PARTS else ""
    end = at + 1
    if name in ("evening", "night", "morning") and reading.at(end).means("late"):
        end += 1
    return known, end


def _between(reading: Reading, i: int) -> Told | None:
    """ "entre 18h et 20h", "de 14h à 16h", "14h-16h", "between 6 and 8 pm"."""
    opened = reading.at(i).means("between", "from")
    start = i + opened
    at = reading.skip(start, "at_clock", "at", "det", "about", most=2)
    first = _clock(reading, at, bare=opened)
    if not first:
        return None
    one, j = first
    joined = reading.at(j).means("to", "until") or reading.at(j).text in ("-", "–", "/")
    if not (joined or (opened and reading.at(j).means("and"))):
        return None
    then = reading.skip(j + 1, "at_clock", "det", "at", most=2)
    spoken = reading.at(then - 1).means("at_clock") and then > j + 1
    second = _clock(reading, then, bare=one.marked or spoken)
    if not second or not (second[0].marked or one.marked or spoken):
        return None
    other, end = second
    if one.pm is None and other.pm is not None and _of_day(replace(one, pm=other.pm)) < _of_day(other):
        one = replace(one, pm=other.pm)
    low, high = _of_day(one), _of_day(other)
    exact: Precision = "minute" if one.exact and other.exact else "hour"
    half = reading.lang in TWELVE_HOURS and any(
        c.pm is None and not c.fixed and c.minutes <= _NOON for c in (one, other)
    )
    return Told(Hours(low, high if high >= low else high + DAY, exact, half), end, opened or one.marked)


def _open(reading: Reading, i: int) -> Told | None:
    """ "après 22h", "avant 8h"."""
    word = reading.at(i)
    if not word.means("after", "before"):
        return None
    read = _clock(reading, reading.skip(i + 1, "at_clock", "det", most=1), bare=False)
    if not read:
        return None
    at, half = _of_day(read[0]), _is_half(reading, read[0])
    if word.means("after"):
        return Told(Hours(at, DAY - 1, "hour", half, until_night=True), read[1], True)
    return Told(Hours(0, at, "hour", half, from_midnight=True), read[1], True)


def _single(reading: Reading, i: int) -> Told | None:
    j = reading.skip(i, "about", "at", "at_clock", "exactly", most=3)
    skipped = [reading.at(n) for n in range(i, j)]
    about = any(word.means("about") for word in skipped)
    spoken = any(word.means("at_clock") for word in skipped)
    if read := (_minutes_first(reading, j) if spoken else None) or _clock(reading, j, bare=spoken):
        clock, end = read
        minutes = _of_day(clock)
        sure = clock.fixed or (clock.marked and (clock.exact or minutes >= _SURE_HOUR * 60 or clock.pm is not None))
        exact: Precision = "minute" if clock.exact and not about else "hour"
        told = Hours(minutes, minutes, exact, _is_half(reading, clock))
        end += reading.at(end).means("about_after")
        return Told(told, end, bool(skipped) or sure)
    return None


def _is_half(reading: Reading, clock: _Clock) -> bool:
    early = clock.minutes <= _NOON and clock.minutes >= 60
    return reading.lang in TWELVE_HOURS and clock.pm is None and not clock.fixed and early


def _of_day(clock: _Clock) -> int:
    """Minutes from midnight, "pm" put in."""
    if clock.pm is None or clock.fixed or clock.minutes >= _NOON + 60:
        return clock.minutes
    return clock.minutes % _NOON + (_NOON if clock.pm else 0)


def _clock(reading: Reading, i: int, bare: bool) -> tuple[_Clock, int] | None:
    """One hour; `bare`: what comes before says that a number alone is one."""
    word = reading.at(i)
    for name, minutes in (("noon", _NOON), ("midnight", _MIDNIGHT)):
        if word.means(name):
            return _fixed(reading, i, minutes)
    if word.means("half_to", "half_past", "quarter_past", "quarter_to"):
        return _fraction_first(reading, i)
    read = number(reading, i)
    if not read or not 0 <= read[0] <= 24:
        return None
    hour, j = read
    minutes, j, exact, marked = _minutes(reading, hour, j)
    pm = True if reading.at(j).means("pm") else False if reading.at(j).means("am") else None
    j += pm is not None
    marked = marked or pm is not None or (reading.lang in TWELVE_HOURS and hour <= 12 and part(reading, j) is not None)
    if not (marked or bare) or minutes > DAY or (not marked and _claimed(reading, j)):
        return None
    return _Clock(minutes, exact, marked, pm), j


def _claimed(reading: Reading, j: int) -> bool:
    """Whether the word after a bare number makes it something else: "à 5 mètres", "at 12 Elm Street"."""
    after = reading.at(j)
    closes = after.text == "" or not after.text[0].isalnum()
    return not (
        closes
        or after.means("and", "to", "in", "of", "at", "day", "weekday", "part", "moment", "det", "last", "goes_on")
    )


def _minutes(reading: Reading, hour: int, j: int) -> tuple[int, int, bool, bool]:
    """Minutes from midnight, the place after, whether minutes were said, and whether a sign of the hour was."""
    base, sign = hour * 60, reading.at(j)
    colon = sign.text == ":" or (sign.text == "." and reading.at(j + 2).means("h"))
    if colon and sign.glued and (found := reading.at(j + 1)).number is not None and found.glued and found.number < 60:
        return base + found.number, j + 2 + reading.at(j + 2).means("h"), True, True
    marked = sign.means("h")
    at = j + marked
    if reading.at(at).means("half"):
        return base + _HALF, at + 1, True, True
    if reading.at(at).means("quarter"):
        return base + _QUARTER, at + 1, True, True
    if reading.at(at).means("minus_quarter"):
        return base - _QUARTER, at + 1, True, True
    if read := _more_or_less(reading, at):
        return base + read[0], read[1], True, True
    if marked and (read := number(reading, at)) and read[0] < 60 and _is_minutes(reading, at, read[0]):
        return base + read[0], read[1], True, True
    return base, at, False, marked


def _more_or_less(reading: Reading, i: int) -> tuple[int, int] | None:
    """ "moins dix", "menos cinco"; "y diez", "e dieci" where minutes are added so; never "y diez hombres"."""
    sign = reading.at(i)
    less, more = sign.means("minus"), sign.means("and") and reading.lang in AND_MINUTES
    read = number(reading, i + 1) if less or more else None
    if not read or read[0] not in _FIVES or not _closed(reading, read[1]):
        return None
    return (-read[0] if less else read[0]), read[1]


def _closed(reading: Reading, j: int) -> bool:
    """Whether a number said before that place counts minutes: no thing that it could count follows."""
    after = reading.at(j)
    return not after.text.isalpha() or after.means("of", "in", "at", "part", "am", "pm", "exactly", "about_after")


def _minutes_first(reading: Reading, i: int) -> tuple[_Clock, int] | None:
    """ "at ten to nine", "um zehn nach acht"."""
    read, link = number(reading, i), ""
    if read and read[0] in _FIVES:
        link = next((name for name in ("past_hour", "to_hour") if reading.at(read[1]).means(name)), "")
    then = number(reading, read[1] + 1) if read and link else None
    if not read or not then or not 1 <= then[0] <= 24:
        return None
    j = then[1] + reading.at(then[1]).means("h")
    pm = True if reading.at(j).means("pm") else False if reading.at(j).means("am") else None
    shift = read[0] if link == "past_hour" else -read[0]
    return _Clock(then[0] * 60 + shift, True, True, pm), j + (pm is not None)


def _is_minutes(reading: Reading, i: int, number_said: int) -> bool:
    """Whether the number after an hour is its minutes: "22h un homme", "à 22h 3 hommes" are not 22:01, 22:03."""
    word = reading.at(i)
    if word.number is None:
        return number_said >= 10 or (number_said in _FIVES and _closed(reading, i + 1))
    return word.end - word.start == 2 or word.glued


def _fixed(reading: Reading, i: int, minutes: int) -> tuple[_Clock, int]:
    """Noon and midnight, and what is added to them."""
    if reading.at(i + 1).means("half"):
        return _Clock(minutes + _HALF, True, True, fixed=True), i + 2
    if reading.at(i + 1).means("quarter"):
        return _Clock(minutes + _QUARTER, True, True, fixed=True), i + 2
    if less := _more_or_less(reading, i + 1):
        return _Clock(minutes + less[0], True, True, fixed=True), less[1]
    read = number(reading, i + 1)
    if read and 5 <= read[0] < 60 and not reading.at(read[1]).text.isalpha():
        return _Clock(minutes + read[0], True, True, fixed=True), read[1]
    return _Clock(minutes, False, True, fixed=True), i + 1


def _fraction_first(reading: Reading, i: int) -> tuple[_Clock, int] | None:
    """ "halb neun" (8:30), "half past eight", "quarter to nine"."""
    read = number(reading, i + 1)
    if not read or not 1 <= read[0] <= 24:
        return None
    hour, word = read[0] * 60, reading.at(i)
    shift = -_HALF if word.means("half_to") else _HALF if word.means("half_past") else _QUARTER
    if word.means("quarter_to"):
        shift = -_QUARTER
    j = read[1] + reading.at(read[1]).means("h")
    pm = True if reading.at(j).means("pm") else False if reading.at(j).means("am") else None
    return _Clock(hour + shift, True, True, pm), j + (pm is not None)
