"""The recap: sections as on the paper, what is missing on top, one change at a time."""

from __future__ import annotations

from html import escape

import streamlit as st
from pydantic import JsonValue

from assistant import review
from assistant.fields import Field
from assistant.flow import Path, Step
from assistant.i18n import Message as M
from assistant.i18n import Mn
from assistant.ui import filing, parts, session, story
from assistant.ui.screens import linked


def draw(path: Path) -> None:
    t = session.visit().t
    parts.title(t(M("Vérifiez vos réponses")))
    paths = story.walks()
    offers = story.offers(paths)
    linked.draw_parts(paths)
    if len(paths) > 1:
        name = parts.part_name(story.number(), path.form, t, story.sensitive(paths))
        st.html(f'<h2 class="pl-section">{escape(name)}</h2>')
    if not story.sensitive(paths):
        _gaps(path)
    _warnings(path)
    linked.draw_offers(offers)
    st.button(
        t(M("Voir où aller et mes documents")),
        type="primary",
        width="stretch",
        key="to-result",
        on_click=filing.show,
        args=("result",),
    )
    for step in path.steps:
        _section(path, step)
    linked.draw_others(offers)
    st.button(
        t(M("Voir où aller et mes documents")),
        width="stretch",
        key="to-result-2",
        on_click=filing.show,
        args=("result",),
    )


def _gaps(path: Path) -> None:
    t = session.visit().t
    if path.missing:
        words = Mn("Il manque {n} point essentiel", "Il manque {n} points essentiels", n=len(path.missing))
        _gap_list(path, path.missing, t(words), "missing")
    if path.useful_missing:
        with st.expander(t(M("Utile si vous l'avez")), key="pl-useful"):
            _gap_list(path, path.useful_missing, "", "useful")


def _gap_list(path: Path, names: tuple[str, ...], head: str, tag: str) -> None:
    t = session.visit().t
    with st.container(key=f"pl-gaps-{tag}", border=bool(head)):
        if head:
            st.html(f'<h2 class="pl-gap">{escape(head)}</h2>')
            parts.paragraph(
                t(M("Vous pouvez continuer quand même : le document dira ce qui reste à compléter.")), "pl-help"
            )
        for name in names:
            page = _page_of(path, name)
            st.button(
                t(M("Compléter : {name}", name=M(path.form.fields[name].name))), key=f"gap-{tag}-{name}", type="tertiary",
                on_click=filing.change, args=(page, name),
            )  # fmt: skip


def _warnings(path: Path) -> None:
    t = session.visit().t
    found = review.warnings(path, path.today)
    if not found:
        return
    with st.container(border=True, key="pl-check"):
        st.html(f'<h2 class="pl-gap">{escape(t(M("À vérifier")))}</h2>')
        for index, warning in enumerate(found):
            parts.paragraph(t(warning.message))
            for name in warning.fields:
                if name in path.fields:
                    words = M("Corriger : {name}", name=M(path.form.fields[name].name))
                    st.button(
                        t(words),
                        key=f"fix-{index}-{name}",
                        type="tertiary",
                        on_click=filing.change,
                        args=(_page_of(path, name), name),
                    )


def _page_of(path: Path, field: str) -> str:
    return next((s.page.id for s in path.steps if field in {f.id for f in s.fields}), path.steps[0].page.id)


def _section(path: Path, step: Step) -> None:
    if not step.fields:
        return
    t = session.visit().t
    st.html(f'<h2 class="pl-section">{escape(t(step.page.name))}</h2>')
    for field in step.fields:
        _row(field, path.answers.get(field.id), step.page.id)


def _row(field: Field, value: JsonValue, page_id: str) -> None:
    visit = session.visit()
    t = visit.t
    changed = " pl-changed" if field.id in visit.changed else ""
    shown = (
        escape(field.show(value, t))
        if value is not None
        else f'<em class="pl-empty">{escape(t(M("pas de réponse")))}</em>'
    )
    private = (
        f' <span class="pl-optional">{escape(t(M("ne figure dans aucun document")))}</span>' if field.private else ""
    )
    with st.container(horizontal=True, key=f"row-{field.id}", vertical_alignment="top", gap="small"):
        st.html(
            f'<div class="pl-row{changed}"><p class="pl-row-name">{escape(t(field.name))}{private}</p>'
            f'<p class="pl-row-value">{shown}</p></div>',
            width="stretch",
        )
        words = M("Modifier **: {name}**", name=M(field.name))  # shown as "Modifier", read in full
        st.button(t(words), key=f"edit-{field.id}", type="tertiary", on_click=filing.change, args=(page_id, field.id))
