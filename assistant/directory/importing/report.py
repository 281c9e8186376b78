"""What an import says of itself: nothing is dropped in silence."""

from __future__ import annotations

from dataclasses import dataclass, field


class Unreadable(ValueError):
    """The file cannot be imported at all; the French sentence says why and what to do."""


class Unwritten(OSError):
    """The tables cannot be replaced, and are as they were; the French sentence says why and what to do."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A row read from a file: the table it belongs to, its values by column, and the line it stands on (from 1)."""

    table: str
    values: dict[str, str]
    line: int


@dataclass(frozen=True, slots=True)
class Left:
    """A row that is not imported, and why."""

    line: int
    name: str
    reason: str


@dataclass(slots=True)
class Report:
    """Counts and lists, by row; `dropped` is left out on purpose (recruitment, motorised), `refused` for a mistake."""

    file: str
    layout: str
    source: str
    source_date: str
    rows: int = 0
    added: list[str] = field(default_factory=list)
    changed: list[dict[str, object]] = field(default_factory=list)
    unchanged: int = 0
    refused: list[Left] = field(default_factory=list)
    dropped: list[Left] = field(default_factory=list)
    doubts: list[Left] = field(default_factory=list)

    def as_json(self) -> dict[str, object]:
        """What `directory import` prints."""
        return {
            "file": self.file,
            "layout": self.layout,
            "source": self.source,
            "source_date": self.source_date,
            "rows": self.rows,
            "added": self.added,
            "changed": self.changed,
            "unchanged": self.unchanged,
            "refused": [_left(one) for one in self.refused],
            "dropped": [_left(one) for one in self.dropped],
            "doubts": [_left(one) for one in self.doubts],
        }


def _left(one: Left) -> dict[str, object]:
    return {"line": one.line, "name": one.name, "reason": one.reason}
