"""The trained numbers shipped with the package, read once; tools/train.py writes them, nothing here learns."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from importlib import resources
from typing import get_args

import numpy as np
from numpy.typing import NDArray

from assistant.triage import second
from assistant.triage.danger_rules import Kind

Floats = NDArray[np.float32]
FILE = "weights/model.npz"


@dataclass(frozen=True)
class Lexicon:
    """Pieces of text, what each is worth in rarity, and its weights: whole numbers of `scale` for every output."""

    columns: dict[str, int]
    rarity: Floats
    weights: NDArray[np.int8]
    scale: Floats


@dataclass(frozen=True)
class Model:
    """First one ridge regression on two lexicons and the sentence vector; outputs: the forms, danger, its kinds.

    `average` stands for the sentence vector's part where there is none. Then `with_sense` or `alone` for the forms and
    `alarm` for danger; from `alarm_at` on it is one (`alarm_in_form`: in the answer to a question of a form).
    """

    forms: tuple[str, ...]
    kinds: tuple[Kind, ...]
    parts: Lexicon
    phrases: Lexicon
    sense: Floats
    average: Floats
    with_sense: second.Forms
    alone: second.Forms
    alarm: second.Alarm
    alarm_at: float
    alarm_in_form: float

    @property
    def danger_at(self) -> int:
        """The output for danger."""
        return len(self.forms)


@functools.cache
def model() -> Model:
    """The model of this version. Raises when the file is missing or broken: a bug of ours."""
    with resources.files(__package__).joinpath(FILE).open("rb") as file, np.load(file) as raw:
        read = {name: raw[name] for name in raw.files}
    return Model(
        tuple(_lines(read["forms"])),
        tuple(kind for kind in get_args(Kind) if kind in _lines(read["kinds"])),
        _lexicon(read, "parts"),
        _lexicon(read, "phrases"),
        read["sense"].astype(np.float32),
        read["average"].astype(np.float32),
        *second.read(read),
        *map(float, read["settings"]),
    )


def _lexicon(read: dict[str, NDArray[np.generic]], name: str) -> Lexicon:
    return Lexicon(
        {piece: column for column, piece in enumerate(_lines(read[f"{name}_names"]))},
        read[f"{name}_rarity"].astype(np.float32),
        read[f"{name}_weights"].astype(np.int8),
        read[f"{name}_scale"].astype(np.float32),
    )


def _lines(stored: NDArray[np.generic]) -> list[str]:
    return stored.tobytes().decode("utf-8").split("\n")
