"""Home: tell it in your own words, or choose in families; nothing else."""

from __future__ import annotations

from html import escape

import streamlit as st

from assistant.i18n import Message as M
from assistant.ui import filing, parts, reading, session, story, telling
from assistant.ui.screens import kinds, second

_BOX = "tell-home"


def _resume() -> None:
    session.visit().moved()
    session.widgets()["pl-goto"] = "dossier"


def _tell() -> None:
    """What is in the big box opens the conversation; an empty box opens it too."""
    words = str(session.widgets().get(_BOX) or "")
    session.visit().helping = ""
    if words.strip():
        telling.say(words)
    session.widgets()[_BOX] = ""
    session.widgets()["pl-goto"] = "raconter"


def draw() -> None:
    visit = session.visit()
    t = visit.t
    parts.title(t(M("Que s'est-il passé ?")))
    parts.paragraph(
        t(
            M(
                "Nous vous aidons à préparer votre plainte et à trouver où la déposer. Rien n'est envoyé : c'est vous qui décidez."
            )
        )
    )
    if not second.asked() and reading.current_form() and visit.begun:
        _pending()
    _box()
    parts.section(t(M("Ou choisissez")))
    kinds.families(telling.go_on)
    with st.expander(t(M("Je ne sais pas si c'est une plainte"))):
        parts.paragraph(
            t(
                M(
                    "Vous pouvez toujours aller dans une gendarmerie ou un commissariat : on doit y recevoir la plainte d'une victime, où que les faits aient eu lieu (code de procédure pénale, article 15-3)."
                )
            )
        )
        parts.paragraph(
            t(
                M(
                    "Un désaccord sur un contrat, un loyer ou un achat livré relève souvent du conciliateur de justice ou de la répression des fraudes (SignalConso), pas d'une plainte."
                )
            )
        )
    if not visit.begun:
        st.page_link("views/reprendre.py", label=t(M("Reprendre mon dossier")))
    st.page_link("views/trouver.py", label=t(M("Trouver une brigade ou un commissariat")))


def _box() -> None:
    """The front door of who does not know which form is theirs."""
    t = session.visit().t
    label = t(M("Racontez avec vos mots"))
    with st.container(key="pl-tell"):
        example = t(
            M(
                "Par exemple : « On m'a volé mon vélo hier soir devant la gare. » Dans votre langue, même avec des fautes."
            )
        )
        st.html(
            f'<div class="pl-ask"><p class="pl-label">{escape(label)}</p>'
            f'<p class="pl-help" data-prelude-help-for="{_BOX}">{escape(example)}</p></div>'
        )
        st.text_area(label, key=_BOX, height=110, label_visibility="collapsed", on_change="ignore")
        st.button(t(M("Continuer")), type="primary", key="tell-go", on_click=_tell, width="stretch")


def _pending() -> None:
    t = session.visit().t
    with st.container(border=True, key="pl-pending"):
        walks = story.walks()
        begun = M("Vous avez un dossier commencé : {title}.", title=M(walks[0].form.head.title))
        parts.paragraph(t(M("Vous avez un dossier commencé.") if story.sensitive(walks) else begun))
        with st.container(horizontal=True):
            st.button(t(M("Reprendre mon dossier")), type="primary", key="resume", on_click=_resume)
            st.button(t(M("Tout effacer")), key="erase-home", on_click=filing.erase)


parts.go("accueil")
draw()
