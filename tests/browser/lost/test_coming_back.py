"""Back, reload, another language, at the places where they hurt: nothing that was done on the page is to be done again."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.filing import Filing
from tests.browser.lost.seen import STORY, box, comes_back, on
from tests.browser.test_filing_theft import THEFT, up_to
from tests.browser.test_never_lost import begun, day, saved, typed_is_sent

pytestmark = pytest.mark.never_lost
LIST = "Quel vélo ou engin vous a-t-on pris ?"


@pytest.mark.parametrize("pause", [True, False])
def test_the_browsers_back_leads_home_and_the_file_waits_there(filing: Filing, pause: bool) -> None:
    begun(filing)
    heading = filing.heading
    box(filing, "periode-day").press_sequentially("hier soir")
    if pause:
        typed_is_sent(filing)
    filing.page.go_back()
    on(filing, "Que s'est-il passé ?")
    assert "Vous avez un dossier commencé" in filing.words()
    filing.press("resume")
    assert (filing.heading, day(filing)) == (heading, "hier soir")
    filing.page.go_back()
    on(filing, "Que s'est-il passé ?")
    filing.page.go_forward()
    on(filing, heading)
    assert day(filing) == "hier soir"


def test_a_reload_on_the_recap_and_on_the_result(filing: Filing) -> None:
    begun(filing)
    filing.go_through({})
    recap = filing.heading
    comes_back(filing, recap)
    assert "Pour moi" in filing.words()
    filing.press("to-result")
    result = filing.heading
    todo = filing.page.locator("[class*='st-key-todo-']").first
    todo.get_by_role("checkbox").set_checked(True, force=True)
    filing.page.locator("details").filter(has=filing.box("receipt")).locator("summary").click()
    filing.box("receipt").locator("label").filter(has_text="récépissé").first.click()
    filing.settled()
    typed_is_sent(filing)
    banner = filing.page.locator(".pl-state").last.inner_text()
    comes_back(filing, result)
    expect(todo.get_by_role("checkbox")).to_be_checked()
    assert filing.page.locator(".pl-state").last.inner_text() == banner
    filing.open("/aide")  # and after another screen
    filing.open("/dossier")
    expect(todo.get_by_role("checkbox")).to_be_checked()


@pytest.mark.parametrize("pause", [True, False])
def test_a_reload_in_the_middle_of_an_item_of_a_list(filing: Filing, pause: bool) -> None:
    filing.choose("vol_velo")
    filing.start()
    up_to(filing, LIST)
    filing.answer("engin_immatricule", "Non")
    filing.answer("velo-0-marque", "Gitane")
    filing.press("q-velo-add")
    filing.answer("velo-1-marque", "Btwin")
    filing.answer("velo-1-couleur", "vert pomme")
    if pause:
        typed_is_sent(filing)
    comes_back(filing, LIST)
    assert box(filing, "velo-1-marque").input_value() == "Btwin"
    assert box(filing, "velo-1-couleur").input_value() == "vert pomme"
    assert "Gitane" in filing.words()
    if pause:  # picked, not typed: sent by then
        assert filing.value("engin_immatricule") == "Non"
    filing.proceed()
    filing.back()
    assert "Gitane" in filing.words()
    assert "Btwin" in filing.words() or box(filing, "velo-1-marque").input_value() == "Btwin"


def test_the_language_chosen_stays_after_a_reload_with_what_is_typed(filing: Filing) -> None:
    begun(filing)
    box(filing, "periode-day").fill("hier soir")
    filing.box("lang-en").get_by_role("button").click()
    expect(filing.page.locator("html")).to_have_attribute("lang", "en")
    filing.settled()
    english = filing.heading
    saved(filing.page)
    comes_back(filing, english)
    assert filing.page.locator("html").get_attribute("lang") == "en"
    assert day(filing) == "hier soir"
    filing.back()
    english = filing.value("decl_role")
    assert english != "Pour moi"
    filing.box("lang-fr").get_by_role("button").click()
    expect(filing.page.locator("html")).to_have_attribute("lang", "fr")
    filing.settled()
    assert filing.value("decl_role") == "Pour moi"
    filing.box("lang-en").get_by_role("button").click()
    expect(filing.page.locator("html")).to_have_attribute("lang", "en")
    filing.settled()
    assert filing.value("decl_role") == english
    filing.proceed()
    filing.back()
    assert filing.value("decl_role") == english


def test_a_story_finished_long_ago_is_whole_after_a_reload(filing: Filing) -> None:
    """Accents, quotes, line ends and other alphabets come back as they were."""
    filing.choose("vol_velo")
    filing.start()
    up_to(filing, "Racontez ce qui s'est passé")
    words = f"{STORY}\n« Où ? » — là-bas…\nНикто не видел.\nلم يره أحد\n"
    box(filing, "recit").fill(words)
    filing.proceed()
    comes_back(filing, LIST)
    filing.back()
    assert box(filing, "recit").input_value().strip() == words.strip()
    assert THEFT["Quand et où ?"]["lieu_precis"] in filing_back_to(filing, "Quand et où ?")


def filing_back_to(filing: Filing, heading: str) -> str:
    """The value of the exact place, one page before."""
    filing.back()
    assert filing.heading == heading
    return box(filing, "lieu_precis").input_value()
