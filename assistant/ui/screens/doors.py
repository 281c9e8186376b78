"""Where to go: the one recommended door, then the others, then the offices and the court."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from assistant.cases import Case
from assistant.directory import Office
from assistant.i18n import Message as M
from assistant.i18n import Translator
from assistant.routing import Note, Proposal
from assistant.ui import parts, session
from assistant.ui.offices import card, month, official, unlisted


def draw(case: Case) -> None:
    """The door of the story; of each of its parts when there are several; then who may help."""
    t = session.visit().t
    if len(case.parts) == 1:
        _doors(case, t(M("Où aller")))
    else:
        _several(case, t)
    _counters(case, t)


def _several(case: Case, t: Translator) -> None:
    if case.wanting("poste"):
        text = M(
            "Vous pouvez tout dire au même agent : tout commissariat, toute gendarmerie doit recevoir une plainte."
        )
        st.html(f'<p class="pl-advice">{escape(t(text))}</p>')
    for n, part in enumerate(case.parts, 1):
        name = parts.part_name(n, part.form, t, case.sensitive)
        _doors(part, t(M("Où aller · {name}", name=name)), case.parts[: n - 1], f"-{n}")


def _doors(case: Case, head: str, earlier: Sequence[Case] = (), tag: str = "") -> None:
    """The best channel open, the others folded, each with its reason and what it needs.

    `earlier`: the parts before, whose offices are not told twice; `tag` tells their widgets apart.
    """
    t = session.visit().t
    channels = case.routing.channels
    known = next((n for n, part in enumerate(earlier, 1) if part.routing.offices == case.routing.offices), 0)
    st.html(f'<h2 class="pl-section">{escape(head)}</h2>')
    for note in case.routing.notes:
        if not any(note in part.routing.notes for part in earlier):
            _note(note, t)
    best = channels[0] if channels else None
    near = _behind(best, case.routing.offices) if best else ()
    others = tuple(office for office in case.routing.offices if office not in near)
    if best:
        with st.container(border=True, key=f"pl-best{tag}"):
            _door(best, t, first=True, tag=tag)
            if best.id in (*_UNIT, *_HALL):
                _offices(case, near, t, known, hall=best.id in _HALL)
    if len(channels) > 1:
        with st.expander(t(M("Autres possibilités")), expanded=False, key=f"pl-others{tag}"):
            for proposal in channels[1:]:
                with st.container(border=True, key=f"door-{proposal.id}{tag}"):
                    _door(proposal, t, first=False, tag=tag)
    if best and not known and (others or best.id not in (*_UNIT, *_HALL)):
        with st.expander(t(M("Les bureaux les plus proches")), key=f"pl-offices{tag}"):
            _offices(case, others, t)
    if not any(part.routing.court == case.routing.court for part in earlier):
        _court(case, t, tag)


def _note(note: Note, t: Translator) -> None:
    """What must be said of the place: not established, abroad, on a motorway..."""
    lines = [f"<p>{escape(t(note.text))}</p>"]
    if note.phones:
        lines.append(f"<p>{' · '.join(parts.tel(phone) for phone in note.phones)}</p>")
    if note.url:
        lines.append(f"<p>{official(t)}</p>")
    st.html(f'<div class="pl-advice">{"".join(lines)}</div>')


_UNIT, _HALL = ("poste", "urgence_17"), ("mairie", "maire_ofb")


def _behind(proposal: Proposal, offices: Sequence[Office]) -> tuple[Office, ...]:
    """The offices in which this door is: the town hall for a town hall's, a unit for the others."""
    if proposal.id in _HALL:
        return tuple(office for office in offices if office.kind == "mairie")
    return tuple(office for office in offices if office.force) if proposal.id in _UNIT else ()


