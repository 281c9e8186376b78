"""The finder as a page: what it says where little is known, and what it never shows."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from tests.ui.test_linked import words

pytestmark = pytest.mark.directory
MISSING = "d'autres guichets dont nous n'avons pas l'adresse"


def found(typed: str, *unticked: str) -> AppTest:
    """The finder after a commune was typed, some boxes unticked."""
    app = AppTest.from_file("../../assistant/ui/app.py", default_timeout=30).run()
    app.switch_page("views/trouver.py").run()
    app.text_input(key="find-commune").set_value(typed).run()
    for key in unticked:
        app.checkbox(key=key).uncheck()
    app.run()
    assert not app.exception
    return app


def test_what_is_not_known_near_is_told_in_one_line_with_where_to_look() -> None:
    told = [html.proto.body for html in found("Voiron").get("html") if "pl-unlisted" in html.proto.body]
    assert len(told) == 1
    for kind in ("Unité médico-judiciaire", "Hôpital", "France services", "Maison du Département"):
        assert kind in told[0]
    assert "Mairie" not in told[0] and "Maison de justice" not in told[0]
    assert 'href="https://lannuaire.service-public.gouv.fr"' in told[0]


def test_it_is_not_told_to_who_asked_for_units_only() -> None:
    assert MISSING in words(found("Voiron"))
    assert MISSING not in words(found("Voiron", "find-partners"))
