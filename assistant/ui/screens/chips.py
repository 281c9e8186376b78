"""What was understood, as chips with the words they come from: confirm, edit, take away. Nothing is used silently."""

from __future__ import annotations

from html import escape

import streamlit as st

from assistant import dialogue
from assistant.dialogue import Fact
from assistant.i18n import Message as M
from assistant.i18n import Translator
from assistant.ui import session, telling

_SOURCE = 90  # characters of the person's words shown beside a fact


def draw() -> None:
    """Nothing on a sensitive matter, and nothing when nothing was understood."""
    visit = session.visit()
    talk, t = visit.talk, visit.t
    if talk.quiet or not talk.facts:
        return
    head = t(M("Ce que j'ai compris"))
    with st.container(key="pl-facts"):
        st.html(
            f'<h3 class="pl-item">{escape(head)}</h3>'
            f'<p class="pl-help">{escape(t(M("Seul ce que vous confirmez sera repris dans le questionnaire.")))}</p>'
        )
        if doubtful := dialogue.doubtful(talk):
            kinds = dict.fromkeys(t(dialogue.NAMES[talk.facts[n].kind]) for n in sorted(doubtful))
            told = M("Deux réponses sont possibles : confirmez la bonne ({names}).", names=", ".join(kinds))
            st.html(f'<p class="pl-advice">{escape(t(told))}</p>')
        for n, fact in enumerate(talk.facts):
            _chip(n, fact, t)
        if sum(not fact.sure for fact in talk.facts) - len(doubtful) > 1:
            st.button(
                t(M("Tout est juste")),
                key="tell-all",
                on_click=telling.on_facts,
                args=(dialogue.confirm_all,),
                width="stretch",
            )


def _chip(n: int, fact: Fact, t: Translator) -> None:
    name, value = t(dialogue.NAMES[fact.kind]), dialogue.in_words(fact, t)
    source = fact.words if len(fact.words) <= _SOURCE else fact.words[:_SOURCE].rstrip() + "…"
    told = t(M("vos mots : « {words} »", words=source)) if source else ""
    mark = f' <span class="pl-yes">✓ {escape(t(M("confirmé")))}</span>' if fact.sure else ""
    with st.container(key=f"pl-chip-{n}"):
        st.html(
            f'<p class="pl-fact"><span class="pl-row-name">{escape(name)}</span> <strong>{escape(value)}</strong>{mark}</p>'
            f'<p class="pl-source">{escape(told)}</p>'
        )
        if session.widgets().get("tell-editing") == n:
            _edit(n, fact, t)
            return
        hidden = f" **: {name}, {value}**"
        with st.container(horizontal=True):
            if not fact.sure:
                st.button(
                    t(M("C'est juste")) + hidden,
                    key=f"tell-sure-{n}",
                    on_click=telling.on_facts,
                    args=(dialogue.confirm, n),
                )
            st.button(t(M("Modifier")) + hidden, key=f"tell-change-{n}", on_click=_open, args=(n,))
            st.button(
                t(M("Retirer")) + hidden, key=f"tell-drop-{n}", on_click=telling.on_facts, args=(dialogue.remove, n)
            )


def _open(n: int) -> None:
    session.widgets()["tell-editing"] = n
    session.visit().moved(f"tell-edit-{n}")


def _edit(n: int, fact: Fact, t: Translator) -> None:
    key = f"tell-edit-{n}"
    if session.widgets().get("tell-unread") == n:
        words = M("Je n'ai pas compris. Écrivez-le autrement, ou laissez : le questionnaire vous le demandera.")
        st.html(f'<p class="pl-error" data-prelude-error data-prelude-for="{key}">{escape(t(words))}</p>')
    st.text_input(t(dialogue.NAMES[fact.kind]), fact.words, key=key, autocomplete="off", on_change="ignore")
    with st.container(horizontal=True):
        st.button(t(M("Enregistrer")), type="primary", key=f"tell-save-{n}", on_click=telling.rewrite, args=(n,))
        st.button(t(M("Annuler")), key=f"tell-cancel-{n}", on_click=_close, args=(n,))


def _close(n: int) -> None:
    for key in ("tell-editing", "tell-unread"):
        session.widgets().pop(key, None)
    session.visit().moved(f"pl-chip-{n}")
