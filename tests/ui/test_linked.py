"""Several facts in one story, on the screens: offered with a reason, each with its recap, one result, nothing lost."""

from __future__ import annotations

import pytest
from pydantic import JsonValue
from streamlit.testing.v1 import AppTest

from assistant.ui.session import Visit
from tests.ui.test_pages import headings, press

pytestmark = pytest.mark.journey

PERSON: dict[str, JsonValue] = {"nom_naissance": "Perrin", "prenoms": "Camille", "naissance_lieu": "Voiron"}
PERSON["naissance_date"] = {"start": "1990-02-11", "end": "1990-02-11", "precision": "day"}
HOME: JsonValue = {"adresse": "4 rue X", "commune": "Voiron", "telephone": "+33612345678"}
WHEN: JsonValue = {"start": "2026-11-20", "end": "2026-11-20", "precision": "day"}
BURGLARY: dict[str, JsonValue] = {
    "decl_role": "victime", "intention_plainte": "plainte", "periode": WHEN, "lieu": {"commune": "38563"},
    "pris": ["paiement", "papiers"], "identite": PERSON, "coordonnees": HOME, "recit": "Porte forcée.",
}  # fmt: skip


def visit(app: AppTest) -> Visit:
    found = app.session_state["prelude"]
    assert type(found).__name__ == "Visit"
    return found  # type: ignore[no-any-return]


def keys(app: AppTest) -> set[str]:
    return {str(button.key) for button in app.button}


def words(app: AppTest) -> str:
    """Everything that is drawn, as text."""
    told = [element.proto.body for element in app.get("html")]
    return (
        "\n".join([*told, *(str(button.label) for button in app.button)]).replace("\u00a0", " ").replace("&#x27;", "'")
    )


@pytest.fixture
def app() -> AppTest:
    """The recap of a burglary in which a card and papers were taken."""
    app = AppTest.from_file("../../assistant/ui/app.py", default_timeout=30).run()
    press(press(app, "kind-cambriolage"), "start")
    visit(app).answers.update(BURGLARY)
    visit(app).view = "recap"
    return app.run()


def added(app: AppTest, form_id: str = "fraude_carte_virement") -> AppTest:
    """A part added, and its first page answered by nothing more."""
    return press(press(press(app, f"add-{form_id}"), "start"), "continue")


def recap_of(app: AppTest, form_id: str) -> AppTest:
    """The recap of a part, from wherever the person is in it."""
    visit(app).view = "recap"
    app.run()
    return app if visit(app).form_id == form_id else press(app, f"open-{form_id}")


def test_what_the_answers_point_to_is_offered_with_its_reason(app: AppTest) -> None:
    assert {"add-fraude_carte_virement", "add-papiers_identite"} <= keys(app)
    assert "Une carte ou un chéquier a été pris." in words(app)
    assert "pl-parts" not in words(app)
    assert "Votre dossier a" not in words(app)
    visit(app).answers["pris"] = ["objets"]
    app.run()
    assert "Autre chose dans la même histoire" not in words(app)
    assert [fold.label for fold in app.expander if "même histoire" in fold.label] == [
        "Ajouter d'autres faits de la même histoire"
    ]


def test_a_new_part_starts_with_what_was_said_and_asks_only_the_rest(app: AppTest) -> None:
    press(app, "add-fraude_carte_virement")
    assert "servi de ma carte" in headings(app)[0]
    assert "vous n'avez pas à le redire" in words(app)
    told = visit(app).parts["fraude_carte_virement"]
    assert set(told) == {"decl_role", "intention_plainte", "identite", "coordonnees"}
    press(app, "start")
    pages = []
    while "continue" in keys(app):
        pages.append(visit(app).page)
        assert "Partie 2 · Étape" in app.expander[0].label
        press(app, "continue")
    assert "identite" not in pages, "what was said in the first part is not asked again"
    assert visit(app).view == "recap"
    assert "Votre dossier a 2 parties" in words(app)
    assert visit(app).parts["cambriolage"] == BURGLARY, "nothing of the first part is lost"


def test_papers_taken_in_the_burglary_start_with_its_moment_and_place(app: AppTest) -> None:
    press(app, "add-papiers_identite")
    assert visit(app).answers["periode"] == WHEN
    assert visit(app).answers["lieu"] == {"commune": "38563"}


def test_a_part_that_was_not_begun_is_left_without_a_trace(app: AppTest) -> None:
    press(press(app, "add-fraude_carte_virement"), "not-added")
    assert (list(visit(app).parts), visit(app).view) == (["cambriolage"], "recap")
    assert visit(app).answers == BURGLARY


