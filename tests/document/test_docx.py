"""The Word file needs no repair, is dressed by named styles only, and an operator may change them."""

from __future__ import annotations

import io
import itertools
import zipfile
from pathlib import Path

import docx as word
import pytest
from docx.oxml.ns import qn
from lxml import etree

from assistant.document import docx, make_template, word_file
from assistant.document.blocks import QR_ALT
from tests.document.papers import FOOT, HOSTILE, PAPER, everywhere

pytestmark = pytest.mark.journey

# In this order in Word's schema; a wrong order is what makes Word offer to repair a file.
ORDER = {
    "pPr": ["pStyle", "keepNext", "keepLines", "pageBreakBefore", "numPr", "pBdr", "shd", "tabs", "bidi", "spacing",
            "ind", "jc", "outlineLvl"],
    "rPr": ["rFonts", "b", "bCs", "i", "iCs", "color", "sz", "szCs", "rtl", "lang"],
    "tblPr": ["tblStyle", "tblW", "tblInd", "tblBorders", "tblLayout", "tblCellMar", "tblLook", "tblCaption"],
    "trPr": ["cantSplit", "tblHeader"],
    "style": ["name", "basedOn", "qFormat", "pPr", "rPr", "tblPr", "tblStylePr"],
    "sectPr": ["headerReference", "footerReference", "pgSz", "pgMar"],
    "settings": ["defaultTabStop", "compat", "themeFontLang", "decimalSymbol", "listSeparator"],
}  # fmt: skip


def _local(node: etree._Element) -> str:
    return etree.QName(node).localname


def _check_order(root: etree._Element) -> None:
    for node in root.iter(etree.Element):
        expected = ORDER.get(_local(node))
        if expected:
            places = [expected.index(_local(child)) for child in node]
            assert places == sorted(places), (_local(node), [_local(child) for child in node])


def _check_body(body: etree._Element, styles: set[str]) -> None:
    used = set(body.xpath("//w:pStyle/@w:val | //w:tblStyle/@w:val", namespaces={"w": etree.QName(body).namespace}))
    assert used <= styles
    parts = [_local(part) for part in body]
    assert parts[-2:] == ["p", "sectPr"] or parts == ["sectPr"]
    assert ("tbl", "tbl") not in list(itertools.pairwise(parts))
    for table in body.iter(qn("w:tbl")):
        columns = len(table.findall(f"{qn('w:tblGrid')}/{qn('w:gridCol')}"))
        for row in table.iter(qn("w:tr")):
            assert len(row.findall(qn("w:tc"))) == columns
    assert all(_local(cell[-1]) == "p" for cell in body.iter(qn("w:tc")))


def check_word(content: bytes) -> None:
    """Whole zip, every part declared, related and well formed, elements in the order of the schema."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        assert packed.testzip() is None
        names = packed.namelist()
        assert len(names) == len(set(names))
        parts = {name: etree.fromstring(packed.read(name)) for name in names if name.endswith((".xml", ".rels"))}
    types = parts["[Content_Types].xml"]
    declared = {node.get("PartName", "").lstrip("/") for node in types} | {
        f".{node.get('Extension')}" for node in types
    }
    assert all(name in declared or f".{name.rpartition('.')[2]}" in declared for name in names)
    for relation in parts["word/_rels/document.xml.rels"]:
        assert f"word/{relation.get('Target')}" in names
    for root in parts.values():
        _check_order(root)
    styles = {node.get(qn("w:styleId")) for node in parts["word/styles.xml"].iter(qn("w:style"))}
    _check_body(parts["word/document.xml"][0], styles)


def test_the_word_file_is_sound_and_accessible() -> None:
    content = docx.write(PAPER)
    check_word(content)
    file = word.Document(io.BytesIO(content))
    assert (file.core_properties.title, file.core_properties.subject) == (PAPER.title, PAPER.reference)
    assert (file.core_properties.language, file.core_properties.author) == ("fr-FR", "")
    assert file.styles.element.xpath("//w:docDefaults//w:lang/@w:val") == ["fr-FR"]
    body = file.element.body
    assert body.xpath("//wp:docPr/@descr") == [QR_ALT]
    assert len(body.xpath("//w:tblHeader")) == 2
    assert len(body.xpath("//w:cantSplit")) == len(body.xpath("//w:tr[not(w:trPr/w:tblHeader)]"))
    section = file.sections[0]
    assert section.header.paragraphs[-1].text == PAPER.header
    assert section.footer.paragraphs[-1]._p.xpath("w:fldSimple/@w:instr") == [" PAGE ", " NUMPAGES "]
    assert section.footer.paragraphs[-1].text.endswith(FOOT)


def test_the_word_file_is_dressed_by_named_styles_only() -> None:
    body = word.Document(io.BytesIO(docx.write(PAPER))).element.body
    dressed = {_local(node) for kind in ("w:pPr", "w:rPr") for parent in body.iter(qn(kind)) for node in parent}
    assert dressed <= {"pStyle", "pageBreakBefore", "numPr", "lang"}


def test_an_operator_may_change_the_template(tmp_path: Path) -> None:
    file = word.Document(str(word_file.TEMPLATE))
    file.styles["Heading 1"].font.name = "Georgia"
    file.styles["Title"].element.set(qn("w:styleId"), "Titre")  # as a French Word renames it
    file.sections[0].header.paragraphs[0].add_run("Mairie de Voiron")
    file.add_paragraph("un reste de brouillon")
    file.save(str(tmp_path / "mairie.docx"))
    made = word.Document(io.BytesIO(docx.write(PAPER, tmp_path / "mairie.docx")))
    assert made.styles["Heading 1"].font.name == "Georgia"
    assert made.paragraphs[0].style.name == "Title"
    assert "un reste de brouillon" not in [line.text for line in made.paragraphs]
    assert [line.text for line in made.sections[0].header.paragraphs] == ["Mairie de Voiron", PAPER.header]


def test_a_template_without_our_styles_is_named(tmp_path: Path) -> None:
    word.Document().save(str(tmp_path / "vide.docx"))
    with pytest.raises(ValueError, match=r"vide\.docx: il manque les styles Encadré"):
        docx.write(PAPER, tmp_path / "vide.docx")


def test_the_template_in_the_repository_is_the_one_the_script_makes() -> None:
    assert word_file.TEMPLATE.read_bytes() == make_template.template()


@pytest.mark.parametrize("name", HOSTILE)
def test_no_text_damages_the_word_file(name: str) -> None:
    check_word(docx.write(everywhere(HOSTILE[name])))
