"""On the recap: the parts of the story with what each lacks, and what else the same story may hold."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from assistant.flow import Path
from assistant.i18n import Message as M
from assistant.i18n import Mn
from assistant.linked import Offer
from assistant.ui import parts, session, story

_NAMED = 4  # questions told by name; beyond, they are counted


def draw_parts(paths: Sequence[Path]) -> None:
    """Each part, what it lacks, and the way to its own recap; nothing for a story of one part."""
    if len(paths) < 2:
        return
    t = session.visit().t
    with st.container(border=True, key="pl-parts"):
        head = t(Mn("Votre dossier a {n} partie", "Votre dossier a {n} parties", n=len(paths)))
        st.html(f'<h2 class="pl-gap">{escape(head)}</h2>')
        parts.paragraph(t(M("Ce que vous dites de vous vaut pour toutes : corrigez-le dans une seule.")), "pl-help")
        for n, path in enumerate(paths, 1):
            _part(n, path, paths)


def _part(n: int, path: Path, paths: Sequence[Path]) -> None:
    visit = session.visit()
    t, name = visit.t, parts.part_name(n, path.form, visit.t, story.sensitive(paths))
    here = path.form.id == visit.form_id
    state = [t(M("ouverte ci-dessous"))] if here else []
    state += [] if story.sensitive(paths) else [_lacking(path)]
    with st.container(key=f"part-{path.form.id}", gap="small"):
        told = f'<p class="pl-help">{escape(" · ".join(state))}</p>' if state else ""
        st.html(f'<h3 class="pl-item">{escape(name)}</h3>{told}')
        with st.container(horizontal=True):
            if not here:
                words = t(M("Ouvrir **: {name}**", name=name))
                st.button(words, key=f"open-{path.form.id}", on_click=story.open_part, args=(path.form.id,))
            if st.button(t(M("Retirer **: {name}**", name=name)), key=f"remove-{path.form.id}", type="tertiary"):
                _confirm(path.form.id, name)


def _lacking(path: Path) -> str:
    """What is essential and missing, by name while it can be read."""
    t = session.visit().t
    if not path.missing:
        return t(M("rien d'essentiel ne manque"))
    names = ", ".join(t(path.form.fields[name].name) for name in path.missing[:_NAMED])
    if len(path.missing) > _NAMED:
        n = len(path.missing) - _NAMED
        return t(Mn("à compléter : {names} et {n} autre", "à compléter : {names} et {n} autres", n=n, names=names))
    return t(M("à compléter : {names}", names=names))


def _confirm(form_id: str, name: str) -> None:
    t = session.visit().t

    @st.dialog(t(M("Retirer cette partie ?")))
    def ask() -> None:
        parts.paragraph(name)
        parts.paragraph(
            t(M("Vos réponses à cette partie seront effacées. Ce que vous avez dit de vous reste dans les autres."))
        )
        yes = t(M("Oui, retirer cette partie"))
        if st.button(yes, type="primary", key="remove-yes", on_click=story.remove_part, args=(form_id,)):
            st.rerun()

    ask()


def draw_offers(offers: Sequence[Offer]) -> None:
    """What the answers point to, each with its reason."""
    called = [offer for offer in offers if offer.called_for]
    if not called:
        return
    t = session.visit().t
    with st.container(border=True, key="pl-offers"):
        st.html(f'<h2 class="pl-gap">{escape(t(M("Autre chose dans la même histoire ?")))}</h2>')
        for offer in called:
            parts.paragraph(t(M(offer.why)))
            _add(offer)
        parts.paragraph(t(M("Tout reste dans un seul dossier. Ce que vous avez dit de vous est repris.")), "pl-help")


def draw_others(offers: Sequence[Offer]) -> None:
    """The other kinds of facts that often come with these, folded away."""
    others = [offer for offer in offers if not offer.called_for]
    if others:
        with st.expander(session.visit().t(M("Ajouter d'autres faits de la même histoire")), key="pl-more-facts"):
            for offer in others:
                _add(offer)


def _add(offer: Offer) -> None:
    words = M("Ajouter : {name}", name=M(offer.form.head.sentence))
    key, about = f"add-{offer.form.id}", (offer.form.id, offer.origin, offer.same_scene)
    st.button(session.visit().t(words), key=key, on_click=story.add_part, args=about, width="stretch")
