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
_NEAR = 60  # letters around an old plate in which a word must say that it is one


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
        if not _inside(found.span(), safe.ibans) and "SS" not in (found[1].upper(), found[4].upper()):
            yield Found(f"{found[1]}-{found[3]}-{found[4]}".upper(), found[0], found.span())
    for found in _FNI.finditer(safe.text):
        around = safe.text[max(found.start() - _NEAR, 0) : found.end() + _NEAR]
        if (
            _PLATE_WORDS.search(around)
            and not _inside(found.span(), safe.ibans)
            and found[3] not in ("RUE", "AV", "BD")
        ):
            yield Found(f"{found[1]} {found[3]} {found[4]}", found[0], found.span())


def _inside(span: tuple[int, int], others: tuple[tuple[int, int], ...]) -> bool:
    return any(low < span[1] and span[0] < high for low, high in others)
