"""A second kind of facts while a file is begun: the person says whether it is the same story, or another file."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

import streamlit as st

from assistant.i18n import Message as M
from assistant.ui import library, parts, session, telling


def asked() -> bool:
    """Draws the choice when there is one to make, and says whether it did."""
    form = library.served().forms.get(str(session.widgets().get("pl-second")))
    visit = session.visit()
    if form is None or not (visit.begun or visit.trouble == "waiting"):
        return False
    t = visit.t
    with st.container(border=True, key="pl-second-facts"):
        st.html(f'<h2 class="pl-family">{escape(t(M("Vous avez déjà un dossier commencé")))}</h2>')
        parts.paragraph(t(M("Vous avez choisi : {name}.", name=M(form.head.sentence))))
        if visit.begun:  # a file that cannot be read for the moment receives nothing
            words = t(M("C'est la même histoire : l'ajouter à mon dossier"))
            st.button(
                words, type="primary", key="second-add", on_click=_go, args=(telling.add, form.id), width="stretch"
            )
        words = t(M("Effacer mon dossier et en commencer un autre"))
        st.button(words, key="second-anew", on_click=_go, args=(telling.begin, form.id), width="stretch")
        st.button(t(M("Annuler")), type="tertiary", key="second-cancel", on_click=_go)
    return True


def _go(act: Callable[[str], None] | None = None, form_id: str = "") -> None:
    session.widgets().pop("pl-second", None)
    if act:
        act(form_id)
