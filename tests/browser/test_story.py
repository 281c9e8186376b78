"""The story page: what is found lights up while the person types, and nothing is sent for it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.filing import Filing

pytestmark = pytest.mark.content


def test_the_coach_follows_the_typing(page: Page, server_url: str) -> None:
    filing = Filing(page, server_url)
    filing.choose("vol_velo")
    filing.start()
    filing.proceed()
    filing.proceed()
    lit = page.locator('.pl-coach [data-found="1"] summary')
    expect(lit).to_have_count(0)
    filing.answer("recit", "Hier soir, devant la gare, un homme")
    expect(lit).to_have_text(["Quand dit", "Où dit", "Qui dit"])
    expect(page.locator("[data-prelude-count]")).to_have_text("35")
    page.locator(".pl-coach summary").filter(has_text="Preuves").click()
    expect(page.get_by_text("Qui a vu ou entendu ?")).to_be_visible()
    filing.answer("recit", "Hier")
    expect(lit).to_have_text(["Quand dit"])


def test_a_secret_is_masked_in_one_tap_and_never_reaches_the_next_page(page: Page, server_url: str) -> None:
    filing = Filing(page, server_url)
    filing.choose("vol_velo")
    filing.start()
    filing.proceed()
    filing.proceed()
    filing.answer("recit", "Ma carte 4970101234567893 était dans la sacoche.")
    filing.proceed()
    expect(page.locator("[data-prelude-summary]")).to_be_focused()
    filing.press("mask-recit")
    assert filing.value("recit") == "Ma carte •••• 7893 était dans la sacoche."
    filing.proceed()
    filing.back()
    assert filing.value("recit") == "Ma carte •••• 7893 était dans la sacoche."
