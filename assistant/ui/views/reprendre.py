"""Come back to a file: from the resume file and its code, or from the reference and the code of a kept draft."""

from __future__ import annotations

from html import escape

import streamlit as st

from assistant import drafts
from assistant.i18n import Message as M
from assistant.i18n import Translator
from assistant.ui import leaving, parts, session

LARGEST = 80  # MB: a dossier with all its attachments


def draw() -> None:
    visit = session.visit()
    t = visit.t
    parts.title(t(M("Reprendre mon dossier")))
    if visit.begun:
        parts.paragraph(
            t(M("Un dossier est déjà ouvert ici. Gardez-le, ou effacez-le, avant d'en reprendre un autre."))
        )
        st.page_link("views/dossier.py", label=t(M("Revenir à mon dossier")))
        st.page_link("views/garder.py", label=t(M("Garder mon dossier pour plus tard")))
        return
    if visit.trouble == "waiting":  # a file is open here, which cannot be read for the moment: it is not replaced
        return
    if drafts.kept_days():
        _kept(t)
    _file(t)
    told = M(
        "Pas de code, ou code perdu ? Personne ne peut ouvrir le dossier, nous non plus. Vous pouvez en commencer un autre."
    )
    parts.paragraph(t(told), "pl-help")


def _kept(t: Translator) -> None:
    with st.form("kept", border=True):
        st.html(f'<h2 class="pl-family">{escape(t(M("Gardé sur ce site")))}</h2>')
        _error("kept-error", t)
        reference = st.text_input(t(M("Référence (elle commence par P-)")), key="kept-reference", autocomplete="off")
        code = st.text_input(t(M("Code")), key="kept-code", autocomplete="off")
        if st.form_submit_button(t(M("Ouvrir mon dossier")), type="primary", key="kept-open"):
            _try("kept-error", leaving.open_kept(reference.strip().upper(), code))


def _file(t: Translator) -> None:
    with st.form("file", border=True):
        st.html(f'<h2 class="pl-family">{escape(t(M("Dans un fichier, sur mon appareil")))}</h2>')
        _error("file-error", t)
        file = st.file_uploader(t(M("Le fichier « dossier.prelude »")), key="file-file", max_upload_size=LARGEST)
        code = st.text_input(t(M("Code du fichier")), key="file-code", autocomplete="off")
        if st.form_submit_button(t(M("Ouvrir ce fichier")), type="primary", key="file-open"):
            missing = M("Choisissez d'abord le fichier.")
            _try("file-error", leaving.open_file(file.getvalue(), code) if file else missing)


def _try(key: str, error: M | None) -> None:
    if error:
        st.session_state[key] = error
    else:
        st.session_state.pop(key, None)
    session.visit().moved("error" if error else "heading")
    st.rerun()


def _error(key: str, t: Translator) -> None:
    if error := st.session_state.pop(key, None):
        st.html(
            f'<p class="pl-error" data-prelude-error role="alert" tabindex="-1" data-prelude-summary>{escape(t(error))}</p>'
        )


if st.session_state.pop("pl-goto", None):
    st.switch_page("views/dossier.py")
draw()
