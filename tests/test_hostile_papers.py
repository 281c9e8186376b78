"""Hostile text in every free question of every form: both papers are always made, and say when a character was replaced."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path

import pytest
from docx import Document as Word
from pydantic import JsonValue
from pypdf import PdfReader

from assistant.cases import Case, papers
from assistant.fields import Invalid
from assistant.form import load_library
from assistant.routing import load_routing
from assistant.settings import settings
from tests.test_private import filled

pytestmark = pytest.mark.journey
FORMS, TABLE = load_library().forms, load_routing()
WARNING = "remplacé"

# name -> the text
HOSTILE: dict[str, str] = {
    "emoji and Chinese": "Il m'a dit 王 😀",
    "Arabic": "سرق دراجتي",
    "controls": "a\x00b\x07c\x1b[0m",
    "templates": '{{7*7}} ${x} #eval("1") </w:t> <script>',
    "lone surrogate": "avant \ud800 après",
    "direction override": "facture\u202egpj.exe",
    "one long word": "x" * 19_000,
}


@pytest.fixture(autouse=True)
def data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PRELUDE_DATA", str(tmp_path))
    settings.cache_clear()


@pytest.mark.parametrize("name", FORMS)
@pytest.mark.parametrize("kind", HOSTILE)
def test_papers_are_made_whatever_is_written(name: str, kind: str) -> None:
    text = HOSTILE[kind]
    form = FORMS[name]
    answers: dict[str, JsonValue] = {}
    for question in form.fields.values():
        try:
            answers[question.id] = question.read(text)
        except (Invalid, ValueError):
            answers[question.id] = filled(question, "texte")
    case = Case(form, answers | {"decl_role": "victime"}, TABLE, "P-TEST-0000", dt.datetime(2026, 11, 23, 10))
    made = papers(case)
    pdf = "".join(page.extract_text() for page in PdfReader(io.BytesIO(made[f"{case.stem}.pdf"]())).pages)
    word = Word(io.BytesIO(made[f"{case.stem}.docx"]()))
    assert "P-TEST-0000" in pdf
    assert len(word.element.body.xpath("//w:p")) > 10
    assert made["case.json"]().decode("utf-8")


def test_a_replaced_character_is_told_on_both_papers() -> None:
    form = FORMS["vol_velo"]
    case = Case(
        form, {"decl_role": "victime", "recit": "Il m'a dit 王 😀"}, TABLE, "P-TEST-0000", dt.datetime(2026, 11, 23, 10)
    )
    made = papers(case)
    pdf = "".join(page.extract_text() for page in PdfReader(io.BytesIO(made["complaint.pdf"]())).pages)
    word = "\n".join(p.text for p in Word(io.BytesIO(made["complaint.docx"]())).paragraphs)
    assert WARNING in pdf.replace("\n", " ")
    assert WARNING in word
