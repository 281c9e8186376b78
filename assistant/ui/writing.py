"""A visit writes its copy: made at the first write, saved over the version in hand, met when another tab wrote too.

A write whose end is not known (the database went away in the middle of it) may have been done: it is known again later.
"""

from __future__ import annotations

import hashlib
import time
from typing import NamedTuple

from assistant import drafts
from assistant.storage import Altered, Conflict, Draft, Drafts, Gone, Unavailable
from assistant.ui import session, snapshot
from assistant.ui.session import Visit

_TRIES = 4  # when others write at the same moment


class Theirs(NamedTuple):
    """What another tab wrote."""

    draft: Draft
    state: bytes


def write(store: Drafts, visit: Visit, state: bytes) -> Theirs | None:
    """Writes the state; gives what another tab wrote instead, when it alone said something new.

    Raises Conflict when both did: nothing is overwritten. Raises Gone, Altered, Unavailable."""
    for _ in range(_TRIES):
        try:
            visit.draft = _put(store, visit, state)
        except Conflict:
            if theirs := _meet(store, visit, state):
                return theirs
        else:
            visit.saved, visit.saved_at, visit.written = state, session.now(), time.monotonic()
            visit.doubtful.clear()
            return None
    raise Unavailable("others write without a pause")


def _put(store: Drafts, visit: Visit, state: bytes) -> Draft:
    try:
        if visit.draft is None:
            return _create(store, visit, state)
        return store.save(visit.draft, state, drafts.life(visit.draft))
    except Unavailable:
        visit.doubtful.add(_mark(state))
        raise


def _create(store: Drafts, visit: Visit, state: bytes) -> Draft:
    """A new draft, or the one that an earlier try made without our knowing."""
    visit.in_cookie, visit.ticket = False, ""
    if visit.token and (found := store.find(visit.token)):
        made = store.load(found)[0]
        return store.save(made, state, drafts.life(made))
    visit.token = visit.token or drafts.new_token()
    return store.create(state, visit.token)


def _meet(store: Drafts, visit: Visit, mine: bytes) -> Theirs | None:
    """Another version was there: ours to overwrite when it says nothing new (None), else what it says."""
    assert visit.draft is not None
    now, theirs = store.load(visit.draft)
    ours = _mark(theirs) in visit.doubtful or snapshot.says_same(theirs, mine)
    if ours or not snapshot.says_new(theirs, visit.saved):
        visit.draft = now
        return None
    if not snapshot.says_new(mine, visit.saved):
        return Theirs(now, theirs)
    raise Conflict


def _mark(state: bytes) -> bytes:
    return hashlib.sha256(state).digest()


def let_go(visit: Visit) -> None:
    """The visit has no copy any more: what there is of it, or may be, is to erase."""
    if gone := visit.draft or visit.token:
        visit.erasing.append(gone)
    visit.draft, visit.saved, visit.saved_at, visit.token, visit.ticket = None, b"", None, b"", "-"
    visit.pieces, visit.trouble = (), ""
    visit.doubtful.clear()


def erase(store: Drafts, visit: Visit) -> None:
    """Erases what is to erase; what the database did not answer for stays to erase. Raises Unavailable."""
    while visit.erasing:
        gone = visit.erasing[0]
        try:
            draft = store.find(gone) if isinstance(gone, bytes) else gone
            if draft:
                store.erase(draft)
        except (Gone, Altered):
            pass
        visit.erasing.pop(0)
