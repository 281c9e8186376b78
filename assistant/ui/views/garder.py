"""Keep the file for later: a file on the device, or a draft on the server where the operator offers it; always a code."""

from __future__ import annotations

from html import escape

import streamlit as st

from assistant import drafts
from assistant.i18n import Message as M
from assistant.i18n import Translator
from assistant.ui import keeping, leaving, parts, session, story


def draw() -> None:
    visit = session.visit()
    t = visit.t
    parts.title(t(M("Garder mon dossier pour plus tard")))
    if not visit.begun:
        parts.paragraph(t(M("Il n'y a pas encore de dossier à garder.")))
        st.page_link("views/accueil.py", label=t(M("Choisir ce qui s'est passé")))
        return
    if done := str(st.session_state.get("leave-done", "")):
        _done(done, t)
    elif leaving.code():
        _note(t)
    else:
        _choose(t)
    st.page_link("views/dossier.py", label=t(M("Revenir à mon dossier")))


def _choose(t: Translator) -> None:
    days = drafts.kept_days()
    ways = {"file": t(M("Dans un fichier chiffré, sur mon appareil. Rien ne reste sur ce site."))}
    if days:
        ways["site"] = t(M("Sur ce site, chiffré, {n} jours après ma dernière visite.", n=days))
    if story.sensitive(story.walks()):
        text = M(
            "Quelqu'un peut-il voir votre appareil ? Un fichier laisse une trace dans les téléchargements, et un code noté peut être trouvé. Vous pouvez aussi ne rien garder et tout dire de vive voix."
        )
        parts.paragraph(t(text), "pl-advice")
    way = st.radio(t(M("Où le garder ?")), list(ways), format_func=lambda w: ways[str(w)], key="leave-choice")
    told = M("Un code l'ouvrira. Sans lui, personne ne peut lire votre dossier, nous non plus : notez-le sur papier.")
    parts.paragraph(t(told))
    st.button(t(M("Créer mon code")), type="primary", key="leave-make", on_click=leaving.make_code, args=(str(way),))


def _note(t: Translator) -> None:
    """The code, once; it is retyped before anything relies on it."""
    visit = session.visit()
    site = leaving.way() == "site"
    letters = f'<p class="pl-code" translate="no" dir="ltr">{escape(leaving.code())}</p>'
    reference = f"<p>{escape(t(M('Référence')))} : <strong>{escape(visit.reference)}</strong></p>" if site else ""
    st.html(f'<div class="pl-noted"><h2>{escape(t(M("Notez ce code maintenant")))}</h2>{letters}{reference}</div>')
    parts.paragraph(
        t(M("Il ne sera plus montré. Gardez-le loin du dossier ; n'en faites pas de photo sur un appareil surveillé."))
    )
    if error := st.session_state.get("leave-error"):
        st.html(
            f'<p class="pl-error" data-prelude-error data-prelude-for="leave-typed" role="alert">{escape(t(error))}</p>'
        )
    st.text_input(
        t(M("Retapez-le ici, pour vérifier que vous l'avez bien noté")), key="leave-typed", autocomplete="off"
    )
    if site:
        words = M("Cet appareil est à moi seul : y retrouver mon dossier sans code")
        st.checkbox(t(words), key="leave-mine")
    st.button(t(M("J'ai noté mon code")), type="primary", key="leave-confirm", on_click=leaving.confirm)


def _done(way: str, t: Translator) -> None:
    visit = session.visit()
    if way == "file":
        parts.paragraph(
            t(M("Téléchargez le fichier. Pour reprendre : ce site, « Reprendre mon dossier », le fichier et le code."))
        )
        st.download_button(
            t(M("Télécharger mon dossier")), leaving.resume_file(), file_name="dossier.prelude", key="leave-file",
            mime="application/octet-stream", on_click="ignore", type="primary", icon=":material/download:",
        )  # fmt: skip
        return
    parts.paragraph(t(M("C'est gardé jusqu'au {day}, et plus longtemps si vous revenez.", day=parts.kept_until())))
    parts.paragraph(
        t(
            M(
                "Pour reprendre : « Reprendre mon dossier », la référence {reference} et votre code.",
                reference=visit.reference,
            )
        )
    )
    st.button(t(M("Tout effacer maintenant")), key="erase-kept", on_click=keeping.erase)


draw()
