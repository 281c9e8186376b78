"""A message as counted pieces of words, the same in training and in answering: what the lexical half of the model reads."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

READ = 4_000  # letters read of a message: its two halves when it is longer
SHORTEST, LONGEST = 2, 5  # letters of a piece of a word
_WORD = re.compile(r"\w+")
_DIGIT = re.compile(r"\d")
_IDEOGRAM = re.compile(r"[\u4e00-\u9fff]")


def fold(text: str) -> str:
    """Lower case, no accents, every digit a zero: how people write on a phone. Not the same length as the text."""
    return _DIGIT.sub("0", bare(text.lower()))


def bare(text: str) -> str:
    """Letters without their accents; not the same length as the text."""
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


def readable(text: str) -> str:
    """Without half characters, which no library but our own code takes; the length stays."""
    return text.encode("utf-8", "replace").decode()


def bounded(text: str, read: int = READ) -> str:
    """What is read of a long text: its beginning and its end."""
    return text if len(text) <= read else f"{text[: read // 2]} {text[-read // 2 :]}"


def pieces(text: str) -> tuple[Counter[str], Counter[str]]:
    """The pieces of words, and the words and pairs of neighbours, with how often each stands in the text."""
    words = fold(bounded(text)).split()
    parts = Counter(part for word in words for part in word_pieces(word))
    return parts, Counter(_phrases(" ".join(words)))


def word_pieces(word: str) -> Iterator[str]:
    """Every run of 2 to 5 letters of one folded word, its edges marked by a space; single signs too in Chinese."""
    padded = f" {word[:60]} "
    if _IDEOGRAM.search(word):
        yield from word[:60]
    for size in range(SHORTEST, LONGEST + 1):
        if size >= len(padded):
            yield padded
            return
        for start in range(len(padded) - size + 1):
            yield padded[start : start + size]


def _phrases(folded: str) -> Iterator[str]:
    words = _WORD.findall(folded)
    yield from words
    yield from map(" ".join, pairwise(words))
