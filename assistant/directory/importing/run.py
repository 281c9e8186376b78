"""One file from its address to `PRELUDE_DATA/directory`: read, merged, written whole or not at all."""

from __future__ import annotations

import csv
import os
import secrets
from collections.abc import Callable
from pathlib import Path

from assistant.directory import overlay
from assistant.directory.importing.files import fetch, table
from assistant.directory.importing.layouts import Layout, layout_of
from assistant.directory.importing.merge import Tables, known, merge
from assistant.directory.importing.places import Dropped, Refused
from assistant.directory.importing.report import Draft, Left, Report

Progress = Callable[[int, int], None]


def import_file(place: str, date: str = "", progress: Progress = lambda done, total: None) -> Report:
    """Imports a file (a path or an https address) and tells what changed. `date`: when it was published (ISO), else the
    file's own. Raises Unreadable, and OSError when the data folder cannot be written; nothing is changed then."""
    raw = fetch(place)
    read = table(raw)
    layout = layout_of(raw.name, read)
    report = Report(raw.name, layout.id, f"{layout.label} (fichier officiel {raw.name})", date or raw.date)
    drafts = []
    for done, (line, row) in enumerate(read.rows, 1):
        draft = _draft(layout, line, row, report)
        if draft:
            drafts.append(draft)
        progress(done, len(read.rows))
    report.rows = len(read.rows)
    tables = known()
    merge(tables, drafts, report)
    if report.added or report.changed:
        _write(tables, {draft.table for draft in drafts})
    return report


def _draft(layout: Layout, line: int, row: dict[str, object], report: Report) -> Draft | None:
    name = str(row.get("service") or row.get("nom") or row.get("libelle_commune") or "")[:80]
    try:
        told = layout.read(row)
    except Refused as error:
        report.refused.append(Left(line, name, str(error)))
        return None
    except Dropped as error:
        report.dropped.append(Left(line, name, str(error)))
        return None
    report.doubts.extend(Left(line, name, doubt) for doubt in told.doubts)
    return Draft(told.table, {**told.values, "source": report.source, "source_date": report.source_date}, line)


def _write(tables: Tables, touched: set[str]) -> None:
    """Each table into a temporary file beside it, then all of them put in place."""
    folder = overlay.folder()
    folder.mkdir(parents=True, exist_ok=True)
    ready = {name: folder / f".{name}.{secrets.token_hex(4)}" for name in sorted(touched)}
    try:
        for name, temporary in ready.items():
            _write_table(temporary, name, tables)
        for name, temporary in ready.items():
            temporary.replace(folder / f"{name}.csv")
    finally:
        for temporary in ready.values():
            temporary.unlink(missing_ok=True)
        overlay.refresh()


def _write_table(path: Path, name: str, tables: Tables) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.DictWriter(file, overlay.COLUMNS[name], lineterminator="\n")
        rows.writeheader()
        rows.writerows(tables[name][key] for key in sorted(tables[name]))
        file.flush()
        os.fsync(file.fileno())
