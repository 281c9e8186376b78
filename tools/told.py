"""Messages written by hand, one JSON object a line: training/ and tests/eval/ have the same shape."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path


@dataclass(frozen=True)
class Row:
    """One message, the form it asks for (`accept`: those also right), whether a danger is going on."""

    text: str
    label: str
    lang: str
    emergency: bool
    hand: str = ""
    style: str = ""
    accept: tuple[str, ...] = ()
    near: bool = False

    @property
    def right(self) -> tuple[str, ...]:
        """Every form that is a right answer."""
        return self.accept or (self.label,)

    def corrected(self, fix: Mapping[str, object]) -> Row:
        """The same message with a label or a danger settled afterwards."""
        return replace(
            self,
            label=str(fix.get("label", self.label)),
            emergency=bool(fix.get("emergency", self.emergency)),
        )


def read(file: Path) -> list[Row]:
    """Every message of a file, in order."""
    return [_row(json.loads(line)) for line in file.read_text("utf-8").splitlines() if line.strip()]


def _row(raw: Mapping[str, object]) -> Row:
    accept = raw.get("accept") or ()
    return Row(
        text=str(raw["text"]),
        label=str(raw["label"]),
        lang=str(raw["lang"]),
        emergency=bool(raw["emergency"]),
        hand=str(raw.get("hand", "")),
        style=str(raw.get("style", "")),
        accept=tuple(map(str, accept)) if isinstance(accept, list) else (),
        near=bool(raw.get("near", False)),
    )