def _door(proposal: Proposal, t: Translator, first: bool, tag: str) -> None:
    what = M("Cette démarche est une plainte.") if proposal.is_complaint else M("Cette démarche n'est pas une plainte.")
    lines = [f'<h3 class="pl-door">{escape(t(proposal.label))}</h3>', f"<p>{escape(t(proposal.reason))}</p>"]
    lines.append(f'<p class="pl-kind">{escape(t(what))}</p>')
    if proposal.conditions_unmet:
        items = "".join(f"<li>{escape(t(text))}</li>" for text in proposal.conditions_unmet)
        lines.append(f"<p>{escape(t(M('Ce qu’il faut, à vérifier par vous :')))}</p><ul>{items}</ul>")
    if proposal.phone:
        lines.append(f"<p>{parts.tel(proposal.phone)}</p>")
    checked = t(M("Source : {source}, vérifié le {date}", source=proposal.source, date=f"{proposal.checked:%d/%m/%Y}"))
    if proposal.confidence == "verify":
        checked = t(M("À vérifier. {text}", text=checked))
    lines.append(f'<p class="pl-source">{escape(checked)}</p>')
    st.html("".join(lines))
    if proposal.url:
        words = M("Ouvrir : {name}", name=M(proposal.label))
        st.link_button(t(words), proposal.url, type="primary" if first else "secondary", key=f"open-{proposal.id}{tag}")


def _offices(case: Case, offices: Sequence[Office], t: Translator, known: int = 0, hall: bool = False) -> None:
    """These offices, unless they are those of another part: one visit is then enough."""
    if known and case.routing.offices:
        parts.paragraph(
            t(M("Mêmes bureaux que pour la partie {n} : vous pouvez tout dire en un seul passage.", n=known))
        )
        return
    if not offices:
        _no_office(case, t, hall)
        return
    if offices[0].force and not any(o.competent for o in offices):
        parts.paragraph(
            t(
                M(
                    "Nous ne savons pas quelle unité est compétente pour cette commune. Toute unité doit recevoir votre plainte."
                )
            )
        )
    at = session.now().replace(tzinfo=session.PARIS)
    settled = any(office.competent for office in case.routing.offices)
    for office in offices:
        st.html(card(office, t, at, settled=settled))


def _no_office(case: Case, t: Translator, hall: bool) -> None:
    """Why none is shown; nothing more when a note already says that none is known there."""
    if case.routing.offices and hall:
        text = M("Nous ne connaissons pas l'adresse de cette mairie. Elle est dans l'annuaire officiel.")
        st.html(f"<p>{escape(t(text))} {official(t)}</p>")
    elif not any(note.code == "not_established" for note in case.routing.notes):
        text = M("Indiquez une commune pour voir les bureaux proches. Vous pouvez aller dans n'importe quelle unité.")
        parts.paragraph(t(text))


def _court(case: Case, t: Translator, tag: str) -> None:
    choice = case.routing.court
    if not choice:
        return
    with st.expander(t(M("Le tribunal")), key=f"pl-court{tag}"):
        court = choice.court
        lines = [f"<p><strong>{escape(court.name)}</strong></p><p>{escape(t(choice.why))}</p>"]
        if court.stale:
            lines.append(
                f'<p class="pl-verify">{escape(t(M("Adresse et téléphone à vérifier : la source date de {date}.", date=month(court.source_date, t))))}</p>'
            )
        lines.append(f"<p>{escape(court.address)}</p>")
        st.html("".join(lines))


def _counters(case: Case, t: Translator) -> None:
    """Counters near the person that may help with one part or another, and those of which we have no address."""
    near = {office.id: office for part in case.parts for office in part.routing.counters}
    missing = dict.fromkeys(kind for part in case.parts for kind in part.routing.unlisted)
    if not near and not missing:
        return
    at = session.now().replace(tzinfo=session.PARIS)
    with st.expander(t(M("Les guichets d'aide près d'ici")), key="pl-counters"):
        for office in sorted(near.values(), key=lambda office: office.distance_km or 0.0):
            st.html(card(office, t, at))
        if missing:
            st.html(unlisted(tuple(missing), t))
