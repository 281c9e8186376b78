"""A commune found from what people type: a piece of its name, an old name, a postal code, a slip of the keyboard."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from assistant.directory import overlay
from assistant.directory.gazetteer import department_of, gazetteer
from assistant.directory.index import Hit, Index, build
from assistant.directory.names import fold
from assistant.directory.records import Commune
from assistant.directory.tables import HOME, communes, imported_postal_codes, placed

_LONGEST = 80  # no commune's name is longer: what follows is noise
_SHORTEST_TYPO = 4
_SHORTEST_CODE = 2  # a département
_SURELY = 90  # out of 100: one letter missing or too many
_AT_HOME = 13  # points for a near name in Isère
_CORSICA = re.compile(r"2[abAB]\d{3}")
_DEPARTMENT = re.compile(r"(.+?)\s*\((\d{2,3}|2[abAB])\)")
_MOST = 60  # more are never shown, and each one costs an object
Keep = Callable[[int], bool]


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
    if row := _corsican(text):
        return (Match(by_row(row)),)[: max(limit, 0)]
    folded = fold(text[:_LONGEST])
    digits = max(re.findall(r"\d+", folded), key=len, default="")
    words = [word for word in folded.split() if not word.isdigit()]
    if not words:
        return _by_code(digits, limit)
    coded = set(chain(_home().with_code(digits), _france().with_code(digits))) if digits else set()
    found = _by_name(words, limit, coded.__contains__) if coded else ()
    return found or _by_name(words, limit, _any) or _by_code(digits, limit)


def only_commune(text: str) -> Commune | None:
    """The commune that these words or this postal code name without doubt; None when there are several, or none."""
    if said := _DEPARTMENT.fullmatch(text.strip()[: _LONGEST + 6]):  # "Saint-Denis (93)", as a suggestion writes it
        same = [one for one in named(said[1]) if one.department == said[2].upper()]
        return same[0] if len(same) == 1 else None
    folded = fold(text[:_LONGEST])
    digits = max(re.findall(r"\d+", folded), key=len, default="")
    name = " ".join(word for word in folded.split() if not word.isdigit())
    if name:
        same = [one for one in named(name) if not digits or any(code.startswith(digits) for code in one.postal_codes)]
    else:
        same = [one for one in search_communes(text, _MOST) if digits in (*one.postal_codes, one.insee)]
    return same[0] if len(same) == 1 else None


def named(name: str, postal_code: str = "") -> tuple[Commune, ...]:
    """The communes of exactly that name (article or not), else formerly so, or nearly that with this postal code."""
    typed = fold(name[:_LONGEST]).replace(" ", "")
    hits = [(row, index.former(entry)) for index in (_home(), _france()) for row, entry in index.exact(typed) if typed]
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


def _by_code(digits: str, limit: int) -> tuple[Match, ...]:
    """38500 is Voiron's postal code before it is Têche's INSEE code."""
    if len(digits) < _SHORTEST_CODE:
        return ()
    table = gazetteer()
    rows = sorted(chain(_home().with_code(digits), _france().with_code(digits)), key=_by_size)
    code = table.row(digits)
    listed = dict.fromkeys([*rows, code] if code is not None else rows)
    return tuple(Match(by_row(row)) for row in list(listed)[: max(limit, 0)])


def _by_name(words: list[str], limit: int, keep: Keep) -> tuple[Match, ...]:
    """Names written as typed, then in Isère those that only one letter separates, then near spellings everywhere."""
    typed, home, france = "".join(words), _home(), _france()
    begun = _ranked(home, home.beginning(typed), keep)
    tiers: list[Callable[[], Iterable[Match]]] = [
        lambda: _ranked(home, home.exact(typed), keep),
        lambda: begun[: max(limit // 2, 1)],
        lambda: _ranked(france, france.exact(typed), keep),
        lambda: () if begun else _near(typed, keep, (home,), _SURELY),
        lambda: _ranked(home, home.with_words(words), keep),
        lambda: begun,
        lambda: _ranked(france, france.beginning(typed), keep),
        lambda: _ranked(france, france.with_words(words), keep),
    ]
    found: dict[str, Match] = {}
    for tier in tiers:
        for match in tier():
            found.setdefault(match.commune.insee, match)
        if len(found) >= limit:
            break
    # one letter away in Isère is a guess as long as nothing else is written like that
    return tuple(list(found.values() or _near(typed, keep, (home, france)))[: max(limit, 0)])


def _ranked(index: Index, hits: Iterable[Hit], keep: Keep) -> list[Match]:
    """Names of today before former ones, the most populous first."""
    kept = sorted(
        {hit for hit in hits if keep(hit[0])}, key=lambda hit: (index.former(hit[1]) is not None, *_by_size(hit[0]))
    )
    return [Match(by_row(row), index.former(entry)) for row, entry in kept[:_MOST]]


def _near(typed: str, keep: Keep, indexes: tuple[Index, ...], cutoff: float = 0.0) -> tuple[Match, ...]:
    """Names spelled nearly like that, the nearest first."""
    if len(typed) < _SHORTEST_TYPO:
        return ()
    best: dict[tuple[int, str | None], float] = {}
    for index in indexes:
        bonus = _AT_HOME if index is _home() else 0
        for score, (row, entry) in index.near(typed):
            if score >= cutoff and keep(row):
                key = row, index.former(entry)
                best[key] = max(best.get(key, 0.0), score + bonus)
    ordered = sorted(best, key=lambda key: (-best[key], key[1] is not None, *_by_size(key[0])))
    unique: dict[int, Match] = {}
    for row, former in ordered[:_MOST]:
        unique.setdefault(row, Match(by_row(row), former))
    return tuple(unique.values())


def _any(row: int) -> bool:
    return True


def _by_size(row: int) -> tuple[int, str]:
    table = gazetteer()
    return -table.people[row], table.codes[row]


def by_row(row: int) -> Commune:
    """A commune by its row in the national table: the project's own in Isère."""
    return communes().get(gazetteer().codes[row]) or placed(gazetteer().commune(row))


def _home() -> Index:
    return _index(True, overlay.stamp())


def _france() -> Index:
    return _index(False, overlay.stamp())


@lru_cache(maxsize=4)
def _index(home: bool, _: overlay.Stamp) -> Index:
    """The names and postal codes of Isère, or of the rest of France; made again after an import."""
    table = gazetteer()
    rows = [row for row, code in enumerate(table.codes) if (department_of(code) == HOME) is home]
    former = [(table.rows[code], name) for name, code in table.formers if (department_of(code) == HOME) is home]
    return build([(row, table.names[row]) for row in rows], former, _codes(rows))


def _codes(rows: list[int]) -> Iterator[tuple[str, int]]:
    table, imported = gazetteer(), imported_postal_codes()
    for row in rows:
        for code in {*table.postal_codes(row), *imported.get(table.codes[row], ())}:
            yield code, row
