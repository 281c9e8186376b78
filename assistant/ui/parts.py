"""What several screens share: header line, marker for the shell, danger card, footer."""

from __future__ import annotations

import datetime as dt
from html import escape

import streamlit as st
from babel.dates import format_date

from assistant.dialogue import WHO
from assistant.fields import Field
from assistant.form import Form
from assistant.i18n import LANGUAGES, Translator, translator
from assistant.i18n import Message as M
from assistant.ui import boxes, filing, keeping, session

# Every page: its file in pages/ and its address; the first one is the home page.
PAGES = (
    ("accueil", ""),
    ("raconter", "raconter"),
    ("dossier", "dossier"),
    ("garder", "garder"),
    ("reprendre", "reprendre"),
    ("trouver", "trouver"),
    ("aide", "aide"),
    ("donnees", "donnees"),
    ("accessibilite", "accessibilite"),
)


def head_line() -> None:
    """What this file is, from the first answer on (prepared, not filed), and the other languages by their own names."""
    visit = session.visit()
    others = [code for code in LANGUAGES if code != visit.lang]
    begun = visit.begun and visit.view != "result"
    with st.container(
        horizontal=True,
        horizontal_alignment="distribute" if begun else "right",
        vertical_alignment="center",
        key="pl-head",
    ):
        if begun:
            st.html(
                f'<p class="pl-state">{escape(visit.t(M("Préparé, pas encore déposé")))}{_saved()}</p>', width="content"
            )
        for code in others[:3]:
            st.button(LANGUAGES[code], key=f"lang-{code}", type="tertiary", on_click=speak, args=(code,))


def _saved() -> str:
    """When the copy was last written; shown by the shell once the browser holds the way back to it."""
    visit = session.visit()
    if visit.saved_at is None or visit.trouble:
        return ""
    words = visit.t(M("Enregistré à {time}", time=f"{visit.saved_at:%H:%M}"))
    if visit.draft and visit.draft.kind == "kept":
        words = visit.t(M("{saved}, gardé jusqu'au {day}", saved=words, day=kept_until()))
    return f'<span class="pl-saved"> · {escape(words)}</span>'


def kept_until() -> str:
    """The day until which the draft is kept, in words."""
    visit = session.visit()
    day = dt.datetime.fromtimestamp(visit.draft.expires, session.PARIS) if visit.draft else session.now()
    return str(format_date(day, "long", locale=visit.lang))


def speak(code: str) -> None:
    """The page goes on in another language; what is in its boxes stays."""
    filing.keep()
    visit = session.visit()
    visit.lang, visit.lang_chosen = code, True
    boxes.say_again()
    visit.errors = {}


def title(text: str) -> None:
    """The one h1 of a screen."""
    st.html(f'<h1 class="pl-title" tabindex="-1">{escape(text)}</h1>')


def section(text: str) -> None:
    st.html(f'<h2 class="pl-section">{escape(text)}</h2>')


def go(here: str) -> None:
    """To the screen that the button just pressed leads to, if any; at the top of a screen, before it draws."""
    wanted = str(session.widgets().get("pl-goto") or "")
    if wanted:
        del session.widgets()["pl-goto"]
        if wanted != here:
            st.switch_page(f"views/{wanted}.py")


def paragraph(text: str, css: str = "pl-text") -> None:
    st.html(f'<p class="{css}">{escape(text)}</p>')


def bullets(lines: list[str], css: str = "pl-list") -> None:
    st.html(f'<ul class="{css}">' + "".join(f"<li>{escape(line)}</li>" for line in lines) + "</ul>")


def marker() -> None:
    """Tells the shell the language, the step, and where the focus goes."""
    visit = session.visit()
    t = visit.t
    unkept = visit.begun and (visit.draft is None or visit.trouble)
    guard = "1" if unkept or (visit.talk.told and not visit.begun) else "0"
    st.html(
        f'<div id="prelude-page" data-lang="{t.lang}" data-dir="{t.direction}" data-step="{visit.step}" '
        f'data-focus="{escape(visit.focus)}" data-announce="{escape(visit.announce)}" data-guard="{guard}" '
        f'data-lang-chosen="{int(visit.lang_chosen)}" data-title="" data-visit="{keeping.ticket()}" data-forget="{int(keeping.forgets())}" '
        f'data-run="{visit.next_run()}"></div>'
    )


def tel(number: str) -> str:
    """A number that can be tapped; 114 is a text message."""
    digits = number.replace(" ", "")
    return f'<a class="pl-tel" href="{"sms" if digits == "114" else "tel"}:{digits}">{escape(number)}</a>'


def numbers_list(numbers: tuple[str, ...], t: Translator) -> str:
    return "<ul>" + "".join(f"<li>{tel(n)} {escape(t(WHO[n])) if n in WHO else ''}</li>" for n in numbers) + "</ul>"


def danger_card() -> None:
    """The red card: shown as long as the person does not close it, blocks nothing."""
    visit = session.visit()
    if not visit.danger:
        return
    t = visit.t
    with st.container(border=True, key="pl-danger"):
        st.html(
            f'<div role="alert"><h2>{escape(t(M("Vous êtes peut-être en danger maintenant")))}</h2>'
            f"<p>{escape(t(M('Appelez tout de suite. Vous pourrez continuer ici après.')))}</p>{numbers_list(visit.danger[1], t)}</div>"
        )
        st.button(t(M("J'ai compris, fermer cette alerte")), key="danger-close", on_click=filing.leave_danger)


def footer() -> None:
    """Où aller, Aide, Vos données, Accessibilité."""
    t = session.visit().t
    with st.container(horizontal=True, key="pl-foot", horizontal_alignment="center"):
        if session.visit().begun:
            st.page_link("views/garder.py", label=t(M("Garder pour plus tard")))
        st.page_link("views/trouver.py", label=t(M("Où aller")))
        st.page_link("views/aide.py", label=t(M("Aide")))
        st.page_link("views/donnees.py", label=t(M("Vos données")))
        st.page_link("views/accessibilite.py", label=t(M("Accessibilité")))


def part_name(n: int, form: Form, t: Translator, neutral: bool) -> str:
    """How a part of the dossier is called; by its number alone when one of them must not be named."""
    return t(M("Partie {n}", n=n)) if neutral else t(M("Partie {n} : {title}", n=n, title=M(form.head.title)))


def name_of(question: Field, t: Translator) -> str:
    return t(question.name)


def french() -> Translator:
    return translator("fr")
