"""`faq`: the stored answers that a question calls for, one question or a stream of them."""

from __future__ import annotations

import sys

import typer

from assistant.triage.faq import ask
from assistant.triage.lines import Stream, Told, answer


def faq(text: Told = "", jsonl: Stream = False) -> None:
    """Which stored answers a question about the procedure calls for."""
    if jsonl == bool(text):
        print("Écrivez une question, ou --jsonl et des lignes sur l'entrée.", file=sys.stderr)
        raise typer.Exit(2)
    if answer(text, jsonl, _found):
        raise typer.Exit(1)


def _found(name: object, text: str) -> dict[str, object]:
    asked = ask(text)
    ranked = [{"entry": one.entry.id, "score": one.score} for one in asked.ranked]
    return {"id": name, "known": asked.known, "ranked": ranked}


def add_to(app: typer.Typer) -> None:
    """The command that finds stored answers."""
    app.command("faq")(faq)
