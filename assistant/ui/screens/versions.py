"""A newer version of the questionnaire: said, with what it changes; nothing blocks, the old version stays good."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from html import escape

import streamlit as st

from assistant.facts import Answers
from assistant.flow import walk
from assistant.form import Form
from assistant.form.changes import Changes, Told, changes
from assistant.i18n import Message as M
from assistant.i18n import Mn, Translator
from assistant.ui import parts, session


def offer(visit_form: Form, served: Form, answers: Answers, on_move: Callable[[], None], t: Translator) -> None:
    """Proposes today's version to who began with another; draws nothing when both ask and say the same."""
    if visit_form.version == served.version:
        return
    today = session.today()
    found = changes(visit_form, served, answers, lambda form, told: walk(form, told, today))
    if not found:
        return
    with st.container(border=True, key=f"pl-version-{served.id}"):
        parts.paragraph(
            t(
                M(
                    "Le questionnaire a été mis à jour depuis que vous avez commencé. Vous pouvez finir sur l'ancienne version."
                )
            )
        )
        if n := len({told.where[0] for told in found.dropped}):
            parts.paragraph(t(_losing(n)), "pl-advice")
        with st.expander(t(M("Voir ce qui change")), key=f"pl-version-changes-{served.id}"):
            _draw(found, t)
        st.button(t(M("Passer à la nouvelle version")), key=f"version-move-{served.id}", on_click=on_move)


def _losing(n: int) -> M:
    return Mn(
        "{n} de vos réponses ne peut pas passer dans la nouvelle version, ou pas en entier. Recopiez-la d'abord : elle est dans « Voir ce qui change ».",
        "{n} de vos réponses ne peuvent pas passer dans la nouvelle version, ou pas en entier. Recopiez-les d'abord : elles sont dans « Voir ce qui change ».",
        n=n,
    )


def _draw(found: Changes, t: Translator) -> None:
    """What concerns the person first, then the questionnaire."""
    _answers(M("Vos réponses qui ne passent pas"), found.dropped, t)
    _answers(M("Vos réponses qui restent dans votre dossier, mais plus sur les documents"), found.unasked, t)
    _answers(M("Vos réponses qui reviennent sur les documents"), found.again, t)
    _lines(M("Ce qu'il faudra encore dire"), [t(question.label) for question in found.awaiting], t)
    _lines(M("Dans le questionnaire"), [change.said(t) for change in found.form], t)


def _answers(head: M, answers: Iterable[Told], t: Translator) -> None:
    """Each answer whole, to be copied, and why."""
    rows = [
        f'<div class="pl-row"><p class="pl-row-name">{escape(t(told.name))}</p>'
        f'<p class="pl-row-value">{escape(told.said(t))}</p><p class="pl-help">{escape(t(told.why))}</p></div>'
        for told in answers
    ]
    if rows:
        st.html(f'<h2 class="pl-item">{escape(t(head))}</h2>{"".join(rows)}')


def _lines(head: M, lines: list[str], t: Translator) -> None:
    if lines:
        st.html(f'<h2 class="pl-item">{escape(t(head))}</h2>')
        parts.bullets(lines)
