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
from assistant.triage.near import Axes, Near

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
    """First one regression on two lexicons, the sentence vector and the messages near it; outputs: the forms, danger.

    `average` stands for the encoder's part where there is none. Then `with_sense` or `alone` for the forms, `alarm` for
    danger and `kind` for which; from `alarm_at` on it is one (`alarm_in_form`: in the answer to a question of a form).
    """

    forms: tuple[str, ...]
    kinds: tuple[Kind, ...]
    parts: Lexicon
    phrases: Lexicon
    sense: Floats
    near: Near
    average: Floats
    with_sense: second.Forms
    alone: second.Forms
    kind: second.Forms
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
        tuple(kind for name in _lines(read["kinds"]) for kind in get_args(Kind) if kind == name),
        _lexicon(read, "parts"),
        _lexicon(read, "phrases"),
        read["sense"].astype(np.float32),
        _near(read),
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


def _near(read: dict[str, NDArray[np.generic]]) -> Near:
    one = {
        name: read[f"near_{name}"].astype(np.float32)
        for name in ("centre", "turn", "step", "codes", "weights", "scale")
    }
    axes = Axes(one["centre"], one["turn"], one["step"])
    return Near(axes, axes.points(one["codes"]), one["weights"] * one["scale"][:, None])


def _lines(stored: NDArray[np.generic]) -> list[str]:
    return stored.tobytes().decode("utf-8").split("\n")
