"""The files a person attaches: checked, sealed beside the working copy, listed, taken away. No drawing.

They need the working copy: a visit that keeps nothing receives none."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from functools import partial
from typing import Protocol

from assistant import drafts
from assistant.evidence import Piece, Refused, Where, accept, after_removal, check_room
from assistant.form import per_object
from assistant.i18n import Message as M
from assistant.storage import Altered, Draft, Gone, Unavailable, attachments
from assistant.ui import questions, session

_AWAY = M("{name} : notre base ne répond pas, ce fichier n'est pas gardé. Réessayez dans un instant.")
_GONE = M("{name} : la copie de votre dossier a été effacée, ce fichier n'est pas gardé.")


class Upload(Protocol):
    """What a browser sent."""

    name: str

    def getvalue(self) -> bytes: ...


def of(where: Where) -> list[Piece]:
    """The files given to a question, or to one object of its list, in the order they came."""
    return sorted((p for p in session.visit().pieces if p.where == where), key=lambda piece: piece.added)


def take(where: Where, upload: Upload, images: bool) -> M | None:
    """Keeps one file; else the sentence that says why not."""
    visit = session.visit()
    assert visit.draft is not None
    try:
        data = upload.getvalue()
        check_room(visit.pieces, len(data))
        accepted = accept(upload.name, data, images)
        piece = accepted.piece("", where, session.now().replace(tzinfo=session.PARIS))
        shown = attachments.joined(accepted.display) if accepted.display else None
        name = attachments.add(drafts.store().db, visit.draft, written(piece), data, shown)
    except Refused as refused:
        return M("{name} : {why}", name=upload.name[:60], why=refused.message)
    except Unavailable:
        return M(_AWAY.msgid, name=upload.name[:60])
    except Gone:
        return M(_GONE.msgid, name=upload.name[:60])
    visit.pieces = (*visit.pieces, accepted.piece(name, where, piece.added))
    return None


def remove(piece: Piece) -> None:
    """Takes a file away, on the disk too."""
    visit = session.visit()
    if _away(visit.draft, [piece.id]):
        visit.pieces = tuple(one for one in visit.pieces if one.id != piece.id)
        visit.moved(announce=visit.t(M("Fichier retiré : {name}", name=piece.name)))


def object_gone(form: str, question: str, item: int) -> None:
    """An object is taken out of its list: its files go with it, those of the next objects follow them."""
    visit = session.visit()
    kept = after_removal(visit.pieces, form, question, item)
    gone = [piece.id for piece in visit.pieces if piece.id not in {one.id for one in kept}]
    if gone and not _away(visit.draft, gone):
        return
    before = {piece.id: piece for piece in visit.pieces}
    visit.pieces = kept
    for piece in kept:
        if piece != before[piece.id] and visit.draft:
            attachments.describe(drafts.store().db, visit.draft, piece.id, written(piece))


def _away(draft: Draft | None, names: list[str]) -> bool:
    try:
        if draft:
            attachments.remove(drafts.store().db, draft, names)
    except Unavailable:
        return False
    return True


def pictures(piece: Piece) -> list[bytes]:
    """The JPEG pictures that may be shown of a file; none for a sound, a text, or when the database is away."""
    draft = session.visit().draft
    try:
        shown = attachments.shown(drafts.store().db, draft, piece.id) if draft else None
    except (Gone, Altered, Unavailable):
        return []
    return attachments.parted(shown) if shown else []


def original(piece: Piece) -> partial[bytes]:
    """How to read the original, outside of this run."""
    draft = session.visit().draft
    assert draft is not None
    return partial(attachments.original, drafts.store().db, draft, piece.id)


def put_back(about: bytes, original: bytes) -> bool:
    """A file that comes from a resume file is checked anew, as one that comes from anywhere; whether it was kept."""
    visit, piece = session.visit(), read("", about)
    if piece is None or visit.draft is None or hashlib.sha256(original).hexdigest() != piece.sha256:
        return False
    form = questions.forms().get(piece.where.form)
    field = form.fields.get(piece.where.question) if form else None
    attach = (field.attach or per_object(field)) if field else None
    if attach is None:
        return False
    try:
        check_room(visit.pieces, len(original))
        accepted = accept(piece.name, original, attach == "documents")
        copy = attachments.joined(accepted.display) if accepted.display else None
        name = attachments.add(drafts.store().db, visit.draft, written(piece), original, copy)
    except (Refused, Unavailable, Gone):
        return False
    visit.pieces = (*visit.pieces, accepted.piece(name, piece.where, piece.added))
    return True


def load(draft: Draft) -> tuple[Piece, ...]:
    """The files of a draft; one whose description cannot be read is left out. Raises Unavailable."""
    found = []
    for name, about in attachments.listed(drafts.store().db, draft):
        piece = read(name, about)
        if piece:
            found.append(piece)
    return tuple(found)


def written(piece: Piece) -> bytes:
    """What is kept of a piece beside its bytes."""
    told = {
        "where": list(piece.where),
        "name": piece.name,
        "media_type": piece.media_type,
        "size": piece.size,
        "sha256": piece.sha256,
        "added": piece.added.isoformat(),
    }
    return json.dumps(told, ensure_ascii=False).encode()


def read(name: str, about: bytes) -> Piece | None:
    """A piece from what was written of it."""
    try:
        told = json.loads(about)
        form, question, item = told["where"]
        where = Where(str(form), str(question), item if item is None else int(item))
        added = dt.datetime.fromisoformat(told["added"])
        return Piece(
            name, where, str(told["name"]), str(told["media_type"]), int(told["size"]), str(told["sha256"]), added
        )
    except (ValueError, KeyError, TypeError):
        return None
