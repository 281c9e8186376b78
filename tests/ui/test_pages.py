"""Every page and role through Streamlit's own test runner: no exception, the right heading, answers kept."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from streamlit.testing.v1 import AppTest

from assistant.fields import FIELD_TYPES
from assistant.form import load_library
from assistant.i18n import LANGUAGES
from assistant.ui.parts import PAGES
from assistant.ui.widgets import WIDGETS

pytestmark = pytest.mark.journey
FORMS = load_library().forms
ROLES = [(name, role) for name, form in FORMS.items() for role in form.fields["decl_role"].options]  # type: ignore[attr-defined]


@pytest.fixture
def app() -> AppTest:
    return AppTest.from_file("../../assistant/ui/app.py", default_timeout=30).run()


def headings(app: AppTest) -> list[str]:
    """The h1 of a screen is drawn by st.html: exactly one is expected."""
    return [text for element in app.get("html") if "pl-title" in (text := element.proto.body)]


def press(app: AppTest, key: str) -> AppTest:
    app.button(key=key).click()
    return app.run()


def test_a_widget_for_each_type_and_no_other() -> None:
    assert set(WIDGETS) == set(FIELD_TYPES)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", [name for name, _ in PAGES])
def test_page_opens(app: AppTest, name: str, lang: str) -> None:
    if lang != "fr":
        press(app, f"lang-{lang}")
    app.switch_page(f"views/{name}.py").run()
    assert not app.exception
    assert len(headings(app)) == 1


def steps(app: AppTest) -> Iterator[str]:
    """Continue until the recap; gives each heading."""
    for _ in range(40):
        yield headings(app)[0]
        if not any(b.key == "continue" for b in app.button):
            return
        press(app, "continue")


@pytest.mark.parametrize(("form_id", "role"), ROLES)
def test_whole_walk_with_nothing_but_a_role(app: AppTest, form_id: str, role: str) -> None:
    """Essential never blocks: every form reaches recap and result for every role, with gaps told."""
    press(press(app, f"kind-{form_id}"), "start")
    for heading in steps(app):
        assert not app.exception, heading
        if any(r.key == "q-decl_role" for r in app.radio):
            app.radio(key="q-decl_role").set_value(role)
    assert app.session_state["prelude"].view == "recap"
    assert app.session_state["prelude"].answers["decl_role"] == role
    press(app, "to-result")
    assert not app.exception
    assert app.session_state["prelude"].view == "result"


def test_an_invalid_answer_stays_and_keeps_what_was_typed(app: AppTest) -> None:
    press(press(app, "kind-vol_velo"), "start")
    app.radio(key="q-decl_role").set_value("victime")
    press(app, "continue")
    app.text_input(key="q-periode-day").set_value("31/02/2026")
    app.text_input(key="q-lieu_precis").set_value("arceaux")
    press(app, "continue")
    visit = app.session_state["prelude"]
    assert (visit.page, set(visit.errors)) == ("quand_ou", {("periode",)})
    assert app.text_input(key="q-periode-day").value == "31/02/2026"
    assert visit.answers["lieu_precis"] == "arceaux", "what is valid is kept at once"
    app.text_input(key="q-periode-day").set_value("20/11/2026")
    press(app, "continue")
    assert app.session_state["prelude"].page == "recit"


def test_a_change_from_the_recap_comes_back_to_it(app: AppTest) -> None:
    press(press(app, "kind-vol_velo"), "start")
    app.radio(key="q-decl_role").set_value("victime")
    for _ in steps(app):
        pass
    press(app, "edit-recit")
    app.text_area(key="q-recit").set_value("Mon vélo a disparu.")
    press(app, "continue")
    visit = app.session_state["prelude"]
    assert (visit.view, visit.changed, visit.answers["recit"]) == ("recap", ("recit",), "Mon vélo a disparu.")


def test_back_keeps_what_was_typed(app: AppTest) -> None:
    press(press(app, "kind-vol_velo"), "start")
    press(app, "continue")
    app.text_input(key="q-lieu_precis").set_value("arceaux")
    press(app, "back")
    visit = app.session_state["prelude"]
    assert (visit.page, visit.answers["lieu_precis"]) == ("depart", "arceaux")


def test_danger_in_the_story_shows_the_numbers_and_blocks_nothing(app: AppTest) -> None:
    press(press(app, "kind-vol_velo"), "start")
    for _ in steps(app):
        if app.session_state["prelude"].page == "recit":
            app.text_area(key="q-recit").set_value(
                "Je vois le type partir avec mon vélo là maintenant, il coupe l'antivol devant moi"
            )
    visit = app.session_state["prelude"]
    assert visit.view == "recap"
    assert visit.danger is not None
    assert {"17", "112"} <= set(visit.danger[1])
    press(app, "danger-close")
    assert app.session_state["prelude"].danger is None


def test_erase_leaves_nothing(app: AppTest) -> None:
    press(press(app, "kind-vol_velo"), "start")
    press(app, "continue")
    app.text_input(key="q-lieu_precis").set_value("SECRET-ENDROIT")
    press(app, "continue")
    app.switch_page("views/accueil.py").run()
    press(app, "erase-home")
    assert "SECRET-ENDROIT" not in repr(app.session_state["prelude"])
    assert "q-lieu_precis" not in app.session_state
    assert not any(b.key == "resume" for b in app.button)


@pytest.mark.parametrize("leave", ["step-auteur", "step-recap", "lang-en"])
def test_leaving_a_page_another_way_keeps_what_was_typed(app: AppTest, leave: str) -> None:
    press(press(app, "kind-vol_velo"), "start")
    press(app, "continue")
    app.text_input(key="q-lieu_precis").set_value("arceaux")
    if leave.startswith("step"):
        app.session_state["steps-quand_ou"] = True  # the list of steps, opened
        app.run()
    press(app, leave)
    assert app.session_state["prelude"].answers["lieu_precis"] == "arceaux"
    if leave == "lang-en":
        assert app.text_input(key="q-lieu_precis").value == "arceaux"


def test_a_card_number_in_the_story_is_refused_and_masked_in_one_tap(app: AppTest) -> None:
    press(press(app, "kind-vol_velo"), "start")
    for _ in steps(app):
        if app.session_state["prelude"].page == "recit":
            break
    app.text_area(key="q-recit").set_value("Ma carte 4970101234567893 était dans la sacoche.")
    press(app, "continue")
    visit = app.session_state["prelude"]
    assert (visit.page, set(visit.errors)) == ("recit", {("recit",)})
    assert app.text_area(key="q-recit").value == "Ma carte 4970101234567893 était dans la sacoche."
    press(app, "mask-recit")
    assert app.text_area(key="q-recit").value == "Ma carte •••• 7893 était dans la sacoche."
    press(app, "continue")
    assert app.session_state["prelude"].page != "recit"


def test_what_is_masked_in_a_list_is_masked_in_its_boxes(app: AppTest) -> None:
    press(press(app, "kind-vol_velo"), "start")
    app.radio(key="q-decl_role").set_value("victime")
    for _ in steps(app):
        if app.session_state["prelude"].page == "velo":
            break
    app.text_input(key="q-velo-0-marque").set_value("Peugeot")
    app.text_input(key="q-velo-0-signes").set_value("carte 4970101234567893 dans la sacoche")
    press(app, "continue")
    press(app, "mask-velo")
    assert app.text_input(key="q-velo-0-signes").value == "carte •••• 7893 dans la sacoche"
    assert app.text_input(key="q-velo-0-marque").value == "Peugeot"


def chips(app: AppTest) -> list[str]:
    """Names of the coach's chips that are lit."""
    found = [text for element in app.get("html") if "pl-coach" in (text := element.proto.body)]
    return re.findall(r'data-found="1"><details><summary>(\w+)', found[0]) if found else ["no coach"]


def test_the_coach_lights_what_is_told_and_keeps_out_of_sensitive_forms(app: AppTest) -> None:
    press(press(app, "kind-vol_velo"), "start")
    for _ in steps(app):
        if app.session_state["prelude"].page == "recit":
            break
    assert chips(app) == []
    app.text_area(key="q-recit").set_value("Hier soir devant la gare, antivol coupé, j'ai la facture.")
    press(app, "continue")
    press(app, "back")
    assert chips(app) == ["Quand", "Où", "Comment", "Preuves"]
    app.switch_page("views/accueil.py").run()
    press(app, "erase-home")
    press(press(app, "kind-violences_conjugales"), "start")
    for _ in steps(app):
        assert chips(app) == ["no coach"]
