"""Dates said in full or in part: "le samedi 14 mars", "12/03/26", "2026-03-12", "March 12th", "le 12"."""

from __future__ import annotations

from dataclasses import replace

from assistant.triage.times.almanac import FIRST_YEAR, LAST_YEAR
from assistant.triage.times.clocks import hours
from assistant.triage.times.numbers import number
from assistant.triage.times.reading import Reading
from assistant.triage.times.values import Rough

Found = tuple[Rough, int]  # what was read, and the place after it
SIGNS = ("/", ".", "-", "‑", "–")
MONTH_FIRST = ("en", "zh")  # "March 12", 3月12日
EITHER_ORDER = ("en",)  # 12/03 is March in London and December in New York
ORDINALS = ("en", "de")  # "the 12th", "am 12."; in French "le 14e" is a rank
EMERGENCY = (15, 17, 18, 112, 114, 115, 119)  # "le 17": who was called, when there is no better sign of a day
_AFTER_NUMBER = ("h", "unit", "noon", "season", "some")


def date(reading: Reading, i: int) -> Found | None:
    """The date that begins at the i-th word."""
    start = reading.skip(i, "of_day", most=2)
    for one in (_iso, _figures, _named, _month_first):
        if found := one(reading, start):
            return found
    return _day_alone(reading, i)


def year(reading: Reading, i: int) -> tuple[int, int] | None:
    """A year in four figures, or in words."""
    read = number(reading, i)
    if read and FIRST_YEAR <= read[0] <= LAST_YEAR and not _money(reading, read[1]):
        return read
    return None


def _money(reading: Reading, i: int) -> bool:
    return reading.at(i).text in ("€", "euro", "euros", "eur", "$", "balles")


def _iso(reading: Reading, i: int) -> Found | None:
    """2026-03-12, 2026/3/12, 2026年3月12日."""
    read = _joined(reading, i)
    if read and len(read[0]) == 3 and read[0][0] > 31:
        (y, month, day), j = read
        return (Rough(day, month, y), j) if _likely(day, month) and FIRST_YEAR <= y <= LAST_YEAR else None
    if reading.at(i + 1).text == "年" and (y := reading.at(i).number or 0) >= FIRST_YEAR:
        found = _chinese(reading, i + 2)
        return (Rough(found[0].day, found[0].month, y), found[1]) if found else None
    return _chinese(reading, i)


def _chinese(reading: Reading, i: int) -> Found | None:
    month, day = reading.at(i).number, reading.at(i + 2).number
    if month and day and reading.at(i + 1).text == "月" and _likely(day, month):
        return Rough(day, month), i + 3 + (reading.at(i + 3).text in ("日", "号"))
    return None


def _figures(reading: Reading, i: int) -> Found | None:
    """12/03/2026, 12.3.26, 12 03 2026, le 12/03; never a part of a longer row of figures, as a phone number is."""
    announced = reading.at(i - 1).means("of_day")
    weekday, i = _weekday(reading, i)
    read = _joined(reading, i) or _spaced(reading, i)
    if not read:
        return None
    parts, j = read
    if len(parts) == 3:
        y = _full_year(parts[2], reading.now.year)
        return _ordered(reading, Rough(parts[0], parts[1], y, weekday), j) if y else None
    sign, announced = reading.at(i + 1).text, announced or weekday is not None
    two_figures = reading.at(i).end - reading.at(i).start == 2 == reading.at(i + 2).end - reading.at(i + 2).start
    announced = announced or hours(reading, j) is not None
    if (sign == "/" and (two_figures or announced)) or (sign == "." and announced and reading.lang == "de"):
        j += sign == "." and reading.at(j).text == "." and reading.at(j).glued
        return _ordered(reading, Rough(parts[0], parts[1], weekday=weekday), j)
    return None


def _joined(reading: Reading, i: int) -> tuple[list[int], int] | None:
    """Two or three numbers joined by the same sign, with nothing before or after that makes the row longer."""
    sign = reading.at(i + 1).text
    before = reading.at(i - 1)
    if sign not in SIGNS or (before.text in SIGNS and reading.at(i).glued and before.glued):
        return None
    parts, j = [reading.at(i).number], i + 1
    while reading.at(j).text == sign and reading.at(j).glued and reading.at(j + 1).glued and len(parts) < 5:
        if reading.at(j + 1).number is None:
            break
        parts.append(reading.at(j + 1).number)
        j += 2
    found = [part for part in parts if part is not None]
    return (found, j) if len(found) == len(parts) in (2, 3) else None


def _spaced(reading: Reading, i: int) -> tuple[list[int], int] | None:
    """12 03 2026, as a person dictates it."""
    three = [reading.at(i + n).number for n in range(3)]
    found = [part for part in three if part is not None]
    alone = reading.at(i - 1).number is None and reading.at(i + 3).number is None
    return (found, i + 3) if len(found) == 3 and alone and found[2] >= FIRST_YEAR else None


def _full_year(written: int, this_year: int) -> int | None:
    """`26` is 2026, `71` is 1971: never a year that has not come."""
    if written < 100:
        return written + (2000 if written <= this_year % 100 else 1900)
    return written if FIRST_YEAR <= written <= LAST_YEAR else None


def _likely(day: int, month: int) -> bool:
    return 1 <= day <= 31 and 1 <= month <= 12


def _ordered(reading: Reading, said: Rough, j: int) -> Found | None:
    """Day and month in the order of the language; in English it may be either."""
    day, month = said.day, said.month or 0
    if reading.lang in EITHER_ORDER and _likely(month, day):
        return replace(said, day=month, month=day, doubt=_likely(day, month) and day != month), j
    return (said, j) if _likely(day, month) else None


