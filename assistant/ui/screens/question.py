"""A question page: where we are, the questions, Continue."""

from __future__ import annotations

from dataclasses import replace
from html import escape

import streamlit as st

from assistant.condition import holds
from assistant.evidence import Where as PieceWhere
from assistant.fields import Field, Items
from assistant.flow import Path, Step
from assistant.form import Form, parts_of, per_object
from assistant.i18n import Message as M
from assistant.i18n import Mn
from assistant.review.coach import STORY, coach
from assistant.routing import route
from assistant.ui import filing, library, parts, reading, session, story, telling
from assistant.ui.widgets import WIDGETS, Asking, key_of
from assistant.ui.widgets.files import ask_files


def draw(path: Path) -> None:
    visit, form = session.visit(), path.form
    page = next((p for p in form.pages if p.id == visit.page), None)
    if page is None or page.id not in {s.page.id for s in path.steps}:
        filing.show("recap")
        st.rerun()
    step = reading.live_step(form, page, path.today)
    t = visit.t
    with st.container(horizontal=True, horizontal_alignment="distribute", key="pl-moves"):
        st.button(
            t(M("Retour")),
            key="back",
            type="tertiary",
            icon=":material/arrow_back:",
            on_click=filing.back,
            args=(page.id,),
        )
        st.button(
            t(M("Demander de l'aide")), key="ask-help", type="tertiary", on_click=telling.ask_help, args=(page.id,)
        )
    _where(path, step)
    parts.title(t(page.title))
    for text in (page.intro, page.why):
        if text:
            parts.paragraph(t(text), "pl-why")
    _summary(form)
    _questions(form, step, path)
    _guides(step)
    if page.stop:
        parts.paragraph(t(page.stop), "pl-advice")
    words = M("Enregistrer et revenir au récapitulatif") if visit.from_recap else M("Continuer")
    st.button(t(words), type="primary", width="stretch", key="continue", on_click=filing.continue_, args=(page.id,))
    if form.sensitive and any(f.in_person for f in step.fields):
        words = M("Je préfère le dire de vive voix : passer cette page")
        st.button(t(words), width="stretch", key="in-person", on_click=filing.say_in_person, args=(page.id,))


def _questions(form: Form, step: Step, path: Path) -> None:
    visit = session.visit()
    steering = reading.controlling(step.page)
    for field in step.fields:
        mode = "rerun" if field.id in steering else "ignore"
        value = visit.answers.get(field.id)
        asking = Asking(field, (field.id,), value, visit.t, visit.errors, path.today, mode)  # type: ignore[arg-type]
        WIDGETS[field.type].draw(replace(asking, note=_from_talk(form, field)))
        if not isinstance(field, Items):
            ask_files(PieceWhere(form.id, field.id), field.attach or per_object(field), M(field.name))
        elif field.attach:
            ask_files(PieceWhere(form.id, field.id), field.attach, M(field.name))
        if field.id in visit.maskable:
            words = visit.t(M("Masquer ce qui ne doit pas y être **: {name}**", name=M(field.name)))
            st.button(words, key=f"mask-{field.id}", on_click=reading.mask, args=(field.id,))
        if field.id == STORY:
            _coach(path)
            _count(path)


def _from_talk(form: Form, field: Field) -> str:
    """Says of an answer that it was taken over from the conversation, and from which words, as long as it stands."""
    visit = session.visit()
    value, words = visit.told.get(form.id, {}).get(field.id, (None, ()))
    if value is None or visit.answers.get(field.id) != value:
        return ""
    if not words:
        return visit.t(M("Repris de votre conversation. Relisez, corrigez si besoin."))
    told = " … ".join(words)
    return visit.t(M("Repris de votre conversation, d'après vos mots : « {words} ». Corrigez si besoin.", words=told))


def _count(path: Path) -> None:
    """The length of the story, only where the service that limits it is a likely door (counted by shell/coach.js)."""
    doors = route(library.served().routing, path, path.today).channels
    if path.form.sensitive or "pel" not in {door.id for door in doors}:
        return
    t, words = session.visit().t, path.answers.get(STORY)
    text = M(
        "Votre récit fait {n} caractères. Plainte en ligne en accepte de 30 à 1 500 ; ici, écrivez autant qu'il faut.",
        n="\0",
    )
    before, after = escape(t(text)).split("\0")
    n = len(words) if isinstance(words, str) else 0
    st.html(f'<p class="pl-help">{before}<strong data-prelude-count="q-{STORY}">{n}</strong>{after}</p>')


