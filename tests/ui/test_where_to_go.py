"""Where to go, on the result: behind each door the office in which it is, and nothing invented when it is not known."""

from __future__ import annotations

import pytest
from pydantic import JsonValue
from streamlit.testing.v1 import AppTest

from tests.ui.test_linked import visit, words
from tests.ui.test_pages import press

pytestmark = pytest.mark.directory
HOME: JsonValue = {"adresse": "4 rue X", "commune": "Saint-Égrève", "code_postal": "38120"}


def result(form: str, answers: dict[str, JsonValue]) -> AppTest:
    """The result of a form with these answers."""
    app = AppTest.from_file("../../assistant/ui/app.py", default_timeout=30).run()
    press(press(app, f"kind-{form}"), "start")
    visit(app).answers.update(answers)
    visit(app).view = "result"
    app.run()
    assert not app.exception
    return app


def offices(app: AppTest, fold: str = "Les bureaux les plus proches") -> tuple[list[str], list[str]]:
    """Names of the offices shown at once, and of those inside the fold."""
    folds = {each.label: [_name(html.proto.body) for html in each.get("html")] for each in app.expander}
    inside = {name for names in folds.values() for name in names}
    shown = [name for html in app.get("html") if (name := _name(html.proto.body)) and name not in inside]
    return shown, [name for name in folds.get(fold, []) if name]


def _name(html: str) -> str:
    return html.partition('"pl-office">')[2].partition("<")[0].replace("&#x27;", "'")


def test_a_dump_shows_the_town_hall_of_the_place_first() -> None:
    shown, folded = offices(result("environnement", {"coordonnees": HOME, "lieu": {"commune": "38563"}}))
    assert shown == ["Mairie de Voiron"]
    assert len(folded) == 2 and not any("Mairie" in name for name in folded)


def test_a_theft_shows_the_units_first() -> None:
    shown, _ = offices(result("vol_violence", {"lieu": {"commune": "38563"}}))
    assert shown == ["Commissariat de police de Voiron", "Brigade de proximité de gendarmerie de Voiron"]


def test_a_town_hall_that_is_not_known_is_not_invented() -> None:
    app = result("environnement", {"coordonnees": HOME, "lieu": {"commune": "75056"}})
    assert offices(app)[0] == []
    assert "Nous ne connaissons pas l'adresse de cette mairie" in words(app)
    assert "Paris (75) : nous n'avons pas établi" in words(app)


def test_without_a_commune_the_person_is_told_to_give_one() -> None:
    app = result("environnement", {})
    assert offices(app) == ([], [])
    assert "Indiquez une commune" in words(app)


def test_counters_that_may_help_are_a_fold_of_their_own_and_what_is_not_known_is_said() -> None:
    app = result("violences", {"coordonnees": HOME, "lieu": {"commune": "38185"}})
    _, near = offices(app, "Les guichets d'aide près d'ici")
    assert near == ["Permanence d'information et d'orientation juridiques de Fontaine"]
    assert "Unité médico-judiciaire" in next(h.proto.body for h in app.get("html") if "pl-unlisted" in h.proto.body)
    assert [fold.label for fold in result("vol_velo", {}).expander if "guichets" in fold.label] == []
