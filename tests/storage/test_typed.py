"""What was in the boxes of a page that went away joins the copy; what was promised of the copy stays."""

from __future__ import annotations

import json

import pytest

from assistant import drafts
from assistant.storage.codes import new_code
from assistant.storage.drafts import DAY, VISIT

pytestmark = pytest.mark.never_lost
STATE = json.dumps({"parts": {}, "typed": {"q-recit": "On m'a", "q-vu": "oui"}}).encode()


@pytest.mark.parametrize(("days", "life"), [(0, VISIT), (30, 30 * DAY)])
def test_a_page_that_goes_away_shortens_no_promise(days: int, life: int) -> None:
    token, store = drafts.new_token(), drafts.store()
    draft = store.create(STATE, token)
    if days:  # this installation keeps nothing any more: the draft was promised before
        draft = store.keep(draft, f"P-{token.hex()[:8]}", new_code(), days)
    drafts.add_typed(token, {"q-recit": "On m'a pris mon vélo"})
    now, state = store.load(draft)
    assert json.loads(state)["typed"] == {"q-recit": "On m'a pris mon vélo", "q-vu": "oui"}
    assert now.kind == ("kept" if days else "visit")
    assert life - 60 <= now.expires - store.clock() <= life + 1
