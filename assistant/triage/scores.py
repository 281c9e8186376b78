"""From a text to one sum per form and one for danger: sparse counts times weights, plus what the encoder adds."""

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
    """The sums for the forms, for danger and for its kinds, and whether the encoder took part."""

    forms: Floats
    danger: float
    kinds: Floats
    whole: bool

    def probabilities(self) -> Floats:
        """One calibrated probability per form, in the order of Model.forms."""
        known = model()
        scaled = self.forms * (known.with_sense if self.whole else known.without)
        grown = np.exp(scaled - scaled.max())
        shares: Floats = grown / grown.sum()
        return shares

    @property
    def alarm(self) -> bool:
        """Whether the sum for danger says there is one now."""
        known = model()
        return self.danger >= (known.alarm if self.whole else known.alarm_without)

    @property
    def kind(self) -> Kind:
        """The likeliest kind of danger, if there is one."""
        return model().kinds[int(np.argmax(self.kinds))]


def scores(text: str, patience: float = PATIENCE) -> Scores:
    """Reads a text; waits at most `patience` seconds for an encoder that is still being loaded."""
    known, (parts, phrases) = model(), pieces(text)
    sums = lexical(parts, known.parts) + lexical(phrases, known.phrases)
    sense = ENCODER.encode(text, patience)
    sums += known.average if sense is None else sense @ known.sense
    at = known.danger_at
    return Scores(sums[:at], float(sums[at]), sums[at + 1 :], sense is not None)


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
