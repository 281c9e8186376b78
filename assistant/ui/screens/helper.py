"""Whether the optional model server may be asked: said plainly, once; no costs nothing and is what happens without an answer."""

from __future__ import annotations

from html import escape

import streamlit as st

from assistant.i18n import Message as M
from assistant.ui import advice, consent, session


def ask() -> None:
    """The question, when it may be put; what is not answered before the next message is a no."""
    visit = session.visit()
    there = advice.server() if advice.may_ask(visit) else None
    if there is None:
        return
    visit.helper = "asked"
    t = visit.t
    lines = "".join(f"<p>{escape(t(line))}</p>" for line in _lines(there.by))
    with st.container(border=True, key="pl-helper"):
        st.html(f'<h2 class="pl-item">{escape(t(_TITLE))}</h2>{lines}')
        st.button(t(_NO), key="helper-no", on_click=consent.refuse, width="stretch")
        st.button(t(_YES), key="helper-yes", on_click=consent.accept, width="stretch")


def stop() -> None:
    """A yes can be taken back at any time."""
    visit = session.visit()
    if visit.helper == "yes" and advice.server() is not None:
        st.button(visit.t(_STOP), type="tertiary", key="helper-stop", on_click=consent.refuse)


def _lines(by: str) -> tuple[M, ...]:
    """Who, what leaves, what masking is worth, and what it changes."""
    return (
        M("Jusqu'ici, rien de ce que vous écrivez n'est sorti de ce site. Un service automatique, tenu par {by}, peut aider à mieux comprendre vos messages.", by=by),
        M("Si vous dites oui, vos messages de cette conversation lui sont envoyés. Avant l'envoi, les noms reconnus, téléphones, courriels, adresses, pseudonymes, liens, plaques et numéros de compte, de carte ou d'appareil sont remplacés par des repères."),
        M("Ce masquage est automatique : il peut laisser passer un nom. Les lieux et les dates restent lisibles."),
        M("Ce service ne décide de rien : vous choisirez comme maintenant. Sans lui, tout marche aussi."),
    )  # fmt: skip


_TITLE = M("Une aide de plus, si vous voulez")
_NO = M("Non, continuer sans")
_YES = M("Oui, pour cette conversation")
_STOP = M("Ne plus utiliser le service automatique")
