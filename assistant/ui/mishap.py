"""What a person sees when the program fails: a calm sentence and a reference; what the log keeps: no answer."""

from __future__ import annotations

import logging
import secrets
import traceback
from html import escape

import streamlit as st

from assistant.i18n import Message as M
from assistant.ui import session

_LOG = logging.getLogger("prelude")


def tell(error: Exception) -> bool:
    """Shows a reference and logs where it happened under it; the error's own words may hold an answer, so they are not."""
    reference = f"E-{secrets.token_hex(3).upper()}"
    _LOG.error("%s %s\n%s", reference, type(error).__name__, "".join(traceback.format_tb(error.__traceback__)))
    t = session.visit().t
    lines = (
        t(M("Quelque chose n'a pas marché de notre côté.")),
        t(M("Vos réponses sont encore là. Appuyez sur un bouton de la page, ou revenez à la page précédente.")),
        t(
            M(
                "Si cela continue, vous pouvez aller directement dans un commissariat ou une gendarmerie. Référence de l'incident : {ref}.",
                ref=reference,
            )
        ),
    )
    st.html('<div class="pl-errors" role="alert">' + "".join(f"<p>{escape(line)}</p>" for line in lines) + "</div>")
    return True
