"""The evidence on the papers: attached files under the numbers of their originals, then what the person will bring."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.document.blocks import PARIS, Block, Heading, Paragraph, Row, Rows, Table
from assistant.document.dossier import FR, Dossier, Item, Told, capital, names_files, numbered, part_rows, place_of
from assistant.document.identity import text
from assistant.document.objects import is_objects, objects
from assistant.evidence import Numbered, Piece, Where
from assistant.fields import Items, said, shown_parts
from assistant.flow import Path
from assistant.form import parts_of
from assistant.review.forbidden import masked

LIST = "preuves_liste"
_NONE = frozenset({"aucune", "aucun", "aucune preuve", "rien", "non", "néant", "none", "nothing", "no"})
_WHOLE = "Ensemble des faits"
_STAY = "\u00a0"  # a space that does not break an hour
_LONGEST = 70  # characters of what a file is about; its table says the rest


@dataclass(frozen=True, slots=True)
class Headings:
    """Who speaks: the paper of the person in the third person, or her own letter."""

    story: str = "Récit de la personne"
    pieces: str = "Pièces"
    caption: str = "Pièces que la personne peut montrer"
    files: str = "Fichiers joints, sous le numéro de leur original"
    first: int = 1  # number of the first listed piece: it goes on from one part of a dossier to the next


def files(part: Dossier) -> tuple[Numbered, ...]:
    """The files attached to this part, under their number in the whole dossier."""
    return tuple(one for one in part.attached if one.piece.where.form == part.path.form.id)


def listed(part: Dossier, told: Told) -> tuple[Item, ...]:
    """What the person wrote that they can show, less what is attached; « aucune », as the form suggests, is none."""
    given = {place_of(part.path, LIST, one.piece.where.item) for one in files(part) if one.piece.where.question == LIST}
    items = enumerate(told.items(LIST))
    return tuple(item for n, item in items if n not in given and text(item, "nature").strip(" .").lower() not in _NONE)


def first_listed(dossier: Dossier) -> int:
    """The number of the first piece that is only listed: those of the files come first, and are the zip's."""
    return 1 + len(dossier.attached)


def count(part: Dossier, told: Told, where: str) -> str:
    """How many pieces, for page 1; `where` they are listed."""
    attached, others = len(files(part)), len(listed(part, told))
    joined = f"{attached} fichier{'s' * (attached > 1)} joint{'s' * (attached > 1)}"
    if attached and others:
        return f"{attached + others} pièces dont {joined}, liste {where}"
    if attached:
        return f"{joined}, liste {where}"
    if others:
        return f"{others} pièce{'s' * (others > 1)}, liste {where}"
    return "aucune pièce" if told.items(LIST) else ""


def piece_blocks(part: Dossier, told: Told, headings: Headings) -> tuple[Block, ...]:
    """The section of the evidence, numbered as the person hands it over."""
    attached, others, spoken = files(part), listed(part, told), told.states((LIST,))
    if not attached and not others:
        rows = spoken or ((Row(headings.pieces, "aucune"),) if told.items(LIST) else ())
        return (Heading(2, headings.pieces), Rows(rows)) if rows else ()
    blocks: list[Block] = [_files(part, told, headings.files)] if attached else []
    if others:
        parts = parts_of(told.field(LIST))
        cells = [" – ".join(row.said for row in part_rows(parts, piece)) for piece in others]
        rows_ = tuple((f"Pièce n° {n}", words) for n, words in enumerate(cells, headings.first))
        blocks.append(Table(headings.caption, ("Numéro", "Nature"), rows_))
    elif spoken:
        blocks.append(Rows(spoken))
    return (Heading(2, headings.pieces), *blocks)


def _files(part: Dossier, told: Told, caption: str) -> Table:
    named = part.names_files
    header = ("Numéro", "Se rapporte à", "Nature", *(["Nom du fichier"] if named else []), "Ajouté le")
    rows = [
        (
            f"Pièce n° {one.number}",
            about(part, told, one.piece.where),
            capital(FR(one.piece.label)),
            *([masked(one.piece.name)] if named else []),
            _moment(one),
        )
        for one in files(part)
    ]
    return Table(caption, header, tuple(rows))


def _moment(one: Numbered) -> str:
    added = one.piece.added.astimezone(PARIS) if one.piece.added.tzinfo else one.piece.added
    return f"{added:%d/%m/%Y} {f'à {added.hour} h {added:%M}'.replace(' ', _STAY)}"


def about(part: Dossier, told: Told, where: Where) -> str:
    """The object or the question that a file is about, in the words of the paper."""
    field = told.field(where.question)
    place = place_of(part.path, where.question, where.item)
    items = told.items(where.question)
    item = items[place] if place is not None and place < len(items) else None
    if item is not None and is_objects(field):
        ranks = [(f.id, n) for f in told.fields if is_objects(f) for n in range(len(told.items(f.id)))]
        thing = objects(told)[ranks.index((field.id, place or 0))]
        return f"Objet n° {thing.rank} : {thing.name}"
    if item is None or not isinstance(field, Items):
        return _WHOLE if field.id == LIST else field.name
    told_of = [words for one, words in shown_parts(field.parts, item, FR) if not said(item[one.id])][:2]
    words = " – ".join(" ".join(part.split()) for part in told_of)
    short = words if len(words) <= _LONGEST else words[: _LONGEST - 1].rstrip() + "…"
    return f"{capital(field.item_label)} : {short}" if short else field.name


def fingerprints(dossier: Dossier) -> Iterator[Block]:
    """What tells that an original is the very file that was attached: its SHA-256, beside its name in the zip."""
    if not dossier.attached:
        return
    rows = tuple((one.file_name, one.piece.sha256) for one in dossier.attached)
    yield Table("Empreintes des fichiers joints", ("Original", "SHA-256"), rows)
    yield Paragraph("Une empreinte se calcule sur l'original remis sous ce nom : même empreinte, même fichier.")


def attachments(paths: Sequence[Path], pieces: Sequence[Piece]) -> list[dict[str, object]]:
    """The files as case.json tells them, so that the signed digest covers each; no name where it could betray."""
    named = names_files(paths)
    return [
        {
            "number": one.number,
            "form": one.piece.where.form,
            "question": one.piece.where.question,
            "item": one.piece.where.item,
            "media_type": one.piece.media_type,
            "size": one.piece.size,
            "sha256": one.piece.sha256,
            "added": one.piece.added.isoformat(timespec="minutes"),
            **({"name": masked(one.piece.name)} if named else {}),
        }
        for one in numbered(paths, pieces)
    ]
