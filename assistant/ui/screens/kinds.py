"""The kinds of facts, in families: the list from which a person chooses what happened."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from assistant.form import Form
from assistant.i18n import Message as M
from assistant.ui import library, session

# The families, in order: id -> title and examples. A form names its family.
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


def families(choose: Callable[[str], None]) -> None:
    """A card for each family that has forms; `choose` is called with the form."""
    forms = list(library.served().forms.values())
    for family, (name, examples) in FAMILIES.items():
        inside = [form for form in forms if form.head.family == family]
        if inside:
            _family(family, name, examples, inside, choose)


def _family(family: str, name: M, examples: M, forms: list[Form], choose: Callable[[str], None]) -> None:
    """A card with plain words and examples; opened, the kinds of facts as a person would say them."""
    t = session.visit().t
    with (
        st.container(key=f"pl-family-{family}"),
        st.expander(f"**{t(name)}**  \n{t(examples)}", key=f"family-{family}"),
    ):
        for form in forms:
            st.button(t(form.head.sentence), key=f"kind-{form.id}", on_click=choose, args=(form.id,), width="stretch")
