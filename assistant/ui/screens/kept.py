"""What is said of the working copy when something is not as it should be, and the choices it calls for."""

from __future__ import annotations

from html import escape

import streamlit as st

from assistant.i18n import Message as M
from assistant.ui import filing, keeping, session
from assistant.ui.session import Visit

_AGAIN = 3  # seconds between two tries
_WAITING = M("Nous ne pouvons pas relire votre dossier pour l'instant. Il n'est pas perdu : nous réessayons.")
_UNSAVED = M(
    "Pas encore enregistré : notre base ne répond pas. Continuez à écrire, nous réessayons. Ne fermez pas cette page."
)
_ERASING = M("Pas encore effacé : notre base ne répond pas. Nous réessayons. Ne fermez pas cette page.")
_ERASED = M("Tout est effacé de ce site : vos réponses, vos fichiers, la copie de travail.")
_CONFLICT = M(
    "Ce dossier a aussi été modifié dans un autre onglet. Rien n'a été écrasé : dites-nous quelle version garder."
)
_GONE = M(
    "La copie de votre dossier a été effacée : délai passé, ou effacée dans un autre onglet. Vos réponses sont encore sur cette page."
)


def notice() -> None:
    """Above every page; nothing when all is well."""
    visit = session.visit()
    t = visit.t
    if visit.told_updated:
        visit.told_updated = False
        st.html(f'<p class="pl-advice" role="status">{escape(t(M("Mis à jour depuis votre autre onglet.")))}</p>')
    if _is_trying(visit):
        _retrying({"waiting": _WAITING, "unsaved": _UNSAVED}.get(visit.trouble, _ERASING))
    elif visit.told_erased:
        visit.told_erased = False
        st.html(f'<p class="pl-advice pl-done" role="status">{escape(t(_ERASED))}</p>')
    if visit.trouble == "conflict":
        _choice(
            _CONFLICT,
            ("take-theirs", M("Voir la version de l'autre onglet"), keeping.take_theirs),
            ("keep-mine", M("Garder ce que j'ai écrit ici"), keeping.keep_mine),
        )
    elif visit.trouble == "gone":
        _choice(
            _GONE,
            ("keep-mine", M("Enregistrer à nouveau"), keeping.keep_mine),
            ("erase-too", M("Tout effacer ici aussi"), filing.erase),
        )


def _is_trying(visit: Visit) -> bool:
    return visit.trouble in ("waiting", "unsaved") or bool(visit.erasing)


def _retrying(text: M) -> None:
    st.html(f'<p class="pl-advice pl-trouble" role="status">{escape(session.visit().t(text))}</p>')

    @st.fragment(run_every=_AGAIN)
    def again() -> None:
        visit = session.visit()
        if visit.trouble == "waiting":
            keeping.restore()
        else:
            keeping.save()
        if not _is_trying(visit):
            st.rerun()

    again()


def _choice(text: M, *choices: tuple[str, M, object]) -> None:
    t = session.visit().t
    with st.container(border=True, key="pl-kept-choice"):
        st.html(f'<p class="pl-text" role="alert">{escape(t(text))}</p>')
        for key, words, act in choices:
            st.button(t(words), key=key, on_click=act, width="stretch")  # type: ignore[arg-type]


def heartbeat() -> None:
    """A button nobody sees. The shell presses it when typing pauses, so that what is in the boxes is written too, and
    when the line is back after a cut: a page whose server has restarted answers no press before it has run once."""
    st.button("·", key="pl-keep")
