"""The PDF is what it says: archival, accessible, with the case inside only when asked, and nothing off the page."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import datetime

import docx as word
import pikepdf
import pypdf
import pytest
from PIL import Image

from assistant.document import docx, pdf
from assistant.document.blocks import QR_ALT, Document, Heading, Paragraph, Row, Rows, Table, Verbatim
from tests.document.papers import PAPER, TOKEN

pytestmark = pytest.mark.journey


def _open(content: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(content))


def _tags(node: pikepdf.Object) -> Iterator[pikepdf.Dictionary]:
    """Every structure element, from the root down."""
    if isinstance(node, pikepdf.Array):
        for child in node:
            yield from _tags(child)
    elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
        yield node
        yield from _tags(node.get("/K", pikepdf.Array()))


def _found(root: pikepdf.Object, kind: str) -> list[pikepdf.Dictionary]:
    return [tag for tag in _tags(root) if str(tag.S) == kind]


def test_the_pdf_declares_what_it_is() -> None:
    file = _open(pdf.write(PAPER))
    with file.open_metadata() as metadata:
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"], metadata["pdfuaid:part"]) == ("3", "A", "1")
        assert metadata["dc:title"] == PAPER.title
    root = file.Root
    assert root.MarkInfo.Marked
    assert root.Lang == "fr"
    assert root.ViewerPreferences.DisplayDocTitle
    assert root.OutputIntents
    assert "/OpenAction" not in root
    assert "/JavaScript" not in root.get("/Names", {})
    assert [float(side) for side in file.pages[0].MediaBox][2:] == pytest.approx([595.276, 841.89], abs=0.01)
    assert str(file.docinfo["/Keywords"]) == TOKEN


def test_every_table_has_header_cells_and_every_picture_words() -> None:
    file = _open(pdf.write(PAPER))
    tree = file.Root.StructTreeRoot.K
    tables = _found(tree, "/Table")
    assert len(tables) == 4
    for table in tables:
        assert _found(table, "/TH")
        for row in _found(table, "/TR"):
            scopes = [str(part.Scope) for cell in _found(row, "/TH") for part in cell.A if "/Scope" in part]
            assert scopes in ([], ["/Row"], ["/Column"] * len(_found(row, "/TH")))
            assert scopes or _found(table, "/THead")
    questions = [table for table in tables if not _found(table, "/THead")]
    assert [len(_found(table, "/TH")) for table in questions] == [3, 1]
    (picture,) = _found(tree, "/Figure")
    assert str(picture.Alt) == QR_ALT
    assert [len(_found(tree, kind)) for kind in ("/Title", "/H1", "/H2", "/L")] == [1, 2, 1, 3]


def test_the_language_of_a_story_is_marked() -> None:
    paper = Document("t", "r", datetime(2026, 1, 1), "", (Verbatim("سُرقت دراجتي", "ar-DZ", "À traduire."),))
    made = _open(pdf.write(paper))
    assert {str(tag.Lang) for tag in _tags(made.Root.StructTreeRoot.K) if "/Lang" in tag} == {"ar"}
    file = word.Document(io.BytesIO(docx.write(paper)))
    assert [line.style.name for line in file.paragraphs][-1] == "Paroles de droite à gauche"
    assert file.paragraphs[-1]._p.xpath("w:r/w:rPr/w:lang/@w:val") == ["ar"]


@pytest.mark.parametrize("case", [b'{"a":"caf\xc3\xa9"}', b"{}", b'{"a":"#eval(\\"1\\")</TD"}'])
def test_the_case_travels_only_when_asked_to(case: bytes) -> None:
    assert not _open(pdf.write(PAPER)).attachments
    file = _open(pdf.write(PAPER, case))
    assert {name: spec.get_file().read_bytes() for name, spec in file.attachments.items()} == {"case.json": case}
    spec = file.attachments["case.json"]
    assert (spec.obj.AFRelationship, spec.get_file().mime_type) == ("/Source", "application/json")
    assert len(file.Root.AF) == 1


def test_a_heading_never_ends_a_page_and_a_table_head_never_stands_alone() -> None:
    for lines in range(31, 38):
        filler = tuple(Paragraph(f"Ligne {line}") for line in range(lines))
        table = Table("LÉGENDE", ("COLONNE", "B"), tuple((f"cellule {row}", "b") for row in range(5)))
        paper = Document(
            "t", "r", datetime(2026, 1, 1), "f", (*filler, Heading(2, "TITRE"), Heading(3, "PARTIE"), table)
        )
        page = pypdf.PdfReader(io.BytesIO(pdf.write(paper))).pages[0].extract_text().split("\n")
        assert page[-2].startswith(("Ligne", "cellule")), page[-4:]


def _ink(page: bytes, left: float, right: float) -> list[int]:
    """Pixel rows with ink between two distances in mm from the left edge, a line drawn from side to side apart."""
    picture = Image.open(io.BytesIO(page)).convert("L")
    strip = picture.crop((int(picture.width * left / 210), 0, int(picture.width * right / 210), picture.height))
    rows = [strip.crop((0, y, strip.width, y + 1)).getextrema() for y in range(30, strip.height - 80)]
    return [y for y, (dark, light) in enumerate(rows) if dark < 200 <= light]


@pytest.mark.parametrize("word_", ["W" * 40, "0123456789abcdef" * 4, "https://x.fr/" + "a1" * 120, "ض" * 90])
def test_a_long_word_never_leaves_its_cell(word_: str) -> None:
    label = Document("t", "", datetime(2026, 1, 1), "", (Rows((Row(word_, ""),)),), kind="letter")
    (page, *_) = pdf.preview(label, dpi=60)
    assert _ink(page, 20, 60)
    assert not _ink(page, 76, 190)
    for columns in range(1, 9):
        names = tuple(f"Colonne {column}" for column in range(columns))
        table = Table("", names, ((*("mot court",) * (columns - 1), word_), (*("",) * (columns - 1), word_ * 5)))
        for page in pdf.preview(Document("t", "", datetime(2026, 1, 1), "", (table,), kind="letter"), dpi=60):
            assert not _ink(page, 191, 210)
