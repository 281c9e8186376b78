"""A failure of the program: the person gets a reference, the log no answer."""

from __future__ import annotations

import logging

import pytest
from streamlit.testing.v1 import AppTest

pytestmark = pytest.mark.journey


def _failing() -> None:
    from assistant.ui import mishap

    try:
        raise ValueError("SECRET-ANSWER")
    except ValueError as error:
        mishap.tell(error)


def test_reference_without_answers(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR, logger="prelude"):
        app = AppTest.from_function(_failing, default_timeout=30).run()
    shown = app.get("html")[0].proto.body
    reference = shown.split("E-")[1][:6]
    logged = caplog.text
    assert f"E-{reference} ValueError" in logged
    assert "SECRET-ANSWER" not in shown + logged.replace('raise ValueError("SECRET-ANSWER")', "")
