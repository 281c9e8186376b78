"""How right answers are: the figures of the model card, and what training chooses by them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.triage.danger import signs
from assistant.triage.ranker import NOTHING
from assistant.triage.scores import scores
from tools.told import Row

Floats = NDArray[np.float32]
SURE = 0.7


@dataclass(frozen=True)
class Figures:
    """Shares, over one group of messages; nan where the group has none of a kind."""

    messages: int
    first: float
    among_three: float
    sure: float
    sure_right: float
    out_found: float
    sent_away: float

    def line(self, name: str) -> str:
        """One line of the report."""
        out = f"hors champ {self.out_found:.2f} / {self.sent_away:.3f}"
        return (
            f"{name:26} {self.messages:5}  1er {self.first:.3f}  3 premiers {self.among_three:.3f}  "
            f"sûr {self.sure:.2f} -> {self.sure_right:.3f}  {out}"
        )


def figures(rows: Sequence[Row], forms: Sequence[str], shares: Floats) -> Figures:
    """Of probabilities, one row a message and one column a form."""
    order = np.argsort(-shares, axis=1, kind="stable")
    named = [[forms[i] for i in each[:3]] for each in order]
    first = np.array([each[0] in row.right for each, row in zip(named, rows, strict=True)])
    three = np.array([bool({*each} & {*row.right}) for each, row in zip(named, rows, strict=True)])
    sure = shares.max(axis=1) >= SURE
    away = np.array([each[0] == NOTHING for each in named])
    out = np.array([row.label == NOTHING for row in rows])
    real = np.array([NOTHING not in row.right for row in rows])
    return Figures(
        len(rows), mean(first), mean(three), mean(sure), mean(first[sure]), mean(away[out]), mean(away[real])
    )


def mean(values: NDArray[np.bool_]) -> float:
    return float(values.mean()) if len(values) else float("nan")


def recall_precision(true: Sequence[bool], said: Sequence[bool]) -> tuple[float, float]:
    """Of dangers."""
    both = sum(a and b for a, b in zip(true, said, strict=True))
    return both / max(sum(true), 1), both / max(sum(said), 1)


def groups(rows: Sequence[Row], key: Callable[[Row], str]) -> Iterable[tuple[str, list[int]]]:
    """The places of the messages that share a key, by key."""
    for name in sorted({key(row) for row in rows}):
        yield name, [i for i, row in enumerate(rows) if key(row) == name]


def threshold(rows: Sequence[Row], alarms: Floats, recall: float) -> float:
    """The highest probability of danger that keeps the recall wanted."""
    return float(np.quantile(alarms[np.array([row.emergency for row in rows])], 1 - recall))


def report_unseen(rows: Sequence[Row], forms: Sequence[str], shares: Floats, alarms: Floats, at: float) -> None:
    """What training prints: each hand as the other hands know it."""
    print(figures(rows, forms, shares).line("mains non vues"))
    for key in (lambda row: row.hand, lambda row: row.lang, lambda row: row.label):
        for name, places in groups(rows, key):
            print(figures([rows[i] for i in places], forms, shares[places]).line(f"  {name}"))
    for wanted in (0.9, 0.95, 0.98):
        level = threshold(rows, alarms, wanted)
        recall, precision = recall_precision([row.emergency for row in rows], list(alarms >= level))
        print(f"danger, mains non vues : au-dessus de {level:.3f}, rappel {recall:.3f}, précision {precision:.3f}")
    print(f"seuil retenu : {at:.3f}")


def write_sample(rows: Sequence[Row], size: int, file: Path) -> None:
    """A few training messages and what the model of the moment answers, for the test of every machine."""
    chosen = rows[:: max(len(rows) // size, 1)][:size]
    told = []
    for row in chosen:
        found = scores(row.text, patience=60)
        told.append(
            {
                "text": row.text,
                "scores": [round(float(s), 4) for s in found.probabilities()],
                "danger": round(found.danger(signs(row.text)), 4),
            }
        )
    file.write_text("".join(json.dumps(each, ensure_ascii=False) + "\n" for each in told), "utf-8")
