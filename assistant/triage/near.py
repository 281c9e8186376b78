"""How close a message is, in meaning, to each message of the training: what a sum of weights cannot say."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
SHARPNESS = 3.0  # how fast the likeness of two messages falls with the angle between them
LEVELS = 7  # whole numbers on each side of zero that a shortened vector is made of


@dataclass(frozen=True)
class Axes:
    """How the 512 numbers of the encoder become fewer and whole: along the axes that vary most."""

    centre: Floats
    turn: Floats
    step: Floats

    def codes(self, sense: Floats) -> Floats:
        """Whole numbers from -LEVELS to LEVELS, for one vector or for rows of them."""
        turned = (sense - self.centre) @ self.turn
        turned = turned / np.linalg.norm(turned, axis=-1, keepdims=True)
        codes: Floats = np.clip(np.rint(turned / self.step), -LEVELS, LEVELS)
        return codes

    def points(self, codes: Floats) -> Floats:
        """Codes as vectors of length 1."""
        told = codes * self.step
        points: Floats = (told / np.maximum(np.linalg.norm(told, axis=-1, keepdims=True), 1e-6)).astype(np.float32)
        return points


@dataclass(frozen=True)
class Near:
    """The messages of the training as points, and what each adds to every output when a message is like it."""

    axes: Axes
    points: Floats
    weights: Floats

    def sums(self, sense: Floats) -> Floats:
        """What the messages alike add to each output."""
        sums: Floats = likeness(self.axes.points(self.axes.codes(sense)), self.points) @ self.weights
        return sums


def likeness(one: Floats, other: Floats) -> Floats:
    """1 for the same meaning, less and less as it differs."""
    alike: Floats = np.exp(np.float32(SHARPNESS) * (one @ other.T - 1))
    return alike
