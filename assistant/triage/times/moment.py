"""One time expression: a day, its hours and its part of the day, in any order."""

from __future__ import annotations

from dataclasses import dataclass, replace

from assistant.triage.times import almanac
from assistant.triage.times.ago import ago
from assistant.triage.times.clocks import hours, part
from assistant.triage.times.dates import after_ordinal, date, year
from assistant.triage.times.interval import interval
from assistant.triage.times.numbers import number
from assistant.triage.times.reading import Reading
from assistant.triage.times.seasons import month
from assistant.triage.times.spans import span
from assistant.triage.times.units import day_of_month, unit
from assistant.triage.times.values import Days, Hours, Interval, Rough

Known = Days | Rough | Interval
_JOINERS = (",", "-", "–", "(", ":")


@dataclass(frozen=True, slots=True)
class Moment:
    """One time expression: what it says of the day, the hours, the part of the day, and its place (words i to j).

    `night`: from one day to the next; `since`: it goes on until now; `habit`: not one moment at all.
    """

    i: int
    j: int
    days: Known | None = None
    hours: Hours | None = None
    part: str = ""
    night: bool = False
    habit: bool = False

    def interval(self, reading: Reading) -> Interval | None:
        """The instants it means; None when it says no day, or a day that does not exist."""
        return interval(self.days, self.hours, self.part, self.night, reading.now)


def one(reading: Reading, i: int, loose: bool = False) -> Moment | None:
    """A day with its hours and its part of the day, in any order; or hours or a part alone."""
    if reading.at(i).means("moment", "day") and _then(reading, i + 1):
        return Moment(i, i + 2)  # "ce jour-là" says no day of its own
    if named := _named(reading, i):
        return _filled(reading, named)
    if found := day(reading, i, loose):
        same_word = reading.at(found[1] - 1)  # "Samstagabend"
        whole = same_word.name("part") if same_word.means("weekday") else ""
        return _filled(reading, Moment(i, found[1], found[0], part=whole))
    if (told := hours(reading, i)) and told.hours:
        filled = _filled(reading, Moment(i, told.end, hours=told.hours))
        return filled if told.announced or filled.days or filled.part else None
    if (read := part(reading, i)) and read[0]:
        return _filled(reading, Moment(i, read[1], part=read[0]))
    return None


def _filled(reading: Reading, moment: Moment) -> Moment:
    """The moment with what the next words add to it."""
    for _ in range(3):
        more = _added(reading, moment, moment.j)
        if more is None and moment.days is not None and reading.at(moment.j).text in _JOINERS:
            more = _added(reading, moment, moment.j + 1)
        if more is None:
            break
        moment = more
    return _last(reading, _of_month(reading, moment))


def _of_month(reading: Reading, moment: Moment) -> Moment:
    """ "le 27, donc en février", "le 20, mais du mois dernier": the month that is said after the day."""
    said = moment.days
    if not isinstance(said, Rough) or said.month is not None:
        return moment
    at = moment.j + (reading.at(moment.j).text in _JOINERS)
    at = reading.skip(at, "but", "so", most=1)
    read = month(reading, at) or (unit(reading, reading.skip(at, "of", "det", most=2)) if at > moment.j else None)
    if not read or read[0].precision != "month" or read[0].last.day < 28:
        return moment
    return replace(moment, days=replace(said, month=read[0].first.month, year=read[0].first.year), j=read[1])


def _last(reading: Reading, moment: Moment) -> Moment:
    """ "mercredi soir dernier": said after the part of the day, it still is of the day."""
    days = moment.days
    if not isinstance(days, Days) or not days.weak or not moment.part or not reading.at(moment.j).means("last"):
        return moment
    return replace(moment, days=replace(days, weak=False, doubt=False), j=moment.j + 1)


def _added(reading: Reading, moment: Moment, j: int) -> Moment | None:
    if moment.hours is None and not isinstance(moment.days, Interval) and (told := hours(reading, j)):
        return replace(moment, hours=told.hours, j=told.end)
    if moment.part == "morning" and (read := part(reading, j)) and read[0] == "dawn":
        return replace(moment, part="dawn", j=read[1])
    if not moment.part and not isinstance(moment.days, Interval) and (read := part(reading, j)):
        return replace(moment, part=read[0], j=read[1])
    if moment.days is None:
        if (named := _named(reading, j)) and isinstance(named.days, Days):
            return replace(moment, days=named.days, part=named.part, j=named.j)
        at = reading.skip(j, "of", "det", "in", most=2)
        for start in range(j, at + 1):
            if found := day(reading, start):
                days, end = found
                return None if isinstance(days, Interval) else replace(moment, days=days, j=end)
    return None


def day(reading: Reading, i: int, loose: bool = False) -> tuple[Known, int] | None:
    """What names a day; `loose`: in a range, a number or a bare month or year is enough."""
    if found := ago(reading, i):
        return found
    if said := day_of_month(reading, i):
        return said
    if found_date := date(reading, i):
        return found_date
    if found_span := span(reading, i):
        return found_span
    return _loose(reading, i) if loose else None


def _then(reading: Reading, j: int) -> bool:
    """Whether "là" follows: "ce soir-là" is the evening of another day; "ce soir la porte" is not."""
    before, word = reading.at(j - 1), reading.at(j)
    written = reading.text[before.end : word.end].strip().lower()
    return word.text == "la" and written in ("-là", "-la", "là")


def _named(reading: Reading, i: int) -> Moment | None:
    """A day and a part of it in one phrase: "ce matin", "anoche", "stanotte"."""
    name = reading.at(i).name("moment")
    if not name:
        return None
    offset, _, named_part = name.partition(" ")
    today = reading.now.date() + int(offset) * almanac.ONE
    return Moment(i, i + 1, Days(today, today), part=named_part)


def _loose(reading: Reading, i: int) -> tuple[Known, int] | None:
    """In a range: "du 5 au 8 mars", "de janvier à mars", "entre 2021 et 2023"."""
    at = reading.skip(i, "det", "of_day", "of", "during", most=2)
    if (month := reading.at(at).count("month")) is not None:
        return almanac.last_month(reading.now.date(), month), at + 1
    if read := year(reading, at):
        return almanac.year_days(read[0]), read[1]
    if reading.at(at).means("first"):
        return Rough(1), at + 1
    read = number(reading, at)
    if reading.at(at).number is None and read and read[0] == 1:
        return None  # "un" is an article
    if (
        not read
        or not 1 <= read[0] <= 31
        or reading.at(read[1]).means("h", "unit", "am", "pm")
        or reading.at(read[1]).text == ":"
    ):
        return None
    return Rough(read[0]), after_ordinal(reading, read[1])
