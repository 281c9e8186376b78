"""How right the dates are on tests/eval/dates.jsonl, which the grammar was not written from: right, asked, silently wrong."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Literal

from assistant.triage.times import when

ROWS = Path(__file__).parent.parent / "tests/eval/dates.jsonl"
Verdict = Literal["right", "asked", "wrong"]


def verdicts(file: Path = ROWS) -> list[tuple[str, Verdict]]:
    """The language of each row and what became of it; a date that must be asked is right when it is null."""
    rows = (json.loads(line) for line in file.read_text(encoding="utf-8").splitlines())
    return [(row["lang"], _verdict(row)) for row in rows]


def _verdict(row: dict[str, str]) -> Verdict:
    found = when(row["text"], dt.datetime.fromisoformat(row["now"]))
    expected = {name: row[name] for name in ("start", "end", "precision")} if "start" in row else None
    told = found.value() if found else None
    return "right" if told == expected else "asked" if told is None else "wrong"


def line(name: str, found: Iterable[Verdict]) -> str:
    """One line of the report."""
    count = Counter(found)
    every = max(count.total(), 1)
    return (
        f"{name:26} {every:5}  juste {count['right'] / every:.3f}  demandée {count['asked'] / every:.3f}  "
        f"fausse sans le dire {count['wrong'] / every:.3f}"
    )


def main() -> None:
    """Prints the report, all languages then each."""
    rows = verdicts()
    print(f"\n== dates ==\n{line('tout', (one for _, one in rows))}")
    for lang in dict.fromkeys(lang for lang, _ in rows):
        print(line(f"  {lang}", (one for of, one in rows if of == lang)))


if __name__ == "__main__":
    main()
