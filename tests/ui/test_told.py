"""What is marked as coming from the conversation is kept with the file, and only while it stands as it was said."""

from __future__ import annotations

import json

import pytest

from assistant.form import load_library
from assistant.ui import snapshot
from assistant.ui.session import Visit

pytestmark = pytest.mark.chat
FORMS = load_library().forms
DAY = {"start": "2026-11-16", "end": "2026-11-16", "precision": "day"}


def kept() -> Visit:
    visit = Visit(form_id="vol_velo", parts={"vol_velo": {"periode": dict(DAY), "lieu": {"commune": "38563"}}})
    visit.told = {"vol_velo": {"periode": (dict(DAY), ("lundi",)), "lieu": ({"commune": "38185"}, ("à Grenoble",))}}
    return visit


def test_marks_come_back_and_one_that_was_corrected_does_not() -> None:
    again = Visit()
    snapshot.put(again, snapshot.take(kept(), ["vol_velo"], {}), FORMS)
    assert again.told == {"vol_velo": {"periode": (DAY, ("lundi",))}}


@pytest.mark.parametrize(
    "told",
    [
        None,
        3,
        "x",
        [],
        {"vol_velo": 3},
        {"vol_velo": {"periode": 3}},
        {"vol_velo": {"periode": [1, 2]}},
        {"nulle_part": {}},
    ],
    ids=str,
)
def test_marks_that_cannot_be_read_are_left_out(told: object) -> None:
    state = json.loads(snapshot.take(kept(), ["vol_velo"], {})) | {"told": told}
    again = Visit()
    snapshot.put(again, json.dumps(state).encode(), FORMS)
    assert not any(again.told.values())
    assert again.answers["periode"] == DAY
