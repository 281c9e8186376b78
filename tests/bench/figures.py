"""What is written: each figure with its reference of the same run, their ratio, and how far to trust it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

Number = float | int


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the report. `reference` None: there is nothing to compare with, only the figure."""

    name: str
    what: str
    unit: str
    ours: Number
    reference: Number | None
    against: str
    samples: str
    goal: str = ""
    noise: str = ""

    @property
    def ratio(self) -> float | None:
        return round(self.ours / self.reference, 2) if self.reference else None

    def as_json(self) -> dict[str, str | Number | None]:
        return {
            "what": self.what,
            "unit": self.unit,
            "ours": round(self.ours, 3),
            "reference": None if self.reference is None else round(self.reference, 3),
            "ratio": self.ratio,
            "against": self.against,
            "goal": self.goal,
            "samples": self.samples,
            "noise": self.noise,
        }


def centile(values: Sequence[float], share: float) -> float:
    """The nearest-rank centile of at least one value; `share` 0.95 is p95."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def spread(values: Sequence[float]) -> str:
    """How far the same measure moved during the run."""
    return " / ".join(f"{value:.3g}" for value in values)


def middle(values: Sequence[float]) -> float:
    return float(median(values))
