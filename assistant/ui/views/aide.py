"""Help: leaving no trace, numbers, how the questionnaire works."""

from __future__ import annotations

from html import escape

import streamlit as st

from assistant.i18n import Message as M
from assistant.ui import parts, session
from assistant.ui.offices import refusal_card


def _block(title: M, lines: list[M], anchor: str = "") -> None:
    t = session.visit().t
    mark = f' id="{anchor}"' if anchor else ""
    items = "".join(f"<li>{escape(t(line))}</li>" for line in lines)
    st.html(f'<h2 class="pl-section"{mark}>{escape(t(title))}</h2><ul class="pl-list">{items}</ul>')


def draw() -> None:
    t = session.visit().t
    parts.title(t(M("Aide")))
    _block(
        M("En danger"),
        [
            M("Appelez le 17 ou le 112. Si vous ne pouvez pas parler : SMS au 114."),
            M("Blessé ou malaise : 15. Feu : 18. Enfant en danger : 119. Idées suicidaires : 3114."),
        ],
    )
    _block(
        M("Effacer les traces sur cet appareil"),
        [
            M(
                "Le bouton Quitter remplace la page par un site neutre. Il n'efface ni l'historique du navigateur ni les fichiers téléchargés."
            ),
            M(
                "Historique : dans le menu du navigateur, ouvrez « Historique », cherchez cette adresse et supprimez-la."
            ),
            M("Fichiers : ouvrez « Téléchargements », supprimez les documents, puis videz la corbeille."),
            M("Une fenêtre de navigation privée ne garde pas l'historique, mais garde les fichiers téléchargés."),
            M("Si votre téléphone est surveillé, utilisez l'appareil d'une personne de confiance."),
        ],
        anchor="effacer",
    )
    _block(
        M("Le questionnaire"),
        [
            M("Répondez avec vos mots. « Je ne sais pas » est une vraie réponse."),
            M(
                "Vous pouvez revenir en arrière, changer une réponse depuis le récapitulatif, et faire les documents à tout moment."
            ),
            M(
                "Vous pouvez tout faire au clavier : Tab pour avancer, Espace pour choisir, Entrée pour valider un bouton."
            ),
            M("Échap trois fois de suite quitte la page."),
        ],
    )
    _block(
        M("Porter plainte"),
        [
            M(
                "Tout commissariat, toute gendarmerie doit recevoir la plainte d'une victime, où que les faits aient eu lieu (code de procédure pénale, article 15-3)."
            ),
            M("Ni la nationalité ni le titre de séjour ne comptent. L'interprète est gratuit pour vous."),
            M("Ce site ne dépose rien et ne fait courir ni n'arrête aucun délai."),
        ],
    )
    st.html(refusal_card(t))


draw()
