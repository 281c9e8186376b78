"""Which form a message asks for, how sure that is, and which of the person's own words say so."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from assistant.triage.encoder import PATIENCE
from assistant.triage.folding import bounded, fold, word_pieces
from assistant.triage.scores import scores
from assistant.triage.weights import Floats, Lexicon, model

AT_LEAST = 3
MOST_WORDS = 3  # given as the reason
NOTHING = "hors_champ"  # nothing to complain about
_SHARE = 0.02  # a form less likely than this is not worth showing, beyond the first three
_COMMON = 4.5  # rarity under which a word is a tool word ("dans", "the") and no reason
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_LETTERS = re.compile(r"\w+")


@dataclass(frozen=True)
class Ranked:
    """A form, a calibrated probability, and up to three of the person's own words that speak for it."""

    form: str
    score: float
    why: tuple[str, ...]


def rank(text: str, patience: float = PATIENCE) -> tuple[Ranked, ...]:
    """The likely forms, the likeliest first, never fewer than three; an empty or unreadable text is `hors_champ`."""
    known = model()
    said = any(map(str.isalpha, text))
    shares = scores(text, patience).probabilities() if said else _nothing_said(known.forms)
    order = np.argsort(-shares, kind="stable")
    shown = [int(i) for rank_, i in enumerate(order) if rank_ < AT_LEAST or shares[i] >= _SHARE]
    return tuple(Ranked(known.forms[i], round(float(shares[i]), 4), reasons(text, i)) for i in shown)


def _nothing_said(forms: Sequence[str]) -> Floats:
    shares = np.full(len(forms), 0.1 / (len(forms) - 1), dtype=np.float32)
    shares[forms.index(NOTHING)] = 0.9
    return shares


def reasons(text: str, output: int) -> tuple[str, ...]:
    """The words of the text, as written, that weigh most for one output; none for `hors_champ`."""
    known = model()
    if output < len(known.forms) and known.forms[output] == NOTHING:
        return ()
    weighed: dict[str, tuple[float, str]] = {}
    for found in _WORD.finditer(bounded(text)):
        folded = fold(found[0])
        if folded in weighed or not _telling(folded, known.phrases):
            continue
        weighed[folded] = (_weight(folded, output), found[0])
    best = sorted(weighed.values(), key=lambda each: -each[0])[:MOST_WORDS]
    return tuple(word for weight, word in best if weight > 0)


def _telling(word: str, phrases: Lexicon) -> bool:
    """Whether a word is one to show: long enough, not a number, not a tool word."""
    if len(word) < 3 and word.isascii():
        return False
    columns = [phrases.columns[each] for each in _LETTERS.findall(word) if each in phrases.columns]
    return "0" not in word and (not columns or max(float(phrases.rarity[c]) for c in columns) > _COMMON)


def _weight(word: str, output: int) -> float:
    known = model()
    return sum(_one(piece, output, known.parts) for piece in word_pieces(word)) + 2 * sum(
        _one(piece, output, known.phrases) for piece in _LETTERS.findall(word)
    )


def _one(piece: str, output: int, lexicon: Lexicon) -> float:
    """What one piece adds to an output, beyond what it adds to all."""
    if (column := lexicon.columns.get(piece)) is None:
        return 0.0
    forms = model().danger_at
    others = float(lexicon.weights[column, :forms].mean()) if output < forms else 0.0
    own = float(lexicon.weights[column, output]) - others
    return own * float(lexicon.scale[column] * lexicon.rarity[column])
