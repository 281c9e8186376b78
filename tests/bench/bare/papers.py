"""The reference of the papers: the same words with typst and python-docx as anybody would use them."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Sequence

import docx
import typst

from assistant.document import fonts, token
from assistant.document.blocks import (
    Document,
    Heading,
    Items,
    Notice,
    Paragraph,
    Rows,
    Table,
    Token,
    Verbatim,
)


def bare_pdf(source: str, compiled_fonts: typst.Fonts, standards: Sequence[str] = ()) -> bytes:
    """The compile alone: the source, its QR code included, is ready before."""
    made = typst.compile(source.encode(), font_paths=compiled_fonts, pdf_standards=list(standards))
    assert isinstance(made, bytes)
    return made


def typst_source(document: Document) -> str:
    """A plain typst source of the same content, in the same fonts."""
    names = ", ".join(_text(name) for name in fonts.names())
    lines = [
        f"#set document(title: {_text(document.title)})",
        f'#set text(font: ({names},), size: 10.5pt, lang: "fr")',
        f"#heading(level: 1, {_text(document.title)})",
        f"#par({_text(document.subtitle)})",
    ]
    return "\n".join([*lines, *(line for block in document.blocks for line in _typst(block))])


def _text(words: str) -> str:
    """A typst string; JSON's escapes are typst's for what a paper holds."""
    return json.dumps(words, ensure_ascii=False)


def _cells(rows: Sequence[Sequence[str]]) -> str:
    return ", ".join(_text(cell) for row in rows for cell in row)


def _typst(block: object) -> Iterator[str]:
    match block:
        case Heading():
            yield f"#heading(level: {block.level}, {_text(block.text)})"
        case Paragraph() | Verbatim() | Notice():
            yield f"#par({_text(block.text)})"
        case Rows():
            yield f"#table(columns: (1fr, 2fr), {_cells([(row.label, row.said) for row in block.rows])})"
        case Table():
            head = f"table.header({_cells([block.header])})"
            yield f"#table(columns: {len(block.header)}, {head}, {_cells(block.rows)})"
        case Items():
            yield f"#{'enum' if block.numbered else 'list'}({_cells([block.items])})"
        case Token():
            yield f'#image(bytes({_text(token.qr_svg(block.text))}), format: "svg", width: 3cm, alt: "QR")'
            yield f"#par({_text(block.text)})"


def bare_docx(document: Document) -> bytes:
    """The same content with python-docx's own template and calls."""
    file = docx.Document()
    file.add_heading(document.title, 0)
    file.add_paragraph(document.subtitle)
    for block in document.blocks:
        _docx(file, block)
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


def _docx(file: docx.document.Document, block: object) -> None:
    match block:
        case Heading():
            file.add_heading(block.text, block.level)
        case Paragraph() | Verbatim() | Notice() | Token():
            file.add_paragraph(block.text)
        case Rows():
            _table(file, [(row.label, row.said) for row in block.rows])
        case Table():
            _table(file, [block.header, *block.rows])
        case Items():
            for item in block.items:
                file.add_paragraph(item, "List Number" if block.numbered else "List Bullet")


def _table(file: docx.document.Document, rows: Sequence[Sequence[str]]) -> None:
    """Row by row: asking python-docx for one cell at a time would be several times slower."""
    table = file.add_table(len(rows), len(rows[0]))
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
