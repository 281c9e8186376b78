"""One attached file as the dossier knows it, and the numbers that the paper, case.json and the zip all use."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from assistant.evidence.kinds import KINDS
from assistant.evidence.limits import MEGABYTE, PIECES, TOTAL_MB
from assistant.evidence.refusal import Refused
from assistant.i18n import Message as M


class Where(NamedTuple):
    """The question a file was given to, and the rank (from 0) of the object in its list, when it is about one object."""

    form: str
    question: str
    item: int | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """What is known of a file without its bytes. The name may betray the facts: it is in no log, nor in a file's name."""

    id: str
    where: Where
    name: str = field(repr=False)
    media_type: str
    size: int  # bytes of the original
    sha256: str = field(repr=False)  # of the original, in hexadecimal
    added: datetime

    @property
    def label(self) -> M:
        """What kind of file it is, in words."""
        kind = KINDS.get(self.media_type)
        return kind.label if kind else M("fichier")


@dataclass(frozen=True, slots=True)
class Numbered:
    """A piece with its number in the dossier."""

    number: int
    piece: Piece

    @property
    def file_name(self) -> str:
        return file_name(self.piece, self.number)


Question = tuple[str, str]  # a form and one of its questions


def manifest(pieces: Iterable[Piece], questions: Sequence[Question] | None = None) -> tuple[Numbered, ...]:
    """The pieces numbered from 1 in the order of the dossier: question, object, then the moment they were added.

    `questions`: those of the dossier, in order; a piece of any other question has no number. Without it, questions
    come in the order in which the pieces name them.
    """
    given = tuple(pieces)
    asked = questions if questions is not None else [piece.where[:2] for piece in given]
    rank = {question: n for n, question in reversed(list(enumerate(asked)))}
    kept = [piece for piece in given if piece.where[:2] in rank]

    def place(piece: Piece) -> tuple[int, int, datetime, str]:
        item = piece.where.item
        return rank[piece.where[:2]], -1 if item is None else item, piece.added, piece.id

    return tuple(Numbered(number, piece) for number, piece in enumerate(sorted(kept, key=place), 1))


def file_name(piece: Piece, number: int) -> str:
    """The neutral name of the original in the zip, as `piece-03.jpg`; never the name that the person's device gave."""
    kind = KINDS.get(piece.media_type)
    return f"piece-{number:02d}.{kind.extensions[0] if kind else 'bin'}"


def check_room(pieces: Collection[Piece], size: int) -> None:
    """Whether a dossier that has these pieces can take one more of this many bytes; raises `Refused`."""
    if len(pieces) >= PIECES:
        raise Refused("many", limit=PIECES)
    if sum(piece.size for piece in pieces) + size > TOTAL_MB * MEGABYTE:
        raise Refused("full", limit=TOTAL_MB)


def after_removal(pieces: Iterable[Piece], form: str, question: str, item: int) -> tuple[Piece, ...]:
    """The pieces once an object is taken out of a list: its own go with it, those of the next ones move up."""
    kept: list[Piece] = []
    for piece in pieces:
        rank = piece.where.item
        if piece.where[:2] != (form, question) or rank is None or rank < item:
            kept.append(piece)
        elif rank > item:
            moved = piece.where._replace(item=rank - 1)
            kept.append(Piece(piece.id, moved, piece.name, piece.media_type, piece.size, piece.sha256, piece.added))
    return tuple(kept)
