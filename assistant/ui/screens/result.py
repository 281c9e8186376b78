"""The result: ready, not filed. Where to go, what to do now, the dates, what to bring, the papers."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Sequence
from html import escape

import streamlit as st
from babel.dates import format_date

from assistant import cases, review
from assistant.cases import Case
from assistant.flow import Path
from assistant.i18n import Message as M
from assistant.i18n import Translator
from assistant.ui import filing, library, parts, session, story
from assistant.ui.offices import refusal_card
from assistant.ui.screens import doors, downloads


def case_of() -> Case:
    """The case as it stands now, all parts of the story in it."""
    visit = session.visit()
    visit.reference = visit.reference or cases.new_reference(secrets.choice)
    created = visit.created or session.now()
    main, *others = story.told()
    table = library.served().routing
    return Case(
        main.form, main.answers, table, visit.reference, created, visit.lang, others=tuple(others), pieces=visit.pieces
    )


def draw(path: Path) -> None:
    visit, case, paths = session.visit(), case_of(), story.walks()
    t = visit.t
    st.button(
        t(M("Retour au récapitulatif")),
        key="to-recap",
        type="tertiary",
        icon=":material/arrow_back:",
        on_click=filing.show,
        args=("recap",),
    )
    parts.title(t(M("Votre dossier est prêt. Il n'est pas encore déposé.")))
    _filed_state()
    for advice in review.all_advice(paths):
        if advice.top:
            st.html(f'<p class="pl-advice">{escape(t(advice.body))}</p>')
    doors.draw(case)
    _todo(paths)
    _dates(paths)
    _bring(paths)
    _to_know(paths)
    downloads.draw(case)
    _erase()
    _after(case)


def _section(text: M) -> None:
    st.html(f'<h2 class="pl-section">{escape(session.visit().t(text))}</h2>')


def _todo(paths: Sequence[Path]) -> None:
    visit = session.visit()
    t, todo, seen = visit.t, review.all_actions(paths), set[str]()
    if not todo:
        return
    _section(M("À faire maintenant"))
    for n, action in enumerate(todo):
        words = f"{t(action.what)} — {t(action.when)}"
        if action.confidence == "verify" and not story.sensitive(paths):
            words += f" :small[({t(M('conseil général, à vérifier'))})]"
        key = f"todo-{n}-{action.id}" if action.id in seen else f"todo-{action.id}"
        seen.add(action.id)
        st.checkbox(words, value=action.done, key=key, on_change="ignore")


def _dates(paths: Sequence[Path]) -> None:
    t = session.visit().t
    found = review.all_deadlines(paths, session.today())
    near, far = [d for d in found if not d.far], [d for d in found if d.far]
    if near:
        _section(M("Dates à ne pas manquer"))
        st.html("<ul class='pl-list'>" + "".join(_date_line(d) for d in near) + "</ul>")
    if far:
        with st.expander(t(M("Dates plus lointaines"))):
            st.html("<ul class='pl-list'>" + "".join(_date_line(d) for d in far) + "</ul>")


def _date_line(due: review.Due) -> str:
    t = session.visit().t
    day = f"<strong>{escape(_day(due.due, t))}</strong> : " if due.due else ""
    check = f" ({escape(t(M('à vérifier')))})" if due.confidence == "verify" else ""
    return f"<li>{day}{escape(t(due.what))} — {escape(t(due.when))}{check} <span class='pl-source'>{escape(t(due.rule))}</span></li>"


def _day(due: dt.date, t: Translator) -> str:
    """The last day in words, with the hour where the limit has one."""
    day = str(format_date(due, "full", locale=t.lang))
    return t(M("{day} à {time}", day=day, time=f"{due:%H:%M}")) if isinstance(due, dt.datetime) else day


def _bring(paths: Sequence[Path]) -> None:
    t, pieces = session.visit().t, review.all_bring(paths)
    if pieces:
        _section(M("À apporter"))
        parts.bullets([t(piece) for piece in pieces])


def _to_know(paths: Sequence[Path]) -> None:
    t = session.visit().t
    if found := [advice for advice in review.all_advice(paths) if not advice.top]:
        _section(M("Bon à savoir"))
        parts.bullets([t(advice.body) for advice in found])


# What the unit or the service handed over decides what the banner may say: only a receipt is a complaint.
_RECEIPTS = {
    "none": M("Pas encore"),
    "plainte": M("Un récépissé de plainte"),
    "en_ligne": M("Un accusé de Plainte en ligne ou de THESEE"),
    "recommande": M("Un avis de réception de ma lettre au procureur"),
    "autre": M("Autre chose, ou rien"),
}
_STATES = {
    "none": M(
        "Ce document prépare votre démarche. Il n'a pas valeur de plainte, ne fait courir ni n'arrête aucun délai, et aucun agent ne l'a lu."
    ),
    "plainte": M("Vous avez un récépissé : votre plainte est déposée. Gardez-le."),
    "en_ligne": M(
        "Gardez l'accusé. Votre plainte en ligne sera complète quand un agent l'aura validée ; un rendez-vous peut être demandé."
    ),
    "recommande": M("Le procureur a reçu votre lettre. Gardez l'avis de réception."),
    "autre": M(
        "Une main courante ou un signalement n'est pas une plainte. Vous pouvez encore demander à déposer plainte."
    ),
}


def _filed_state() -> None:
    t = session.visit().t
    state = str(session.widgets().get("receipt") or "none")
    st.html(f'<p class="pl-state">{escape(t(_STATES[state]))}</p>')


def _after(case: Case) -> None:
    t = session.visit().t
    if any(part.kind == "plainte" for part in case.parts):
        with st.expander(t(M("J'ai déposé"))):
            st.radio(
                t(M("Que vous a-t-on remis ?")),
                list(_RECEIPTS),
                format_func=lambda i: t(_RECEIPTS[str(i)]),
                key="receipt",
            )
    with st.expander(t(M("Ce qui se passe ensuite"))):
        lines = [
            M(
                "L'agent vous entend et écrit son procès-verbal. Relisez-le avant de signer ; demandez le récépissé et une copie : c'est votre droit (code de procédure pénale, article 15-3)."
            ),
            M(
                "Le procureur décide de la suite et vous en informe (article 40-2). S'il classe l'affaire, un recours est possible (article 40-3)."
            ),
            M("Une seule plainte suffit : la lettre, la plainte en ligne et le dépôt sur place ne se cumulent pas."),
            M("Vous pouvez être accompagné par une personne majeure de votre choix, et par un avocat."),
        ]
        parts.bullets([t(line) for line in lines])
    with st.expander(t(M("Si l'on refuse de recevoir votre plainte"))):
        parts.paragraph(
            t(M("Dites calmement : « Je souhaite que ma plainte soit reçue. Puis-je voir un responsable ? »"))
        )
        parts.paragraph(
            t(
                M(
                    "Tout service de police ou de gendarmerie doit recevoir la plainte d'une victime, même si les faits ont eu lieu ailleurs (article 15-3). En cas de refus, vous pouvez écrire au procureur ou saisir le Défenseur des droits."
                )
            )
        )
        st.html(refusal_card(t))
    with st.expander(t(M("Être aidé"))):
        st.html(
            f"<ul class='pl-list'><li>{parts.tel('116 006')} {escape(t(M('France Victimes, aide aux victimes')))}</li>"
            f"<li>{parts.tel('3919')} {escape(t(M('violences faites aux femmes')))}</li>"
            f"<li>{parts.tel('119')} {escape(t(M('enfance en danger')))}</li><li>{parts.tel('3018')} "
            f"{escape(t(M('harcèlement et violences numériques')))}</li><li>{parts.tel('3114')} {escape(t(M('prévention du suicide')))}</li></ul>"
        )


def _erase() -> None:
    t = session.visit().t
    _section(M("Garder ou effacer"))
    visit = session.visit()
    if visit.draft and visit.draft.kind == "kept":
        parts.paragraph(t(M("Gardé sur ce site jusqu'au {day}.", day=parts.kept_until())))
    else:
        parts.paragraph(t(M("Rien n'est gardé sur ce site après votre visite, sauf si vous le demandez.")))
        st.page_link("views/garder.py", label=t(M("Garder mon dossier pour plus tard")))
    if st.button(t(M("Tout effacer maintenant")), key="erase"):
        _confirm()


def _confirm() -> None:
    t = session.visit().t

    @st.dialog(t(M("Tout effacer ?")))
    def ask() -> None:
        parts.paragraph(
            t(
                M(
                    "Vos réponses seront effacées de ce site. Les fichiers téléchargés et l'historique de l'appareil ne le seront pas."
                )
            )
        )
        if st.button(t(M("Oui, tout effacer")), type="primary", key="erase-yes"):
            filing.erase()
            st.switch_page("views/accueil.py")

    ask()
