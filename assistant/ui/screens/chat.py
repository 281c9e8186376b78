"""The conversation as it is drawn: bubbles, then the one card that is pending. Nothing here decides anything."""

from __future__ import annotations

import re
from html import escape

import streamlit as st

from assistant import dialogue
from assistant.dialogue import Browse, Choose, Elsewhere, Foreign, Ready, Reply, Say, Suggest, Switch, Turn, You
from assistant.i18n import LANGUAGES, RIGHT_TO_LEFT, SOURCE, Translator
from assistant.i18n import Message as M
from assistant.ui import library, parts, session, telling, understanding
from assistant.ui.screens import chips, kinds

_MARKS = re.compile(r"\s*\[[A-Z0-9, -]+\]")  # names of our own files of sources
_SHOWN = 600  # characters of a message shown again: the rest is kept, and would only push the answer away


def turns() -> None:
    """Every bubble so far; the person's own words only while nothing sensitive is at stake."""
    talk, t = session.visit().talk, session.visit().t
    if not talk.turns:
        _bubble(_paragraphs([t(dialogue.SAYS["helping" if session.visit().helping else "welcome"])]))
    newest = max((n for n, turn in enumerate(talk.turns) if isinstance(turn, You)), default=0)
    for n, turn in enumerate(talk.turns):
        if isinstance(turn, You):
            words = t(M("Votre message n'est pas réaffiché ici.")) if talk.quiet else _cut(turn.text, t)
            body = f'<p class="{"pl-help" if talk.quiet else "pl-you"}">{escape(words)}</p>'
        else:
            body = _ours(turn, t)
        _bubble(body, isinstance(turn, You), n == newest)


def _bubble(body: str, mine: bool = False, newest: bool = False) -> None:
    """One message; from the newest of the person on, all is new, and comes into view (shell/page.js)."""
    t = session.visit().t
    name, icon = (M("Vous"), ":material/person:") if mine else (M("Prélude"), ":material/forum:")
    with st.chat_message(t(name), avatar=icon):
        st.html(f'<div class="pl-said"{" data-prelude-reply" if newest else ""}>{body}</div>')


def waiting() -> None:
    """While the message is read; the models may still be loading, or the model server may be asked."""
    visit = session.visit()
    words = M("Je réfléchis…") if visit.helper == "yes" else M("Un instant…")
    _bubble(f'<p class="pl-help" role="status">{escape(visit.t(words))}</p>')


def _ours(turn: Turn, t: Translator) -> str:
    if isinstance(turn, Say):
        return _paragraphs([t(dialogue.SAYS[name]) for name in turn.names])
    if isinstance(turn, Reply):
        return _reply(turn, t)
    if isinstance(turn, (Foreign, Switch)):
        direction = "rtl" if turn.lang in RIGHT_TO_LEFT else "ltr"
        return f'<p lang="{turn.lang}" dir="{direction}">{escape(dialogue.UNDERSTOOD[turn.lang])}</p>'
    return ""


def _paragraphs(lines: list[str]) -> str:
    return "".join(f"<p>{escape(line)}</p>" for line in lines)


def _cut(text: str, t: Translator) -> str:
    if len(text) <= _SHOWN:
        return text
    return f"{text[:_SHOWN].rstrip()}… " + t(M("(message de {n} caractères, gardé en entier)", n=len(text)))


def _reply(turn: Reply, t: Translator) -> str:
    """A stored answer, word for word, with where it comes from; told in other words, it stays a touch away."""
    found = understanding.entry(turn.entry)
    if found is None:
        return _paragraphs([t(dialogue.SAYS["unknown"]), t(dialogue.SAYS["ask_where"])])
    about = t(M("Source : {source}. Vérifié : {date}.", source=_MARKS.sub("", found.source), date=found.checked))
    asked = f'<p class="pl-item">{escape(found.question)}</p>' if t.lang == SOURCE else ""
    stored = f"<p>{escape(found.said(t.lang))}</p>"
    if turn.retold[0] and turn.retold[1] == t.lang:
        stored = _retold(turn.retold[0], stored, t)
    return f'{asked}{stored}<p class="pl-source">{escape(about)}</p>'


def _retold(words: str, stored: str, t: Translator) -> str:
    """What an automatic service made of a stored answer, said to be so, and the answer itself under it."""
    told = t(M("Redit autrement par un service automatique. Seul le texte d'origine compte."))
    name = t(M("Voir le texte d'origine"))
    return (
        f'<p>{escape(words)}</p><p class="pl-help">{escape(told)}</p>'
        f'<details class="pl-way"><summary>{escape(name)}</summary>{stored}</details>'
    )


def near() -> None:
    """Under a stored answer, the questions closest to it: ours may have been the wrong one. Their words are French only."""
    visit = session.visit()
    last = next((turn for turn in reversed(visit.talk.turns) if not isinstance(turn, Say)), None)
    if not isinstance(last, Reply) or visit.lang != SOURCE:
        return
    with st.container(key="pl-near"):
        _questions(last.others)


def _questions(names: tuple[str, ...]) -> None:
    for name in names:
        if found := understanding.entry(name):
            words = session.visit().t(M("Vouliez-vous demander : {question}", question=found.question))
            st.button(words, type="tertiary", key=f"tell-near-{name}", on_click=telling.more, args=(name,))