def test_parts_tell_what_they_lack_and_open_their_recap(app: AppTest) -> None:
    recap_of(added(app), "fraude_carte_virement")
    told = words(app)
    assert "Partie 1 : Cambriolage" in told and "Partie 2 : Fraude à la carte" in told
    assert "à compléter : Opérations en cause" in told
    assert "open-fraude_carte_virement" not in keys(app), "the open part says so instead"
    press(app, "open-cambriolage")
    assert visit(app).form_id == "cambriolage"
    assert "add-fraude_carte_virement" not in keys(app), "a kind of facts is once in a dossier"
    assert "Porte forcée." in words(app)


def test_a_common_answer_changed_in_a_part_is_changed_in_the_others(app: AppTest) -> None:
    recap_of(added(app), "fraude_carte_virement")
    press(app, "edit-identite")
    app.text_input(key="q-identite-nom_naissance").set_value("Martin")
    press(app, "continue")
    assert {part["identite"]["nom_naissance"] for part in visit(app).parts.values()} == {"Martin"}  # type: ignore[call-overload,index]
    press(app, "edit-recit")
    app.text_area(key="q-recit").set_value("Deux retraits.")
    press(app, "continue")
    assert [part.get("recit") for part in visit(app).parts.values()] == ["Porte forcée.", "Deux retraits."]


def test_a_part_is_removed_after_a_confirmation_and_never_the_last(app: AppTest) -> None:
    assert "remove-cambriolage" not in keys(app)
    recap_of(added(app), "fraude_carte_virement")
    press(app, "remove-cambriolage")
    assert list(visit(app).parts) == ["cambriolage", "fraude_carte_virement"], "not before yes"
    press(app, "remove-yes")
    assert list(visit(app).parts) == ["fraude_carte_virement"]
    assert visit(app).answers["identite"] == PERSON
    assert not any(key.startswith("remove-") for key in keys(app))


def test_one_result_with_a_door_for_each_part(app: AppTest) -> None:
    recap_of(added(app), "cambriolage")
    press(app, "to-result")
    assert not app.exception
    told = words(app)
    assert "Où aller · Partie 1 : Cambriolage" in told
    assert "Où aller · Partie 2 : Fraude à la carte" in told
    assert told.count("Vos documents</h2>") == told.count("À apporter</h2>") == 1
    acts = [box.label for box in app.checkbox if str(box.key).startswith("todo-")]
    assert len([act for act in acts if act.startswith("Faites opposition") or "opposition" in act[:30]]) == 1
    assert len(set(acts)) == len(acts)
    assert told.count("Une pièce d'identité") == 1


def test_the_result_of_a_single_part_is_as_before(app: AppTest) -> None:
    press(app, "to-result")
    told = words(app)
    assert ">Où aller</h2>" in told
    assert "Partie" not in told


def test_a_dossier_with_a_sensitive_part_names_and_counts_nothing(app: AppTest) -> None:
    visit(app).parts["violences_conjugales"] = {"decl_role": "victime"}
    app.run()
    told = words(app)
    assert "Partie 2</h3>" in told and "Partie 1</h3>" in told
    assert "Il manque" not in told and "à compléter" not in told
    press(app, "to-result")
    assert "Où aller · Partie 2</h2>" in words(app)
    assert "attach" not in {str(box.key) for box in app.checkbox}
    app.switch_page("views/accueil.py").run()
    assert "cambriolage" not in words(app).split("Reprendre")[0].casefold().split("cambriolé")[0]
    assert any("Vous avez un dossier commencé." in element.proto.body for element in app.get("html"))


def test_the_same_kind_from_the_home_page_opens_its_part(app: AppTest) -> None:
    added(app)
    app.switch_page("views/accueil.py").run()
    press(app, "kind-cambriolage")
    assert visit(app).form_id == "cambriolage"
    assert list(visit(app).parts) == ["cambriolage", "fraude_carte_virement"]


def test_another_kind_from_the_home_page_erases_nothing_unasked(app: AppTest) -> None:
    app.switch_page("views/accueil.py").run()
    press(app, "kind-fraude_carte_virement")
    assert list(visit(app).parts) == ["cambriolage"]
    assert "Vous avez déjà un dossier commencé" in words(app)
    press(app, "second-cancel")
    assert "resume" in keys(app)
    press(press(app, "kind-fraude_carte_virement"), "second-add")
    assert list(visit(app).parts) == ["cambriolage", "fraude_carte_virement"]
    assert visit(app).answers["identite"] == PERSON
    app.switch_page("views/accueil.py").run()
    press(press(app, "kind-vol_velo"), "second-anew")
    assert (list(visit(app).parts), visit(app).begun) == (["vol_velo"], False)
