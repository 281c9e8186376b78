"""Leaving with the file and coming back to it: the code, the resume file, the draft that the server keeps. No drawing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Literal

import streamlit as st

from assistant import drafts
from assistant.i18n import Message as M
from assistant.i18n import Mn
from assistant.storage import Altered, Gone, TooMany, Unavailable, WrongCode, attachments
from assistant.storage.codes import new_code, read_code
from assistant.storage.resume import Content, Damaged, read, write
from assistant.ui import keeping, library, pieces, questions, session, snapshot

Way = Literal["file", "site"]
_CODE, _WAY = "leave-code", "leave-way"  # in the memory of the tab only, never in the copy
_AWAY = M("Notre base ne répond pas. Rien n'est perdu ici : réessayez dans un instant.")
_WRONG = M(
    "Aucun dossier ne s'ouvre ainsi. Vérifiez la référence et le code, lettre par lettre ; il est peut-être aussi effacé."
)
_DAMAGED = {
    "foreign": M("Ce fichier n'est pas un dossier de ce site. Son nom se termine par « .prelude »."),
    "damaged": M("Ce fichier est abîmé ou incomplet : rien n'a été ouvert. Reprenez l'original, ou une autre copie."),
}


def make_code(way: Way) -> None:
    """A new code, to be noted and retyped before anything is kept with it."""
    session.widgets()[_CODE], session.widgets()[_WAY] = new_code(), way
    session.widgets().pop("leave-done", None)
    session.visit().moved("leave-typed")


def code() -> str:
    """The code being shown; empty when there is none."""
    return str(session.widgets().get(_CODE, ""))


def way() -> str:
    return str(session.widgets().get(_WAY, ""))


def confirm() -> None:
    """The code was retyped: the draft is kept with it, or the file may be downloaded."""
    visit, state = session.visit(), session.widgets()
    state.pop("leave-error", None)
    if read_code(str(state.get("leave-typed", ""))) != read_code(code()):
        state["leave-error"] = M("Ce n'est pas le même code. Relisez-le, lettre par lettre.")
        visit.moved("leave-typed")
        return
    if way() == "site" and (error := _keep()):
        state["leave-error"] = error
        return
    state["leave-done"] = way()
    if way() == "site":
        state.pop(_CODE, None)
    visit.moved()


def _keep() -> M | None:
    """Keeps the draft on the server: the person asked for it, so that even a sensitive one is written now."""
    visit = session.visit()
    visit.consent = True
    keeping.save()
    if visit.draft is None or visit.trouble:
        return _AWAY
    try:
        visit.draft = drafts.store().keep(visit.draft, visit.reference, code(), drafts.kept_days())
    except Unavailable:
        return _AWAY
    except Gone:
        visit.trouble = "gone"
        return _AWAY
    if session.widgets().get("leave-mine"):
        visit.days, visit.in_cookie, visit.ticket = drafts.kept_days(), False, ""
    return None


def resume_file() -> Callable[[], bytes]:
    """How to make the file that the code opens, once it is asked for: outside this run, where there is no visit."""
    visit = session.visit()
    state, letters, mine = snapshot.take(visit, list(visit.parts), {}), code(), visit.pieces
    return partial(_file, state, letters, [(pieces.written(piece), pieces.original(piece)) for piece in mine])


def _file(state: bytes, letters: str, files: Sequence[tuple[bytes, Callable[[], bytes]]]) -> bytes:
    return write(Content(state, tuple(attachments.joined((about, made())) for about, made in files)), letters)


def open_file(file: bytes, typed: str) -> M | None:
    """The file becomes the visit; what is wrong with it otherwise, and nothing has changed."""
    try:
        content = read(file, typed)
        keeping.erase()
        old = questions.begun_with(snapshot.versions_of(content.state))
        typed_boxes = snapshot.put(session.visit(), content.state, {**library.served().forms, **old})
    except Damaged as damaged:
        return _DAMAGED[damaged.reason]
    except WrongCode:
        return M("Ce code n'ouvre pas ce fichier. Relisez-le, lettre par lettre.")
    except (Altered, ValueError):
        return M("Ce dossier vient d'une autre version du site et ne peut pas être relu. Le fichier est intact.")
    assert not typed_boxes
    _arrived()
    if content.pieces:
        _unpack(content.pieces)
    return None


def _unpack(files: Sequence[bytes]) -> None:
    """The attached files of a resume file go back beside the working copy, which they came from."""
    visit = session.visit()
    visit.consent = True
    keeping.save()
    lost = 0
    for packed in files:
        about, original = (*attachments.parted(packed), b"", b"")[:2]
        lost += not pieces.put_back(about, original)
    if lost:
        visit.moved(
            announce=visit.t(
                Mn("{n} fichier joint n'a pas pu être repris", "{n} fichiers joints n'ont pas pu être repris", n=lost)
            )
        )


def open_kept(reference: str, typed: str) -> M | None:
    """The draft that the server keeps becomes the visit; what to do otherwise."""
    try:
        store = drafts.store()
        draft, state = store.load(store.open(reference, typed, str(st.context.ip_address or "")))
        keeping.erase()
        visit = session.visit()
        visit.token = drafts.new_token()
        store.lend(draft, visit.token)
        keeping.adopt(visit, draft, state)
    except TooMany as many:
        minutes = int(many.wait // 60) + 1
        return M("Trop d'essais. Attendez {n} min, puis réessayez : votre dossier n'est pas perdu.", n=minutes)
    except (WrongCode, Gone, Altered, ValueError):
        return _WRONG
    except Unavailable:
        return _AWAY
    visit.in_cookie, visit.ticket = False, ""
    _arrived()
    return None


def _arrived() -> None:
    visit = session.visit()
    visit.reference = visit.reference or ""
    visit.moved(announce=visit.t(M("Votre dossier est ouvert.")))
    session.widgets()["pl-goto"] = "dossier"
