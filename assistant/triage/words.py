"""A text as plain words that rules can read, each still tied to its place in the original."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.triage.folding import bare

LONGEST_WORD = 30  # letters kept of a word: no rule needs more, and a 20 000-letter word must cost nothing
LONGEST_SENTENCE = 60  # words: dictated messages have no full stop, and what stands far apart does not belong together
OVERLAP = 10  # words common to two pieces of a sentence cut for its length, so that no phrase is cut

_TOKEN = re.compile(r"[^\W_]+|[.!?;…\n]+")
_ELONGATED = re.compile(r"([^\W\d_])\1{2,}")
_ACUTE = re.compile(r"ée?s?$", re.IGNORECASE)
_ENDING = re.compile(r"ee?s?$")
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae"})


@dataclass(frozen=True)
class Sentence:
    """Plain words, each after one space; `starts[i]`, `spans[i]`: where the i-th is in `words` and in the original."""

    words: str
    starts: tuple[int, ...]
    spans: tuple[tuple[int, int], ...]

    def original(self, start: int, end: int) -> tuple[int, int]:
        """The place in the original text of words[start:end]."""
        first = max(bisect_right(self.starts, start) - 1, 0)
        last = max(bisect_left(self.starts, end) - 1, first)
        return self.spans[first][0], self.spans[last][1]


@dataclass(frozen=True)
class Spelling:
    """How some words are rewritten: whole plain words ("jsuis" -> "je suis"), and the stems of past participles."""

    whole: Mapping[str, str]
    participles: Collection[str]

    def word(self, written: str) -> str:
        """The plain word or words for one written word. "frappé" gives "frappee", so that "il frappe" stays a present."""
        word = plain(written)
        if _ACUTE.search(written) and (stem := _ENDING.sub("", word)) in self.participles:
            return stem + "ee"
        return self.whole.get(word, word)


def sentences(text: str, spelling: Spelling) -> list[Sentence]:
    """The sentences of a text, in order. Never raises."""
    return [_sentence(piece, spelling) for tokens in _split(text) for piece in _pieces(tokens)]


def plain(word: str) -> str:
    """A word without capitals, accents and stretched letters: "SECOUUURS" -> "secours"."""
    letters = word.casefold()
    if not letters.isascii():
        letters = bare(letters.translate(_LIGATURES))
    return _ELONGATED.sub(r"\1", letters)[:LONGEST_WORD]


def _split(text: str) -> Iterator[list[re.Match[str]]]:
    found = list(_TOKEN.finditer(text))
    stops = [-1, *(i for i, token in enumerate(found) if token[0][0] in ".!?;…\n"), len(found)]
    return (found[before + 1 : stop] for before, stop in pairwise(stops) if stop > before + 1)


def _pieces(tokens: Sequence[re.Match[str]]) -> Iterator[Sequence[re.Match[str]]]:
    last = max(len(tokens) - OVERLAP, 1)
    return (tokens[i : i + LONGEST_SENTENCE] for i in range(0, last, LONGEST_SENTENCE - OVERLAP))


def _sentence(tokens: Sequence[re.Match[str]], spelling: Spelling) -> Sentence:
    starts, words, length = [], [], 0
    for token in tokens:
        words.append(spelling.word(token[0][: 4 * LONGEST_WORD]))
        starts.append(length)
        length += len(words[-1]) + 1
    return Sentence(" " + " ".join(words), tuple(starts), tuple(token.span() for token in tokens))
