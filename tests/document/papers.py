"""Papers to write and ways to read them back: one realistic, the others as hostile as a form can be."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import datetime

import docx as word
import pypdf
from docx.table import Table as WordTable

from assistant.document.blocks import (
    Block,
    Document,
    Heading,
    Items,
    Notice,
    PageBreak,
    Paragraph,
    Row,
    Rows,
    Table,
    Token,
    Verbatim,
)

TOKEN = "PRELUDE1." + "Ab-_0" * 31
URL = "https://www.exemple.fr/annonce/velo?reference=" + "0123456789abcdef" * 8
PAPER = Document(
    title="Plainte pour vol de vélo",
    reference="VEL-7K2M-Q4",
    created=datetime(2026, 11, 20, 14, 32),
    footer="préparé avec Prélude, sans valeur de plainte",
    blocks=(
        Token(TOKEN, "Jeton signé, sans donnée personnelle."),
        Heading(2, "L'essentiel"),
        Rows(
            (Row("Auteur", "", "unknown"), Row("Accompagnée par", "", "in_person"), Row("Série", "", "missing")),
            "Bref",
        ),
        Notice("Caméras, à demander AUJOURD'HUI."),
        PageBreak(),
        Heading(2, "Récit"),
        Heading(3, "Ses mots"),
        Verbatim("J'ai attaché mon vélo.\nJe suis partie.\n\nIl n'était plus là.", note="Paroles de la personne."),
        Paragraph("Deux tableaux de suite :"),
        Table("Numérotés", ("N°", "Objet", "Valeur"), (("1", "Vélo", "2 199,00 €"), ("2", "Batterie", ""))),
        Table("", ("Lien", "Vu le"), ((URL, "20 novembre"),)),
        Rows((Row("IBAN", "FR76 3000 6000 0112 3456 7890 189"),)),
        Items(("Facture", "Photographie"), numbered=True),
        Items(("Le numéro du cadre",)),
        Items(("Capture",), numbered=True),
        Paragraph("Voiron, le 20 novembre", "right"),
    ),
)
WORDS = [
    "Plainte pour vol de vélo", "Préparé le 20 novembre 2026 à 14 h 32 · référence VEL-7K2M-Q4",
    "Jeton signé, sans donnée personnelle.", TOKEN, "L'essentiel", "Bref", "Auteur", "ne sait pas",
    "Accompagnée par", "le dira à l'audition", "Série", "à compléter", "Caméras, à demander AUJOURD'HUI.",
    "Récit", "Ses mots", "Paroles de la personne.", "J'ai attaché mon vélo.", "Je suis partie.",
    "Il n'était plus là.", "Deux tableaux de suite :", "Numérotés", "N°", "Objet", "Valeur", "1", "Vélo",
    "2 199,00 €", "2", "Batterie", "Lien", "Vu le", URL, "20 novembre", "IBAN",
    "FR76 3000 6000 0112 3456 7890 189", "1.", "Facture", "2.", "Photographie", "•", "Le numéro du cadre",
    "1.", "Capture", "Voiron, le 20 novembre",
]  # fmt: skip
FOOT = "VEL-7K2M-Q4 · préparé avec Prélude, sans valeur de plainte"


def squeezed(text: str) -> str:
    return "".join(text.split())


def pdf_text(content: bytes) -> str:
    """What a reader selects and copies, less what stands on every page."""
    pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages]
    text = "".join(map(squeezed, pages)).replace(squeezed(PAPER.header), "")
    return re.sub(rf"Page\d+sur\d+{squeezed(FOOT)}", "", text)


def word_lines(content: bytes) -> Iterator[str]:
    """Paragraphs and cells from top to bottom, with the marks that Word draws before the lines of a list."""
    file = word.Document(io.BytesIO(content))
    number, list_id = 0, None
    for part in file.iter_inner_content():
        if isinstance(part, WordTable):
            for row in part.rows:
                yield from (cell.text for cell in row.cells)
            continue
        own = part._p.xpath("w:pPr/w:numPr/w:numId/@w:val")
        number = number + 1 if own == list_id else 1
        list_id = own
        mark = "• " if part.style.name == "List Bullet" else f"{number}. " if own else ""
        yield mark + part.text


HOSTILE = {
    "emoji": "🚲 volé 👩‍👩‍👧",
    "chinese": "王小明",
    "arabic": "محمد 123 abc",
    "controls": "a\x00b\x07c\x1b[31m\x7f\x9f",
    "long word": "a" * 20_000,
    "long word, marks": "é\u0323" * 10_000,
    "long link": "https://x.fr/" + "%20" * 3000,
    "jinja": "{{7*7}}",
    "xml": "</w:t></w:r><w:p/>]]>&amp;<!--",
    "typst": '#eval("1") $x$ *a* _b_ @c <d> `e` \\u{41} // x /* y */ [z] #sys.inputs',
    "surrogates": "a\ud800b\udc00",
    "not characters": "\ufffe\uffff\U0010ffff",
    "piled marks": "a" + "\u0301" * 5000,
    "empty lines": "\n" * 5000 + "x\r\n\r\n\r\ny",
    "short lines": "a\n" * 20_000,
    "500 000 characters": "Lorem ipsum 王 " * 35_715,
    "direction": "\u202eabc\u202c \u2066x\u2069 \u200f",
    "spaces": "\u00a0" * 20_000,
    "nothing": "",
    "blank": " \t\n",
    "private use": "\ue000\U000f0000",
}


def everywhere(text: str) -> Document:
    """A paper with the text in every place that can hold one."""
    blocks: tuple[Block, ...] = (
        Heading(3, text), Heading(2, text), Paragraph(text), Paragraph(text, "right"), Notice(text),
        Verbatim(text, text[:9], text), Verbatim(text, "ar"), Rows((Row(text, text), Row("a", text, "missing")), text),
        Table(text, (text, "b", text, "c"), ((text, text, "x", ""),)), Items((text, text), numbered=True),
        Items((text,)), Token(TOKEN, text),
    )  # fmt: skip
    return Document(text, text, datetime(2026, 1, 1), text, blocks, language=text[:5], header=text)
