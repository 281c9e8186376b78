"""Sums of money as people write them: "1 200 €", "2k", "deux mille euros", "350e", "40 balles", "$500"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.triage.facts.value import Amount
from assistant.triage.times.numbers import number
from assistant.triage.times.reading import Reading

LARGEST = 1e11
_CODES = {
    "€": "EUR", "euro": "EUR", "euros": "EUR", "eur": "EUR", "eurs": "EUR", "balles": "EUR", "boules": "EUR", "roros": "EUR",
    "euri": "EUR", "евро": "EUR", "євро": "EUR", "欧元": "EUR", "يورو": "EUR", "avro": "EUR", "€uros": "EUR", "euross": "EUR",
    "$": "USD", "dollar": "USD", "dollars": "USD", "usd": "USD", "dolares": "USD", "dólares": "USD", "dollari": "USD",
    "£": "GBP", "gbp": "GBP", "livres sterling": "GBP", "pounds": "GBP", "quid": "GBP",
    "chf": "CHF", "francs suisses": "CHF", "franken": "CHF",
    "btc": "BTC", "bitcoin": "BTC", "bitcoins": "BTC", "eth": "ETH", "ethers": "ETH", "usdt": "USDT",
}  # fmt: skip
_UNIT = "|".join(sorted(map(re.escape, _CODES), key=len, reverse=True))
_FIGURES = r"\d{1,3}(?:[ .'’\u00a0\u202f]\d{3}){1,3}(?!\d)|\d{1,3}(?:,\d{3}){1,3}(?=\D|$)(?!,\d)|\d{1,11}"
_CENTS = r"(?:[.,](\d{1,8}))?"
_AFTER = re.compile(
    rf"(?<![\w.,/-])({_FIGURES}){_CENTS}[ \u00a0\u202f]?(k(?![\w])|k(?=[ \u00a0]?(?:{_UNIT})(?!\w))|mille|000(?= ?€))?[ \u00a0\u202f]{{0,2}}({_UNIT})(?![^\W\d_])[ ]?(\d\d(?!\d))?",
    re.IGNORECASE,
)
_BEFORE = re.compile(rf"(€|\$|£)[ \u00a0]?({_FIGURES}){_CENTS}[ ]?(k\b)?", re.IGNORECASE)
_THOUSANDS = re.compile(r"(?<![\w.,/-])(\d{1,4})(?:[.,](\d))?[ ]?k(?![\w/])", re.IGNORECASE)
_E = re.compile(r"(?<![\w.,/-])(\d{2,7})(?:[.,](\d{1,2}))?e(?![\w'’])", re.IGNORECASE)
_RANK = re.compile(
    r"\s*(?:arr|arrondissement|étage|etage|siècle|siecle|fois|jour|anniversaire|rang|place|minute|régiment|année)",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"\s*(?:d['’]|de )?(?:abonn|follow|vue|view|like|membre|sub|personne|km|bornes|inscrit|visite|seguid|Abonnent|подписчик|takip)",
    re.IGNORECASE,
)  # "20k abonnés"
_FEWEST_E = 21  # "350e" is money; "3e", "15e", "20e" are ranks
_SPENT = re.compile(
    r"vol[ée]|pris|débit|debit|prélev|prelev|vir(?:é|e|ement)|vers[ée]|pay[ée]|perdu|retir|envoy|escroq|arnaqu|préjudice|prejudice|stole|taken|paid|"
    r"sent|lost|withdr|charged|transfer|robaron|pagu|perd|estaf|rubat|pagat|preleva|gestohlen|bezahlt|überwiesen|abgebucht|abgehoben",
    re.IGNORECASE,
)
_REACH = 45  # letters before an amount in which such a word says that it is what was lost


def amounts(reading: Reading) -> Iterator[Amount]:
    """Every sum, in order, none inside another."""
    found: list[Amount] = []
    for one in (*_written(reading.text), *_spoken(reading)):
        if one.amount <= LARGEST and not any(_overlap(one, other) for other in found):
            found.append(one)
    yield from sorted(found, key=lambda one: one.at)


def lost(text: str, found: Sequence[Amount]) -> Amount | None:
    """The sum that the facts are about: the first that stands after a word of loss or payment, else the first."""
    for one in found:
        if _SPENT.search(text, max(one.at[0] - _REACH, 0), one.at[0]):
            return one
    return found[0] if found else None


def _overlap(one: Amount, other: Amount) -> bool:
    return one.at[0] < other.at[1] and other.at[0] < one.at[1]


def _written(text: str) -> Iterator[Amount]:
    for found in _AFTER.finditer(text):
        figures, cents, thousands, unit, after = found.groups()
        value = _value(figures, cents or after, thousands)
        yield Amount(
            value, _CODES[unit.lower()], found[0].strip(), (found.start(), found.start() + len(found[0].rstrip()))
        )
    for found in _BEFORE.finditer(text):
        yield Amount(_value(found[2], found[3], found[4]), _CODES[found[1]], found[0].strip(), _span(found))
    for found in _THOUSANDS.finditer(text) if _SPENT.search(text) else ():
        if _COUNTED.match(text, found.end()):
            continue
        yield Amount(_value(found[1], found[2], "k"), "EUR", found[0], found.span())
    for found in _E.finditer(text):
        value = _value(found[1], found[2], None)
        if value >= _FEWEST_E and not _RANK.match(text, found.end()):
            yield Amount(value, "EUR", found[0], found.span())


def _span(found: re.Match[str]) -> tuple[int, int]:
    return found.start(), found.start() + len(found[0].rstrip())


def _value(figures: str, cents: str | None, thousands: str | None) -> float:
    whole = int(re.sub(r"\D", "", figures))
    value: float = whole + (int(cents) / 10 ** len(cents) if cents else 0)
    return float(round(value * (1000 if thousands else 1), 8))


def _spoken(reading: Reading) -> Iterator[Amount]:
    """ "deux mille euros", "cent cinquante balles"."""
    i = 0
    while i < len(reading.words):
        read = number(reading, i) if reading.at(i).means("number") else None
        unit = _CODES.get(reading.at(read[1]).text) if read else None
        if read and unit and read[0] > 0:
            start, end = reading.at(i).start, reading.at(read[1]).end
            yield Amount(float(read[0]), unit, reading.text[start:end], (start, end))
        i = read[1] if read else i + 1
