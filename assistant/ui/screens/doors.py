"""Where to go: the one recommended door, then the others, then the offices and the court."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from assistant.cases import Case
from assistant.i18n import Message as M
from assistant.i18n import Translator
from assistant.routing import Note, Proposal
from assistant.ui import parts, session
from assistant.ui.offices import card, official


def draw(case: Case) -> None:
    """The door of the story; of each of its parts when there are several."""
    t = session.visit().t
    if len(case.parts) == 1:
        _doors(case, t(M("Où aller")))
        return
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
    if channels:
        with st.container(border=True, key=f"pl-best{tag}"):
            _door(channels[0], t, first=True, tag=tag)
            if _needs_office(channels[0]):
                _offices(case, t, known)
    if len(channels) > 1:
        with st.expander(t(M("Autres possibilités")), expanded=False, key=f"pl-others{tag}"):
            for proposal in channels[1:]:
                with st.container(border=True, key=f"door-{proposal.id}{tag}"):
                    _door(proposal, t, first=False, tag=tag)
    if channels and not known and not _needs_office(channels[0]):
        with st.expander(t(M("Les bureaux les plus proches")), key=f"pl-offices{tag}"):
            _offices(case, t)
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


def _needs_office(proposal: Proposal) -> bool:
    return proposal.id in ("poste", "mairie", "urgence_17")


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


def _offices(case: Case, t: Translator, known: int = 0) -> None:
    """The offices near, unless they are those of another part: one visit is then enough."""
    offices = case.routing.offices
    if known and offices:
        parts.paragraph(
            t(M("Mêmes bureaux que pour la partie {n} : vous pouvez tout dire en un seul passage.", n=known))
        )
        return
    if not offices:
        if not any(note.code == "not_established" for note in case.routing.notes):
            parts.paragraph(
                t(
                    M(
                        "Indiquez une commune pour voir les bureaux proches. Vous pouvez aller dans n'importe quelle unité."
                    )
                )
            )
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
    for office in offices:
        st.html(card(office, t, at))


def _court(case: Case, t: Translator, tag: str) -> None:
    choice = case.routing.court
    if not choice:
        return
    with st.expander(t(M("Le tribunal")), key=f"pl-court{tag}"):
        court = choice.court
        lines = [f"<p><strong>{escape(court.name)}</strong></p><p>{escape(t(choice.why))}</p>"]
        if court.stale:
            lines.append(
                f'<p class="pl-verify">{escape(t(M("Adresse et téléphone à vérifier : la source date de {date}.", date=court.source_date)))}</p>'
            )
        lines.append(f"<p>{escape(court.address)}</p>")
        st.html("".join(lines))
