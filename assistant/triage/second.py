"""What the sums of the first regression become once read together, and with what the rules heard: probabilities."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Forms:
    """One linear layer from the sums to the forms (or to the kinds of danger)."""

    weights: Floats
    offset: Floats

    def shares(self, sums: Floats) -> Floats:
        """Probabilities, for one message or for rows of them."""
        return softmax(sums @ self.weights + self.offset)


@dataclass(frozen=True)
class Alarm:
    """A few small networks, alike but for their start; what they say is averaged."""

    mean: Floats
    scale: Floats
    inner: Floats
    inner_offset: Floats
    outer: Floats
    outer_offset: Floats

    def probability(self, sums: Floats, signs: Floats, danger_at: int) -> Floats:
        """Of a danger now, for one message or for rows of them."""
        told = (alarm_inputs(sums, signs, danger_at) - self.mean) / self.scale
        hidden = np.maximum(np.einsum("...i,nih->...nh", told, self.inner) + self.inner_offset, 0)
        raised = np.einsum("...nh,nh->...n", hidden, self.outer) + self.outer_offset
        likely: Floats = (1 / (1 + np.exp(-raised))).mean(axis=-1).astype(np.float32)
        return likely


def alarm_inputs(sums: Floats, signs: Floats, danger_at: int) -> Floats:
    """The sums, the signs, and the sum for danger under each sign: "now" weighs otherwise in a film."""
    under = sums[..., danger_at : danger_at + 1] * signs
    return np.concatenate([sums, signs, under], axis=-1)


def softmax(raised: Floats) -> Floats:
    """Shares of one."""
    grown = np.exp(raised - raised.max(axis=-1, keepdims=True))
    shares: Floats = (grown / grown.sum(axis=-1, keepdims=True)).astype(np.float32)
    return shares


def read(stored: Mapping[str, NDArray[np.generic]]) -> tuple[Forms, Forms, Forms, Alarm]:
    """From the weights file: forms with the encoder, forms without it, kinds of danger, danger."""
    one = {name: array.astype(np.float32) for name, array in stored.items() if array.dtype.kind == "f"}
    return (
        Forms(one["forms_weights"], one["forms_offset"]),
        Forms(one["alone_weights"], one["alone_offset"]),
        Forms(one["kind_weights"], one["kind_offset"]),
        Alarm(*(one[f"alarm_{name}"] for name in Alarm.__dataclass_fields__)),
    )
