"""Numbers that name one thing: IBAN, IMEI, registration plate."""

from __future__ import annotations

import re
from collections.abc import Iterator

from stdnum import iban as iban_rules
from stdnum import imei as imei_rules

from assistant.triage.facts.safe import Safe
from assistant.triage.facts.value import Found

_IMEI = re.compile(r"(?<![\d.,])\d(?:[ /.-]?\d){14}(?![\d])")
_LETTERS = "[A-HJ-NP-TV-Z]{2}"  # no I, O or U (arrêté du 9 février 2009)
_SIV = re.compile(rf"(?<![^\W_])({_LETTERS})([ .-]?)(\d{{3}})\2({_LETTERS})(?![^\W_])", re.IGNORECASE)
_FNI = re.compile(r"(?<![^\W_])(\d{1,4})([ .-]?)([A-Z]{1,3})\2(0[1-9]|[1-8]\d|9[0-5]|97[1-6]|2[AB])(?![^\W_])")
_PLATE_WORDS = re.compile(
    r"plaque|immatricul|imat|plate|registration|matr[ií]cula|targa|kennzeichen|nummernschild|voiture|v[ée]hicule|clio|scooter|"
    r"moto|camion|fourgon|car\b|coche|macchina|auto|номер|лот|plak",
    re.IGNORECASE,
)
_SURELY = re.compile(
    r"plaque|immatricul|\bimat|\bplate|registration|matr[ií]cula|targa\b|kennzeichen|nummernschild", re.IGNORECASE
)
_WORDS = frozenset("DE ET EN LE LA DU NE TE SE ME CE YA PR ST AV RN RD KM CM MM KG VS PS AN AS ES MA TA SA".split())
_NEAR = 60  # letters around in which a word must say that it is a plate


def ibans(safe: Safe) -> Iterator[Found]:
    """IBANs whose key is right."""
    for start, end in safe.ibans:
        words = safe.text[start:end]
        yield Found(str(iban_rules.compact(words)), words, (start, end))


def imeis(safe: Safe) -> Iterator[Found]:
    """Fifteen digits whose key is right; a card of fifteen digits is masked before."""
    for found in _IMEI.finditer(safe.text):
        digits = re.sub(r"\D", "", found[0])
        if imei_rules.is_valid(digits) and not _inside(found.span(), safe.ibans):
            yield Found(digits, found[0], found.span())


def plates(safe: Safe) -> Iterator[Found]:
    """Plates since 2009 wherever they stand, older ones where a word says so."""
    for found in _SIV.finditer(safe.text):
        letters = found[1], found[4]
        if "SS" in (letters[0].upper(), letters[1].upper()) or _inside(found.span(), safe.ibans):
            continue
        if _sure(letters, found[2]) or _SURELY.search(_around(safe.text, found.span())):
            yield Found(f"{found[1]}-{found[3]}-{found[4]}".upper(), found[0], found.span())
    for found in _FNI.finditer(safe.text):
        if (
            _PLATE_WORDS.search(_around(safe.text, found.span()))
            and not _inside(found.span(), safe.ibans)
            and found[3] not in ("RUE", "AV", "BD")
        ):
            yield Found(f"{found[1]} {found[3]} {found[4]}", found[0], found.span())


def _sure(letters: tuple[str, str], between: str) -> bool:
    """Whether it can be nothing but a plate: "devis de 400 et facture" is none, nor "DE 400 ET"."""
    apart = between in ("", "-") or all(pair.isupper() for pair in letters)
    return apart and not (between != "-" and _WORDS.intersection(pair.upper() for pair in letters))


def _around(text: str, span: tuple[int, int]) -> str:
    return text[max(span[0] - _NEAR, 0) : span[1] + _NEAR]


def _inside(span: tuple[int, int], others: tuple[tuple[int, int], ...]) -> bool:
    return any(low < span[1] and span[0] < high for low, high in others)
