"""Communes of France named in a message: by a capital, a preposition of place or a postal code, never a common word."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.directory import Commune, named, search_communes
from assistant.directory.gazetteer import departments
from assistant.directory.names import fold
from assistant.triage.facts.placed import SURE, Sight, may_begin, placed, strength
from assistant.triage.facts.tables import communes
from assistant.triage.facts.value import At
from assistant.triage.times.reading import Word

MOST_BEGUN = 20  # names that begin alike
MOST = 80  # places looked at in one message
LONGEST = 7  # words of a name
_SHORTEST = 5  # letters of a name that was shortened
_CODE = re.compile(r"\(?\s?(\d{5}|\d{2})\s?\)?")
_LARGER, _TOWN = 5, 5_000  # times the people, and people: "Aix" is hardly Aix in Corrèze


@dataclass(frozen=True, slots=True)
class Named:
    """A name found in the text and the communes it may mean; `strength` 3 is sure that it is one; `home` where one lives."""

    matches: tuple[Commune, ...]
    at: At
    strength: int
    home: bool


def named_communes(text: str, words: Sequence[Word], lang: str) -> list[Named]:
    """The communes named in a text, in order, none inside another."""
    found: list[Named] = []
    sight = Sight(text, words, communes()["in"] | communes()[f"in_{lang}"])
    said = _departments(words)
    i, looked = 0, 0
    while i < len(words) and looked < MOST:
        place = None
        if may_begin(sight, i):
            looked += 1
            place = _named_at(sight, i)
        if place:
            found.append(_among(place[0], said))
        i = place[1] if place else i + 1
    return found


def _named_at(sight: Sight, i: int) -> tuple[Named, int] | None:
    """The longest name that begins at that word, if enough says that it is one."""
    words, home = sight.words, _lives(sight.words, i)
    for end in range(_furthest(sight, i), i, -1):
        if words[end - 1].text in communes()["inside"] - {"la"} and end > i + 1:
            continue
        if not (matches := _matches(sight, i, end)):
            continue
        code, after = _code(sight.text, words[end - 1].end)
        if code and (fit := tuple(one for one in matches if _has_code(one, code))):
            return Named(fit, (words[i].start, after), SURE, home), end
        people = max(one.population for one in matches)
        if (strong := strength(sight, i, end, people)) is not None:
            return Named(_with_larger(matches), (words[i].start, words[end - 1].end), strong, home), end
    begun = _begun(sight, i)
    return (Named(begun, (words[i].start, words[i].end), 2, home), i + 1) if begun else None


def _matches(sight: Sight, i: int, end: int) -> tuple[Commune, ...]:
    """The communes of that name; of several words, only if they are written apart ("mis son" is not Misson)."""
    name = [word.text for word in sight.words[i:end]]
    if len("".join(name)) < 2:
        return ()
    bare = [word for word in name if word not in communes()["articles"]]
    found = named(" ".join(name))
    if not sight.text[sight.words[i].start].isupper():  # a former name is a common word too often: "un geste"
        said = fold(" ".join(bare))
        found = tuple(one for one in found if said in fold(one.name))
    return found if len(name) == 1 else tuple(one for one in found if _parts(one) in (len(name), len(bare)))


def _parts(one: Commune) -> int:
    return len(fold(one.name).split())


def _with_larger(matches: tuple[Commune, ...]) -> tuple[Commune, ...]:
    """With the much larger towns that people call by the start of their name: "Aix" is asked, it is no village for sure."""
    people = max(one.population for one in matches)
    begun = (one for one in _beginning(fold(matches[0].name)) if one.population >= max(people * _LARGER, _TOWN))
    return tuple(dict.fromkeys((*matches, *begun)))


@functools.lru_cache(maxsize=2048)
def _beginning(name: str) -> tuple[Commune, ...]:
    """Communes whose name goes on after these words."""
    return tuple(one for one in search_communes(name, MOST_BEGUN) if fold(one.name).startswith(name + " "))


def _begun(sight: Sight, i: int) -> tuple[Commune, ...]:
    """Communes whose name begins like that, as people shorten them: "à Chamonix", "à Villard" (several)."""
    word, listed = sight.words[i], communes()
    ordinary = any(word.text in listed[kind] for kind in ("never", "common", "people"))
    if ordinary or not sight.capital(i) or len(word.text) < _SHORTEST or not placed(sight, i):
        return ()
    return _beginning(word.text)


def _furthest(sight: Sight, i: int) -> int:
    """The place after the last word that a name may hold: joined by a space, a hyphen or an apostrophe."""
    end, words = i + 1, sight.words
    while end < len(words) and end - i < LONGEST:
        gap = sight.text[words[end - 1].end : words[end].start]
        if not words[end].text.isalpha() or not all(sign in " -'’\u00a0‑" for sign in gap) or len(gap) > 2:
            break
        end += 1
    return end


def _code(text: str, end: int) -> tuple[str, int]:
    """The postal code or département written after a name, and where it ends."""
    gap = len(text[end : end + 2]) - len(text[end : end + 2].lstrip(" ,"))
    found = _CODE.match(text, end + gap)
    if not found or (len(found[1]) == 2 and "(" not in found[0]):
        return "", end
    return found[1], found.end()


def _has_code(one: Commune, code: str) -> bool:
    return one.department == code or code in one.postal_codes


def _lives(words: Sequence[Word], i: int) -> bool:
    """Whether that is where the person lives or was born, which is not where it happened."""
    return any(word.text in communes()["home"] for word in words[max(i - 3, 0) : i])


def _departments(words: Sequence[Word]) -> frozenset[str]:
    """The départements named in the text, by code: they tell homonyms apart."""
    plain = " " + " ".join(word.text for word in words) + " "
    return frozenset(code for code, name in _department_names() if f" {name} " in plain)


@functools.cache
def _department_names() -> tuple[tuple[str, str], ...]:
    return tuple((code, fold(name)) for code, name in departments().items())


def _among(place: Named, said: frozenset[str]) -> Named:
    """The same name, of the département that the text names if it has one of that name."""
    fit = tuple(one for one in place.matches if one.department in said)
    if said and not fit:  # "Saint-Martin en Isère": those of Isère whose name begins like that
        alike = search_communes(place.matches[0].name, MOST_BEGUN)
        fit = tuple(one for one in alike if one.department in said)
    return replace(place, matches=fit) if fit else place
