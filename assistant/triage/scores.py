"""From a text to what the model says of it: sparse counts times weights, plus what the encoder adds, read together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from assistant.triage.danger_rules import Kind
from assistant.triage.encoder import ENCODER, PATIENCE
from assistant.triage.folding import pieces
from assistant.triage.weights import Floats, Lexicon, model


@dataclass(frozen=True)
class Counted:
    """What of one text stands in a lexicon: columns, and how much each weighs (a vector of length 1)."""

    columns: tuple[int, ...]
    values: Floats


@dataclass(frozen=True)
class Scores:
    """The sums for the forms and for danger, and whether the encoder took part."""

    sums: Floats
    whole: bool

    def probabilities(self) -> Floats:
        """One calibrated probability per form, in the order of Model.forms."""
        known = model()
        return (known.with_sense if self.whole else known.alone).shares(self.sums)

    def danger(self, signs: Floats) -> float:
        """The probability of a danger now; `signs`: what the rules heard of time and reality."""
        known = model()
        return float(known.alarm.probability(self.sums, signs, known.danger_at))

    @property
    def kind(self) -> Kind:
        """The likeliest kind of danger, if there is one."""
        known = model()
        return known.kinds[int(np.argmax(known.kind.shares(self.sums)))]


def scores(text: str, patience: float = PATIENCE) -> Scores:
    """Reads a text; waits at most `patience` seconds for an encoder that is still being loaded."""
    known, (parts, phrases) = model(), pieces(text)
    sums = lexical(parts, known.parts) + lexical(phrases, known.phrases)
    sense = ENCODER.encode(text, patience)
    meant = known.average if sense is None else sense @ known.sense + known.near.sums(sense)
    return Scores(sums + meant, sense is not None)


def lexical(found: Counter[str], lexicon: Lexicon) -> Floats:
    """What the pieces found add to each output."""
    counted = count(found, lexicon.columns, lexicon.rarity)
    columns = list(counted.columns)
    sums: Floats = (counted.values * lexicon.scale[columns]) @ lexicon.weights[columns].astype(np.float32)
    return sums


def count(found: Counter[str], columns: Mapping[str, int], rarity: Floats) -> Counted:
    """Damped counts times rarity, brought to length 1. Training calls this too."""
    known = [(columns[piece], times) for piece, times in found.items() if piece in columns]
    at = tuple(column for column, _ in known)
    values: Floats = (1 + np.log(np.array([times for _, times in known], dtype=np.float32))) * rarity[list(at)]
    length = float(np.linalg.norm(values)) or 1.0
    return Counted(at, values / np.float32(length))
