"""Danger told on the way, back, reload, two tabs: nothing is lost in silence."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Dialog, Page, expect

from tests.browser.filing import Filing

pytestmark = pytest.mark.journey


def test_a_danger_in_the_story_stays_on_the_screen_until_it_is_closed(page: Page, server_url: str) -> None:
    filing = Filing(page, server_url)
    filing.choose("vol_velo")
    filing.start()
    filing.proceed()
    filing.proceed()
    filing.answer("recit", "Je vois le type partir avec mon vélo là maintenant, il coupe l'antivol devant moi")
    card = filing.box("pl-danger")
    expect(card).to_have_count(0)
    filing.proceed()
    for _ in range(2):  # the next screens, and the one before again
        for number in ("17", "112"):
            expect(card.get_by_role("link", name=number, exact=True)).to_have_attribute("href", f"tel:{number}")
        filing.proceed()
    filing.back()
    expect(card.get_by_role("alert")).to_be_visible()
    card.get_by_role("button").click()
    expect(card).to_have_count(0)
    filing.proceed()
    expect(card).to_have_count(0)


def test_the_browsers_back_leaves_the_questions_and_loses_nothing(page: Page, server_url: str) -> None:
    filing = Filing(page, server_url)
    filing.choose("vol_velo")
    filing.start()
    filing.answer("decl_role", "Pour moi")
    filing.proceed()
    filing.answer("lieu_precis", "près de l'entrée")
    filing.proceed()
    page.go_back()
    expect(page.locator("#stMain h1")).to_have_text(re.compile("Que s'est-il passé"))
    filing.box("resume").get_by_role("button").click()
    expect(page.locator("#stMain h1")).to_have_text("Racontez ce qui s'est passé")
    filing.back()
    assert filing.value("lieu_precis") == "près de l'entrée"


def test_a_reload_is_asked_about_and_then_owned_up_to(page: Page, server_url: str) -> None:
    asked: list[str] = []

    def accept(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", accept)
    filing = Filing(page, server_url)
    filing.choose("vol_velo")
    filing.start()
    page.reload()
    page.locator("#stMain h1").wait_for()
    assert asked == [], "nothing said yet, nothing to lose"
    filing.choose("violences_conjugales")  # nothing of it is kept unless the person says so
    filing.start()
    filing.answer("depart_prevu", "bientôt")
    filing.proceed()
    page.reload()
    page.locator("#stMain h1").wait_for()
    filing.settled()
    assert asked == ["beforeunload"]
    assert filing.heading == "Aucun dossier en cours"
    assert "sur certains sujets, rien n'est gardé sans votre accord" in filing.words()
    filing.box("to-home").get_by_role("button").click()
    expect(page.locator("#stMain h1")).to_have_text(re.compile("Que s'est-il passé"))


def test_two_tabs_do_not_mix(page: Page, server_url: str) -> None:
    filings = Filing(page, server_url), Filing(page.context.new_page(), server_url)
    for filing, form in zip(filings, ("vol_velo", "cambriolage"), strict=True):
        filing.page.bring_to_front()
        filing.choose(form)
        filing.start()
    for filing, role in zip(filings, ("Pour moi", "Je suis témoin"), strict=True):
        filing.page.bring_to_front()
        filing.answer("decl_role", role)
    for filing, place in zip(filings, ("Voiron", "Vienne"), strict=True):
        filing.page.bring_to_front()
        filing.proceed()
        while not filing.box("q-lieu-commune").count():
            filing.proceed()
        filing.answer("lieu-commune", place)
    for filing in filings:
        filing.page.bring_to_front()
        filing.proceed()
        filing.open_steps()
        filing.press("step-recap")
    first, second = (filing.words() for filing in filings)
    assert "Voiron" in first and "Vienne" not in first and "Pour moi" in first
    assert "Vienne" in second and "Voiron" not in second and "Je suis témoin" in second
