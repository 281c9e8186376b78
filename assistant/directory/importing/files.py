"""A file as the State publishes it: bytes -> rows by column name, whatever its mark, its letters and its delimiter."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import urllib.request
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from itertools import chain
from pathlib import Path
from urllib.parse import urlsplit

from assistant.directory.importing.jsonlist import objects
from assistant.directory.importing.report import Unreadable

LARGEST = 300_000_000  # bytes: the whole directory of the administration is under 200 MB
_TIMEOUT = 60  # seconds
_WIDEST = 20_000  # characters of a header
_TALLEST = 60  # lines of one row: hours may be written on seven
_JSON = re.compile(rb"(?:\xef\xbb\xbf)?\s*[\[{]")
_END = "\x00"  # a row of its own after the last one, unless a quotation mark before it was never closed
Row = dict[str, object]
Line = tuple[int, int, Row]  # how much of the file is read, the number of the line (of the object), the row


@dataclass(frozen=True, slots=True)
class Raw:
    """The bytes of a file, its name, and the day it was published: the server's word, else the date of the file."""

    name: str
    content: bytes
    date: str


@dataclass(frozen=True, slots=True)
class Table:
    """Rows, read as they are asked for (Unreadable can come in the middle); `columns` are those of the header, None for
    JSON; `size` is what the first figure of a line comes to at the end."""

    columns: tuple[str, ...] | None
    rows: Iterator[Line]
    size: int


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
        raise Unreadable(f"Fichier illisible : {path} ({_cause(error)}).") from error


def _cause(error: OSError) -> str:
    known = {
        FileNotFoundError: "il n'existe pas",
        IsADirectoryError: "c'est un dossier",
        PermissionError: "accès refusé",
    }
    return known.get(type(error), f"erreur {error.errno}")


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
    if not raw.content or raw.content.isspace():
        raise Unreadable(f"{raw.name} est vide.")
    if b"\0" in raw.content or raw.content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise Unreadable(f"{raw.name} est en UTF-16, ou abîmé : enregistrez-le en UTF-8, ou téléchargez-le à nouveau.")
    if _JSON.match(raw.content):
        return Table(None, objects(raw.name, raw.content), len(raw.content))
    return _csv(raw, _text(raw))


def _text(raw: Raw) -> str:
    try:
        return raw.content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.content.decode("cp1252", errors="replace")  # older exports


def _csv(raw: Raw, text: str) -> Table:
    header = text.partition("\n")[0]
    if len(header) > _WIDEST:
        raise Unreadable(f"{raw.name} : la première ligne a {len(header)} caractères, ce n'est pas un de ces fichiers.")
    delimiter = max(";,\t", key=header.count)
    lines = chain(io.StringIO(text, newline=""), ("\n", _END))
    rows = _rows(raw.name, lines, delimiter)
    _, first = next(rows, (0, []))
    columns = tuple(name.strip().lstrip("#").strip().lower() for name in first)
    named = ((line, line, _named(columns, row)) for line, row in rows)
    return Table(columns, named, text.count("\n") + 1)


def _named(columns: tuple[str, ...], row: list[str]) -> Row:
    return {column: value.strip() for column, value in zip(columns, row, strict=False)}


def _rows(name: str, lines: Iterable[str], delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """The rows that hold something, each with its last line."""
    reader, line = csv.reader(lines, delimiter=delimiter), 0
    try:
        for row in reader:
            begun, line = line + 1, reader.line_num
            if line - begun > _TALLEST or (row != [_END] and _END in "".join(row)):
                raise Unreadable(f"{name}, ligne {begun} : un guillemet est ouvert et n'est jamais fermé.")
            if any(row) and row != [_END]:
                yield line, row
    except csv.Error as error:
        raise Unreadable(
            f"{name}, après la ligne {line} : une valeur trop longue, ou un guillemet jamais fermé."
        ) from error
