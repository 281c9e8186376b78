"""The second step of training: from sums given by hands that did not write a message to honest probabilities."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression
from sklearn.neural_network import MLPClassifier

from assistant.triage.second import Alarm, Forms, alarm_inputs, softmax
from tools.told import Row

Floats = NDArray[np.float32]
FORMS_FREEDOM = 5.0  # the inverse of what holds the layer of the forms back
KINDS_FREEDOM = 1.0
SURE, SURE_SHARE = 0.7, 0.7  # temperature: this probability or more for this share of messages of hands not seen
HIDDEN, NETWORKS, ROUNDS = 24, 4, 40


@dataclass(frozen=True)
class Told:
    """Of each message: its sums by hands that did not write it, with and without the encoder, signs, kind of danger."""

    unseen: Floats
    alone: Floats
    signs: Floats
    kinds: Sequence[str | None]


def fit(rows: Sequence[Row], forms: Sequence[str], told: Told) -> tuple[Floats, Floats, dict[str, Floats]]:
    """Probabilities of the forms and of danger by hands that did not write the message, and the layers to ship."""
    labels = np.array([row.label for row in rows])
    dangers = np.array([row.emergency for row in rows])
    hands = np.array([row.hand for row in rows])
    danger_at = len(forms)

    def forms_layer(at: NDArray[np.bool_], sums: Floats) -> Forms:
        return _layer(sums[at], labels[at], FORMS_FREEDOM)

    def alarm_layer(at: NDArray[np.bool_]) -> Alarm:
        return _alarm(alarm_inputs(told.unseen[at], told.signs[at], danger_at), dangers[at])

    everything = np.ones(len(rows), np.bool_)
    alarms = _apart(hands, lambda at: alarm_layer(~at).probability(told.unseen[at], told.signs[at], danger_at))
    shares = _apart(hands, lambda at: forms_layer(~at, told.unseen).shares(told.unseen[at]))
    heat, alarm = _heat(shares), alarm_layer(everything)
    layers = _stored("kind", _layer(told.unseen[dangers], np.array(told.kinds)[dangers].astype(str), KINDS_FREEDOM))
    layers |= _stored("forms", forms_layer(everything, told.unseen), heat)
    layers |= _stored("alone", forms_layer(everything, told.alone), heat)
    layers |= {f"alarm_{name}": getattr(alarm, name) for name in Alarm.__dataclass_fields__}
    return _warmed(shares, heat), alarms, layers


def _stored(name: str, layer: Forms, heat: float = 1.0) -> dict[str, Floats]:
    return {f"{name}_weights": layer.weights * np.float32(heat), f"{name}_offset": layer.offset * np.float32(heat)}


def _warmed(shares: Floats, heat: float) -> Floats:
    return softmax(np.log(shares + 1e-12) * np.float32(heat))


def _heat(shares: Floats) -> float:
    """What makes as many answers sure as wanted (bisection: the higher, the surer)."""
    low, high = 0.3, 3.0
    for _ in range(20):
        heat = (low + high) / 2
        low, high = (heat, high) if (_warmed(shares, heat).max(axis=1) >= SURE).mean() < SURE_SHARE else (low, heat)
    return low


def _apart(hands: NDArray[np.str_], answer: Callable[[NDArray[np.bool_]], Floats]) -> Floats:
    parts = {hand: answer(hands == hand) for hand in sorted(set(hands))}
    first = next(iter(parts.values()))
    whole = np.zeros((len(hands), *first.shape[1:]), np.float32)
    for hand, part in parts.items():
        whole[hands == hand] = part
    return whole


def _layer(sums: Floats, labels: NDArray[np.str_], freedom: float) -> Forms:
    fitted = LogisticRegression(C=freedom, max_iter=300).fit(sums, labels)
    return Forms(fitted.coef_.T.astype(np.float32), fitted.intercept_.astype(np.float32))


def _alarm(inputs: Floats, dangers: NDArray[np.bool_]) -> Alarm:
    mean, scale = inputs.mean(axis=0), inputs.std(axis=0) + 1e-6
    told = (inputs - mean) / scale
    networks = []
    for start in range(NETWORKS):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ConvergenceWarning)  # stopping early is what keeps it simple
            network = MLPClassifier((HIDDEN,), alpha=1.0, max_iter=ROUNDS, random_state=start)
            networks.append(network.fit(told, dangers))
    return Alarm(
        mean.astype(np.float32),
        scale.astype(np.float32),
        np.stack([n.coefs_[0] for n in networks]).astype(np.float32),
        np.stack([n.intercepts_[0] for n in networks]).astype(np.float32),
        np.stack([n.coefs_[1][:, 0] for n in networks]).astype(np.float32),
        np.array([n.intercepts_[1][0] for n in networks], np.float32),
    )
