"""Messages in, lines of JSON out: one message, or a stream of them answered as they come."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping
from typing import Annotated

import typer

LONGEST = 2_000_000  # letters of a line that are read
Told = Annotated[str, typer.Argument(help="Le message, en toute langue.")]
Stream = Annotated[bool, typer.Option("--jsonl", help='Lire sur l\'entrée des lignes {"id", "text"}.')]
Understood = Callable[[object, str], dict[str, object]]  # the id and the text of a message -> what is said of it


def answer(text: str, stream: bool, understood: Understood) -> int:
    """Prints one line for the text or, as each comes, for every line of the standard input; how many were not what they should be."""
    if not stream:
        print(_line(understood(None, text)))
        return 0
    wrong = 0
    for line in sys.stdin.buffer:
        if line.strip():
            told = _answered(line.decode("utf-8", "replace"), understood)
            wrong += "error" in told
            print(_line(told), flush=True)
    return wrong


def _answered(line: str, understood: Understood) -> dict[str, object]:
    """A line that is not what it should be is answered all the same, and says why."""
    try:
        read = json.loads(line[:LONGEST])
    except (ValueError, RecursionError):
        return understood(None, "") | {"error": "Ligne illisible : du JSON est attendu."}
    if not isinstance(read, dict) or not isinstance(read.get("text"), str):
        name = read.get("id") if isinstance(read, dict) else None
        return understood(name, "") | {"error": 'Ligne sans « text » : écrivez {"id": …, "text": "…"}.'}
    return understood(read.get("id"), read["text"])


def _line(told: Mapping[str, object]) -> str:
    """A half of a pair of characters, which JSON lets in and UTF-8 does not let out, becomes a question mark."""
    return json.dumps(told, ensure_ascii=False).encode("utf-8", "replace").decode("utf-8")
