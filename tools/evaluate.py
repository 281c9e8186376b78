"""`make eval`: how right the shipped model is on messages it never saw, per kind, language and style; no message is shown.

`python -m tools.evaluate [FILE…]` measures other files; by default every tests/eval/eval*.jsonl, then the dates.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from assistant.triage.danger import danger, ruled
from assistant.triage.language import language
from assistant.triage.scores import scores
from assistant.triage.weights import model
from tools import dates_report
from tools.measure import figures, groups, recall_precision
from tools.told import Row, read

SETS = Path(__file__).parent.parent / "tests/eval"
FOREIGN = "autres langues que le français"


def main() -> None:
    """Each file apart, then all of them together."""
    files = [Path(name) for name in sys.argv[1:]] or sorted(SETS.glob("eval*.jsonl"))
    told = {file.stem: read(file) for file in files}
    for name, rows in told.items():
        report(name, rows)
    if len(told) > 1:
        report("ensemble", [row for rows in told.values() for row in rows])
    if not sys.argv[1:]:
        dates_report.main()


def report(name: str, rows: Sequence[Row]) -> None:
    """Prints the figures of a set."""
    forms = model().forms
    scores("bonjour", patience=60)
    times, shares = [], np.zeros((len(rows), len(forms)), np.float32)
    for i, row in enumerate(rows):
        start = time.perf_counter()
        shares[i] = scores(row.text).probabilities()
        times.append(time.perf_counter() - start)
    print(f"\n== {name} ==")
    print(figures(rows, forms, shares).line("tout"))
    spoken = [("français", [i for i, r in enumerate(rows) if r.lang == "fr"])]
    spoken.append((FOREIGN, [i for i, r in enumerate(rows) if r.lang != "fr"]))
    named = [
        *spoken,
        *groups(rows, lambda r: r.lang),
        *groups(rows, lambda r: r.style),
        *groups(rows, lambda r: r.label),
    ]
    for group, at in named:
        print(figures([rows[i] for i in at], forms, shares[at]).line(f"  {group}"))
    _dangers(rows)
    right = np.mean([language(row.text) == row.lang for row in rows])
    print(f"langue reconnue : {right:.3f} ; une réponse : {np.quantile(times, 0.95) * 1000:.0f} ms (95 %)")


def _dangers(rows: Sequence[Row]) -> None:
    true = [row.emergency for row in rows]
    for name, said in (("règles seules", ruled), ("règles et modèle", danger)):
        heard = [said(row.text) is not None for row in rows]
        recall, precision = recall_precision(true, heard)
        near = [h for h, row in zip(heard, rows, strict=True) if row.near]
        print(
            f"danger, {name} : rappel {recall:.3f}, précision {precision:.3f}, presque-dangers {sum(near)}/{len(near)}"
        )


if __name__ == "__main__":
    main()
