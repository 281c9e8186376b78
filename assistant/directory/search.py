"""A commune found from what people type: a piece of its name, an old name, a postal code, a slip of the keyboard."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from heapq import nsmallest

from assistant.directory.gazetteer import department_of, gazetteer
from assistant.directory.index import Hit, Index, build
from assistant.directory.names import fold
from assistant.directory.postal import with_code
from assistant.directory.records import Commune
from assistant.directory.tables import HOME
from assistant.directory.territory import of_row

_LONGEST = 80  # no commune's name is longer: what follows is noise
_SHORTEST_TYPO = 4
_SHORTEST_CODE = 2  # a département
_SURELY = 90  # out of 100: one letter missing or too many
_AT_HOME = 13  # points for a near name in Isère
_CORSICA = re.compile(r"2[abAB]\d{3}")
_DEPARTMENT = re.compile(r"(.+?)\s*\((\d{2,3}|2[abAB])\)")
_MOST = 60  # more are never shown
Among = frozenset[int] | None  # the rows looked at; None: all of them


@dataclass(frozen=True, slots=True)
class Match:
    """A commune, and the former name that led to it, if that is how it was found."""

    commune: Commune
    former: str | None = None


def search_communes(text: str, limit: int = 8) -> tuple[Commune, ...]:
    """Best matches first; see `find_communes`."""
    return tuple(match.commune for match in find_communes(text, limit))


def find_communes(text: str, limit: int = 8) -> tuple[Match, ...]:
    """Whole name, start of the name, words, then near spellings; Isère before the rest, ties by population.
    Digits are the start of a postal code (a département too), or a whole INSEE code. About 2 ms over all of France."""
    return tuple(Match(by_row(row), former) for row, former in _hits(text, limit)[: max(limit, 0)])


def _hits(text: str, limit: int) -> list[Hit]:
    if row := _corsican(text):
        return [(row, None)]
    digits, words = _parts(text)
    if not words:
        return _by_code(digits)
    coded = frozenset(with_code(digits)) if len(digits) >= _SHORTEST_CODE else None
    near = not (coded and len(digits) == 5)  # a whole code says more than a near spelling elsewhere
    return (coded and _by_name(words, limit, coded)) or _by_name(words, limit, near=near) or _by_code(digits)


def _parts(text: str) -> tuple[str, list[str]]:
    """The figures that may be a code, and the words of the name."""
    folded = fold(text[:_LONGEST])
    digits = max(re.findall(r"\d+", folded), key=len, default="")
    return digits, [word for word in folded.split() if not word.isdigit()]


def only_commune(text: str) -> Commune | None:
    """The commune that these words or this postal code name without doubt; None when there are several, or none."""
    if said := _DEPARTMENT.fullmatch(text.strip()[: _LONGEST + 6]):  # "Saint-Denis (93)", as a suggestion writes it
        same = [one for one in named(said[1]) if one.department == said[2].upper()]
        return same[0] if len(same) == 1 else None
    digits, words = _parts(text)
    if words:
        same = [
            one
            for one in named(" ".join(words))
            if not digits or any(code.startswith(digits) for code in one.postal_codes)
        ]
    else:
        same = [one for one in search_communes(text, _MOST) if digits in (*one.postal_codes, one.insee)]
    return same[0] if len(same) == 1 else None


def named(name: str, postal_code: str = "") -> tuple[Commune, ...]:
    """The communes of exactly that name (article or not), else formerly so, or nearly that with this postal code."""
    typed = fold(name[:_LONGEST]).replace(" ", "")
    hits = [hit for index in (_home(), _france()) for hit in index.exact(typed) if typed]
    now = [row for row, former in hits if former is None]
    rows = dict.fromkeys(now or [row for row, _ in hits])
    exact = [one for one in map(by_row, rows) if not postal_code or postal_code in one.postal_codes]
    if exact or not postal_code:
        return tuple(exact)
    # the code keeps a near spelling from naming another town: "Paris" is not Seyssinet-Pariset
    near = search_communes(f"{postal_code} {name}")
    return tuple(one for one in near if postal_code in one.postal_codes)


def _corsican(text: str) -> int | None:
    """The row of an INSEE code of Corsica, which has a letter in it."""
    return gazetteer().row(text.strip().upper()) if _CORSICA.fullmatch(text.strip()) else None


def _by_code(digits: str) -> list[Hit]:
    """38500 is Voiron's postal code before it is Têche's INSEE code."""
    if len(digits) < _SHORTEST_CODE:
        return []
    rows = sorted(with_code(digits), key=_by_size)
    code = gazetteer().row(digits)
    return [(row, None) for row in dict.fromkeys(rows if code is None else [*rows, code])]


def _by_name(words: list[str], limit: int, among: Among = None, near: bool = True) -> list[Hit]:
    """Names written as typed, then in Isère those that only one letter separates, then near spellings everywhere."""
    typed, home, france = "".join(words), _home(), _france()
    begun = _ranked(home.beginning(typed), among)
    tiers: list[Callable[[], Iterable[Hit]]] = [
        lambda: _ranked(home.exact(typed), among),
        lambda: begun[: max(limit // 2, 1)],
        lambda: _ranked(france.exact(typed), among),
        lambda: _near(typed, among, (home,), _SURELY) if near and not begun else (),
        lambda: _ranked(home.with_words(words), among),
        lambda: begun,
        lambda: _ranked(france.beginning(typed), among),
        lambda: _ranked(france.with_words(words), among),
    ]
    found: dict[int, str | None] = {}
    for tier in tiers:
        for row, former in tier():
            found.setdefault(row, former)
        if len(found) >= limit:
            break
    # one letter away in Isère is a guess as long as nothing else is written like that
    return list(found.items()) or (_near(typed, among, (home, france)) if near else [])


def _ranked(hits: Iterable[Hit], among: Among) -> list[Hit]:
    """Names of today before former ones, the most populous first."""
    kept = {hit for hit in hits if among is None or hit[0] in among}
    return nsmallest(_MOST, kept, key=lambda hit: (hit[1] is not None, *_by_size(hit[0])))


def _near(typed: str, among: Among, indexes: tuple[Index, ...], cutoff: float = 0.0) -> list[Hit]:
    """Names spelled nearly like that, the nearest first."""
    if len(typed) < _SHORTEST_TYPO:
        return []
    best: dict[Hit, float] = {}
    for index in indexes:
        bonus = _AT_HOME if index is _home() else 0
        for score, hit in index.near(typed, among):
            if score >= cutoff:
                best[hit] = max(best.get(hit, 0.0), score + bonus)
    ordered = nsmallest(_MOST, best, key=lambda hit: (-best[hit], hit[1] is not None, *_by_size(hit[0])))
    return list({row: (row, former) for row, former in reversed(ordered)}.values())[::-1]


def _by_size(row: int) -> tuple[int, int]:
    return -gazetteer().people[row], row


def by_row(row: int) -> Commune:
    """A commune by its row in the national table: the project's own in Isère."""
    return of_row(row)


def _home() -> Index:
    return _index(True)


def _france() -> Index:
    return _index(False)


@cache
def _index(home: bool) -> Index:
    """The names of Isère, or of the rest of France."""
    table = gazetteer()
    columns = enumerate(zip(table.codes, table.names, strict=True))
    former = ((table.row(code), name) for name, code in table.formers() if _is_home(code) is home)
    return build(
        ((row, name) for row, (code, name) in columns if _is_home(code) is home),
        sorted((row, name) for row, name in former if row is not None),
    )


def _is_home(code: str) -> bool:
    return department_of(code) == HOME
