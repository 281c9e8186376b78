"""The first step of training: one kernel ridge regression for everything, in its dual form, and what hands not seen get."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import lapack
from scipy.sparse import csr_matrix

from assistant.triage.near import LEVELS, Axes, likeness
from assistant.triage.scores import count

Floats = NDArray[np.float32]
RIDGE = 1.0
LEAST = 2  # messages a piece stands in to be kept: dropping more of the rare ones costs the languages with few messages
AXES = 104
SPREAD = 2.5  # deviations of an axis that its whole numbers reach


@dataclass(frozen=True)
class Lexicon:
    """The pieces of one kind, their rarity, and how much of each stands in each message of the training."""

    names: tuple[str, ...]
    rarity: Floats
    matrix: csr_matrix


@dataclass(frozen=True)
class Solved:
    """The dual weights; then for each hand its own messages and the dual weights of a model without that hand."""

    duals: Floats
    unseen: Floats
    others: tuple[tuple[NDArray[np.int64], Floats], ...]


def lexicon(found: Sequence[Counter[str]]) -> Lexicon:
    """Every piece that stands in enough messages."""
    seen = Counter(piece for each in found for piece in each)
    names = tuple(sorted(piece for piece, times in seen.items() if times >= LEAST and "\n" not in piece))
    times = np.array([seen[piece] for piece in names])
    rarity = (np.log((1 + len(found)) / (1 + times)) + 1).astype(np.float16).astype(np.float32)
    return Lexicon(names, rarity, sparse(found, {piece: i for i, piece in enumerate(names)}, rarity))


def sparse(found: Sequence[Counter[str]], columns: Mapping[str, int], rarity: Floats) -> csr_matrix:
    """One row a message."""
    counted = [count(each, columns, rarity) for each in found]
    return csr_matrix(
        (
            np.concatenate([each.values for each in counted]),
            np.concatenate([np.array(each.columns, np.int32) for each in counted]),
            np.cumsum([0, *(len(each.columns) for each in counted)]),
        ),
        (len(found), len(columns)),
    )


def axes(sense: Floats) -> Axes:
    """The axes along which the messages of the training vary most."""
    centre = sense.mean(axis=0)
    away = (sense - centre).astype(np.float64)
    _, vectors = np.linalg.eigh(away.T @ away)
    turn = vectors[:, ::-1][:, :AXES]
    turn = (turn * np.sign(turn[np.abs(turn).argmax(axis=0), np.arange(AXES)])).astype(np.float16).astype(np.float32)
    turned = (sense - centre) @ turn
    turned /= np.linalg.norm(turned, axis=1, keepdims=True)
    return Axes(centre, turn, (turned.std(axis=0) * SPREAD / LEVELS).astype(np.float32))


def kernel(lexicons: Mapping[str, Lexicon], sense: Floats, points: Floats, share: Mapping[str, float]) -> Floats:
    """How alike any two messages of the training are."""
    summed = share["sense"] * (sense @ sense.T) + share["near"] * likeness(points, points)
    for name, each in lexicons.items():
        summed += share[name] * (each.matrix @ each.matrix.T).toarray()
    alike: Floats = summed.astype(np.float32, copy=False)
    return alike


def solve(alike: Floats, wanted: Floats, hands: NDArray[np.str_]) -> Solved:
    """The kernel is used up. What each message gets from the hands that did not write it has a closed form."""
    alike[np.diag_indices(len(alike))] += RIDGE
    factor, failed = lapack.spotrf(alike.T, lower=1, overwrite_a=1)
    inverse, failed_too = lapack.spotri(factor, lower=1, overwrite_c=1)
    if failed or failed_too:
        sys.exit("The kernel is not positive: a broken input.")
    inverse = np.tril(inverse) + np.tril(inverse, -1).T
    duals, unseen, others = inverse @ wanted, np.empty_like(wanted), []
    for hand in sorted(set(hands)):
        own = np.flatnonzero(hands == hand)
        gone = np.linalg.solve(inverse[np.ix_(own, own)], duals[own])
        unseen[own] = wanted[own] - gone
        without = duals - inverse[:, own] @ gone
        without[own] = 0
        others.append((own, without))
    return Solved(duals, unseen, tuple(others))


def lexical(lexicons: Mapping[str, Lexicon], share: Mapping[str, float], solved: Solved) -> Floats:
    """The part of the sums of hands not seen that does not come from the encoder."""
    summed = np.zeros_like(solved.unseen)
    for name, each in lexicons.items():
        for own, without in solved.others:
            summed[own] += share[name] * (each.matrix[own] @ (each.matrix.T @ without))
    return summed


def packed(name: str, weights: Floats, levels: int) -> Iterator[tuple[str, NDArray[np.generic]]]:
    """Weights as the file keeps them: whole numbers from -levels to levels, one scale a row."""
    scale = np.maximum(np.abs(weights).max(axis=1) / levels, 1e-6).astype(np.float16)
    told = np.rint(weights / scale.astype(np.float32)[:, None])
    yield f"{name}_weights", np.clip(told, -levels, levels).astype(np.int8)
    yield f"{name}_scale", scale
