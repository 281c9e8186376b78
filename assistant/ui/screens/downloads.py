"""The papers, made when they are asked for."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from html import escape

import streamlit as st

from assistant import cases
from assistant.cases import Case
from assistant.i18n import Message, Translator
from assistant.i18n import Message as M
from assistant.ui import parts, pieces, session

_MIME = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "txt": "text/plain",
    "ics": "text/calendar",
    "json": "application/json",
    "zip": "application/zip",
}
_NAMES: dict[str, Message] = {
    "complaint.pdf": M("Le document pour l'agent (PDF)"),
    "document.pdf": M("Le document pour l'agent (PDF)"),
    "complaint.docx": M("Le document pour l'agent (Word)"),
    "document.docx": M("Le document pour l'agent (Word)"),
    "letter.pdf": M("La lettre au procureur (PDF)"),
    "letter.docx": M("La lettre au procureur (Word)"),
    "pel.txt": M("La fiche à recopier dans Plainte en ligne"),
    "deadlines.ics": M("Les dates pour mon agenda"),
    "case.json": M("Mes réponses, lisibles par un ordinateur (JSON)"),
}


def draw(case: Case) -> None:
    """One button a paper, and everything in one zip."""
    visit = session.visit()
    t = visit.t
    st.html(f'<h2 class="pl-section">{escape(t(M("Vos documents")))}</h2>')
    parts.paragraph(
        t(
            M(
                "Ils sont en français, pour l'agent. Vos mots y restent les vôtres. Vous pouvez les faire même si tout n'est pas rempli."
            )
        )
    )
    if not case.sensitive:
        st.checkbox(
            t(
                M(
                    "Joindre mes réponses dans le PDF, pour qu'un service puisse les relire par ordinateur. Elles voyagent alors avec le PDF."
                )
            ),
            key="attach",
        )
    attach = bool(session.widgets().get("attach"))
    made = cases.papers(case, attach)
    for name in made:
        if name == "case.json":
            continue
        main = name.endswith(".pdf") and name.startswith(("complaint", "document"))
        _button(name, t, made[name], first=main, joined=main and attach)
    with st.expander(t(M("Autres fichiers")), key="pl-more-files"):
        _button("case.json", t, made["case.json"], first=False)
        words = M("Tout dans un dossier compressé (zip)")
        if case.evidence:
            words = M("Tout dans un dossier compressé (zip), avec vos fichiers sous le numéro de leur pièce")
        originals = {one.file_name: pieces.original(one.piece) for one in case.evidence}
        st.download_button(
            t(words),
            lambda: _zip({**made, **originals}),
            file_name="documents.zip",
            mime=_MIME["zip"],
            key="dl-zip",
            on_click="ignore",
        )


def _button(name: str, t: Translator, make: cases.Paper, first: bool, joined: bool = False) -> None:
    """`joined`: the button itself says that the answers travel with this file."""
    st.download_button(
        t(M("Le document pour l'agent (PDF, mes réponses jointes)") if joined else _NAMES[name]),
        make,
        file_name=name,
        mime=_MIME[name.rsplit(".", 1)[-1]],
        key=f"dl-{name.replace('.', '-')}",
        on_click="ignore",
        type="primary" if first else "secondary",
        icon=":material/download:",
        width="stretch",
    )


def _zip(made: Mapping[str, cases.Paper]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, make in made.items():
            archive.writestr(name, make())
    return buffer.getvalue()