def _named(reading: Reading, i: int) -> Found | None:
    """[samedi] [le] 14 [of] mars [2026]."""
    weekday, i = _weekday(reading, i)
    read = _day_number(reading, i)
    if not read:
        return None
    day, j = read
    j = reading.skip(j, "of", "det", most=2)
    month = reading.at(j).count("month") or reading.at(j).count("month_short")
    if not month or not 1 <= day <= 31:
        return None
    said_year, j = _year_after(reading, j + 1)
    return Rough(day, month, said_year, weekday), j


def _month_first(reading: Reading, i: int) -> Found | None:
    """[Saturday] March [the] 14th [2026]."""
    if reading.lang not in MONTH_FIRST:
        return None
    weekday, i = _weekday(reading, i)
    month = reading.at(i).count("month") or reading.at(i).count("month_short")
    j = reading.skip(i + 1, "det", most=1)
    day = reading.at(j).number
    if not month or not day or not 1 <= day <= 31:
        return None
    j += 1 + reading.at(j + 1).means("ordinal")
    if reading.at(j).means("h", "am", "pm"):
        return None
    said_year, j = _year_after(reading, j)
    return Rough(day, month, said_year, weekday), j


def _weekday(reading: Reading, i: int) -> tuple[int | None, int]:
    """The weekday before a date, and the place after it and its comma."""
    weekday = reading.at(i).count("weekday")
    if weekday is None:
        return None, i
    j = i + 1 + (reading.at(i + 1).text == ",")
    return weekday, reading.skip(j, "of_day", most=1)


def _day_number(reading: Reading, i: int) -> tuple[int, int] | None:
    if reading.at(i).means("first"):
        return 1, i + 1
    read = number(reading, i)
    if not read:
        return None
    day, j = read
    return day, after_ordinal(reading, j)


def after_ordinal(reading: Reading, j: int) -> int:
    """The place after the sign that makes a number the name of a day, if there is one: "1er", "12th", "12."."""
    sign = reading.at(j)
    dot = sign.text == "." and (reading.lang == "de" or reading.at(j + 1).means("month"))
    return j + (sign.means("ordinal") or (sign.glued and (dot or sign.text in ("º", "°", "ª"))))


def _year_after(reading: Reading, j: int) -> tuple[int | None, int]:
    """A year after a month: "mars 2026", "marzo de 2026", "March 12th, 2026", "12 mars 26"; "de l'an dernier"."""
    at = reading.skip(j + (reading.at(j).text == ","), "of", "det", most=2)
    if read := year(reading, at):
        return read
    word = reading.at(j)
    if word.number is not None and word.end - word.start == 2 and not reading.at(j + 1).means("h", "unit", "pm", "am"):
        closed = reading.at(j + 1).text not in (":", ",", "/", "€", "-") and not reading.at(j + 1).glued
        if closed and (full := _full_year(word.number, reading.now.year)) and full >= 2000:
            return full, j + 1
    if (last := last_year(reading, at)) is not None:
        return last
    return None, j


def last_year(reading: Reading, i: int) -> tuple[int, int] | None:
    """ "le 12 mars de l'année dernière", "July last year"."""
    if reading.at(i).means("in_year") and reading.at(i + 1).means("last"):
        return reading.now.year - 1, i + 2  # "de l'année dernière"
    for at, other in ((i, i + 1), (i + 1, i)):
        if reading.at(at).name("unit") == "year" and reading.at(other).means("last"):
            return reading.now.year - 1, max(at, other) + 1
    return None


def _day_alone(reading: Reading, i: int) -> Found | None:
    """ "le 12", "samedi 14", "le 1er", "on the 12th", "am 12.": a number that nothing else claims."""
    weekday, j = _weekday(reading, i)
    if weekday is None:
        j = i + 1
        if not reading.at(i).means("of_day") and not (reading.at(i).means("of_range") and _ends(reading, j + 1)):
            return None
    word = reading.at(j)
    first_of_month = word.means("first") and word.text.startswith("1")
    in_figures = word.number is not None or first_of_month or (weekday is not None and (word.count("number") or 0) > 1)
    read = _day_number(reading, j)
    if not read or not in_figures or word.glued or not 1 <= read[0] <= 31:
        return None
    day, end = read
    if not first_of_month and (end > j + 1) is not (reading.lang in ORDINALS):
        return None
    if weekday is None and day in EMERGENCY and _called(reading, i):
        return None
    return (Rough(day, weekday=weekday), end) if _free(reading, i, end) else None


def _ends(reading: Reading, j: int) -> bool:
    """Whether the sentence ends there: "les coups datent du 8.", not "le train du 8 pour Lyon"."""
    return reading.at(j).text in ("", ".", ",", "!", "\n", ";", ")")


def _called(reading: Reading, i: int) -> bool:
    return any(reading.at(n).means("called") for n in range(i - 3, i))


def _free(reading: Reading, i: int, end: int) -> bool:
    """Whether the number is not that of a street, an amount, an hour, a département."""
    after, before = reading.at(end), reading.at(i - 1)
    if after.means(*_AFTER_NUMBER, "counted") or after.number is not None or after.text in ("%", "€", "/", "°", ":"):
        return False
    decimal = after.text in (".", ",") and after.glued and reading.at(end + 1).number is not None
    return not before.means("numbered") and not (decimal and reading.at(end + 1).glued)
