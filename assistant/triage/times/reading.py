"""A text as words that may speak of time, each tied to its place in the original."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from assistant.triage.phrases import NOTHING, TOKEN, Meanings, Phrases, find, folded
from assistant.triage.times.lexicon import language, lexicon

MOST = 6_000  # characters read: a time told later than that is told again in the questionnaire
MOST_WORDS = 1_200
LONGEST_NUMBER = 9  # digits
HYPHENS = "-‐‑"


@dataclass(frozen=True, slots=True)
class Word:
    """One word or phrase of time, one number or sign: plain text, place, and what it may mean."""

    text: str
    start: int
    end: int
    meanings: Meanings = field(default_factory=dict)
    number: int | None = None
    glued: bool = False  # nothing between it and what comes before

    def means(self, *categories: str) -> bool:
        return not self.meanings.keys().isdisjoint(categories)  # the innermost loop: three times as fast as any()

    def count(self, category: str) -> int | None:
        """The number that it means in this category."""
        meaning = self.meanings.get(category)
        return meaning if isinstance(meaning, int) else None

    def name(self, category: str) -> str:
        """The name that it means in this category, "" if none."""
        meaning = self.meanings.get(category)
        return meaning if isinstance(meaning, str) else ""


END = Word("", 0, 0)


@dataclass(frozen=True, slots=True)
class Role:
    """A phrase that says what the time beside it is the time of: `name` ("bought", "fact"…), place in the text."""

    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Reading:
    """A whole text as it was read, at what moment, in what language."""

    text: str
    lang: str
    now: dt.datetime
    words: tuple[Word, ...]
    roles: tuple[Role, ...]
    past_endings: tuple[str, ...] = ()

    def at(self, i: int) -> Word:
        """The i-th word; an empty one beyond the ends."""
        return self.words[i] if 0 <= i < len(self.words) else END

    def skip(self, i: int, *categories: str, most: int = 3) -> int:
        """The place after at most `most` words of these categories."""
        while most and self.at(i).means(*categories):
            i, most = i + 1, most - 1
        return i


def read(text: str, now: dt.datetime) -> Reading:
    """Cuts a text into words and finds its language; linear, and never more than `MOST` characters."""
    bare = list(tokens(text))
    plain = [word.text for word in bare]
    lang = language(plain)
    known = lexicon(lang)
    merged, roles = tuple(_merged(bare, known.time)), tuple(_roles(bare, known.roles))
    return Reading(text, lang, now, merged, roles, known.past_endings)


def tokens(text: str) -> Iterator[Word]:
    """The single words and signs of a text, none joined to another."""
    end = -1
    found = list(islice(TOKEN.finditer(text[:MOST]), MOST_WORDS))
    for before, token, after in zip([None, *found], found, [*found[1:], None], strict=False):
        glued, end = token.start() == end, token.end()
        if token[0] in HYPHENS and _joins(before[0] if before else "", after[0] if after else "") and glued:
            end = token.end()  # "avant-hier": the hyphen says nothing
            continue
        number = int(token[0]) if token[0].isdecimal() and len(token[0]) <= LONGEST_NUMBER else None
        yield Word(folded(token[0]), token.start(), token.end(), number=number, glued=glued)


def _joins(before: str, after: str) -> bool:
    return before.isalpha() and after.isalpha()


def _merged(words: list[Word], phrases: Phrases) -> Iterator[Word]:
    """The words, those of a phrase in one."""
    plain, i = [word.text for word in words], 0
    while i < len(words):
        size, meanings = find(phrases, plain, i) or (1, NOTHING)
        first, last = words[i], words[i + size - 1]
        number = first.number if size == 1 else None
        yield Word(" ".join(plain[i : i + size]), first.start, last.end, meanings, number, first.glued)
        i += size


def _roles(words: list[Word], phrases: Phrases) -> Iterator[Role]:
    plain, i = [word.text for word in words], 0
    while i < len(words):
        size, meanings = find(phrases, plain, i) or (1, NOTHING)
        for name in meanings:
            yield Role(name, words[i].start, words[i + size - 1].end)
        i += size