def languages() -> None:
    """Once a message came in another language: the languages we answer in, by their own names."""
    visit = session.visit()
    recent = visit.talk.turns[-6:]
    if not any(isinstance(turn, (Foreign, Switch)) for turn in recent):
        return
    with st.container(horizontal=True):
        for code in LANGUAGES:
            if code != visit.lang and code in dialogue.CONTINUE:
                st.button(dialogue.CONTINUE[code], key=f"tell-lang-{code}", on_click=parts.speak, args=(code,))


def card() -> None:
    """What is pending, with its buttons."""
    talk = session.visit().talk
    drawn = {Suggest: _suggest, Choose: _choose, Elsewhere: _elsewhere, Browse: _browse, Ready: _ready}
    if talk.card is not None:
        drawn[type(talk.card)](talk.card)  # type: ignore[operator]


def _sentence(form: str) -> str:
    known = library.served().forms.get(form)
    return session.visit().t(known.head.sentence) if known else form


def _suggest(card: Suggest) -> None:
    t, sentence = session.visit().t, _sentence(card.form)
    sensitive = library.served().forms[card.form].sensitive
    with st.container(border=True, key="pl-card"):
        st.html(f'<h2 class="pl-family">{escape(sentence)}</h2>{_why(card.why, t)}')
        if sensitive:
            _calm((card.form,), t)
        words = t(M("C'est ça")) + f" **: {sentence}**"
        st.button(words, type="primary", key="tell-yes", on_click=telling.take, args=(card.form,), width="stretch")
        if card.others:
            parts.paragraph(t(M("Ou plutôt :")))
        _forms(card.others)
        _otherwise(t)


def _why(words: tuple[str, ...], t: Translator) -> str:
    told = t(M("parce que vous dites : {words}", words=", ".join(words)))
    return f'<p class="pl-why">{escape(told)}</p>' if words else ""


def _choose(card: Choose) -> None:
    t, forms = session.visit().t, library.served().forms
    question = dialogue.BY_ID.get(card.question)
    with st.container(border=True, key="pl-card"):
        if question:
            st.html(f'<h2 class="pl-family">{escape(t(question.text))}</h2>')
            for name, words, _ in question.answers:
                st.button(t(words), key=f"tell-answer-{name}", on_click=telling.settle, args=(name,), width="stretch")
            unsure = M("Je préfère ne pas répondre") if dialogue.delicate(question.id) else M("Je ne sais pas")
            st.button(t(unsure), type="tertiary", key="tell-answer-dunno", on_click=telling.settle, args=("dunno",))
            parts.paragraph(t(M("Ou choisissez tout de suite :")))
        _forms(card.forms)
        if delicate := tuple(name for name in card.forms if forms[name].sensitive):
            _calm(delicate, t)
        _otherwise(t)


def _forms(names: tuple[str, ...]) -> None:
    for name in names:
        st.button(_sentence(name), key=f"tell-form-{name}", on_click=telling.take, args=(name,), width="stretch")


def _otherwise(t: Translator) -> None:
    words = M("Autre chose, ou ce n'est pas une plainte")
    st.button(t(words), type="tertiary", key="tell-other", on_click=telling.other)


def _calm(forms: tuple[str, ...], t: Translator) -> None:
    """On a sensitive matter: whom to call, and that nothing is kept; never a word of what was told."""
    told = t(M("Rien de ce que vous avez écrit ici n'est repris ni gardé. Vous pouvez aussi ne rien remplir et tout dire de vive voix, ou quitter cette page avec « Quitter », en haut."))  # fmt: skip
    st.html(f'<div class="pl-calm">{parts.numbers_list(dialogue.numbers(*forms), t)}<p>{escape(told)}</p></div>')


def _elsewhere(card: Elsewhere) -> None:
    t = session.visit().t
    with st.container(border=True, key="pl-card"):
        for name in card.doors:
            door = dialogue.DOORS[name]
            st.html(f'<h2 class="pl-item">{escape(t(door.title))}</h2><p>{escape(t(door.where))}</p>')
            if door.entry and understanding.entry(door.entry):
                words = f"{t(M('En savoir plus'))} **: {t(door.title)}**"
                st.button(words, type="tertiary", key=f"tell-more-{name}", on_click=telling.more, args=(door.entry,))
        if card.forms:
            parts.paragraph(t(M("Ou est-ce plutôt ceci ?")))
            _forms(card.forms)
        st.button(t(M("Choisir dans la liste")), key="tell-list", on_click=telling.browse, width="stretch")


def _browse(_card: Browse) -> None:
    with st.container(key="pl-card"):
        kinds.families(telling.take)


def _ready(card: Ready) -> None:
    t = session.visit().t
    with st.container(border=True, key="pl-card"):
        st.html(f'<h2 class="pl-family">{escape(_sentence(card.form))}</h2>')
        parts.paragraph(t(M("Vos mots iront dans votre récit, tels quels. Vous pourrez tout relire et changer.")))
        chips.draw()
        words = M("Passer au questionnaire")
        st.button(t(words), type="primary", key="tell-on", on_click=telling.go_on, args=(card.form,), width="stretch")
