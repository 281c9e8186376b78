"""Opening hours of the official files -> OpenStreetMap syntax, checked by the library that will read them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_OSM = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
_HOLIDAYS = "jours fériés"
_DAY = re.compile(rf"({'|'.join(DAYS)}|jours? f[ée]ri[ée]s?)", re.IGNORECASE)
_HOUR = r"(\d{1,2})\s*(?:h|:)\s*(\d{0,2})(?::\d{2})?"
_SPAN = re.compile(rf"{_HOUR}\s*(?:-|–|à|a)\s*{_HOUR}", re.IGNORECASE)
_ALWAYS = re.compile(r"24\s*h?\s*(?:/|sur)\s*24", re.IGNORECASE)
Span = tuple[str, str]


class Unread(ValueError):
    """These hours cannot be read without guessing."""


def from_text(text: str) -> str | None:
    """`Lundi : 8h00-12h00 14h00-18h00 Mardi : …` -> `Mo 08:00-12:00,14:00-18:00; …`; None when nothing is said."""
    if not text.strip():
        return None
    if _ALWAYS.search(text):
        return "24/7"
    pieces = _DAY.split(text)
    if pieces[0].strip(" :;,-\n"):
        raise Unread(text)
    week: dict[str, list[Span]] = {}
    waiting: list[str] = []
    for name, said in zip(pieces[1::2], pieces[2::2], strict=True):
        waiting.append(_day(name))
        if re.fullmatch(r"[\s,]*(et)?[\s,]*", said):
            continue  # "Dimanche et jours fériés : …"
        spans = _spans(said)
        week |= dict.fromkeys(waiting, spans)
        waiting = []
    return _written(week)


def from_columns(row: Mapping[str, object]) -> str | None:
    """`lundi_plage1_debut`, `lundi_plage1_fin` … `dimanche_plage3_fin` (`08h00`, `8h0`) -> OSM syntax."""
    week: dict[str, list[Span]] = {}
    for day in DAYS:
        ends = [
            (str(row.get(f"{day}_plage{n}_debut") or ""), str(row.get(f"{day}_plage{n}_fin") or "")) for n in (1, 2, 3)
        ]
        spans = [_span(f"{start}-{end}") for start, end in ends if start or end]
        if spans:
            week[day] = spans
    return _written(week)


def from_ranges(ranges: Iterable[Mapping[str, object]]) -> str | None:
    """The `plage_ouverture` of the DILA directory: a first and a last day, and up to two ranges."""
    week: dict[str, list[Span]] = {}
    for one in ranges:
        first, last = str(one.get("nom_jour_debut") or "").lower(), str(one.get("nom_jour_fin") or "").lower()
        if first not in DAYS or (last or first) not in DAYS or one.get("commentaire"):
            raise Unread(str(one))
        spans = [
            _span(f"{one.get(f'valeur_heure_debut_{n}')}-{one.get(f'valeur_heure_fin_{n}')}")
            for n in (1, 2)
            if one.get(f"valeur_heure_debut_{n}")
        ]
        for day in DAYS[DAYS.index(first) : DAYS.index(last or first) + 1]:
            week[day] = week.get(day, []) + spans
    return _written(week)


def _day(name: str) -> str:
    return name.lower() if name.lower() in DAYS else _HOLIDAYS


def _spans(text: str) -> list[Span]:
    rest = _SPAN.sub(" ", text)
    if re.search(r"\d", rest) or re.search(
        r"[a-zà-ÿ]{3,}", re.sub(r"(?i)ferm[ée]e?|matin|apr[èe]s[ -]midi|\bet\b|\bde\b", "", rest)
    ):
        raise Unread(text)
    return [_clock(found) for found in _SPAN.finditer(text)]


def _span(text: str) -> Span:
    found = _SPAN.fullmatch(text.strip())
    if found is None:
        raise Unread(text)
    return _clock(found)


def _clock(found: re.Match[str]) -> Span:
    hour, minute, end, end_minute = (int(part or 0) for part in found.groups())
    if not (
        hour < 24
        and minute < 60
        and end_minute < 60
        and (end, end_minute) <= (24, 0)
        and (hour, minute) != (end, end_minute)
    ):
        raise Unread(found.group())
    return f"{hour:02d}:{minute:02d}", f"{end:02d}:{end_minute:02d}"


def _written(week: Mapping[str, list[Span]]) -> str | None:
    """Days of the same hours are joined; a day that is not named is closed, a public holiday is not spoken of."""
    from opening_hours import validate

    told = [",".join(f"{start}-{end}" for start, end in week.get(day, [])) for day in DAYS]
    parts, first = [], 0
    for n in range(1, len(DAYS) + 1):
        if n == len(DAYS) or told[n] != told[first]:
            if told[first]:
                parts.append(f"{_OSM[first]}{'' if n - first == 1 else '-' + _OSM[n - 1]} {told[first]}")
            first = n
    if _HOLIDAYS in week:
        spans = ",".join(f"{start}-{end}" for start, end in week[_HOLIDAYS])
        parts.append(f"PH {spans or 'off'}")
    hours = "; ".join(parts)
    if hours and not validate(hours):
        raise Unread(hours)
    return hours or None
