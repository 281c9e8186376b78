"""What is in the boxes of a page, and is no answer yet: read, set aside while another screen is shown, put back. No drawing."""

from __future__ import annotations

import re

from pydantic import JsonValue

from assistant.review.forbidden import masked
from assistant.ui import questions, session
from assistant.ui.session import Visit
from assistant.ui.snapshot import Typed

_BUTTON = re.compile(r"-(add|\d+-edit|\d+-drop|pick-\w+)$")  # holds nothing of the person, and may not be set
_TYPED = ("q-", "todo-", "receipt")  # the widgets whose values are the person's


def fill(values: Typed, put: bool) -> None:
    """What was typed comes back to the page where it was. `put`: in its boxes too; not when the browser still has them."""
    visit, widgets = session.visit(), session.widgets()
    visit.aside, visit.aside_stays = (_here(visit), values), not put
    if not put:
        return
    for key in [key for key in widgets if key.startswith(_TYPED)]:
        del widgets[key]
    for key, value in values.items():
        if key.startswith(_TYPED) and not _BUTTON.search(key):
            widgets[key] = value


def set_aside(away: bool) -> None:
    """What is in the boxes of a page waits while the person looks at another screen (help, the finder), and comes back.

    Streamlit drops it before the first line of the other screen runs: it is noted at each run of the page itself."""
    visit = session.visit()
    if away:
        visit.away = True
        return
    if visit.away:
        visit.away = False
        for key, value in aside(visit).items():
            session.widgets().setdefault(key, value)
    if not visit.aside_stays:
        visit.aside = (_here(visit), typed(visit))
    visit.aside_stays = False


def say_again() -> None:
    """The words of the options are about to change: what is picked is picked again by its meaning, or none would be."""
    widgets = session.widgets()
    for key in [key for key in widgets if key.startswith(_TYPED) and isinstance(widgets[key], str)]:
        widgets[key] = widgets[key]


def aside(visit: Visit) -> Typed:
    return visit.aside[1] if visit.aside and visit.aside[0] == _here(visit) else {}


def _here(visit: Visit) -> tuple[str, str]:
    return visit.view, visit.page


def typed(visit: Visit) -> Typed:
    """The values of the widgets of this page that can be written; what must never be asked is masked on the way."""
    state = session.widgets()
    prefixes = tuple(f"q-{name}" for name in _questions(visit)) if visit.view == "page" else _TYPED[1:]
    keys = [str(key) for key in state if str(key).startswith(prefixes)] if prefixes else []
    found = {key: _plain(state[key]) for key in keys if not _BUTTON.search(key)}
    return {key: value for key, value in sorted(found.items()) if value is not None}


def _questions(visit: Visit) -> list[str]:
    form = questions.forms().get(visit.form_id)
    page = next((page for page in form.pages if page.id == visit.page), None) if form else None
    return [field.id for field in page.fields] if page else []


def _plain(value: object) -> JsonValue:
    if isinstance(value, str):
        return masked(value)
    if isinstance(value, (bool, int, float)):
        return value
    return [str(one) for one in value] if isinstance(value, (list, tuple)) else None
