"""Numbers in figures and in words: "12", "vingt-deux", "trois cent cinquante", "deux mille vingt-six"."""

from __future__ import annotations

from assistant.triage.times.reading import Reading

_HUNDRED, _THOUSAND = 100, 1000
_BY_TWENTY = (60, 80)  # "soixante et onze", "quatre-vingt-douze"


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
    """What the next word adds to a number: a unit to a ten, anything to a hundred or a thousand."""
    at = i + 1 if reading.at(i).means("and") and total % _HUNDRED in range(20, 70, 10) else i
    added = reading.at(at).count("number")
    if added is None or added == 0:
        return None
    if added == _THOUSAND:
        return (total * _THOUSAND, at + 1) if total < _THOUSAND else None
    rest = total % _HUNDRED
    if added == _HUNDRED:
        kept = total - rest
        return (
            (kept + rest * _HUNDRED, at + 1)
            if 1 < rest < 10 and total % _THOUSAND < 10
            else _to_round(total, added, at)
        )
    if added < _HUNDRED and rest == 0:
        return total + added, at + 1
    fits = added < 20 if rest in _BY_TWENTY else added < 10 and rest in range(20, 100, 10)
    return (total + added, at + 1) if fits else None


def _to_round(total: int, added: int, at: int) -> tuple[int, int] | None:
    """ "mille cent": a hundred after whole thousands."""
    return (total + added, at + 1) if total % _THOUSAND == 0 else None
