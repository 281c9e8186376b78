"""The PDF and the Word file, read back, say the same words in the same order; both exist whatever was typed."""

from __future__ import annotations

import io
from datetime import datetime

import pypdf
import pytest

from assistant.document import WRITERS, docx, pdf
from assistant.document.blocks import Document, Heading, Paragraph
from tests.document.papers import HOSTILE, PAPER, URL, WORDS, everywhere, pdf_text, squeezed, word_lines

pytestmark = pytest.mark.journey


def test_both_papers_say_the_same_words_in_the_same_order() -> None:
    assert pdf_text(pdf.write(PAPER)) == squeezed("".join(WORDS))
    assert squeezed("".join(word_lines(docx.write(PAPER)))) == squeezed("".join(WORDS))


@pytest.mark.parametrize("name", sorted(WRITERS))
def test_the_same_paper_gives_the_same_bytes(name: str) -> None:
    assert WRITERS[name](PAPER) == WRITERS[name](PAPER)


def test_a_link_copied_from_the_pdf_is_the_link() -> None:
    page = pypdf.PdfReader(io.BytesIO(pdf.write(PAPER))).pages[1].extract_text()
    assert "\u200b" not in page
    assert URL in page.replace("\n", "")


def test_a_paper_for_the_mail_is_a_letter() -> None:
    letter = Document(
        "Lettre", "R", datetime(2026, 1, 1), "f", (Paragraph("Madame"), Heading(2, "Pièces")), kind="letter"
    )
    (page,) = pypdf.PdfReader(io.BytesIO(pdf.write(letter))).pages
    assert page.extract_text().split("\n") == ["Madame", "Pièces", "Page 1 sur 1 R · f"]
    assert list(word_lines(docx.write(letter))) == ["Madame", "Pièces"]


@pytest.mark.parametrize("name", HOSTILE)
def test_no_text_prevents_a_paper(name: str) -> None:
    paper = everywhere(HOSTILE[name])
    made = pypdf.PdfReader(io.BytesIO(pdf.write(paper)))
    first = "".join(page.extract_text() for page in made.pages[:2])
    assert docx.write(paper)
    lost = name in {"emoji", "chinese", "surrogates", "not characters", "500 000 characters", "private use"}
    assert ("n'ont pas pu être imprimés" in first.replace("\n", " ")) == lost


@pytest.mark.parametrize("name", ["jinja", "xml", "typst"])
def test_a_text_that_looks_like_code_is_printed_as_it_is(name: str) -> None:
    text = HOSTILE[name]
    paper = Document("t", "r", datetime(2026, 1, 1), "", (Paragraph(text),))
    assert squeezed(text) in pdf_text(pdf.write(paper))
    assert text in list(word_lines(docx.write(paper)))
