"""Communes of France named in a message: by a capital, a preposition of place or a postal code, never a common word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.directory import Commune, named, search_communes
from assistant.directory.gazetteer import departments
from assistant.directory.names import fold
from assistant.triage.facts.tables import communes
from assistant.triage.facts.value import At
from assistant.triage.times.reading import Word

MOST_BEGUN = 20  # names that begin alike
MOST = 80  # places looked at in one message
LONGEST = 7  # words of a name
_IN = frozenset(
    "a à au aux sur vers chez at in near nach bei ad en em в во у на w we la في nel cerca vicino près pres prés".split()
)
_FROM = frozenset("de d du from di von da del od из з".split())
_SEAT = frozenset(
    "commune ville mairie gare gendarmerie commissariat brigade tribunal centre hopital hopitaux hypercentre campus universite prefecture quartier est ouest nord sud".split()
)
_STREETS = frozenset(
    "rue avenue av boulevard bd bld place cours quai route chemin impasse allee faubourg pont square lycee college street via calle strasse train tgv ter bus car match club fc".split()
)
_HOME = frozenset(
    "habite habitons habitant vis vivons domicilie domiciliee nee ne originaire reside live vivo abito wohne mieszkam живу".split()
)
_TITLES = frozenset(
    "m mr mme mlle monsieur madame maitre docteur dr mrs ms herr frau senor senora signor signora".split()
)
_OPENING = frozenset("saint st ste sainte la le les l saints".split())
_INSIDE = frozenset("sur sous en de d du des la le les l lès lez a aux et saint st ste sainte".split())
_STRONG, _PLACED, _SAID, _WEAK = 3, 2, 1, 0
_SMALL, _TOWN, _CITY = 500, 2_000, 20_000  # people
_CODE = re.compile(r"\(?\s?(\d{5}|\d{2})\s?\)?")


@dataclass(frozen=True, slots=True)
class Named:
    """A name found in the text and the communes it may mean; `strength` 3 is sure that it is one; `home` where one lives."""

    matches: tuple[Commune, ...]
    at: At
    strength: int
    home: bool


def named_communes(text: str, words: Sequence[Word]) -> list[Named]:
    """The communes named in a text, in order, none inside another."""
    found: list[Named] = []
    shouted = _shouted(text)
    said = _departments(words)
    i, looked = 0, 0
    while i < len(words) and looked < MOST:
        place = None
        if _may_begin(text, words, i, shouted):
            looked += 1
            place = _named_at(text, words, i, shouted)
        if place:
            found.append(_among(place[0], said))
        i = place[1] if place else i + 1
    return found


def _shouted(text: str) -> bool:
    """Whether capitals say nothing: all capitals."""
    letters = [letter for letter in text[:400] if letter.isalpha()]
    return sum(letter.isupper() for letter in letters) > 0.6 * len(letters)


def _capital(text: str, word: Word) -> bool:
    return text[word.start].isupper()


def _may_begin(text: str, words: Sequence[Word], i: int, shouted: bool) -> bool:
    word = words[i]
    if not word.text.isalpha() or (len(word.text) < 2 and word.text != "l"):
        return False
    before = words[i - 1].text if i else ""
    return _capital(text, word) or before in _IN or before in _FROM or word.text in _OPENING or len(word.text) >= 5


def _named_at(text: str, words: Sequence[Word], i: int, shouted: bool) -> tuple[Named, int] | None:
    """The longest name that begins at that word, if enough says that it is one."""
    for end in range(_furthest(text, words, i), i, -1):
        if words[end - 1].text in _INSIDE and end > i + 1 and words[end - 1].text not in ("la",):
            continue
        name = " ".join(word.text for word in words[i:end])
        if len(name) < 2 or not (matches := named(name)):
            continue
        code, after = _code(text, words[end - 1].end)
        if code and (fit := tuple(one for one in matches if _has_code(one, code))):
            return Named(fit, (words[i].start, after), _STRONG, _lives(words, i)), end
        strength = _strength(text, words, i, end, shouted, matches)
        if strength is not None:
            span = words[i].start, words[end - 1].end
            return Named(matches, span, strength, _lives(words, i)), end
    return _begun(text, words, i, shouted)


def _begun(text: str, words: Sequence[Word], i: int, shouted: bool) -> tuple[Named, int] | None:
    """Communes whose name begins like that, as people shorten them: "à Chamonix", "à Villard" (several)."""
    word, before = words[i], words[i - 1].text if i else ""
    listed = communes()
    ordinary = any(word.text in listed[kind] for kind in ("never", "common", "people"))
    if shouted or ordinary or not _capital(text, word) or before not in _IN or len(word.text) < 5:
        return None
    begun = tuple(one for one in search_communes(word.text, MOST_BEGUN) if fold(one.name).startswith(word.text + " "))
    return (Named(begun, (word.start, word.end), _PLACED, _lives(words, i)), i + 1) if begun else None


def _furthest(text: str, words: Sequence[Word], i: int) -> int:
    """The place after the last word that a name may hold: joined by a space, a hyphen or an apostrophe."""
    end = i + 1
    while end < len(words) and end - i < LONGEST:
        gap = text[words[end - 1].end : words[end].start]
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


def _strength(
    text: str, words: Sequence[Word], i: int, end: int, shouted: bool, matches: Sequence[Commune]
) -> int | None:
    """How surely it is a place; None when it is not."""
    one_word, capital = end == i + 1, _capital(text, words[i]) and not shouted
    name, people = "".join(word.text for word in words[i:end]), max(one.population for one in matches)
    before = words[i - 1].text if i and not _apart(text, words[i - 1], words[i]) else ""
    further = words[i - 2].text if i > 1 else ""
    if before in _TITLES or (before in _FROM and further in _STREETS) or before in _STREETS:
        return None
    if one_word and name in communes()["never"]:
        return None
    placed = before in _IN or (before in _FROM and further in (*_SEAT, "pres", "cote", "loin", "sortie"))
    if one_word and (name in communes()["common"] or name in communes()["people"]):
        return _PLACED if placed and capital and len(name) > 2 else None
    if capital:
        return _with_capital(text, words, i, one_word, placed, before in _FROM, people)
    if placed and (people >= _TOWN or (not one_word and people >= _SMALL)) and len(name) >= 4:
        return _PLACED
    if before in _FROM and people >= _TOWN * 2 and len(name) >= 5:
        return _SAID
    bare = people >= _CITY or (not one_word and people >= _TOWN and len(name) > 9)
    return _WEAK if bare and len(name) >= 5 else None


def _with_capital(
    text: str, words: Sequence[Word], i: int, one_word: bool, placed: bool, whence: bool, people: int
) -> int | None:
    if placed:
        return _PLACED
    if whence:
        return _SAID if people >= _SMALL or not one_word else None
    begins = i == 0 or words[i - 1].text in ".!?\n;:" or text[words[i - 1].end : words[i].start].strip() != ""
    enough = _TOWN if begins else _SMALL
    return _SAID if not one_word or people >= enough else None


def _apart(text: str, before: Word, word: Word) -> bool:
    return any(sign in text[before.end : word.start] for sign in ",.;:!?\n")


def _lives(words: Sequence[Word], i: int) -> bool:
    """Whether that is where the person lives or was born, which is not where it happened."""
    return any(word.text in _HOME for word in words[max(i - 3, 0) : i])


def _departments(words: Sequence[Word]) -> frozenset[str]:
    """The départements named in the text, by code: they tell homonyms apart."""
    plain = " " + " ".join(word.text for word in words) + " "
    named_ones = {code for code, name in _department_names() if f" {name} " in plain}
    return frozenset(named_ones)


def _department_names() -> Iterator[tuple[str, str]]:
    for code, name in departments().items():
        yield code, fold(name)


def _among(place: Named, said: frozenset[str]) -> Named:
    """The same name, of the département that the text names if it has one of that name."""
    fit = tuple(one for one in place.matches if one.department in said)
    if said and not fit:  # "Saint-Martin en Isère": those of Isère whose name begins like that
        alike = search_communes(place.matches[0].name, MOST_BEGUN)
        fit = tuple(one for one in alike if one.department in said)
    return Named(fit, place.at, place.strength, place.home) if fit else place
