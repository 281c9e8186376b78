"""The questionnaire: before the questions, one page after another, the recap, the result."""

from __future__ import annotations

import streamlit as st

from assistant.i18n import Message as M
from assistant.ui import parts, reading, session
from assistant.ui.screens import before, question, recap, result


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
                    "Choisissez d'abord ce qui s'est passé. Si vous aviez commencé : la copie de travail est effacée deux heures après la dernière action, ou vous aviez choisi de ne rien garder."
                )
            )
        )
        if st.button(t(M("Choisir ce qui s'est passé")), type="primary", key="to-home"):
            st.switch_page("views/accueil.py")
        return
    screens = {"before": before.draw, "page": question.draw, "recap": recap.draw, "result": result.draw}
    screens[visit.view](path)


draw()
