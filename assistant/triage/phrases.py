"""Phrases looked up in a text: one table of spellings and what they mean, whatever the accents, capitals and hyphens."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from assistant.triage.words import plain

TOKEN = re.compile(r"\d+|[\u2e80-\u9fff]|[^\W\d_\u2e80-\u9fff]+|[^\w\s'’ʼ`´]|\n")
_ARABIC_INDIC = str.maketrans("٠١٢٣٤٥٦٧٨٩", "0123456789")
Meaning = int | str
Meanings = Mapping[str, Meaning]
NOTHING: Meanings = MappingProxyType({})
Phrase = tuple[str, ...]
Phrases = Mapping[str, tuple[tuple[Phrase, Meanings], ...]]  # by first word, the longest first


def folded(word: str) -> str:
    """A token as the tables write it."""
    return plain(word.translate(_ARABIC_INDIC))


def find(phrases: Phrases, words: Sequence[str], at: int) -> tuple[int, Meanings] | None:
    """The longest phrase that begins at that word: how many words it has, and what it may mean."""
    for phrase, meanings in phrases.get(words[at], ()):
        if len(phrase) == 1 or tuple(words[at : at + len(phrase)]) == phrase:
            return len(phrase), meanings
    return None


def listed(raw: object) -> Iterator[tuple[Phrase, Meaning]]:
    """Each phrase with its meaning: a mapping from meanings to spellings parted by `|`, or spellings alone."""
    pairs = raw.items() if isinstance(raw, dict) else ((1, raw),)
    for meaning, spellings in pairs:
        for spelling in str(spellings).split("|"):
            if phrase := tuple(folded(found[0]) for found in TOKEN.finditer(spelling) if found[0] not in ".-"):
                yield phrase, meaning


def by_first(phrases: Mapping[Phrase, Meanings]) -> Phrases:
    """The table that `find` reads."""
    found: dict[str, list[tuple[Phrase, Meanings]]] = {}
    for phrase in sorted(phrases, key=len, reverse=True):
        found.setdefault(phrase[0], []).append((phrase, phrases[phrase]))
    return {first: tuple(each) for first, each in found.items()}


def table(raw: Mapping[str, object]) -> Phrases:
    """A table from one mapping per category."""
    found: dict[Phrase, dict[str, Meaning]] = {}
    for category, spellings in raw.items():
        for phrase, meaning in listed(spellings):
            found.setdefault(phrase, {})[category] = meaning
    return by_first(found)
