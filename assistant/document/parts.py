"""A dossier of several parts on one paper: what it holds, then part after part; who files is told once, on page 1."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Literal, cast

from assistant.document.blocks import Block, Heading, Paragraph, Row, Rows
from assistant.document.brief import brief_rows, in_full
from assistant.document.detail import detail
from assistant.document.dossier import FR, Dossier, Told, capital, part_rows
from assistant.document.pieces import Headings, first_listed, listed
from assistant.document.summary import gaps, since_rows
from assistant.fields import Field
from assistant.form import DocumentKind, parts_of
from assistant.linked import SHARED

# What each part is, said only when the parts are not all the same.
KINDS: Mapping[DocumentKind, str] = {
    "plainte": "plainte",
    "signalement": "signalement",
    "declaration_perte": "déclaration de perte",
    "fiche": "pour en parler",
}


def named(part: Dossier, dossier: Dossier) -> str:
    """What a part is about, with what it is when the parts differ."""
    facts = FR(part.path.form.head.facts)
    mixed = len({one.kind for one in dossier.parts}) > 1
    return f"{facts} ({KINDS[part.kind]})" if mixed else facts


def contents(dossier: Dossier) -> tuple[Block, ...]:
    """One line that says how many parts follow; nothing when there is only one."""
    if not dossier.further:
        return ()
    names = " ; ".join(f"{n}. {named(part, dossier)}" for n, part in enumerate(dossier.parts, 1))
    files = len(dossier.attached)
    attached = f" Fichiers joints, en tout : {files}." if files else ""
    return (Paragraph(f"Ce dossier a {len(dossier.parts)} parties, de la même histoire : {names}.{attached}"),)


def part_blocks(dossier: Dossier, main: Sequence[Block]) -> Iterator[Block]:
    """The parts in order under a heading each; `main`: the detail of the first one, summed up on page 1."""
    first = first_listed(dossier) + len(listed(dossier, dossier.told))
    if main:
        yield _heading(1, dossier, dossier)
        yield from deeper(main)
    for n, part in enumerate(dossier.further, 2):
        told = part.told
        yield _heading(n, part, dossier)
        rest = detail(part, told, partial(_taken, told), Headings(first=first))
        yield from deeper((*_brief(part, told, dossier.told), *rest))
        first += len(listed(part, told))


def _taken(told: Told, field: Field) -> bool:
    return in_full(told, field) or field.id in SHARED


def _heading(n: int, part: Dossier, dossier: Dossier) -> Heading:
    return Heading(2, f"Partie {n} sur {len(dossier.parts)} – {capital(named(part, dossier))}")


def deeper(blocks: Iterable[Block]) -> Iterator[Block]:
    """The same blocks one level further down, under the heading of their part."""
    for block in blocks:
        level = cast(Literal[3, 4], block.level + 1) if isinstance(block, Heading) and block.level < 4 else None
        yield replace(block, level=level) if isinstance(block, Heading) and level else block


def _brief(part: Dossier, told: Told, main: Told) -> tuple[Block, ...]:
    rows = (*_wish(told, main), *brief_rows(part, told), *since_rows(told), *_beyond(told, main))
    return (Heading(2, "En bref"), Rows(rows), *gaps(told, SHARED))


def _wish(told: Told, main: Told) -> tuple[Row, ...]:
    """What the person wants of this part, when it is not what they want of the first."""
    wish = "intention_plainte"
    return () if told.answers.get(wish) == main.answers.get(wish) else told.rows(wish)


def _beyond(told: Told, main: Told) -> Iterator[Row]:
    """What was said of the person here and is not on page 1: a question that the first form does not ask."""
    for name in (f.id for f in told.fields if f.id in SHARED and told.answers[f.id] != main.answers.get(f.id)):
        group, known = told.group(name), main.group(name)
        if group:
            yield from part_rows(parts_of(told.field(name)), {k: v for k, v in group.items() if known.get(k) != v})
        else:
            yield from told.rows(name)
