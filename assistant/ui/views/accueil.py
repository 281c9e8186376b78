"""Home: what happened, in families; nothing else."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from html import escape

import streamlit as st

from assistant.form import Form
from assistant.i18n import Message as M
from assistant.ui import filing, library, parts, reading, session, story

# The families of the home page, in order: id -> title and examples. A form names its family.
FAMILIES: Mapping[str, tuple[M, M]] = {
    "vol": (M("Vol, cambriolage, dégradation"), M("vélo, téléphone, logement, voiture")),
    "arnaque": (M("Arnaque, carte, internet"), M("faux site, carte utilisée, compte piraté")),
    "menaces": (M("Menaces, harcèlement, insultes"), M("en ligne ou en face")),
    "violences": (M("Violences"), M("dans le couple, dans la famille, ailleurs")),
    "famille": (M("Enfant, personne vulnérable, famille"), M("danger, disparition, garde")),
    "route": (M("Route"), M("accident, délit de fuite")),
    "animal": (M("Animal, environnement"), M("maltraitance, dépôt sauvage")),
    "perdu": (M("Perdu, pas volé"), M("papiers")),
}


def _choose(form_id: str) -> None:
    """Opens a kind of facts; with another file begun, the person first says whether it is the same story."""
    visit = session.visit()
    if visit.trouble == "waiting" or (visit.begun and form_id not in visit.parts):
        st.session_state["pl-second"] = form_id
        visit.moved()
        return
    filing.begin(form_id)
    st.session_state["pl-goto"] = "dossier"


def _second(form: Form) -> None:
    """A second kind of facts: in the same file, or in a new one, and then the first is erased."""
    t = session.visit().t
    with st.container(border=True, key="pl-second-facts"):
        st.html(f'<h2 class="pl-family">{escape(t(M("Vous avez déjà un dossier commencé")))}</h2>')
        parts.paragraph(t(M("Vous avez choisi : {name}.", name=M(form.head.sentence))))
        if session.visit().begun:  # a file that cannot be read for the moment receives nothing
            words = t(M("C'est la même histoire : l'ajouter à mon dossier"))
            st.button(
                words, type="primary", key="second-add", on_click=_go, args=(story.add_part, form.id), width="stretch"
            )
        words = t(M("Effacer mon dossier et en commencer un autre"))
        st.button(words, key="second-anew", on_click=_go, args=(filing.begin, form.id), width="stretch")
        st.button(t(M("Annuler")), type="tertiary", key="second-cancel", on_click=_go)


def _go(act: Callable[[str], None] | None = None, form_id: str = "") -> None:
    st.session_state.pop("pl-second", None)
    if act:
        act(form_id)
        st.session_state["pl-goto"] = "dossier"


def _resume() -> None:
    st.session_state["pl-goto"] = "dossier"


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
    form, second = reading.current_form(), library.served().forms.get(str(st.session_state.get("pl-second")))
    if second and (visit.begun or visit.trouble == "waiting"):
        _second(second)
    elif form and visit.begun:
        with st.container(border=True, key="pl-pending"):
            walks = story.walks()
            begun = M("Vous avez un dossier commencé : {title}.", title=M(walks[0].form.head.title))
            parts.paragraph(t(M("Vous avez un dossier commencé.") if story.sensitive(walks) else begun))
            with st.container(horizontal=True):
                st.button(t(M("Reprendre mon dossier")), type="primary", key="resume", on_click=_resume)
                st.button(t(M("Tout effacer")), key="erase-home", on_click=filing.erase)
    forms = list(library.served().forms.values())
    for family, (name, examples) in FAMILIES.items():
        inside = [f for f in forms if f.head.family == family]
        if inside:
            _family(family, name, examples, inside)
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


def _family(family: str, name: M, examples: M, forms: list[Form]) -> None:
    """A card with plain words and examples; opened, the kinds of facts as a person would say them."""
    t = session.visit().t
    with (
        st.container(key=f"pl-family-{family}"),
        st.expander(f"**{t(name)}**  \n{t(examples)}", key=f"family-{family}"),
    ):
        for form in forms:
            st.button(t(form.head.sentence), key=f"kind-{form.id}", on_click=_choose, args=(form.id,), width="stretch")


if st.session_state.pop("pl-goto", None):
    st.switch_page("views/dossier.py")
draw()
