"""`faq`: the stored answers that a question calls for, one question or a stream of them."""

from __future__ import annotations

import json
import sys
from typing import Annotated

import typer

from assistant.triage.faq import Asked, ask


def faq(
    text: Annotated[str, typer.Argument(help="La question, en toute langue.")] = "",
    jsonl: Annotated[bool, typer.Option("--jsonl", help='Une ligne {"id","text"} par question sur l\'entrée.')] = False,
) -> None:
    """Which stored answers a question about the procedure calls for."""
    if jsonl == bool(text):
        print("Écrivez une question, ou --jsonl et des lignes sur l'entrée.", file=sys.stderr)
        raise typer.Exit(2)
    if not jsonl:
        print(json.dumps(_told("", ask(text)), ensure_ascii=False))
        return
    wrong = 0
    for number, line in enumerate(sys.stdin.buffer, 1):
        if not line.strip():
            continue
        row = _row(line)
        if row is None:
            wrong += 1
            print(f"Ligne {number} : un objet JSON avec « text » est attendu.", file=sys.stderr)
            continue
        name, question, lang = row
        print(json.dumps(_told(name, ask(question, lang)), ensure_ascii=False), flush=True)
    raise typer.Exit(1 if wrong else 0)


def _row(line: bytes) -> tuple[object, str, str] | None:
    """The id, text and language of a line; None when it is not what is expected."""
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        return None
    if not isinstance(row, dict) or not isinstance(row.get("text"), str):
        return None
    return row.get("id", ""), row["text"], str(row.get("lang") or "")


def _told(name: object, asked: Asked) -> dict[str, object]:
    ranked = [{"entry": one.entry.id, "score": one.score} for one in asked.ranked]
    return {"id": name, "known": asked.known, "ranked": ranked}


def add_to(app: typer.Typer) -> None:
    """The command that finds stored answers."""
    app.command("faq")(faq)
