"""Your data: what is kept, where, how long. True of this version, and checked by tests."""

from __future__ import annotations

from html import escape

import streamlit as st

from assistant.i18n import Message as M
from assistant.ui import advice, filing, keeping, parts, session


def _outside() -> tuple[tuple[M, M], ...]:
    """Said first, where an operator has set a model server: it is the one thing that may leave."""
    if (there := advice.server()) is None:
        return ()
    told = M("Ce site peut consulter un service automatique tenu par {by}, pour mieux comprendre la conversation. Rien ne lui est envoyé sans votre oui, demandé une fois, jamais sur un sujet sensible ni quand un danger est repéré. Vos messages sont alors envoyés sans les noms reconnus, numéros et adresses ; vos réponses au questionnaire et vos fichiers, jamais. Ce qu'il garde dépend de lui.", by=there.by)  # fmt: skip
    return ((M("Ce qui peut sortir de ce site"), told),)


def draw() -> None:
    t = session.visit().t
    parts.title(t(M("Vos données")))
    for title, text in (
        *_outside(),
        (
            M("Ce que vous écrivez"),
            M(
                "Pendant la visite, le serveur garde une copie de travail chiffrée : si la page se recharge ou si la connexion coupe, vous retrouvez tout. Elle est effacée deux heures après votre dernière action, ou tout de suite avec « Tout effacer ». Pour un sujet sensible, rien n'est écrit tant que vous n'avez pas dit oui."
            ),
        ),
        (
            M("La conversation"),
            M(
                "Elle est lue sur ce serveur, par un modèle qui ne parle à personne d'autre. Tant que vous n'avez pas commencé un questionnaire, rien n'en est gardé : recharger la page l'efface. Ensuite elle suit les règles de vos réponses ; pour un sujet sensible, rien n'en est repris."
            ),
        ),
        (
            M("Vos documents"),
            M(
                "Ils sont fabriqués au moment où vous les demandez et vont sur votre appareil. Le serveur n'en garde pas de copie au-delà de la visite."
            ),
        ),
        (
            M("Qui peut lire"),
            M(
                "Personne ne reçoit vos réponses : ni police, ni gendarmerie, ni mairie. C'est vous qui montrez ou envoyez vos documents. La copie de travail ne s'ouvre qu'avec une clé que seul votre navigateur détient ; pendant la visite, vos réponses sont lisibles dans la mémoire du serveur."
            ),
        ),
        (
            M("Cookies et mesure d'audience"),
            M(
                "Aucune mesure d'audience : votre navigateur ne parle qu'à ce site. Deux cookies possibles : la langue que vous choisissez vous-même, et la clé de votre copie de travail, qui disparaît quand vous fermez le navigateur."
            ),
        ),
        (
            M("Les fichiers joints au PDF"),
            M("Vos réponses ne sont jointes au PDF que si vous le demandez ; elles voyagent alors avec lui."),
        ),
        (
            M("La signature du document"),
            M(
                "Le code carré contient une référence et une empreinte du document, sans aucune donnée personnelle. Il permet de vérifier que le document n'a pas été modifié."
            ),
        ),
        (
            M("Les adresses et les tribunaux"),
            M(
                "L'annuaire est embarqué dans le site : INSEE, La Poste, IGN, DILA (Licence Ouverte 2.0), et pour les tribunaux et certains points, des sources sous licence ODbL (table des cantons COG, Base Adresse Nationale). Chaque adresse montre la date de sa source."
            ),
        ),
    ):
        st.html(f'<h2 class="pl-section">{escape(t(title))}</h2><p class="pl-text">{escape(t(text))}</p>')
    visit = session.visit()
    if visit.draft:
        words = M("Effacer la copie de travail, ne plus rien garder")
        st.button(t(words), key="no-copy", on_click=keeping.consent, args=(False,))
    elif visit.begun:
        words = M("Garder une copie de travail pendant la visite")
        st.button(t(words), key="copy", on_click=keeping.consent, args=(True,))
    if visit.begun or visit.trouble == "waiting":
        st.button(t(M("Tout effacer maintenant")), key="erase-data", on_click=filing.erase)


draw()
