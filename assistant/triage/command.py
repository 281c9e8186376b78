"""`triage`: what a message asks for, one message or a stream of them; one line of JSON out for each line in."""

from __future__ import annotations

import importlib
import json
import sys
from collections.abc import Callable, Mapping
from typing import Annotated, Final

import typer

from assistant.triage.danger import danger
from assistant.triage.language import language
from assistant.triage.ranker import rank

LONGEST_LINE = 2_000_000  # letters of a line that are read
LOADING = 30.0  # seconds a batch waits for the encoder: it must not answer its first lines otherwise than the others
NO_SLOTS: Final[Mapping[str, object]] = {
    **dict.fromkeys(("when", "where", "amount", "phone", "email", "iban", "imei", "plate")),
    **{name: [] for name in ("urls", "pseudonyms", "objects")},
}
Told = Annotated[str, typer.Argument(help="Le message.")]
Stream = Annotated[bool, typer.Option("--jsonl", help='Lire sur l\'entrée des lignes {"id", "text"}.')]


def add_to(app: typer.Typer) -> None:
    """The command that understands a message."""
    app.command("triage")(triage)


def triage(text: Told = "", jsonl: Stream = False) -> None:
    """Danger, likely forms and facts of a message."""
    if not jsonl:
        print(_line(understood(None, text)))
        return
    for line in sys.stdin.buffer:
        if line.strip():
            print(_line(_answer(line.decode("utf-8", "replace"))), flush=True)


def understood(name: object, text: str) -> dict[str, object]:
    """What is understood of one message, as the command line says it."""
    ranked, found = rank(text, LOADING), danger(text)
    return {
        "id": name,
        "lang": language(text),
        "emergency": found is not None,
        "emergency_kind": found.kind if found else None,
        "numbers": list(found.numbers) if found else [],
        "ranked": [{"form": each.form, "score": each.score, "why": list(each.why)} for each in ranked],
        "slots": dict(_slots(text)),
    }


def _answer(line: str) -> dict[str, object]:
    """A line that is not what it should be is answered all the same, and says why."""
    try:
        read = json.loads(line[:LONGEST_LINE])
    except (ValueError, RecursionError):
        return understood(None, "") | {"error": "Ligne illisible : du JSON est attendu."}
    if not isinstance(read, dict) or not isinstance(read.get("text"), str):
        name = read.get("id") if isinstance(read, dict) else None
        return understood(name, "") | {"error": 'Ligne sans « text » : écrivez {"id": …, "text": "…"}.'}
    return understood(read.get("id"), read["text"])


def _slots(text: str) -> Mapping[str, object]:
    """The facts picked up, once the module that finds them is there."""
    try:
        found: Callable[[str], Mapping[str, object]] = importlib.import_module("assistant.triage.slots").slots
    except (ImportError, AttributeError):
        return NO_SLOTS
    return found(text)


def _line(told: Mapping[str, object]) -> str:
    return json.dumps(told, ensure_ascii=False)
