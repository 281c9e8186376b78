"""Makes assistant/triage/faq_index.json from forms/faq and tools/faq_unrelated.txt; `--judge` holds paraphrases out first.

Run by hand after a change of a question or a paraphrase (one or two minutes); a test says when it is needed.
"""

from __future__ import annotations

import base64
import functools
import hashlib
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.form import FORMS
from assistant.triage.encoder import ENCODER
from assistant.triage.faq import FILE, NONE, Index, probabilities, together
from assistant.triage.faq_base import load_base
from assistant.triage.faq_text import SPELLING, Floats, in_full, letters, windows

ROOT = Path(__file__).parent.parent
TARGET = ROOT / "assistant" / "triage" / FILE
UNRELATED = Path(__file__).parent / "faq_unrelated.txt"
# Chosen on held-out paraphrases (--judge): never on the rows of tests/eval.
WEIGHT, ALONE, LEAST, LEAST_ALONE = 10.0, 12.0, 0.2, 0.15
RIDGE, STRENGTH, PARTS = 1.0, 30.0, 5
Whole = NDArray[np.int64]


def sentences() -> list[tuple[str, str]]:
    """Every sentence with the name of its entry; NONE for what is unrelated."""
    asked = [(entry.id, text) for entry in load_base(FORMS).entries.values() for text in entry.asked]
    lines = UNRELATED.read_text(encoding="utf-8").splitlines()
    return [*asked, *((NONE, line) for line in lines if line and not line.startswith("#"))]


def inputs() -> Mapping[str, str]:
    """The digest of all that the index is made from: other answers or sources change nothing to it."""
    code = [ROOT / "assistant" / "triage" / name for name in ("faq_text.py", SPELLING)]
    said = {path.name: path.read_bytes() for path in code}
    said["sentences"] = json.dumps(sentences(), ensure_ascii=False).encode()
    return {name: hashlib.sha256(content).hexdigest() for name, content in said.items()}


@functools.cache
def vectors() -> tuple[Floats, Floats]:
    """The meaning and the letters of every sentence."""
    texts = [in_full(text) for _, text in sentences()]
    meanings = [ENCODER.encode(text, 60.0) for text in texts]
    if any(one is None for one in meanings):
        sys.exit("The encoder is not there.")
    return np.vstack(meanings).astype(np.float32), np.vstack([letters(text) for text in texts])


def trained(meaning: Floats, pieces: Floats, target: Whole, names: Sequence[str]) -> Index:
    """Logistic regression on the meaning, ridge regression on the letters."""
    from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]

    rarity = (np.log(len(target) / (1 + (pieces != 0).sum(axis=0))) + 1).astype(np.float32)
    weighed = pieces * rarity
    weighed /= np.maximum(np.linalg.norm(weighed, axis=1, keepdims=True), 1e-9)
    one = np.full((len(target), len(names)), -1 / len(names), dtype=np.float32)
    one[np.arange(len(target)), target] += 1
    square = weighed.T @ weighed + RIDGE * np.eye(pieces.shape[1], dtype=np.float32)
    by_letters = np.linalg.solve(square, weighed.T @ one).astype(np.float32)
    sense = LogisticRegression(C=STRENGTH, max_iter=300).fit(meaning, target)
    by_meaning = np.vstack([sense.coef_.T, sense.intercept_]).astype(np.float32)
    return Index(tuple(names), by_meaning, by_letters, rarity, WEIGHT, ALONE, LEAST, LEAST_ALONE)


def judge(meaning: Floats, pieces: Floats, target: Whole, names: Sequence[str]) -> None:
    """Each sentence answered by an index that has not seen it: found first, among three, refused, at several limits.

    Also inside a context: after an unrelated sentence, as people who explain themselves first.
    """
    chosen = np.random.default_rng(0)
    parts = chosen.permutation(len(target)) % PARTS
    texts = [text for _, text in sentences()]
    unrelated = [text for name, text in sentences() if name == NONE]
    around = [
        f"{chosen.choice(unrelated)} {text}" if place else text for text, place in zip(texts, target, strict=True)
    ]
    for kind, asked, sensed in (("alone", texts, True), ("in a context", around, True), ("by letters", texts, False)):
        rows: list[tuple[int, int, float]] = []
        for part in range(PARTS):
            here = parts != part
            made = _trained_once(part, meaning, pieces, target, names, here)
            rows += [_judged(made, asked[row], int(target[row]), sensed) for row in np.flatnonzero(~here)]
        _report(kind, rows)


_MADE: dict[int, Index] = {}


def _trained_once(
    part: int, meaning: Floats, pieces: Floats, target: Whole, names: Sequence[str], here: NDArray[np.bool_]
) -> Index:
    if part not in _MADE:
        _MADE[part] = trained(meaning[here], pieces[here], target[here], names)
    return _MADE[part]


def _judged(made: Index, text: str, wanted: int, sensed: bool) -> tuple[int, int, float]:
    """The entry wanted, how many come before it, and how likely the first is (0 when it is none)."""
    read = in_full(text)
    readings = [read, *windows(read)]
    senses = [ENCODER.encode(one, 60.0) if sensed else None for one in readings]
    likely = together([probabilities(made, *pair) for pair in zip(senses, map(letters, readings), strict=True)])
    first = int(likely.argmax())
    return wanted, int((likely[1:] > likely[wanted]).sum()), float(likely.max()) if first else 0.0


def _report(kind: str, rows: Sequence[tuple[int, int, float]]) -> None:
    related = [row for row in rows if row[0]]
    unrelated = [row for row in rows if not row[0]]
    first = sum(rank == 0 for _, rank, _ in related) / len(related)
    three = sum(rank < 3 for _, rank, _ in related) / len(related)
    print(f"{kind}: first {first:.3f}, among three {three:.3f}")
    for least in (0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5):
        kept = sum(score >= least for _, _, score in related) / len(related)
        refused = sum(score < least for _, _, score in unrelated) / len(unrelated)
        print(f"  least {least}: known {kept:.3f}, unrelated refused {refused:.3f}")


def written(made: Index) -> str:
    """The index as it is kept: whole numbers, one scale a column."""
    kept = {
        "inputs": inputs(),
        "settings": {
            "weight": made.weight,
            "alone": made.alone,
            "least": made.least,
            "least_alone": made.least_alone,
        },
        "names": made.names,
        "rarity": [round(float(value), 4) for value in made.rarity],
        "meaning": _whole(made.meaning),
        "letters": _whole(made.letters),
    }
    return json.dumps(kept, ensure_ascii=False) + "\n"


def _whole(matrix: Floats) -> dict[str, object]:
    scale = np.maximum(np.abs(matrix).max(axis=0), 1e-9) / 127
    values = np.rint(matrix / scale).astype(np.int8)
    return {
        "scale": [float(f"{value:.6g}") for value in scale],
        "values": base64.b64encode(values.tobytes()).decode("ascii"),
    }


def main() -> None:
    """Makes the index; nothing is fetched."""
    labels = [name for name, _ in sentences()]
    names = sorted(set(labels))  # NONE is first
    target = np.array([names.index(name) for name in labels])
    meaning, pieces = vectors()
    if "--judge" in sys.argv[1:]:
        judge(meaning, pieces, target, names)
    TARGET.write_text(written(trained(meaning, pieces, target, names)), encoding="utf-8")
    print(f"{TARGET.relative_to(ROOT)}: {len(names) - 1} entries, {len(labels)} sentences.")


if __name__ == "__main__":
    main()
