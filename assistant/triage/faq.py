"""Which stored answers a question about the procedure calls for, or that none does. No word is ever made up here."""

from __future__ import annotations

import base64
import functools
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.settings import settings
from assistant.triage.encoder import ENCODER
from assistant.triage.faq_base import Entry, load_base
from assistant.triage.faq_text import Floats, in_full, letters, windows

FILE = "faq_index.json"
SHOWN = 5  # answers offered at most
NONE = ""  # what stands for "no entry" among the names of the index
PATIENCE = 30.0  # seconds a question waits for the encoder, the first time


@dataclass(frozen=True)
class Ranked:
    """A stored answer and how likely it is the one asked for, from 0 to 1."""

    entry: Entry
    score: float


@dataclass(frozen=True)
class Asked:
    """What is known of a question: the likeliest answers, best first; not `known`, none is to be shown as the answer."""

    known: bool
    ranked: tuple[Ranked, ...]


@dataclass(frozen=True)
class Index:
    """A linear classifier of questions, on their meaning and on their letters; `names` are its outputs."""

    names: tuple[str, ...]  # NONE is the first
    meaning: Floats  # 512 + 1 rows
    letters: Floats  # BUCKETS rows
    rarity: Floats
    weight: float  # of the letters beside the meaning
    alone: float  # of the letters when the encoder is not there
    least: float  # probability from which an answer is known
    least_alone: float


@functools.cache
def index() -> Index:
    """The index of this version. Raises when its file is missing or broken: a bug of ours."""
    raw = json.loads(resources.files(__package__).joinpath(FILE).read_text(encoding="utf-8"))
    named = raw["settings"]
    return Index(
        tuple(raw["names"]),
        _matrix(raw["meaning"]),
        _matrix(raw["letters"]),
        np.asarray(raw["rarity"], dtype=np.float32),
        named["weight"],
        named["alone"],
        named["least"],
        named["least_alone"],
    )


def ask(text: str, lang: str = "", patience: float = PATIENCE, root: Path | None = None) -> Asked:
    """The stored answers that a question calls for. Never raises on a text; the same text gives the same answer.

    `lang`: the language of the question when it is known; French spelling is left out of other languages.
    """
    entries, known = stored(root), index()
    read = in_full(text) if lang in ("", "fr") else text
    if not any(map(str.isalpha, read)):
        return Asked(False, ())
    readings = [read, *windows(read)]
    meanings = [ENCODER.encode(one, patience) for one in readings]
    sensed = meanings[0] is not None
    likely = together([probabilities(known, *pair) for pair in zip(meanings, map(letters, readings), strict=True)])
    order = np.argsort(-likely, kind="stable")[: SHOWN + 1]
    found = [Ranked(entries[known.names[i]], round(float(likely[i]), 4)) for i in order if known.names[i] in entries]
    least = known.least if sensed else known.least_alone
    best = known.names[order[0]]
    return Asked(best in entries and float(likely[order[0]]) >= least, tuple(found[:SHOWN]))


def stored(root: Path | None = None) -> Mapping[str, Entry]:
    """Every stored answer by its id, those of the forms folder in use when no other is named."""
    return _entries(root or settings().forms)


def warm() -> None:
    """Reads what the first question would otherwise wait for."""
    ENCODER.warm()
    stored()
    index()


def probabilities(known: Index, meaning: Floats | None, pieces: Floats) -> Floats:
    """How likely each name of the index is; without a meaning, by the letters alone."""
    weighed = pieces * known.rarity
    length = float(np.linalg.norm(weighed)) or 1.0
    by_letters: Floats = (weighed @ known.letters / length).astype(np.float32)
    if meaning is None:
        return _softmax(np.float32(known.alone) * by_letters)
    by_meaning: Floats = meaning @ known.meaning[:-1]
    return _softmax(by_meaning + known.meaning[-1] + np.float32(known.weight) * by_letters)


def together(shares: Sequence[Floats]) -> Floats:
    """The whole question and the passage that says the most, on equal terms: a story around a question hides it less.

    The first share is that of NONE: a question is unrelated when every passage of it is.
    """
    if len(shares) == 1:
        return shares[0]
    passages = np.max(shares[1:], axis=0)
    passages[0] = np.min(shares[1:], axis=0)[0]
    summed: Floats = shares[0] + passages
    even: Floats = summed / summed.sum()
    return even


def _softmax(sums: Floats) -> Floats:
    grown: Floats = np.exp(sums - sums.max())
    shares: Floats = grown / grown.sum()
    return shares


def _matrix(stored: Mapping[str, object]) -> Floats:
    """Whole numbers of one scale a column, as the index keeps them."""
    scale = np.asarray(stored["scale"], dtype=np.float32)
    whole: NDArray[np.int8] = np.frombuffer(base64.b64decode(str(stored["values"])), dtype=np.int8)
    made: Floats = whole.reshape(-1, len(scale)).astype(np.float32) * scale
    return made


@functools.cache
def _entries(root: Path) -> Mapping[str, Entry]:
    return load_base(root).entries
