"""What `ask` finds of tests/eval/faq.jsonl, which nothing learns from: by language, and in text-message spelling."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.triage.faq import ask
from assistant.triage.faq_text import in_full

ROWS = Path(__file__).parent.parent / "tests" / "eval" / "faq.jsonl"


@dataclass(frozen=True)
class Found:
    """One row: the entries that answer it (none: to be refused), and whether the answer was known, first, among three."""

    lang: str
    texted: bool
    wanted: bool
    known: bool
    first: bool
    three: bool


def found() -> list[Found]:
    """Every row asked."""
    return [_found(json.loads(line)) for line in ROWS.read_text(encoding="utf-8").splitlines()]


def _found(row: dict[str, str]) -> Found:
    asked, wanted = ask(row["text"], row["lang"]), set(row["entries"])
    names = [one.entry.id for one in asked.ranked]
    texted = row["lang"] == "fr" and in_full(row["text"]) != row["text"]
    return Found(
        row["lang"], texted, bool(wanted), asked.known, bool(wanted & {*names[:1]}), bool(wanted & {*names[:3]})
    )


def share(rows: Sequence[bool]) -> float:
    """How many are true, from 0 to 1."""
    return sum(rows) / max(len(rows), 1)


def main() -> None:
    """Prints the report."""
    rows = found()
    groups = {"all": rows, "fr, text message": [row for row in rows if row.texted]}
    groups |= {lang: [row for row in rows if row.lang == lang] for lang in dict.fromkeys(row.lang for row in rows)}
    for name, group in groups.items():
        asked, other = [row for row in group if row.wanted], [row for row in group if not row.wanted]
        print(
            f"{name:18} {len(asked):4} asked: first {share([row.first for row in asked]):.2f}, "
            f"among three {share([row.three for row in asked]):.2f}, known {share([row.known for row in asked]):.2f}; "
            f"{len(other):3} unrelated: refused {share([not row.known for row in other]):.2f}"
        )


if __name__ == "__main__":
    main()
