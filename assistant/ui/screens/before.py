"""Before the questions: danger first, then what will happen, how long it takes, what is kept."""

from __future__ import annotations

import streamlit as st

from assistant import review
from assistant.flow import Path
from assistant.i18n import Message as M
from assistant.ui import filing, parts, session, story


def draw(path: Path) -> None:
    visit, form = session.visit(), path.form
    t = visit.t
    parts.title(t(form.head.sentence))
    answer = st.radio(
        t(M("Êtes-vous en danger maintenant, ou quelqu'un d'autre ?")),
        ["no", "yes"],
        index=None,
        format_func=lambda i: t(M("Oui")) if i == "yes" else t(M("Non")),
        key="before-danger",
        horizontal=True,
    )
    if answer == "yes":
        _danger()
    for text in form.head.safety:
        st.html(f'<p class="pl-safety">{t(text)}</p>')
    for advice in review.advice(path):
        if advice.early:
            st.html(f'<p class="pl-advice">{t(advice.body)}</p>')
    parts.bullets(_what_happens(path))
    _consent(path)
    st.button(t(M("Commencer")), type="primary", width="stretch", key="start", on_click=filing.start)
    if len(visit.parts) > 1:
        _back(visit)
    elif st.button(t(M("Choisir un autre sujet")), type="tertiary", key="other"):
        st.switch_page("views/accueil.py")


def _back(visit: session.Visit) -> None:
    """From a part of a larger story: back to it, without this part as long as nothing was said in it."""
    t = visit.t
    if visit.fresh:
        words, act, where = M("Ne pas ajouter cette partie"), story.remove_part, visit.form_id
    else:
        words, act, where = M("Revenir au récapitulatif"), story.open_part, visit.form_id
    st.button(t(words), type="tertiary", key="not-added" if visit.fresh else "to-recap", on_click=act, args=(where,))


def _danger() -> None:
    t = session.visit().t
    with st.container(border=True, key="pl-danger"):
        numbers = parts.numbers_list(("17", "112", "114", "15", "18"), t)
        st.html(
            f'<div role="alert"><p>{t(M("Appelez maintenant. Le questionnaire peut attendre."))}</p>{numbers}</div>'
        )


def _what_happens(path: Path) -> list[str]:
    visit, form = session.visit(), path.form
    t = visit.t
    steps = len(form.pages)
    lines = [
        t(
            M(
                "Environ {minutes} minutes, {n} étapes au plus. Vous pouvez revenir en arrière et ne pas tout remplir.",
                minutes=form.head.minutes,
                n=steps,
            )
        ),
        t(M("À la fin : un document à montrer à l'agent, et l'endroit où aller. Rien n'est déposé à votre place.")),
    ]
    if len(session.visit().parts) > 1:
        lines.append(t(M("Ce que vous avez déjà dit de vous est repris, vous n'avez pas à le redire.")))
    if form.sensitive:
        lines.append(t(M("Aucune question n'est obligatoire. Tout peut être dit de vive voix.")))
    else:
        lines.append(t(M("Ayez si possible sous la main : pièce d'identité, factures, photos, messages.")))
        if visit.consent is not False:
            lines.append(t(_COPY))
    return lines


def _consent(path: Path) -> None:
    """What is kept during the visit: nothing of a sensitive form without a yes; of another one, until a no."""
    visit, t = session.visit(), session.visit().t
    if path.form.sensitive:
        st.radio(
            t(M("Garder une copie de travail pendant la visite ?")),
            [False, True],
            index=None if visit.consent is None else int(visit.consent),
            format_func=lambda yes: t(_YES if yes else _NO),
            key="keep-copy",
        )
    else:
        words = M("Appareil partagé ou surveillé : ne rien garder, même pendant la visite")
        st.checkbox(t(words), value=visit.consent is False, key="keep-nothing")


_COPY = M(
    "Une copie chiffrée de vos réponses est gardée pendant la visite, et effacée deux heures après votre dernière action. Si la page se recharge ou si la connexion coupe, vous retrouvez tout."
)
_NO = M("Non, rien : si la page se recharge ou se ferme, mes réponses disparaissent.")
_YES = M(
    "Oui, une copie chiffrée, effacée deux heures après ma dernière action. Avec « Quitter », personne ne la retrouve."
)
