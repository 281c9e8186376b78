"""Blocks to Word: the paper a unit can edit, dressed only by the named styles of `paper.docx`."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from docx.document import Document as WordFile
from docx.oxml.ns import qn
from docx.shared import Mm

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
    Row,
    Rows,
    State,
    Table,
    Token,
    Verbatim,
)
from assistant.document.clean import printable
from assistant.document.word_file import (
    TEMPLATE,
    Element,
    element,
    open_template,
    paragraph,
    run,
    set_margins,
    set_properties,
    to_bytes,
)

_ANSWER: Mapping[State, str] = {
    "answered": "Réponse", "unknown": "Réponse à venir", "in_person": "Réponse à venir", "missing": "À compléter",
}  # fmt: skip
_RIGHT_TO_LEFT = {"ar", "fa", "ur", "ps", "ckb", "he", "yi", "ug", "sd"}
_PAGE = 44.0  # em on a line, as in the PDF: both give a column the same share
_TWIPS = 9638  # the same line, in twentieths of a point (170 mm)
_LABELS, _QR = 3084, 2100  # widths of the column of questions, and of the QR code's cell
_LONG = 600  # characters; a row beyond that may be split between two pages


@dataclass(frozen=True, slots=True)
class _Setter:
    """Sets blocks in one Word file; `ids` are the style ids by name, which Word translates when it saves a file."""

    file: WordFile
    ids: Mapping[str, str]

    def paragraph(self, style: str, *content: Element) -> Element:
        return paragraph(self.ids[style], *content)

    def running(self, style: str, text: str, language: str = "") -> list[Element]:
        """A text as paragraphs, one for each block of lines."""
        return [self.paragraph(style, run(part, language)) for part in text.split("\n\n")]

    def table(self, style: str, widths: list[int], rows: Iterable[Element], caption: str = "") -> list[Element]:
        """A table of fixed widths (twentieths of a point), its caption above and as its name for a screen reader."""
        shape = element("w:tblPr", element("w:tblStyle", val=self.ids[style]))
        shape.append(element("w:tblW", w=str(sum(widths)), type="dxa"))
        shape.append(element("w:tblLayout", type="fixed"))
        look = ("0420", "1", "0") if style == "Tableau" else ("0480", "0", "1")
        shape.append(element("w:tblLook", val=look[0], firstRow=look[1], firstColumn=look[2], noVBand="1"))
        if caption:
            shape.append(element("w:tblCaption", val=caption))
        grid = element("w:tblGrid", *(element("w:gridCol", w=str(width)) for width in widths))
        above = self.running("Caption", caption) if caption else []
        return [*above, element("w:tbl", shape, grid, *rows)]

    def row(self, cells: Iterable[tuple[int, list[Element]]], long: bool = False, header: bool = False) -> Element:
        # a header that may not split, alone at the foot of a page, makes LibreOffice lose every row of the table
        kept = [] if long or header else [element("w:cantSplit")]
        kept += [element("w:tblHeader")] if header else []
        row = element("w:tr", element("w:trPr", *kept))
        for width, content in cells:
            row.append(element("w:tc", element("w:tcPr", element("w:tcW", w=str(width), type="dxa")), *content))
        return row

    def answer(self, row: Row) -> Element:
        value = self.running(_ANSWER[row.state], row.value)
        cells = ((_LABELS, self.running("Question", row.label)), (_TWIPS - _LABELS, value))
        return self.row(cells, long=len(row.value) > _LONG)

    def data(self, table: Table) -> list[Element]:
        shares = fonts.shares(list(zip(table.header, *table.rows, strict=True)), _PAGE)
        widths = [round(share * _TWIPS / sum(shares)) for share in shares]

        def row(cells: tuple[str, ...], style: str, header: bool = False) -> Element:
            content = ((width, self.running(style, cell)) for width, cell in zip(widths, cells, strict=True))
            return self.row(content, long=max(map(len, cells)) > _LONG, header=header)

        rows = [row(table.header, "En-tête de colonne", header=True), *(row(cells, "Cellule") for cells in table.rows)]
        return self.table("Tableau", widths, rows, table.caption)

    def items(self, block: Items) -> list[Element]:
        if not block.numbered:
            return [self.paragraph("List Bullet", run(item)) for item in block.items]
        list_id = self.new_list()
        made = [self.paragraph("List Number", run(item)) for item in block.items]
        for line in made if list_id else ():
            line[0].append(element("w:numPr", element("w:ilvl", val="0"), element("w:numId", val=list_id)))
        return made

    def new_list(self) -> str:
        """A list of its own, so that its numbers start at 1; empty when the operator's style has no numbers."""
        numbers = self.file.part.numbering_part.element
        links = self.file.styles["List Number"].element.xpath("w:pPr/w:numPr/w:numId/@w:val")
        if not links:
            return ""
        number = numbers.add_num(numbers.num_having_numId(int(links[0])).abstractNumId.val)
        number.add_lvlOverride(ilvl=0).add_startOverride(1)
        return str(number.numId)

    def token(self, block: Token, above: str = "") -> list[Element]:
        """The text on the left, the QR code on the right, in reading order."""
        picture = self.file.part.new_pic_inline(io.BytesIO(token.qr_png(block.text)), width=Mm(32))
        picture.docPr.set("descr", QR_ALT)
        drawing = element("w:r", element("w:drawing", picture))
        words = [self.paragraph("Subtitle", run(above))] if above else []
        words += [*self.running("Légende du jeton", block.caption), self.paragraph("Jeton", run(block.text))]
        code = [self.paragraph("Jeton", drawing)]
        return self.table("Tête", [_TWIPS - _QR, _QR], [self.row(((_TWIPS - _QR, words), (_QR, code)))])

    def verbatim(self, block: Verbatim) -> list[Element]:
        style = "Paroles de droite à gauche" if block.language[:2] in _RIGHT_TO_LEFT else "Paroles"
        note = self.running("Remarque", block.note) if block.note else []
        return note + self.running(style, block.text, "" if block.language == "fr" else block.language)

    def block(self, block: Block) -> list[Element]:
        match block:
            case Heading():
                return self.running(f"Heading {block.level - 1}", block.text)
            case Paragraph():
                return self.running("Colonne de droite" if block.side == "right" else "Body Text", block.text)
            case Notice():
                return self.running("Encadré", block.text)
            case Verbatim():
                return self.verbatim(block)
            case Rows():
                widths = [_LABELS, _TWIPS - _LABELS]
                return self.table("Questions", widths, map(self.answer, block.rows), block.caption)
            case Table():
                return self.data(block)
            case Items():
                return self.items(block)
            case Token():
                return self.token(block)
            case PageBreak():
                return []

    def head(self, document: Document) -> tuple[list[Element], tuple[Block, ...]]:
        """The title with date and reference, beside the token when it comes first; and the blocks that are left."""
        if document.kind == "letter":
            return [], document.blocks
        made = [self.paragraph("Title", run(document.title))]
        match document.blocks:
            case (Token() as first, *rest):
                return made + self.token(first, above=document.subtitle), tuple(rest)
        return [*made, self.paragraph("Subtitle", run(document.subtitle))], document.blocks

    def pages(self, document: Document) -> Iterator[Element]:
        """Everything between the first line and the last; two tables never touch, Word would make one of them."""
        made, blocks = self.head(document)
        yield from made
        last = made[-1] if made else None
        new_page = False
        for block in blocks:
            new_page = new_page or isinstance(block, PageBreak)
            made = self.block(block)
            if made and made[0].tag == qn("w:tbl") and (new_page or (last is not None and last.tag == qn("w:tbl"))):
                made = [self.paragraph("Intervalle"), *made]
            if made and new_page:
                made[0][0].insert(1, element("w:pageBreakBefore"))
            yield from made
            last, new_page = (made[-1], False) if made else (last, new_page)
        if last is not None and last.tag == qn("w:tbl"):
            yield self.paragraph("Intervalle")


def write(document: Document, template: Path | None = None) -> bytes:
    """The paper as DOCX; the same document, the same bytes. `template` is a Word file with the styles of NEEDED."""
    ready = printable(document)
    file, ids = open_template(template or TEMPLATE)
    setter = _Setter(file, ids)
    section = file.element.body.sectPr
    for made in setter.pages(ready):
        section.addprevious(made)
    set_margins(file, ids, ready)
    set_properties(file, ready)
    return to_bytes(file)