def _guides(step: Step) -> None:
    """Gestures for these questions, folded: who knows them is not slowed down."""
    t = session.visit().t
    for guide in library.served().guides.of(step.fields):
        with st.expander(t(guide.title)):
            st.html("<ol class='pl-list'>" + "".join(f"<li>{escape(t(words))}</li>" for words in guide.steps) + "</ol>")
            parts.paragraph(t(guide.help), "pl-source")


def _coach(path: Path) -> None:
    """Six things an investigator looks for; each opens its question, and lights up once it is told (shell/coach.js)."""
    t, chips = session.visit().t, coach(path)
    if not chips:
        return
    yes = escape(t(M("dit")))
    items = "".join(
        f'<li data-pattern="{escape(chip.prompt.pattern)}" data-known="{int(chip.answered)}" '
        f'data-found="{int(chip.answered or chip.told)}"><details><summary>{escape(t(chip.prompt.name))} '
        f'<span class="pl-told">{yes}</span></summary><p>{escape(t(chip.prompt.question))}</p></details></li>'
        for chip in chips
    )
    head = escape(t(M("Un enquêteur cherchera ceci. Touchez un mot pour la question ; rien n'est obligatoire.")))
    st.html(f'<div class="pl-coach"><p class="pl-help">{head}</p><ul data-prelude-coach="q-{STORY}">{items}</ul></div>')


def _where(path: Path, step: Step) -> None:
    """Step name and number; open it to see what is missing and to jump."""
    visit = session.visit()
    t, ids = visit.t, [s.page.id for s in path.steps]
    place = ids.index(step.page.id) + 1
    total = place + _still_possible(path, step)
    label = t(M("Étape {n} sur {total} · {name}", n=place, total=total, name=M(step.page.name)))
    if len(visit.parts) > 1:
        label = t(M("Partie {n}", n=story.number())) + " · " + label
    # Only what was left behind: what is still to come is not missing yet.
    behind = {field.id for other in path.steps[: place - 1] for field in other.fields} & set(path.missing)
    if behind:
        label += " · " + t(Mn("{n} point essentiel à compléter", "{n} points essentiels à compléter", n=len(behind)))
    # Its dozen of buttons are drawn only once it is open: half the time of a run otherwise.
    with st.container(key="pl-steps"):
        steps = st.expander(label, key=f"steps-{step.page.id}", on_change="rerun")
    if steps.open:
        with steps:
            _steps(path)


def _still_possible(path: Path, step: Step) -> int:
    """How many pages may follow: those not ruled out yet, so that the total never grows under the person's feet."""
    later = path.form.pages[path.form.pages.index(step.page) + 1 :]
    return sum(holds(page.if_, path.fact) is not False for page in later)


def _steps(path: Path) -> None:
    t = session.visit().t
    for number, other in enumerate(path.steps, 1):
        missing = [f for f in other.fields if f.id in path.missing]
        words = f"{number}. {t(other.page.name)}"
        if missing:
            words += " – " + t(M("à compléter : {names}", names=", ".join(t(f.name) for f in missing)))
        st.button(words, key=f"step-{other.page.id}", type="tertiary", on_click=filing.jump, args=(other.page.id,))
    st.button(t(M("Voir le récapitulatif")), key="step-recap", on_click=filing.jump)


def _summary(form: Form) -> None:
    """All errors at once, each a link to its field."""
    visit = session.visit()
    if not visit.errors:
        return
    t = visit.t
    links = []
    for where, message in visit.errors.items():
        words = t(M("{name} : {message}", name=_named(form, where), message=message))
        links.append(f'<li><a href="#" data-prelude-goto="{key_of(where)}">{escape(words)}</a></li>')
    head = t(Mn("Une réponse est à corriger", "{n} réponses sont à corriger", n=len(links)))
    st.html(
        f'<div class="pl-errors" role="alert" tabindex="-1" data-prelude-summary><h2>{escape(head)}</h2><ul>{"".join(links)}</ul></div>'
    )


def _named(form: Form, where: session.Where) -> str:
    """The question, and inside a list or a group which item and which part: "Vélo 2, Valeur estimée"."""
    t, names = session.visit().t, []
    within: tuple[Field, ...] = tuple(form.fields.values())
    for tail in where:
        found = next((field for field in within if field.id == tail), None)
        if found:
            names.append(t(found.name))
            within = parts_of(found)
        elif isinstance(tail, int):
            names[-1] += f" {tail + 1}"
    return ", ".join(names) or str(where[0])
