"""`triage`: what a message asks for, `dates`: when its facts happened; one message or a stream, a line out for each."""

from __future__ import annotations

import datetime as dt
import sys
from functools import partial
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from assistant.triage.danger import danger
from assistant.triage.language import language
from assistant.triage.lines import Stream, Told, answer
from assistant.triage.ranker import rank
from assistant.triage.slots import slots
from assistant.triage.times import when

LOADING = 30.0  # seconds a batch waits for the encoder: it must not answer its first lines otherwise than the others
PARIS = ZoneInfo("Europe/Paris")
Now = Annotated[str, typer.Option("--now", help="Le moment où le message est écrit : AAAA-MM-JJTHH:MM.")]


def add_to(app: typer.Typer) -> None:
    """The commands that understand a message."""
    app.command("triage")(triage)
    app.command("dates")(dates)


def triage(text: Told = "", jsonl: Stream = False) -> None:
    """Danger, likely forms and facts of a message."""
    answer(text, jsonl, understood)


def dates(text: Told = "", jsonl: Stream = False, now: Now = "") -> None:
    """When the facts of a message happened; null when it is not said, or can be read in two ways."""
    try:
        moment = local(dt.datetime.fromisoformat(now)) if now else None
    except ValueError:
        print(f"Moment illisible : {now}. Écrivez AAAA-MM-JJTHH:MM.", file=sys.stderr)
        raise typer.Exit(2) from None
    answer(text, jsonl, partial(_dated, moment))


def local(moment: dt.datetime) -> dt.datetime:
    """A moment as a clock in Paris tells it; one without a zone is already so."""
    return (moment.astimezone(PARIS) if moment.tzinfo else moment).replace(tzinfo=None)


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
        "slots": slots(text, local(dt.datetime.now(PARIS))).as_json(),
    }


def _dated(now: dt.datetime | None, name: object, text: str) -> dict[str, object]:
    found = when(text, now or local(dt.datetime.now(PARIS)))
    return {"id": name, "when": found.as_json() if found else None}
