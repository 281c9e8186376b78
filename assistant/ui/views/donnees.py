"""Your data: what is kept, where, how long. True of this version, and checked by tests."""

from __future__ import annotations

from html import escape

import streamlit as st

from assistant.i18n import Message as M
from assistant.ui import filing, parts, session


def draw() -> None:
    t = session.visit().t
    parts.title(t(M("Vos données")))
    for title, text in (
        (
            M("Ce que vous écrivez"),
            M(
                "Vos réponses restent dans la mémoire du serveur, le temps de votre visite. Elles ne sont écrites dans aucun fichier ni aucune base. Elles disparaissent quand vous fermez ou rechargez la page (au plus tard quelques minutes après), ou avec « Tout effacer »."
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
                "Personne ne reçoit vos réponses : ni police, ni gendarmerie, ni mairie. C'est vous qui montrez ou envoyez vos documents. Pendant la visite, elles sont lisibles dans la mémoire du serveur."
            ),
        ),
        (
            M("Cookies et mesure d'audience"),
            M(
                "Aucune mesure d'audience, aucun service extérieur. Un seul cookie possible : la langue que vous choisissez vous-même."
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
    if session.visit().begun:
        st.button(t(M("Tout effacer maintenant")), key="erase-data", on_click=filing.erase)


draw()
