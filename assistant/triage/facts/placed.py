"""How surely a name is that of a place: its capital, what stands before it, how many people live there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from assistant.triage.facts.tables import communes
from assistant.triage.times.reading import Word

SURE, PLACED, SAID, WEAK = 3, 2, 1, 0
_SMALL, _TOWN, _CITY = 500, 2_000, 20_000  # people
_LONG = 9  # letters: a name of several words so long is hardly anything else


@dataclass(frozen=True)
class Sight:
    """A text, its words and the prepositions of place of its language."""

    text: str
    words: Sequence[Word]
    into: frozenset[str]

    @cached_property
    def shouted(self) -> bool:
        """Whether capitals say nothing: all capitals."""
        letters = [letter for letter in self.text[:400] if letter.isalpha()]
        return sum(letter.isupper() for letter in letters) > 0.6 * len(letters)

    def capital(self, i: int) -> bool:
        return self.text[self.words[i].start].isupper() and not self.shouted

    def before(self, i: int, back: int = 1) -> str:
        return self.words[i - back].text if i >= back else ""

    def apart(self, i: int) -> bool:
        """Whether a sign parts a word from the one before it."""
        low = self.words[i - 1].end if i else 0
        return any(sign in self.text[low : self.words[i].start] for sign in ",.;:!?\n")


def may_begin(sight: Sight, i: int) -> bool:
    """Whether a name may begin at that word."""
    word, listed = sight.words[i], communes()
    if not word.text.isalpha() or (len(word.text) < 2 and word.text != "l"):
        return False
    announced = sight.before(i) in sight.into | listed["from"]
    return sight.text[word.start].isupper() or announced or word.text in listed["opening"] or len(word.text) >= 5


def placed(sight: Sight, i: int) -> bool:
    """Whether a preposition of place stands before it: "à Vif", "la gare de Voiron"."""
    if not i or sight.apart(i):
        return False
    before, listed = sight.before(i), communes()
    return before in sight.into or (before in listed["from"] and sight.before(i, 2) in listed["seat"])


def strength(sight: Sight, i: int, end: int, people: int) -> int | None:
    """How surely the words from i to end are a commune of so many people; None when they are not."""
    listed, one_word = communes(), end == i + 1
    name = "".join(word.text for word in sight.words[i:end])
    before = "" if not i or sight.apart(i) else sight.before(i)
    if before in listed["titles"] | listed["streets"]:
        return None
    if before in listed["from"] and sight.before(i, 2) in listed["streets"]:
        return None
    noun = i + (sight.words[i].text in listed["articles"] and not one_word)
    ordinary = end == noun + 1 and sight.words[noun].text in listed["never"]
    if ordinary and (one_word or not (sight.capital(noun) and sight.capital(i) and placed(sight, i))):
        return None  # "l'hôpital", where "à L'Hôpital" is a commune
    if one_word and name in listed["common"] | listed["people"]:
        return PLACED if placed(sight, i) and sight.capital(i) and len(name) > 2 else None
    if sight.capital(i):
        return _with_capital(sight, i, one_word, people)
    return _without(sight, i, one_word, name, people)


def _with_capital(sight: Sight, i: int, one_word: bool, people: int) -> int | None:
    if placed(sight, i):
        return PLACED
    if not sight.apart(i) and sight.before(i) in communes()["from"]:
        return SAID if people >= _SMALL or not one_word else None
    begins = i == 0 or sight.before(i) in ".!?\n;:" or sight.text[sight.words[i - 1].end : sight.words[i].start].strip()
    return SAID if not one_word or people >= (_TOWN if begins else _SMALL) else None


def _without(sight: Sight, i: int, one_word: bool, name: str, people: int) -> int | None:
    """Written without a capital, it takes more: a place that many people know."""
    if placed(sight, i) and (people >= _TOWN or (not one_word and people >= _SMALL)) and len(name) >= 4:
        return PLACED
    if not sight.apart(i) and sight.before(i) in communes()["from"] and people >= _TOWN * 2 and len(name) >= 5:
        return SAID
    bare = people >= _CITY or (not one_word and people >= _TOWN and len(name) > _LONG)
    return WEAK if bare and len(name) >= 5 else None
