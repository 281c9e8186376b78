"""The working copy of a visit: written when something changed, found again after a reload or a restart. No drawing.

Nothing is written before the person has begun, nor for a sensitive form before they said yes.
"""

from __future__ import annotations

import re
import time

import streamlit as st
from pydantic import JsonValue

from assistant import drafts
from assistant.drafts import Ticket
from assistant.review.forbidden import masked
from assistant.storage import Altered, Conflict, Draft, Gone, Unavailable
from assistant.storage.drafts import DAY, VISIT
from assistant.ui import library, pieces, questions, session, snapshot
from assistant.ui.session import Visit

_REFRESH = 600  # seconds: a visit that only reads goes on living
_TICKET = 300  # seconds after which the page gives the browser a new ticket
_BUTTON = re.compile(r"-(add|\d+-edit|\d+-drop|pick-\w+)$")  # holds nothing of the person, and may not be set
_TYPED = ("q-", "todo-", "receipt")  # the widgets whose values are the person's


def begin() -> None:
    """The first run of a tab: a visit whose copy is still there goes on where it was."""
    visit = session.visit()
    token = drafts.token_of(str(st.context.cookies.get(drafts.COOKIE, "")))
    if token is not None:
        visit.token, visit.trouble = token, "waiting"
        restore()


def restore() -> None:
    """Reads the copy of the visit's cookie; while the database does not answer, the visit waits for it."""
    visit = session.visit()
    try:
        store = drafts.store()
        found = store.find(visit.token)
        draft, state = store.load(found) if found else (None, b"")
        if draft:
            adopt(visit, draft, state)
        else:
            visit.token = b""
    except Unavailable:
        return
    except (Gone, Altered, ValueError):
        visit.token = b""
    visit.trouble = ""


def adopt(visit: Visit, draft: Draft, state: bytes) -> None:
    """The state of a draft becomes the visit; what was typed goes back to its boxes, unless the browser still has it."""
    old = questions.begun_with(snapshot.versions_of(state))
    typed = snapshot.put(visit, state, {**library.served().forms, **old})
    visit.draft, visit.saved, visit.saved_at, visit.in_cookie = draft, state, session.now(), True
    visit.written, visit.pieces = time.monotonic(), pieces.load(draft)
    visit.moved()
    if not session.sent_by_browser():
        for key, value in typed.items():
            if key.startswith(_TYPED):
                session.widgets()[key] = value


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
    if answer is False and visit.draft:
        drop()


def begun(visit: Visit) -> bool:
    """Whether there is something to lose: a page was opened, or something said."""
    return visit.begun or bool(visit.form_id and visit.view != "before")


def save() -> None:
    """Writes what changed since the last time; called at the start of each run, once what was pressed has acted."""
    visit = session.visit()
    if visit.erasing:
        _erase(visit)
    if visit.trouble in ("conflict", "gone", "waiting") or not begun(visit):
        return
    parts = keepable(visit)
    if not parts:
        if visit.draft:
            drop()
        return
    state = snapshot.take(visit, parts, _aside(visit) if visit.view == "page" else _typed(visit))
    if visit.draft and state == visit.saved and time.monotonic() - visit.written < _REFRESH:
        return
    try:
        _write(visit, state)
    except Conflict:
        _meet(visit, state)
    except Gone:
        visit.trouble = "gone"
    except (Unavailable, Altered):
        visit.trouble = "unsaved"


def _write(visit: Visit, state: bytes) -> None:
    if visit.draft is None:
        visit.token = drafts.new_token()
        visit.draft, visit.in_cookie = drafts.store().create(state, visit.token), False
        visit.ticket = ""
    else:
        visit.draft = drafts.store().save(visit.draft, state, life(visit.draft))
    questions.note()
    visit.saved, visit.saved_at, visit.written, visit.trouble = state, session.now(), time.monotonic(), ""


def life(draft: Draft) -> int:
    """Seconds until a draft goes if nobody comes back; where keeping was switched off since, what was promised stays."""
    if draft.kind == "visit":
        return VISIT
    return drafts.kept_days() * DAY or max(draft.expires - int(time.time()), VISIT)


def _meet(visit: Visit, mine: bytes) -> None:
    """Another tab wrote in between: what changed on one side only is taken; else the person chooses, nothing is lost."""
    assert visit.draft is not None
    now, theirs = drafts.store().load(visit.draft)
    base = snapshot.said(visit.saved)
    if snapshot.said(theirs) in (base, snapshot.said(mine)):
        visit.draft = now
        _write(visit, mine)
    elif snapshot.said(mine) == base:
        adopt(visit, now, theirs)
        visit.told_updated = True
    else:
        visit.trouble = "conflict"


def take_theirs() -> None:
    """Conflict: the version of the other tab."""
    visit = session.visit()
    assert visit.draft is not None
    try:
        draft, state = drafts.store().load(visit.draft)
        session.clear_widgets()
        adopt(visit, draft, state)
        visit.trouble = ""
    except Unavailable:
        return
    except (Gone, Altered, ValueError):
        visit.trouble = "gone"


def keep_mine() -> None:
    """Conflict, or a copy that is gone: what is in this tab is written over, because the person says so."""
    visit = session.visit()
    try:
        if visit.trouble == "gone":
            visit.draft = None
        elif visit.draft:
            visit.draft = drafts.store().load(visit.draft)[0]
    except (Gone, Altered):
        visit.draft = None
    except Unavailable:
        return
    visit.trouble, visit.saved = "", b""


def drop() -> None:
    """Erases the copy, on the server and in the browser; the visit itself goes on in memory."""
    visit = session.visit()
    visit.erasing = visit.draft
    visit.draft, visit.saved, visit.saved_at, visit.token, visit.ticket = None, b"", None, b"", "-"
    visit.pieces = ()
    visit.trouble = ""
    _erase(visit)


def _erase(visit: Visit) -> None:
    """What could not be erased because the database did not answer is tried again at each run."""
    if visit.erasing is None:
        return
    try:
        drafts.store().erase(visit.erasing)
        visit.erasing = None
    except Unavailable:
        pass


def erase() -> None:
    """Tout effacer: the copy, the cookie, the visit."""
    drop()
    erasing = session.visit().erasing
    session.erase()
    session.visit().erasing, session.visit().ticket = erasing, "-"


def ticket() -> str:
    """What the page tells the browser about the cookie: set it (a ticket), drop it (`-`), it is right (`=`), nothing."""
    visit = session.visit()
    if visit.draft is None:
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


def set_aside(away: bool) -> None:
    """What is in the boxes of a page waits while the person looks at another screen (help, the finder), and comes back.

    Streamlit drops it before the first line of the other screen runs: it is noted at each run of the page itself."""
    visit = session.visit()
    if away:
        visit.away = True
        return
    if visit.away:
        visit.away = False
        for key, value in _aside(visit).items():
            session.widgets().setdefault(key, value)
    visit.aside = (visit.page, _typed(visit)) if visit.view == "page" else None


def _aside(visit: Visit) -> snapshot.Typed:
    return visit.aside[1] if visit.aside and visit.aside[0] == visit.page else {}


def _typed(visit: Visit) -> snapshot.Typed:
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
