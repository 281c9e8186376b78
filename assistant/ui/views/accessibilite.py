"""Accessibility: what was tested, what is left."""

from __future__ import annotations

from html import escape

import streamlit as st

from assistant.i18n import Message as M
from assistant.ui import parts, session


def draw() -> None:
    t = session.visit().t
    parts.title(t(M("Accessibilité")))
    for title, lines in (
        (
            M("Ce qui est testé à chaque version"),
            [
                M(
                    "Chaque page et chaque état (erreurs, fenêtres, clair et sombre) est passé au contrôle automatique axe-core, sans défaut."
                ),
                M("Une démarche entière se fait au clavier, et à 320 pixels de large."),
                M(
                    "Le titre de l'étape reçoit le focus ; en cas d'erreur, c'est le résumé des erreurs, avec un lien vers chaque champ."
                ),
                M("Les documents PDF sont balisés (PDF/UA-1)."),
            ],
        ),
        (
            M("Ce qui reste à faire"),
            [
                M(
                    "Aucun audit RGAA par un organisme indépendant n'a encore été fait : cette page n'est pas une déclaration de conformité."
                ),
                M("Pas encore de version en langue des signes ni en facile à lire et à comprendre."),
                M("Sans JavaScript, seuls les numéros d'urgence et les conseils de base sont lisibles."),
            ],
        ),
    ):
        st.html(f'<h2 class="pl-section">{escape(t(title))}</h2>')
        parts.bullets([t(line) for line in lines])


draw()
