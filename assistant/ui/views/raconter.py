"""The conversation: tell it in your own words; the form, the facts and the answers come from there."""

from __future__ import annotations

from html import escape

import streamlit as st

from assistant.dialogue import Browse, Choose, Ready, Suggest
from assistant.form import Form, Page
from assistant.i18n import Message as M
from assistant.review.coach import STORY
from assistant.ui import advice, consent, parts, reading, session, telling
from assistant.ui.screens import chat, chips, helper, second


def draw() -> None:
    visit = session.visit()
    t = visit.t
    form = reading.current_form()
    page = next((p for p in form.pages if p.id == visit.helping), None) if form and visit.helping else None
    parts.title(t(M("Racontez avec vos mots") if page is None else M("Demander de l'aide")))
    if form is not None and page is not None:
        _from_question(form, page)
    else:
        there = advice.server() if visit.helper == "yes" else None
        parts.paragraph(t(_kept(there.by) if there else _KEPT), "pl-help")
    if second.asked():
        return
    st.html("<div data-prelude-chat></div>")
    chat.turns()
    if visit.hearing is not None:
        chat.waiting()
        telling.answer()
        st.rerun()
    if visit.rethinking:
        chat.waiting()
        consent.rethink()
        st.rerun()
    chat.languages()
    chat.near()
    if page is not None:
        _box()
    elif isinstance(visit.talk.card, (Suggest, Choose, Ready)):
        chat.card()
        if not isinstance(visit.talk.card, Ready):
            chips.draw()
        _box()
    else:  # a long list comes under the box: saying more is often quicker
        _box()
        chat.card()
    _moves(page is not None)


def _box() -> None:
    """In the flow, not pinned: Streamlit would scroll past what was just answered, and past the danger card."""
    helper.ask()
    with st.container(key="pl-input"):
        st.chat_input(session.visit().t(M("Écrivez ici")), key=_INPUT, on_submit=_sent)


def _sent() -> None:
    telling.say(str(session.widgets().get(_INPUT) or ""))


def _moves(helping: bool) -> None:
    """What can be done at any time."""
    visit = session.visit()
    t, talk = visit.t, visit.talk
    with st.container(horizontal=True, key="pl-talk-moves"):
        if not helping and not isinstance(talk.card, (Ready, Browse)):
            words = M("Passer au questionnaire") if talk.told else M("Choisir dans la liste")
            st.button(t(words), type="tertiary", key="tell-browse", on_click=telling.skip)
        if helping:
            words = M("Revenir à ma question")
            st.button(t(words), type="tertiary", key="tell-return-too", on_click=telling.come_back)
        if talk.before:
            st.button(t(M("Revenir en arrière")), type="tertiary", key="tell-back", on_click=telling.back)
        helper.stop()
        if talk.turns:
            st.button(t(M("Effacer la conversation")), type="tertiary", key="tell-erase", on_click=telling.erase)


def _from_question(form: Form, page: Page) -> None:
    """Which question help is asked for, what it wants, and the way back to it."""
    visit = session.visit()
    t = visit.t
    st.button(
        t(M("Revenir à ma question")),
        type="primary",
        key="tell-return",
        icon=":material/arrow_back:",
        on_click=telling.come_back,
        width="stretch",
    )
    with st.expander(t(M("Ce que demande cette page : {name}", name=M(page.name)))):
        lines = [f"<p>{escape(t(words))}</p>" for words in (page.intro, page.why) if words]
        for question in page.fields:
            lines.append(f'<p class="pl-item">{escape(t(question.label))}</p>')
            if question.help:
                lines.append(f"<p>{escape(t(question.help))}</p>")
        lines.append(
            f"<p>{escape(t(M('« Je ne sais pas » est une vraie réponse. Rien ne vous oblige à tout remplir.')))}</p>"
        )
        st.html("".join(lines))
    if visit.talk.told and not form.sensitive and STORY in form.fields:
        st.button(t(M("Ajouter ces mots à mon récit")), key="tell-add", on_click=telling.add_to_story, width="stretch")


_INPUT = "tell-input"
_KEPT = M(
    "Cette conversation reste dans cette page : rien n'en est gardé tant que vous n'avez pas commencé un questionnaire. N'écrivez ni numéro de carte ni mot de passe."
)


def _kept(by: str) -> M:
    """The same once the person said yes to the model server: their messages no longer stay in this page."""
    return M("Rien de cette conversation n'est gardé sur ce site tant que vous n'avez pas commencé un questionnaire. Vos messages sont aussi envoyés, masqués, au service automatique tenu par {by}. N'écrivez ni numéro de carte ni mot de passe.", by=by)  # fmt: skip


parts.go("raconter")
draw()
