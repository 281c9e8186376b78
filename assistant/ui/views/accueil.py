"""Home: what happened, in families; nothing else."""

from __future__ import annotations

from collections.abc import Mapping

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
    filing.begin(form_id)
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
    form = reading.current_form()
    if form and visit.begun:
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
