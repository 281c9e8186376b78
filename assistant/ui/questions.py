"""The versions of the questionnaire in this visit: each part goes on with the one it began with. No drawing."""

from __future__ import annotations

import time
from collections.abc import Mapping

from assistant import drafts
from assistant.form import Form
from assistant.form.carry import carry
from assistant.form.kept import dump, restore
from assistant.storage.forms import recall, remember
from assistant.ui import library, session

_AGAIN = 6 * 3600.0  # seconds after which a version in use says so again
_told: dict[str, float] = {}  # version -> when this process last said that it is used


def forms() -> Mapping[str, Form]:
    """What this visit asks: the versions it began with, and those of today for everything else."""
    served, own = library.served().forms, session.visit().own
    return {**served, **own} if own else served


def pin(form_id: str) -> None:
    """A part begins: its questions are those of today until the person chooses otherwise."""
    if form := library.served().forms.get(form_id):
        session.visit().own[form_id] = form


def note() -> None:
    """Has the versions of this visit kept beside its draft. Raises Unavailable."""
    for form in session.visit().own.values():
        if time.monotonic() - _told.get(form.version, -_AGAIN) >= _AGAIN:
            remember(drafts.store().db, form.version, form.id, dump(form))
            _told[form.version] = time.monotonic()


def begun_with(versions: Mapping[str, str]) -> dict[str, Form]:
    """The forms of a draft by its versions; today's where a version can no longer be had. Raises Unavailable."""
    found: dict[str, Form] = {}
    for name, version in versions.items():
        served = library.served().forms.get(name)
        if served and served.version == version:
            found[name] = served
        elif text := recall(drafts.store().db, version):
            form = restore(text)
            if isinstance(form, Form) and form.version == version:
                found[name] = form
    return found


def move_on(form_id: str) -> None:
    """The person takes today's version: what fits goes over, what does not was shown to them first."""
    visit, served = session.visit(), library.served().forms.get(form_id)
    old = visit.own.get(form_id)
    if served is None or old is None or form_id not in visit.parts:
        return
    visit.parts[form_id] = carry(old, served, visit.parts[form_id])
    visit.own[form_id] = served
    visit.lists, visit.opened, visit.errors = {}, {}, {}
    visit.moved()
