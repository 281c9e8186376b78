"""The box for files under a question or an object: limits told first, several at once, each shown and removable."""

from __future__ import annotations

import base64
from functools import partial
from html import escape

import streamlit as st

from assistant.evidence import PIECES, SOUND_MB, Piece, Where, announced
from assistant.fields.base import Attach
from assistant.i18n import Message as M
from assistant.i18n import Mn
from assistant.ui import keeping, pieces, session


def ask_files(where: Where, attach: Attach | None, about: M) -> None:
    """Draws nothing where no file is received. `about`: the question or the object, for a screen reader."""
    if attach is None:
        return
    visit = session.visit()
    t, key = visit.t, key_of(where)
    words = (
        M("Joindre un fichier (facultatif)") if attach == "files" else M("Joindre une photo ou un fichier (facultatif)")
    )
    with st.container(key=f"pl-files-{key}", gap="small"):
        for piece in pieces.of(where):
            _given(piece)
        for refusal in visit.refused.pop(where, ()):
            st.html(f'<p class="pl-error" role="alert">{escape(t(refusal))}</p>')
        icon = ":material/attach_file:"
        box = st.expander(f"{t(words)} **– {t(about)}**", key=f"files-{key}", on_change="rerun", icon=icon)
        if not box.open:
            return
        with box:
            if visit.draft is None or visit.trouble:
                _no_copy()
            else:
                _box(where, attach, about, key)


def key_of(where: Where) -> str:
    return "-".join(str(part) for part in where if part is not None)


def _box(where: Where, attach: Attach, about: M, key: str) -> None:
    visit = session.visit()
    t, images = visit.t, attach == "documents"
    st.html("".join(f'<p class="pl-help">{escape(t(line))}</p>' for line in announced(images)))
    uploads = st.file_uploader(
        t(M("Choisir des fichiers – {name}", name=about)), key=f"upload-{key}-{visit.uploads}", accept_multiple_files=True,
        label_visibility="collapsed", max_upload_size=SOUND_MB,
    )  # fmt: skip
    if not uploads:
        return
    bar = st.progress(0.0, t(M("Vérification des fichiers…")))
    refused = []
    for done, upload in enumerate(uploads[: PIECES + 1], 1):
        if error := pieces.take(where, upload, images):
            refused.append(error)
        bar.progress(done / len(uploads[: PIECES + 1]), t(M("Vérification des fichiers…")))
    visit.refused[where] = tuple(refused)
    visit.uploads += 1  # another key: the box is empty again
    taken = len(uploads) - len(refused)
    said = t(Mn("{n} fichier ajouté", "{n} fichiers ajoutés", n=taken)) if taken > 0 else t(M("Aucun fichier ajouté"))
    visit.moved("error" if refused else "none", announce=said)
    st.rerun()


def _given(piece: Piece) -> None:
    t = session.visit().t
    size = f"{max(piece.size / 1_000_000, 0.1):.1f}".replace(".", "," if t.lang == "fr" else ".")
    told = t(M("{name} : {kind}, {size} Mo", name=piece.name, kind=piece.label, size=size))
    st.html(f'<p class="pl-card">{escape(told)}</p>')
    with st.container(horizontal=True, gap="small"):
        words = t(M("Retirer **: {name}**", name=piece.name))
        st.button(words, key=f"unfile-{piece.id}", on_click=pieces.remove, args=(piece,))
    fold = st.expander(t(M("Voir la copie qui sera montrée")), key=f"see-{piece.id}", on_change="rerun")
    if fold.open:
        with fold:
            shown = pieces.pictures(piece)
            for picture in shown:
                source = base64.b64encode(picture).decode()
                st.html(f'<img class="pl-piece" src="data:image/jpeg;base64,{source}" alt="{escape(piece.name)}">')
            if not shown:
                st.html(f'<p class="pl-help">{escape(t(M("Ce fichier est gardé tel quel, sans aperçu.")))}</p>')


def _no_copy() -> None:
    """Without a working copy there is nowhere to put a file: the person may ask for one here."""
    visit = session.visit()
    t = visit.t
    if visit.trouble:
        st.html(
            f'<p class="pl-help">{escape(t(M("Les fichiers pourront être joints dès que votre dossier sera enregistré.")))}</p>'
        )
        return
    told = M(
        "Pour joindre un fichier, il faut une copie de travail : chiffrée, effacée deux heures après votre dernière action."
    )
    st.html(f'<p class="pl-help">{escape(t(told))}</p>')
    act = partial(keeping.consent, True)
    st.button(t(M("Garder une copie de travail pendant la visite")), key="copy-for-files", on_click=act)
