"""The card of a refusal in a real browser: without JavaScript, in the dark, on the narrowest phone, on paper."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pypdf
import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import violations
from tests.browser.filing import Filing, plain

pytestmark = pytest.mark.directory
SENTENCE = "« Je souhaite que ma plainte soit reçue. Puis-je voir un responsable ? »"
NARROW_DARK = {"locale": "en-GB", "viewport": {"width": 320, "height": 640}, "color_scheme": "dark"}
NO_SCRIPT = {"locale": "fr-FR", "viewport": {"width": 390, "height": 844}, "java_script_enabled": False}


def follow_card(filing: Filing) -> Page:
    """Taps the link to the card, which opens beside the page and not in its place."""
    with filing.page.context.expect_page() as opened:
        filing.page.locator("a[href^='/carte']").click()
    return opened.value


@pytest.mark.parametrize("page", [{"locale": "fr-FR"}, NARROW_DARK], indirect=True, ids=["fr", "en, dark, 320 px"])
def test_it_is_readable_by_all(page: Page, server_url: str, axe: Callable[[Page], list[str]]) -> None:
    page.goto(server_url + "/carte")
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0
    sentence = page.get_by_text("Je souhaite que ma plainte")
    expect(sentence).to_have_attribute("lang", "fr")
    assert sentence.evaluate("element => parseFloat(getComputedStyle(element).fontSize)") >= 24


@pytest.mark.parametrize("page", [NO_SCRIPT], indirect=True)
def test_without_javascript_everything_is_there(page: Page, server_url: str) -> None:
    page.goto(server_url + "/carte")
    expect(page.get_by_role("heading", level=1)).to_have_text("Si l'on refuse de recevoir votre plainte")
    for link in ("17", "112", "SMS 114", "Quitter", "Trouver une autre unité"):
        expect(page.locator("a", has_text=link).first).to_be_visible()
    assert SENTENCE in plain(page.locator("main").inner_text())


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_it_prints_as_one_card_and_nothing_else(page: Page, server_url: str, lang: str) -> None:
    page.goto(f"{server_url}/carte?lang={lang}")
    page.emulate_media(media="print")
    sides = [side.bounding_box() for side in page.locator(".c-side").all()]
    assert len(sides) == 2 and all(sides)
    front, back = sides[0], sides[1]
    assert front and back
    assert (front["y"], front["height"], front["width"]) == (back["y"], back["height"], back["width"])
    assert back["x"] == pytest.approx(front["x"] + front["width"], abs=1), "folded in the middle"
    assert back["height"] < 640, "a card, not a page"
    for hidden in ("#prelude-strip", "h1", "a[href='/trouver']"):
        expect(page.locator(hidden).first).to_be_hidden()
    printed = pypdf.PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    assert len(printed.pages) == 1
    words = plain(printed.pages[0].extract_text())
    assert "Puis-je voir un responsable" in words and "3928" in words
    assert "Quitter" not in words and "Leave" not in words


@pytest.mark.parametrize("path", ["/trouver", "/aide"])
def test_it_is_one_tap_away(page: Page, server_url: str, path: str) -> None:
    filing = Filing(page, server_url)
    filing.open(path)
    card = follow_card(filing)
    expect(card.locator("h1")).to_have_text("Si l'on refuse de recevoir votre plainte")
    assert violations(card) == []


def test_from_the_result_the_file_stays_open_and_the_zip_does_not_hold_it(
    page: Page, server_url: str, tmp_path: Path
) -> None:
    filing = Filing(page, server_url)
    filing.choose("vol_velo")
    filing.start()
    filing.go_through({})
    filing.press("to-result")
    page.get_by_text("Si l'on refuse de recevoir votre plainte").click()
    card = follow_card(filing)
    assert SENTENCE in plain(card.locator("main").inner_text())
    card.close()
    assert filing.heading.startswith("Votre dossier est prêt")
    if not filing.box("dl-zip").is_visible():
        filing.unfold("dl-zip")
    with zipfile.ZipFile(filing.download("dl-zip", tmp_path)) as archive:
        names = archive.namelist()
        assert "complaint.pdf" in names and not [name for name in names if "carte" in name or "card" in name]
        with archive.open("complaint.pdf") as paper:
            pages = pypdf.PdfReader(io.BytesIO(paper.read())).pages
    assert "Puis-je voir un responsable" not in plain(" ".join(one.extract_text() for one in pages))
