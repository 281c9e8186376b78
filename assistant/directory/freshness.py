"""How old a fact may be before it is shown as "à vérifier"."""

from __future__ import annotations

import re
from datetime import date

_YEARS = 2
_DATE = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")


def stale(source_date: str, today: date) -> bool:
    """Older than 24 months; "2026-10" counts from its first day, and a date that cannot be read is old."""
    found = _DATE.fullmatch(source_date)
    if found is None:
        return True
    year, month, day = (int(part or 1) for part in found.groups())
    return (year + _YEARS, month, day) < (today.year, today.month, today.day)
