"""A file as the State publishes it: bytes -> rows by column name, whatever its mark, its letters and its delimiter."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import urllib.request
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from pathlib import Path
from urllib.parse import urlsplit

from assistant.directory.importing.report import Unreadable

LARGEST = 300_000_000  # bytes: the whole directory of the administration is under 200 MB
_TIMEOUT = 60  # seconds
Row = dict[str, object]


@dataclass(frozen=True, slots=True)
class Raw:
    """The bytes of a file, its name, and the day it was published: the server's word, else the date of the file."""

    name: str
    content: bytes
    date: str


@dataclass(frozen=True, slots=True)
class Table:
    """Rows with the line of each one; `columns` are those of the header, None for JSON."""

    columns: tuple[str, ...] | None
    rows: tuple[tuple[int, Row], ...]


def fetch(place: str) -> Raw:
    """The file at a path or at an https address. Raises Unreadable."""
    return _download(place) if "://" in place else _open(Path(place))


def _open(path: Path) -> Raw:
    try:
        day = dt.date.fromtimestamp(path.stat().st_mtime)
        if path.stat().st_size > LARGEST:
            raise Unreadable(f"{path} : plus de {LARGEST // 1_000_000} Mo, ce n'est pas un de ces fichiers.")
        return Raw(path.name, path.read_bytes(), day.isoformat())
    except OSError as error:
        raise Unreadable(f"Fichier illisible : {path} ({error.strerror}).") from error


class _HttpsOnly(urllib.request.HTTPRedirectHandler):
    """A redirection that leaves https is refused."""

    def redirect_request(self, req, fp, code, msg, headers, newurl):  # type: ignore[no-untyped-def]
        if urlsplit(newurl).scheme != "https":
            raise Unreadable(f"{req.full_url} renvoie vers une adresse sans https : rien n'est lu.")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _download(url: str) -> Raw:
    if urlsplit(url).scheme != "https":
        raise Unreadable(f"{url} : seules les adresses https sont lues.")
    try:
        with urllib.request.build_opener(_HttpsOnly).open(url, timeout=_TIMEOUT) as answer:
            content = answer.read(LARGEST + 1)
            modified = answer.headers.get("Last-Modified")
    except (OSError, ValueError) as error:
        raise Unreadable(f"{url} : {error}.") from error
    if len(content) > LARGEST:
        raise Unreadable(f"{url} : plus de {LARGEST // 1_000_000} Mo, ce n'est pas un de ces fichiers.")
    day = parsedate_to_datetime(modified).date() if modified else dt.date.today()
    return Raw(urlsplit(url).path.rsplit("/", 1)[-1] or url, content, day.isoformat())


def table(raw: Raw) -> Table:
    """The rows of a CSV (`;`, `,` or tabulation) or of a JSON list. Raises Unreadable."""
    text = _text(raw)
    return _json(raw, text) if text.lstrip()[:1] in ("{", "[") else _csv(raw, text)


def _text(raw: Raw) -> str:
    try:
        return raw.content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.content.decode("cp1252", errors="replace")  # older exports


def _csv(raw: Raw, text: str) -> Table:
    header = text.partition("\n")[0]
    delimiter = max(";,\t", key=header.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        columns = tuple(name.strip().lstrip("#").strip().lower() for name in next(reader, []))
        rows = [(reader.line_num, dict(zip(columns, values, strict=False))) for values in reader if any(values)]
    except csv.Error as error:
        raise Unreadable(f"{raw.name}, ligne {reader.line_num} : {error}.") from error
    return Table(columns, tuple((line, {key: value.strip() for key, value in row.items()}) for line, row in rows))


def _json(raw: Raw, text: str) -> Table:
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Unreadable(f"{raw.name} n'est pas du JSON lisible : {error}.") from error
    if isinstance(data, dict):
        data = next((data[key] for key in ("service", "services", "results", "records") if key in data), None)
    if not isinstance(data, list):
        raise Unreadable(f"{raw.name} : une liste de services est attendue.")
    return Table(None, tuple((n, row) for n, row in enumerate(data, 1) if isinstance(row, dict)))
