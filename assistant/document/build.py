"""From a walked form to papers: the complaint as neutral blocks. Everything printed was said by the person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from assistant.document.blocks import Block, Document, Heading, Items, PageBreak, Rows
from assistant.document.brief import in_full
from assistant.document.detail import check_blocks, detail
from assistant.document.dossier import Dossier, case_answers
from assistant.document.letter import letter
from assistant.document.parts import contents, part_blocks
from assistant.document.pel import pel_sheet
from assistant.document.pieces import Headings, first_listed
from assistant.document.summary import page_one
from assistant.form import DocumentKind

FOOTER = "préparé avec Prélude, sans valeur de plainte"
NEUTRAL = "Document préparatoire"
TITLES: Mapping[DocumentKind, str] = {
    "plainte": "Document préparatoire – plainte",
    "signalement": "Signalement – document préparatoire",
    "declaration_perte": "Déclaration de perte – document préparatoire",
    "fiche": "Fiche préparatoire",
}
_ROOM, _ROW, _LINE, _WIDTH = 215.0, 5.6, 4.7, 56  # mm on a page under the title, of a row, of a line more; characters
_WITNESS = "Signalement d'un témoin – document préparatoire"


def title_of(dossier: Dossier) -> str:
    """The title, also the PDF's: it says nothing of the facts on a sensitive form."""
    if dossier.sensitive:
        return NEUTRAL
    kind = min((part.kind for part in dossier.parts), key=list(TITLES).index)  # a complaint among losses is one
    witness = kind == "signalement" and dossier.path.answers.get("decl_role") == "temoin"
    return _WITNESS if witness else TITLES[kind]


def _fills_one_page(blocks: Iterable[Block]) -> bool:
    """Whether page 1 holds on one page, roughly: a break after two lines of page 2 would leave it blank."""
    height = 0.0
    for block in blocks:
        match block:
            case Rows(rows, caption):
                height += 8 * bool(caption) + sum(_ROW + _LINE * (_height(row.said) - 1) for row in rows)
            case Items(items):
                height += sum(_ROW + _LINE * (_height(item) - 1) for item in items)
            case Heading():
                height += 13
            case _:
                height += 16
    return height <= _ROOM


def _height(words: str) -> int:
    return sum(1 + len(line) // _WIDTH for line in words.split("\n"))


def complaint(dossier: Dossier) -> Document:
    """The paper for the agent: one page to read in a minute, then the detail, part by part. Complete or not."""
    told = dossier.told
    first = page_one(dossier, told, contents(dossier))
    whole = detail(dossier, told, lambda field: in_full(told, field), Headings(first=first_listed(dossier)))
    after = (*(part_blocks(dossier, whole) if dossier.further else whole), *check_blocks(dossier))
    return Document(
        title=title_of(dossier),
        reference=dossier.reference,
        created=dossier.created,
        footer=FOOTER,
        blocks=(*first, *([PageBreak()] if after and _fills_one_page(first) else []), *after),
    )


__all__ = ["FOOTER", "NEUTRAL", "TITLES", "Dossier", "case_answers", "complaint", "letter", "pel_sheet", "title_of"]
