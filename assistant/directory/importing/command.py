"""`directory import FILE…`: the report of each file as JSON on stdout, a progress bar on stderr."""

from __future__ import annotations

import datetime as dt
import json
import sys
from typing import Annotated

import typer

from assistant.directory.importing.report import Unreadable, Unwritten
from assistant.directory.importing.revision import Revision
from assistant.directory.importing.run import add

_WIDTH = 30  # characters of the bar


def import_files(
    files: Annotated[list[str], typer.Argument(help="Fichiers officiels, ou adresses https.", show_default=False)],
    date: Annotated[str, typer.Option("--date", help="Date de publication AAAA-MM-JJ ; sinon, celle du fichier.")] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Le même rapport, sans rien écrire.")] = False,
) -> None:
    """Imports the official open-data files into PRELUDE_DATA; never deletes. Exit 2 when a file cannot be read."""
    if date and not _is_date(date):
        print(f"Date illisible : {date}. Écrivez AAAA-MM-JJ.", file=sys.stderr)
        raise typer.Exit(2)
    reports, failed = [], False
    try:
        with Revision(keep=not dry_run) as revision:
            for file in files:
                try:
                    reports.append(add(revision, file, date, Bar(file)).as_json())
                except Unreadable as error:
                    print(f"\n{error}", file=sys.stderr)
                    failed = True
    except Unwritten as error:
        print(f"\n{error}", file=sys.stderr)
        reports, failed = [], True
    print(json.dumps(reports, ensure_ascii=False, indent=2))
    if failed:
        raise typer.Exit(2)


class Bar:
    """A line on stderr that is drawn again at each hundredth; silent when nobody looks at a terminal but for its end."""

    def __init__(self, name: str) -> None:
        self.name, self.shown = name, -1

    def __call__(self, done: int, total: int) -> None:
        share = 100 * done // total
        if share == self.shown or not (sys.stderr.isatty() or share == 100):
            return
        self.shown = share
        full = _WIDTH * share // 100
        bar = "█" * full + "·" * (_WIDTH - full)
        print(f"\r{self.name} {bar} {share:3d} %", end="\n" if share == 100 else "", file=sys.stderr, flush=True)


def _is_date(text: str) -> bool:
    try:
        return dt.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
