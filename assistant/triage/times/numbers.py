"""Numbers in figures and in words: "12", "vingt-deux", "deux mille vingt-six"."""

from __future__ import annotations

from assistant.triage.times.reading import Reading

_THOUSAND = 1000


def number(reading: Reading, i: int) -> tuple[int, int] | None:
    """The whole number written from the i-th word, and the place after it."""
    word = reading.at(i)
    if word.number is not None:
        return word.number, i + 1
    total = word.count("number")
    if total is None:
        return None
    i += 1
    while (more := _more(reading, i, total)) is not None:
        total, i = more
    return total, i


def _more(reading: Reading, i: int, total: int) -> tuple[int, int] | None:
    """What the next word adds to a number: a unit to a ten, anything to a thousand."""
    at = i + 1 if reading.at(i).means("and") and total in range(20, 70, 10) else i
    added = reading.at(at).count("number")
    if added is None:
        return None
    if added == _THOUSAND:
        return (total * _THOUSAND, at + 1) if total < 10 else None
    if total % _THOUSAND == 0 and total:
        return total + added, at + 1
    rest = total % 100
    fits = rest in range(20, 70, 10) and added < 20 if rest == 60 else rest in range(20, 70, 10) and added < 10
    return (total + added, at + 1) if fits else None
