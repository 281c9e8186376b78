"""Whatever is typed can be printed, and what cannot is said: the table of hostile texts, character by character."""

from __future__ import annotations

import unicodedata
from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.document import fonts
from assistant.document.blocks import Document, Heading, Items, Notice, Paragraph, Row, Rows, Table, Token, Verbatim
from assistant.document.clean import LONGEST_TEXT, clean, plain, printable

pytestmark = pytest.mark.journey

CASES = [
    ("Café à Voiron, 12 €", "Café à Voiron, 12 €", ()),
    ("Noe\u0308l", "Noël", ()),
    ("a\x00b\x07c\x1b[31m\x7f\x9f", "abc[31m", ()),
    ("a\tb\u3000c", "a b c", ()),
    ("a\r\nb\rc\u2028d\x85e", "a\nb\nc\nd\ne", ()),
    ("a\n\n\n \n\nb", "a\n\nb", ()),
    ("  bords  ", "bords", ()),
    ("payé\u202e fdp.exe\u202c \u2066x\u2069", "payé fdp.exe x", ()),
    ("mot\u00adcoupé\u200b\u2060\ufeff", "motcoupé", ()),
    ("می\u200cخواهم", "می\u200cخواهم", ()),
    ("王小明", "���", ("U+738B", "U+5C0F", "U+660E")),
    ("vélo 🚲 volé 🚲", "vélo � volé �", ("U+1F6B2",)),
    ("\ud83d\udeb2", "�", ("U+1F6B2",)),
    ("a\ud800b\udc00", "a�b�", ("U+D800", "U+DC00")),
    ("\ue000\U000f0000\ufffe", "���", ("U+E000", "U+F0000", "U+FFFE")),
    ("❤\ufe0f", "�", ("U+2764",)),
    ("محمد", "محمد", ()),
    ("Κώστας Жанна Đặng", "Κώστας Жанна Đặng", ()),
    ('{{7*7}} </w:t> #eval("1")', '{{7*7}} </w:t> #eval("1")', ()),
    ("", "", ()),
]


@pytest.mark.parametrize(("text", "expected", "replaced"), CASES)
def test_each_character_is_kept_dropped_or_replaced(text: str, expected: str, replaced: tuple[str, ...]) -> None:
    cleaned = clean(text)
    assert cleaned.text == expected
    assert cleaned.replaced == replaced
    assert cleaned.times == expected.count("\ufffd")


def test_a_text_too_long_says_what_is_left_out() -> None:
    cleaned = clean("é" * 500_000)
    assert cleaned.cut == 500_000 - LONGEST_TEXT
    assert cleaned.text.startswith("é" * LONGEST_TEXT)
    assert cleaned.text.endswith("[Texte trop long : les 440000 caractères suivants ne sont pas imprimés.]")


def test_piled_marks_stay_readable() -> None:
    assert len(clean("a" + "\u0301\u0323" * 20_000).text) < 12


@settings(deadline=None)  # the first text loads the fonts
@given(st.text(alphabet=st.characters(exclude_categories=())))
def test_the_result_is_always_printable(text: str) -> None:
    cleaned = clean(text).text
    drawn = set().union(*fonts.coverage()) | set(map(ord, "\n\u200c\u200d\u200e\u200f\u061c"))
    assert set(map(ord, cleaned)) <= drawn
    assert unicodedata.is_normalized("NFC", cleaned)
    assert clean(cleaned).text == cleaned


@settings(deadline=None)  # the first text loads the fonts
@given(st.text(alphabet=st.characters(exclude_categories=("Cs",))))
def test_plain_is_stable(text: str) -> None:
    assert plain(plain(text)) == plain(text)


def _paper(*blocks: object, title: str = "Titre") -> Document:
    return Document(title, "R", datetime(2026, 11, 20), "pied", tuple(blocks))  # type: ignore[arg-type]


def test_the_notice_counts_the_losses_of_the_whole_paper() -> None:
    ready = printable(_paper(Token("jeton", "c"), Rows((Row("王", "🚲🚲"),)), Table("t", ("a",), (("王",),))))
    assert ready.blocks[1] == Notice("4 caractères n'ont pas pu être imprimés et sont remplacés par �.")
    assert printable(_paper(Paragraph("王"))).blocks[0] == Notice(
        "1 caractère n'a pas pu être imprimé et est remplacé par �."
    )


def test_a_readable_paper_has_no_notice() -> None:
    blocks = (Heading(2, "A"), Paragraph("b"), Items(("c",)))
    assert printable(_paper(*blocks)).blocks == blocks


def test_the_states_of_an_answer_are_words() -> None:
    states = ("answered", "unknown", "in_person", "missing")
    ready = printable(_paper(Rows(tuple(Row("q", "", state) for state in states))))
    assert isinstance(ready.blocks[0], Rows)
    assert [row.value for row in ready.blocks[0].rows] == ["", "ne sait pas", "le dira à l'audition", "à compléter"]


def test_what_would_break_an_accessible_pdf_is_mended() -> None:
    ready = printable(
        _paper(Heading(3, "avant"), Paragraph("\x00"), Rows(()), Items(()), Heading(2, "b"), Heading(3, "c"), title=" ")
    )
    assert ready.title == "Document"
    assert ready.blocks == (Heading(2, "avant"), Heading(2, "b"), Heading(3, "c"))


@pytest.mark.parametrize(
    ("tag", "language"), [("ar", "ar"), ("pt-BR", "pt"), ("FR", "fr"), ("a\x00b", "fr"), ("", "fr"), ("english", "fr")]
)
def test_a_language_is_one_a_reader_knows(tag: str, language: str) -> None:
    assert printable(_paper(Verbatim("x", tag))).blocks == (Verbatim("x", language),)


def test_a_paper_is_bounded() -> None:
    ready = printable(_paper(*(Table("t", ("a", "b"), tuple(("x", "y" * 50) for _ in range(5000))) for _ in range(9))))
    printed = sum(len(block.rows) for block in ready.blocks if isinstance(block, Table))
    assert 1000 < printed < 5000
    assert ready.blocks[0] == Notice("Une partie du texte, trop longue, n'est pas imprimée.")


def test_a_table_with_a_missing_cell_is_refused() -> None:
    with pytest.raises(ValueError, match="every row needs 2 cells"):
        Table("t", ("a", "b"), (("1",),))


@pytest.mark.parametrize("room", [20.0, 45.0, 90.0])
def test_columns_fill_the_page_and_keep_words_whole_when_they_can(room: float) -> None:
    columns = [
        ["N°", "1"],
        ["Numéro de série", "WSBC012345678X"],
        ["Détail", "un long texte " * 40],
        ["Empreinte", "f" * 64],
    ]
    shares = fonts.shares(columns, room)
    assert sum(shares) == pytest.approx(room)
    assert min(shares) > 1
    if room == 90.0:
        assert shares[1] > fonts.width("WSBC012345678X")
        assert shares[3] > fonts.width("f" * 64)
