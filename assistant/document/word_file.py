"""The Word file around the blocks: its template, what stands on each page, its properties, its bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from datetime import UTC
from pathlib import Path

from docx import Document as open_file
from docx.document import Document as WordFile
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.section import _BaseHeaderFooter

from assistant.document.blocks import Document, Token

Element = BaseOxmlElement

TEMPLATE = Path(__file__).with_name("paper.docx")
NEEDED = (
    "Title", "Subtitle", "Heading 1", "Heading 2", "Heading 3", "Body Text", "Caption", "Header", "Footer", "List Bullet",
    "List Number", "Encadré", "Paroles", "Paroles de droite à gauche", "Remarque", "Question", "Réponse",
    "Réponse à venir", "À compléter", "En-tête de colonne", "Cellule", "Jeton", "Légende du jeton",
    "Colonne de droite", "Intervalle", "Questions", "Tableau", "Tête",
)  # fmt: skip
_ZIP_DAY = (1980, 1, 1, 0, 0, 0)  # the same document gives the same bytes


def element(tag: str, *children: Element, **attributes: str) -> Element:
    """`element("w:shd", val="clear")`: one WordprocessingML element."""
    made = OxmlElement(tag, {qn(f"w:{name}"): value for name, value in attributes.items()})
    made.extend(children)
    return made


def run(text: str, language: str = "") -> Element:
    """A run; line breaks become Word's, so that a copy keeps them."""
    made = element("w:r")
    if language:
        made.append(element("w:rPr", element("w:lang", val=language, bidi=language)))
    for number, line in enumerate(text.split("\n")):
        if number:
            made.append(element("w:br"))
        written = OxmlElement("w:t", {qn("xml:space"): "preserve"})
        written.text = line
        made.append(written)
    return made


def paragraph(style_id: str, *content: Element) -> Element:
    """A paragraph of a named style; no writer says more than the name."""
    return element("w:p", element("w:pPr", element("w:pStyle", val=style_id)), *content)


def _field(name: str) -> Element:
    """A number that Word computes."""
    return element("w:fldSimple", run("1"), instr=f" {name} ")


def set_margins(file: WordFile, ids: Mapping[str, str], document: Document) -> None:
    """What stands on each page; an operator's own header, a logo say, is kept above ours."""
    section = file.sections[0]
    count = (run("Page "), _field("PAGE"), run(" sur "), _field("NUMPAGES"))
    tab = element("w:r", element("w:tab"))
    if document.kind == "paper":
        _add_line(section.header, paragraph(ids["Header"], run(document.header)))
    _add_line(section.footer, paragraph(ids["Footer"], *count, tab, run(document.page_foot)))


def _add_line(place: _BaseHeaderFooter, line: Element) -> None:
    """Below what the template has there; the empty line of a new header is not kept."""
    place.is_linked_to_previous = False
    last = place.paragraphs[-1]._p if place.paragraphs else None
    place._element.append(line)
    if last is not None and not last.xpath("w:r"):
        place._element.remove(last)


def set_properties(file: WordFile, document: Document) -> None:
    """What a file manager and a screen reader read first; no author, since the person is the author."""
    moment = document.moment.astimezone(UTC).replace(tzinfo=None)
    properties = file.core_properties
    properties.title, properties.subject = document.title[:255], document.reference[:255]
    properties.author = properties.last_modified_by = properties.comments = ""
    properties.created = properties.modified = moment
    properties.language, properties.revision = "fr-FR", 1
    tokens = [block.text for block in document.blocks if isinstance(block, Token)]
    properties.keywords = tokens[0][:255] if tokens else ""


def pack(files: Mapping[str, bytes]) -> bytes:
    """A zip that holds no date, so that equal parts give equal bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for name, content in files.items():
            packed.writestr(zipfile.ZipInfo(name, _ZIP_DAY), content, zipfile.ZIP_DEFLATED, 6)
    return out.getvalue()


def to_bytes(file: WordFile) -> bytes:
    saved = io.BytesIO()
    file.save(saved)
    with zipfile.ZipFile(saved) as packed:
        return pack({name: packed.read(name) for name in packed.namelist()})


def open_template(template: Path) -> tuple[WordFile, Mapping[str, str]]:
    """The template without its body, and its style ids; ValueError names the styles it lacks."""
    file = open_file(str(template))
    ids = {style.name: style.style_id for style in file.styles if style.name}
    if missing := [name for name in NEEDED if name not in ids]:
        raise ValueError(f"{template.name}: il manque les styles {', '.join(missing)}")
    body = file.element.body
    for child in list(body):
        if child.tag != qn("w:sectPr"):
            body.remove(child)
    return file, ids
