"""Blocks to PDF: PDF/A-3a (kept for years, the case inside) and PDF/UA-1 (read aloud) in one file, set by typst.

Texts reach the template `paper.typ` as JSON in an input, never by interpolation, and no file is written.
"""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

import typst

from assistant.document import fonts, token
from assistant.document.blocks import (
    QR_ALT,
    Block,
    Document,
    Heading,
    Items,
    Notice,
    PageBreak,
    Paragraph,
    Rows,
    Table,
    Token,
    Verbatim,
)
from assistant.document.clean import printable

Json = str | int | float | bool | list["Json"] | dict[str, "Json"]

_TEMPLATE = Path(__file__).with_name("paper.typ")
_PAGE = 45.0  # em of 10.5 pt in the 170 mm of a line, a little less for safety
_LABELS = 0.32  # share of the page given to the questions
_PADDING = 1.2  # em of a cell's two sides
_LONG = 600  # characters; a row beyond that may be split between two pages, a shorter one never
_STEPS = (4, 16)  # characters between two places to break in a word too wide, and in one beyond _MONSTER
_MONSTER = 400  # characters


def _soft(text: str, room: float) -> str:
    """The text with U+200B inside the words wider than `room` em: the template breaks there, and only there."""

    def broken(word: re.Match[str]) -> str:
        run = word[0]
        if fonts.width(run) <= room:
            return run
        step = max(1, min(_STEPS[len(run) > _MONSTER], int(room)))  # no letter is wider than an em
        return "\u200b".join(re.findall(rf".{{1,{step}}}[\u0300-\u036f\u064b-\u065f\u200c\u200d]*", run))

    return re.sub(rf"\S{{{max(1, int(room / 1.1))},}}", broken, text)


def _rows(block: Rows) -> Json:
    label_room, value_room = _PAGE * _LABELS - _PADDING, _PAGE * (1 - _LABELS) - _PADDING
    return [
        {
            "label": _soft(row.label, label_room),
            "value": _soft(row.value, value_room),
            "state": row.state,
            "long": len(row.value) > _LONG,
        }
        for row in block.rows
    ]


def _table(block: Table) -> dict[str, Json]:
    """Font sizes follow the number of columns, as in the template; widths follow what the cells need."""
    room = _PAGE * 10.5 / (9 if len(block.header) > 3 else 9.5) - _PADDING * len(block.header)
    columns = list(zip(block.header, *block.rows, strict=True))
    shares = fonts.shares(columns, room)

    def cells(row: tuple[str, ...], slack: float = 1) -> list[Json]:
        return [_soft(cell, share * slack) for cell, share in zip(row, shares, strict=True)]

    rows: list[Json] = [{"cells": cells(row), "long": max(map(len, row)) > _LONG} for row in block.rows]
    header = cells(block.header, slack=0.9)  # bold is wider
    widths: list[Json] = [share + _PADDING for share in shares]
    return {"type": "table", "caption": block.caption, "header": header, "rows": rows, "shares": widths}


def _block(block: Block) -> dict[str, Json]:
    """One block as the template reads it."""
    match block:
        case Heading():
            return {"type": "heading", "level": block.level, "text": _soft(block.text, _PAGE * 0.7)}
        case Paragraph():
            room = _PAGE / (2 if block.side == "right" else 1)
            return {"type": "paragraph", "text": _soft(block.text, room), "side": block.side}
        case Notice():
            return {"type": "notice", "text": _soft(block.text, _PAGE * 0.9), "long": len(block.text) > _LONG}
        case Verbatim():
            text = _soft(block.text, _PAGE - 2)
            return {"type": "verbatim", "text": text, "lang": block.language, "note": block.note}
        case Rows():
            return {"type": "rows", "caption": block.caption, "rows": _rows(block), "share": _LABELS}
        case Table():
            return _table(block)
        case Items():
            items: list[Json] = [_soft(item, _PAGE - 3) for item in block.items]
            return {"type": "items", "items": items, "numbered": block.numbered}
        case Token():
            code = {"text": _soft(block.text, 1), "svg": token.qr_svg(block.text), "alt": QR_ALT}
            return {"type": "token", "caption": block.caption, **code}
        case PageBreak():
            return {"type": "page"}


@cache
def _fonts() -> typst.Fonts:
    """The fonts of the paper and no other: a system font would change the page from one server to the next."""
    folders = [str(folder) for folder in fonts.folders()]
    return typst.Fonts(font_paths=folders, include_system_fonts=False, include_embedded_fonts=False)


def _inputs(document: Document, attachment: bytes | None, attachment_name: str) -> dict[str, str]:
    tokens: list[Json] = [block.text for block in document.blocks if isinstance(block, Token)]
    paper: dict[str, Json] = {
        "title": document.title,
        "heading": _soft(document.title, _PAGE * 0.5),
        "subtitle": document.subtitle,
        "header": _soft(document.header, _PAGE) if document.kind == "paper" else "",
        "footer": _soft(document.page_foot, _PAGE * 0.8),
        "kind": document.kind,
        "lang": document.language,
        "fonts": list(fonts.names()),
        "keywords": tokens,  # lets a program find the token without reading the pages
        "attachment": attachment_name,
        "blocks": [_block(block) for block in document.blocks],
    }
    inputs = {"paper": json.dumps(paper, ensure_ascii=False)}
    return inputs if attachment is None else inputs | {"attachment": attachment.decode()}


def write(document: Document, attachment: bytes | None = None, attachment_name: str = "case.json") -> bytes:
    """The paper as PDF; the same document, the same bytes. `attachment` is UTF-8 JSON, only if the person agreed."""
    ready = printable(document)
    content = typst.compile(
        _TEMPLATE,
        root=_TEMPLATE.parent,
        format="pdf",
        font_paths=_fonts(),
        sys_inputs=_inputs(ready, attachment, attachment_name),
        pdf_standards=["a-3a", "ua-1"],
        timestamp=int(ready.moment.timestamp()),
    )
    return _with_row_headers(content)


def preview(document: Document, dpi: int = 100) -> tuple[bytes, ...]:
    """The same pages as pictures (PNG), one each: to look at the paper without a PDF reader."""
    inputs = _inputs(printable(document), None, "")
    pages = typst.compile(
        _TEMPLATE, root=_TEMPLATE.parent, format="png", ppi=dpi, font_paths=_fonts(), sys_inputs=inputs
    )
    return (pages,) if isinstance(pages, bytes) else tuple(pages)


_FIRST_CELLS = re.compile(rb"\n<</Type/StructElem/S/TR/P \d+ 0 R/K\[(\d+) 0 R")
_PLAIN_CELLS = re.compile(rb"\n(\d+) 0 obj\n<</Type/StructElem/S/TD/P \d+ 0 R/A\[<</O/Table/Headers\[\]")


def _with_row_headers(content: bytes) -> bytes:
    """Tag the first cell of the rows of a table without header row as the header of its row.

    typst has this (`pdf.header-cell`) behind a switch that its Python package does not offer. The tags are plain
    objects, and the words replaced have the same length, so no offset of the file moves.
    """
    first = set(_FIRST_CELLS.findall(content))

    def header(cell: re.Match[bytes]) -> bytes:
        if cell[1] not in first:
            return cell[0]
        return cell[0].replace(b"/S/TD", b"/S/TH").replace(b"/Headers[]", b"/Scope/Row")

    return _PLAIN_CELLS.sub(header, content)
