"""The questionnaire: before the questions, one page after another, the recap, the result."""

from __future__ import annotations

from functools import partial

import streamlit as st

from assistant.flow import Path
from assistant.i18n import Message as M
from assistant.ui import library, parts, questions, reading, session
from assistant.ui.screens import before, question, recap, result, versions


def _newer(path: Path) -> None:
    """A newer questionnaire is proposed where nothing is being typed: before the questions and on the recap."""
    visit = session.visit()
    served = library.served().forms.get(visit.form_id)
    if served and visit.view in ("before", "recap") and served.version != path.form.version:
        versions.offer(path.form, served, visit.answers, partial(questions.move_on, visit.form_id), visit.t)


def draw() -> None:
    visit = session.visit()
    path, t = reading.current_path(), visit.t
    if visit.trouble == "waiting":
        parts.title(t(M("Votre dossier arrive")))
        return
    if path is None:
        parts.title(t(M("Aucun dossier en cours")))
        parts.paragraph(
            t(
                M(
                    "Choisissez d'abord ce qui s'est passé. Si vous aviez commencé : la copie de travail est effacée deux heures après la dernière action ; sur certains sujets, rien n'est gardé sans votre accord."
                )
            )
        )
        if st.button(t(M("Choisir ce qui s'est passé")), type="primary", key="to-home"):
            st.switch_page("views/accueil.py")
        return
    _newer(path)
    screens = {"before": before.draw, "page": question.draw, "recap": recap.draw, "result": result.draw}
    screens[visit.view](path)


parts.go("dossier")
draw()
