"""One file from its address to `PRELUDE_DATA/directory`: read whole, merged, then kept, or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from assistant.directory.importing.files import Row, Table, fetch, table
from assistant.directory.importing.layouts import Layout, layout_of
from assistant.directory.importing.merge import merge
from assistant.directory.importing.places import Dropped, Refused
from assistant.directory.importing.report import Draft, Left, Report
from assistant.directory.importing.revision import Revision

Progress = Callable[[int, int], None]


def import_file(
    place: str, date: str = "", progress: Progress = lambda done, total: None, dry_run: bool = False
) -> Report:
    """Imports a file (a path or an https address) and tells what changed; with `dry_run`, what would change. `date`:
    when it was published (ISO), else the file's own. Raises Unreadable or Unwritten; nothing is changed then."""
    with Revision(keep=not dry_run) as revision:
        return add(revision, place, date, progress)


def add(revision: Revision, place: str, date: str, progress: Progress) -> Report:
    """The same, into a revision that may take several files. Raises Unreadable, with the revision as it was."""
    raw = fetch(place)
    name, told = raw.name, table(raw)
    layout = layout_of(name, told)
    report = Report(name, layout.id, f"{layout.label} (fichier officiel {name})", date or raw.date)
    del raw  # the rows hold it as long as they need it
    drafts = list(_drafts(layout, told, report, progress))
    with revision.tables as tables:
        merge(tables, drafts, report)
    revision.changed = revision.changed or bool(report.added or report.changed)
    return report


def _drafts(layout: Layout, told: Table, report: Report, progress: Progress) -> Iterator[Draft]:
    for done, line, row in told.rows:
        report.rows += 1
        if draft := _draft(layout, line, row, report):
            yield draft
        progress(done, told.size)
    progress(told.size, told.size)


def _draft(layout: Layout, line: int, row: Row, report: Report) -> Draft | None:
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
