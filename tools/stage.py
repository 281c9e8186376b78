"""The second step of training: from sums given by hands that did not write a message to honest probabilities."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression
from sklearn.neural_network import MLPClassifier

from assistant.triage.second import Alarm, Forms, alarm_inputs
from tools.told import Row

Floats = NDArray[np.float32]
FORMS_FREEDOM = 5.0  # the inverse of what holds the layer of the forms back
HIDDEN, NETWORKS, ROUNDS = 24, 4, 40


def fit(
    rows: Sequence[Row], forms: Sequence[str], unseen: Floats, alone: Floats, signs: Floats
) -> tuple[Floats, Floats, dict[str, Floats]]:
    """Probabilities of the forms and of danger by hands that did not write the message, and the layers to ship."""
    labels = np.array([forms.index(row.label) for row in rows])
    dangers = np.array([row.emergency for row in rows])
    hands = np.array([row.hand for row in rows])
    danger_at = len(forms)

    def forms_layer(at: NDArray[np.bool_]) -> Forms:
        return _forms(unseen[at], labels[at])

    def alarm_layer(at: NDArray[np.bool_]) -> Alarm:
        return _alarm(alarm_inputs(unseen[at], signs[at], danger_at), dangers[at])

    everything = np.ones(len(rows), np.bool_)
    shares = _apart(hands, lambda at: forms_layer(~at).shares(unseen[at]))
    alarms = _apart(hands, lambda at: alarm_layer(~at).probability(unseen[at], signs[at], danger_at))
    whole, without, alarm = forms_layer(everything), _forms(alone, labels), alarm_layer(everything)
    layers = {"forms_weights": whole.weights, "forms_offset": whole.offset}
    layers |= {"alone_weights": without.weights, "alone_offset": without.offset}
    return shares, alarms, layers | {f"alarm_{name}": getattr(alarm, name) for name in Alarm.__dataclass_fields__}


def _apart(hands: NDArray[np.str_], answer: Callable[[NDArray[np.bool_]], Floats]) -> Floats:
    parts = {hand: answer(hands == hand) for hand in sorted(set(hands))}
    first = next(iter(parts.values()))
    whole = np.zeros((len(hands), *first.shape[1:]), np.float32)
    for hand, part in parts.items():
        whole[hands == hand] = part
    return whole


def _forms(sums: Floats, labels: NDArray[np.int64]) -> Forms:
    fitted = LogisticRegression(C=FORMS_FREEDOM, max_iter=300).fit(sums, labels)
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
