"""One moment to another: "du 5 au 8 mars", "entre vendredi soir et lundi matin", a night from one day to the next."""

from __future__ import annotations

from dataclasses import replace

from assistant.triage.times import almanac
from assistant.triage.times.clocks import hours, part
from assistant.triage.times.interval import joined
from assistant.triage.times.moment import Known, Moment, day, one
from assistant.triage.times.reading import Reading
from assistant.triage.times.values import NIGHTS, Days, Precision, Rough

FAR = 31  # days: two times so far apart are not one that is known roughly


def night(reading: Reading, i: int) -> Moment | None:
    """ "dans la nuit du 3 au 4 mars [vers 3h]", "de nuit de vendredi à samedi"."""
    read = part(reading, i)
    if not read or read[0] not in NIGHTS:
        return None
    if reading.at(read[1]).means("night_to") and (known := day(reading, read[1] + 1)) and isinstance(known[0], Days):
        eve = known[0].first - almanac.ONE  # "in der Nacht zum Sonntag"
        return Moment(i, known[1], Days(eve, eve, doubt=known[0].doubt), night=True)
    days = _two_days(reading, reading.skip(read[1], "of", most=1)) or _two_days(reading, read[1])
    if not days:
        return None
    first, last, j = days
    if (last.first - first.first) != almanac.ONE:
        return None
    night = Days(first.first, last.first, doubt=first.doubt or last.doubt)  # nobody tells of a night to come like that
    told = hours(reading, j + (reading.at(j).text == ","))
    return Moment(i, told.end if told else j, night, told.hours if told else None, night=True)


def _two_days(reading: Reading, i: int) -> tuple[Days, Days, int] | None:
    """Two days joined by "à", "au", "et": each known, the first from the second where it says less."""
    i += reading.at(i).means("between", "from") and not reading.at(i).means("weekday")
    first = day(reading, i, loose=True)
    if not first or (not reading.at(first[1]).means("to", "and", "until") and reading.at(first[1]).text not in "-/–"):
        return None
    second = day(reading, first[1] + 1, loose=True)
    if reading.at(first[1] - 1).means("weekday") and reading.at(first[1] - 1).means("part"):
        return None  # "Freitagabend" is not the whole day
    if not second or not _is_range(reading, i, first[1], first[0], second[0]):
        return None
    found = _matched(first[0], second[0], reading)
    slash = reading.at(first[1]).text == "/" and not (isinstance(second[0], Rough) and second[0].month)
    return (*found, second[1]) if found and not slash else None


def _is_range(reading: Reading, i: int, link: int, first: Known, second: Known) -> bool:
    """Whether two numbers are days: a month follows, or "du", "le" comes before ("de 5 à 8" may be people)."""
    numbers = isinstance(first, Rough) and first.month is None and first.weekday is None
    if not isinstance(second, Rough) or second.month is not None:
        return True
    if not numbers:
        return isinstance(first, Rough) and not reading.at(link).means("at", "at_clock")
    return reading.at(i).means("of_day") or reading.at(i - 1).means("of_range", "of_day")


def _matched(first: Known, second: Known, reading: Reading) -> tuple[Days, Days] | None:
    """Both as days; what the first leaves out is taken from the second, and it never comes after it."""
    today = reading.now.date()
    if isinstance(first, Rough) and isinstance(second, Rough):
        month = first.month or second.month
        year = first.year or second.year
        if first.month is None and first.day > second.day and month and second.month:
            month = second.month - 1 or 12
            year = year - 1 if year and month == 12 else year
        elif first.month and second.month and first.month > second.month and year and not first.year:
            year -= 1
        first = replace(first, month=month, year=year)
    last = almanac.dated(second, today) if isinstance(second, Rough) else second
    begun = almanac.dated(first, today) if isinstance(first, Rough) else first
    if not isinstance(last, Days) or not isinstance(begun, Days):
        return None
    if begun.first > last.last and begun.weak:
        day = almanac.last_weekday(last.first, begun.first.weekday())
        begun = replace(begun, first=day, last=day, doubt=False)
    if begun.precision == "month" and begun.first > last.first:
        begun = almanac.month_days(last.first.year - (begun.first.month > last.first.month), begun.first.month)
    if begun.weak and begun.doubt and not last.doubt:
        day = almanac.last_weekday(last.first, begun.first.weekday())
        begun = replace(begun, first=day, last=day, doubt=False)
    return (begun, last) if begun.first <= last.last else None


def between(reading: Reading, i: int) -> Moment | None:
    """ "du 5 au 8 mars", "entre vendredi soir et lundi matin", "de janvier à mars", "hier ou avant-hier"."""
    opened = reading.at(i).means("between", "from") and not hours(reading, i)
    start = i + opened
    if days := _two_days(reading, start):
        after = hours(reading, days[2])
        if not after and (opened or _one_after_the_other(reading, start, days)):
            return Moment(i, days[2], _joined_days(days[0], days[1]))
    first = one(reading, start, loose=reading.at(i).means("of_range") or reading.at(start).means("of_day"))
    if not first or first.days is None:
        return None
    return _with_end(reading, i, first, opened)


def _joined_days(first: Days, last: Days) -> Days:
    """From the first to the last, as precise as the less precise."""
    precision: Precision = max(first.precision, last.precision, key=("day", "month", "year").index)
    return Days(first.first, last.last, precision, first.weak and last.weak, first.doubt or last.doubt)


def _one_after_the_other(reading: Reading, start: int, days: tuple[Days, Days, int]) -> bool:
    """Whether "et" joins two days of the same facts: "le 12 et le 13 mars"; then nothing else is told of the second."""
    joint = _joint(reading, start)
    if not reading.at(joint).means("and"):
        return True
    low, high = reading.at(days[2] - 1).end, reading.at(days[2] + 4).start or len(reading.text)
    told_apart = any(low <= role.start < high and role.name in ("reported", "found", "left") for role in reading.roles)
    return days[1].first - days[0].last == almanac.ONE and not told_apart


def _joint(reading: Reading, i: int) -> int:
    found = day(reading, i, loose=True)
    return found[1] if found else i


def _with_end(reading: Reading, i: int, first: Moment, opened: bool) -> Moment | None:
    """The range from a moment to the next one, if they are joined as one."""
    link = reading.at(first.j)
    either = link.means("or")
    thirds = reading.at(i).means("late") and link.means("early")  # "fin janvier début février"
    if not (either or thirds or link.means("until") or (opened and (link.means("to", "and") or link.text in "-–"))):
        return None
    second = one(reading, first.j + (not thirds), loose=opened)
    if not second:
        return None
    if second.days is None and (second.hours or second.part):
        second = replace(second, days=first.days)
    begun, ended = first.interval(reading), second.interval(reading)
    if begun and (first.hours or first.part):
        begun = replace(begun, weak=False)  # nobody plans like that
    if not begun or not ended:
        return None
    if either and begun.start > ended.start:
        begun, ended = ended, begun
    if either and (ended.start - begun.end).days > FAR:
        begun = replace(begun, doubt=True)
    if begun.weak and begun.start > ended.end and isinstance(first.days, Days):
        day = almanac.last_weekday(ended.end.date(), first.days.first.weekday())
        begun = replace(first, days=replace(first.days, first=day, last=day, doubt=False)).interval(reading) or begun
    if either and begun.precision != ended.precision:
        begun, ended = begun.whole_days(), ended.whole_days()
    return Moment(i, second.j, joined(begun, ended)) if begun.start <= ended.end else None
