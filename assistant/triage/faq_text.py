"""A question as the index reads it, the same when it is made and when it is asked: spelling evened out, letters counted."""

from __future__ import annotations

import functools
import re
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping
from importlib import resources

import numpy as np
import yaml
from numpy.typing import NDArray

from assistant.triage.folding import bare, bounded

Floats = NDArray[np.float32]

READ = 1_000  # characters of a question: it shows itself at its beginning or its end
BUCKETS = 4096  # columns that the pieces of words share
SHORTEST, LONGEST = 2, 5  # letters of a piece
LONGEST_WORD = 30
FEW_WORDS = 3  # of a passage that can be a question
WINDOW = 8  # words of a passage: most questions are that short
MOST_WINDOWS = 8
SPELLING = "faq_spelling.yaml"
_STOP = re.compile(r"[,.;:!?\n]+")
_WORD = re.compile(r"[^\W_]+")


@functools.cache
def spelling() -> Mapping[str, str]:
    """How a word of a text message is said in full ("koi" -> "quoi")."""
    raw = yaml.safe_load(resources.files(__package__).joinpath(SPELLING).read_text(encoding="utf-8"))
    return {short: full for full, shorts in raw.items() for short in str(shorts).split()}


def in_full(text: str) -> str:
    """The question with its text-message words said in full; the rest as it was written."""
    return _WORD.sub(lambda word: spelling().get(bare(word[0].casefold()), word[0]), bounded(text, READ))


def windows(text: str) -> list[str]:
    """The passages of a longer question: between its stops, then a few words at a time; none of a short one."""
    passages = [passage.strip() for passage in _STOP.split(text) if len(passage.split()) >= FEW_WORDS]
    words = text.split()
    sliding = range(0, len(words) - FEW_WORDS, WINDOW // 2) if len(words) > WINDOW + 1 else ()
    cut = [" ".join(words[start : start + WINDOW]) for start in sliding]
    return [*(passages if len(passages) > 1 else ()), *cut][:MOST_WINDOWS]


def letters(text: str) -> Floats:
    """Which pieces of words a question has, in BUCKETS columns; zeros when it has no letter."""
    counted = Counter(piece for word in _WORD.findall(bare(in_full(text).casefold())) for piece in _pieces(word))
    made: Floats = np.zeros(BUCKETS, dtype=np.float32)
    for piece, count in counted.items():
        place = zlib.crc32(piece.encode("utf-8", "replace"))
        made[place % BUCKETS] += (1 if place & 0x80000000 else -1) * count**0.5
    return made


def _pieces(word: str) -> Iterator[str]:
    padded = f" {word[:LONGEST_WORD]} "
    for size in range(SHORTEST, LONGEST + 1):
        for start in range(len(padded) - size + 1):
            yield padded[start : start + size]
