"""Two tabs wrote the same file: what one of them said alone is taken, both are put before the person, nothing is lost."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from pydantic import JsonValue

from assistant.storage import Conflict, Drafts
from assistant.ui import writing
from assistant.ui.session import Visit

pytestmark = pytest.mark.never_lost
Said = dict[str, JsonValue]
BASE: Said = {"parts": {"vol": {"decl_role": "victime"}}, "page": "faits", "typed": {"q-recit": "", "q-vu": "oui"}}
MOVED: Said = {"page": "velo", "typed": {}}
TYPED: Said = {"typed": {"q-recit": "On m'a pris mon vélo", "q-vu": "oui"}}
ANSWERED: Said = {"parts": {"vol": {"decl_role": "victime", "recit": "On m'a pris mon vélo"}}, **MOVED}
EMPTIED: Said = {"typed": {"q-recit": "", "q-vu": ""}}
NEXT_BOXES: Said = {"page": "velo", "typed": {"q-marque": "", "q-prix": False}}


def state(change: Said) -> bytes:
    return json.dumps({**BASE, **change}).encode()


@pytest.mark.parametrize(
    ("theirs", "mine", "kept"),
    [
        (MOVED, TYPED, "mine"),
        (NEXT_BOXES, TYPED, "mine"),
        (TYPED, MOVED, "theirs"),
        (TYPED, NEXT_BOXES, "theirs"),
        (ANSWERED, MOVED, "theirs"),
        (EMPTIED, MOVED, "theirs"),
        (TYPED, TYPED, "mine"),
        (MOVED, NEXT_BOXES, "mine"),
        (TYPED, ANSWERED, "choice"),
        (EMPTIED, TYPED, "choice"),
        (ANSWERED, {"parts": {"vol": {}}}, "choice"),
    ],
)
def test_only_what_both_said_calls_for_a_choice(store: Drafts, theirs: Said, mine: Said, kept: str) -> None:
    one = Visit()
    writing.write(store, one, state({}))
    assert one.draft is not None
    other = replace(one, doubtful=set(), erasing=[])
    assert writing.write(store, other, state(theirs)) is None
    if kept == "choice":
        with pytest.raises(Conflict):
            writing.write(store, one, state(mine))
    else:
        found = writing.write(store, one, state(mine))
        assert (found.state if found else None) == (state(theirs) if kept == "theirs" else None)
    expected = state(mine) if kept == "mine" else state(theirs)
    assert store.load(one.draft)[1] == expected
