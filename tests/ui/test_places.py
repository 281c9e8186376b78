"""A journey told on the screen: both its ends are kept, and the notes of the result speak of them."""

from __future__ import annotations

import pytest
from pydantic import JsonValue
from streamlit.testing.v1 import AppTest

from tests.ui.test_pages import FORMS, press

pytestmark = pytest.mark.directory


@pytest.fixture
def asked() -> AppTest:
    """The page that asks where, of a form for which the facts may have taken place on the way."""
    app = AppTest.from_file("../../assistant/ui/app.py", default_timeout=30).run()
    press(press(app, "kind-vol_simple"), "start")
    while not any(box.key == "q-lieu-commune" for box in app.text_input):
        press(app, "continue")
    return app


def where(app: AppTest) -> JsonValue:
    press(app, "continue")
    assert not app.exception
    answers = app.session_state["prelude"].answers
    assert isinstance(answers, dict)
    return answers.get("lieu")


@pytest.mark.parametrize(
    ("start", "end", "kept"),
    [
        ("Voiron", "Vienne (38)", {"commune": "38563", "end": {"commune": "38544"}}),
        ("Voiron", "", {"commune": "38563"}),
        ("", "Vienne (38)", {"commune": "38544"}),
        ("Voiron", "Zzyzx", {"commune": "38563", "end": {"text": "Zzyzx"}}),
    ],
)
def test_both_ends_of_a_journey(asked: AppTest, start: str, end: str, kept: JsonValue) -> None:
    asked.text_input(key="q-lieu-commune").set_value(start)
    asked.text_input(key="q-lieu-end-commune").set_value(end)
    asked.run()
    assert where(asked) == kept
    press(asked, "back")
    if end and start:
        assert asked.text_input(key="q-lieu-end-commune").value in end


def test_the_other_end_is_asked_only_where_a_journey_makes_sense() -> None:
    offered = {name for name, form in FORMS.items() if getattr(form.fields.get("lieu"), "route", False)}
    assert {"accident_fuite", "vol_simple", "vol_violence", "disparition"} <= offered
    assert not offered & {"cambriolage", "violences_conjugales", "arnaque_en_ligne"}
