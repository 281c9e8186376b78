"""The working copy of a visit: written when something changed, found again after a reload or a restart. No drawing.

Nothing is written before the person has begun, nor for a sensitive form before they said yes.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from typing import ParamSpec, TypeVar

import streamlit as st

from assistant import drafts
from assistant.drafts import Ticket
from assistant.storage import Altered, Conflict, Draft, Gone, Unavailable
from assistant.ui import boxes, library, pieces, questions, session, snapshot, writing
from assistant.ui.session import Trouble, Visit

P = ParamSpec("P")
R = TypeVar("R")
_REFRESH = 600  # seconds: a visit that only reads goes on living
_TICKET = 300  # seconds after which the page gives the browser a new ticket


def _alone(act: Callable[P, R]) -> Callable[P, R]:
    """One run of a tab at a time: two may overlap, and one copy must not be written twice, nor erased while it is written."""

    @wraps(act)
    def acting(*args: P.args, **kwargs: P.kwargs) -> R:
        with session.visit().lock:
            return act(*args, **kwargs)

    return acting


@_alone
def begin() -> None:
    """The first run of a tab: a visit whose copy is still there goes on where it was."""
    visit = session.visit()
    if visit.arrived:
        return
    visit.arrived = True
    token = drafts.token_of(str(st.context.cookies.get(drafts.COOKIE, "")))
    if token is not None:
        visit.token, visit.trouble = token, "waiting"
        restore(typed_too=not session.sent_by_browser())


@_alone
def restore(typed_too: bool = True) -> None:
    """Reads the copy of the visit's cookie; while the database does not answer, the visit waits for it."""
    visit = session.visit()
    if visit.trouble != "waiting":
        return
    try:
        store = drafts.store()
        found = store.find(visit.token)
        if found:
            adopt(visit, *store.load(found), typed_too=typed_too)
        else:
            visit.token = b""
    except Unavailable:
        return
    except (Gone, Altered, ValueError):
        visit.token = b""
    visit.trouble = ""


def adopt(visit: Visit, draft: Draft, state: bytes, typed_too: bool = True) -> None:
    """The state of a draft becomes the visit. `typed_too`: not when the browser has it, and newer."""
    old, files = questions.begun_with(snapshot.versions_of(state)), pieces.load(draft)
    typed = snapshot.put(visit, state, {**library.served().forms, **old})
    visit.draft, visit.saved, visit.saved_at, visit.in_cookie = draft, state, session.now(), True
    visit.written, visit.pieces = time.monotonic(), files
    visit.doubtful.clear()
    visit.moved()
    boxes.fill(typed, typed_too)


def keepable(visit: Visit) -> list[str]:
    """The parts that may be written: all with a yes, none with a no, else those that are not sensitive."""
    forms = questions.forms()
    if visit.consent is False:
        return []
    return [name for name in visit.parts if name in forms and (visit.consent or not forms[name].sensitive)]


def consent(answer: bool | None) -> None:
    """What the person says of the copy; a no erases the one there is. None takes back a no, and is no yes either."""
    visit = session.visit()
    if answer is None and visit.consent:
        return
    visit.consent = answer
    if answer is False and (visit.draft or visit.token):
        drop()


def begun(visit: Visit) -> bool:
    """Whether there is something to lose: a page was opened, or something said in a questionnaire."""
    return not visit.carried and (visit.begun or bool(visit.form_id and visit.view != "before"))


@_alone
def save() -> None:
    """Writes what changed since the last time; called at the start of each run, once what was pressed has acted."""
    visit = session.visit()
    _erase(visit)
    if visit.trouble in ("conflict", "gone", "waiting") or not begun(visit):
        return
    parts = keepable(visit)
    if not parts:
        if visit.draft or visit.token:
            drop()
        return
    state = snapshot.take(visit, parts, boxes.aside(visit))
    if visit.draft and state == visit.saved and time.monotonic() - visit.written < _REFRESH:
        return
    visit.trouble = _write(visit, state)


def _write(visit: Visit, state: bytes) -> Trouble:
    """Writes it, or takes what another tab wrote when nothing was said here since; what is wrong otherwise."""
    try:
        questions.note()
        if theirs := writing.write(drafts.store(), visit, state):
            adopt(visit, *theirs)
            visit.told_updated = True
    except Conflict:
        return "conflict"
    except (Gone, Altered, ValueError):
        return "gone"
    except Unavailable:
        return "unsaved"
    return ""


@_alone
def take_theirs() -> None:
    """Conflict: the version of the other tab."""
    visit = session.visit()
    if visit.draft is None:
        return
    try:
        adopt(visit, *drafts.store().load(visit.draft))
        visit.trouble = ""
    except Unavailable:
        return
    except (Gone, Altered, ValueError):
        visit.trouble = "gone"


@_alone
def keep_mine() -> None:
    """Conflict, or a copy that is gone: what is in this tab is written over, because the person says so."""
    visit = session.visit()
    try:
        if visit.trouble == "gone":
            visit.draft, visit.token = None, b""
        elif visit.draft:
            visit.draft = drafts.store().load(visit.draft)[0]
    except (Gone, Altered):
        visit.draft, visit.token = None, b""
    except Unavailable:
        return
    visit.trouble, visit.saved = "", b""


@_alone
def drop() -> None:
    """Erases the copy, on the server and in the browser; the visit itself goes on in memory."""
    visit = session.visit()
    writing.let_go(visit)
    _erase(visit)


def _erase(visit: Visit) -> None:
    """What could not be erased because the database did not answer is tried again at each run."""
    if visit.erasing:
        with suppress(Unavailable):
            writing.erase(drafts.store(), visit)


@_alone
def erase() -> None:
    """Tout effacer: the copy, the cookie, the visit."""
    drop()
    session.erase()
    session.visit().ticket = "-"


def ticket() -> str:
    """What the page tells the browser about the cookie: set it (a ticket), drop it (`-`), it is right (`=`), nothing."""
    visit = session.visit()
    if visit.draft is None or visit.trouble == "gone":
        return visit.ticket if visit.ticket == "-" else ""
    if visit.in_cookie:
        return "="
    if not visit.ticket or visit.ticket == "-" or time.monotonic() - visit.ticket_made > _TICKET:
        visit.ticket, visit.ticket_made = drafts.ticket(Ticket(visit.token, visit.days)), time.monotonic()
    return visit.ticket


def forgets() -> bool:
    """Whether Quitter also takes away the way back: on a sensitive file, who looks after finds nothing."""
    visit, forms = session.visit(), questions.forms()
    return bool(visit.draft) and any(forms[name].sensitive for name in visit.parts if name in forms)
