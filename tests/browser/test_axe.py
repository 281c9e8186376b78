"""axe on every page and state, light and dark, French and English; and nothing wider than a 320 px screen."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import violations
from tests.browser.filing import Filing

pytestmark = pytest.mark.journey

WIDE_ENGLISH = {"locale": "en-GB", "viewport": {"width": 1280, "height": 800}}
NARROW = {"width": 320, "height": 640}
# What is seen of an element beyond the right edge of the screen, skipping what is hidden or clipped on purpose.
TOO_WIDE = """() => [...document.querySelectorAll("#prelude-strip *, #stMain *")].filter(element => {
    const box = element.getBoundingClientRect();
    return box.width > 1 && box.height > 1 && box.right > innerWidth + 1
        && element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
}).map(element => `${element.tagName}.${element.className}: ${element.textContent.slice(0, 60)}`)"""


class Checked:
    """Checks each state once and remembers what was wrong, so that one walk tells everything."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.wrong: list[str] = []

    def __call__(self, state: str) -> None:
        """All rules in light, the colours in dark, then the width on the narrowest phone."""
        Filing(self.page, "").settled()
        self._note(state, violations(self.page))
        with self._dark():
            self._note(f"{state}, dark", violations(self.page, "color-contrast"))
        size = self.page.viewport_size
        self.page.set_viewport_size(NARROW)  # type: ignore[arg-type]
        assert self.page.evaluate("document.documentElement.scrollWidth") == NARROW["width"], state
        self._note(f"{state}, 320 px", self.page.evaluate(TOO_WIDE))
        assert size
        self.page.set_viewport_size(size)

    def _note(self, state: str, found: list[str]) -> None:
        self.wrong += [f"{state}: {line}" for line in found]

    @contextmanager
    def _dark(self) -> Iterator[None]:
        """The theme's own button, there and back; the colours of the page tell when it is done."""
        button, app = self.page.locator("#p-theme"), self.page.locator("[data-testid=stApp]")
        button.dispatch_event("click")
        expect(app).to_have_css("background-color", "rgb(20, 25, 27)")
        yield
        button.dispatch_event("click")
        expect(app).to_have_css("background-color", "rgb(251, 249, 245)")


@pytest.fixture
def checked(page: Page) -> Iterator[Checked]:
    found = Checked(page)
    yield found
    assert found.wrong == []


def unfold(page: Page) -> None:
    """Opens every fold of the page."""
    for fold in page.locator("#stMain details").all():
        if fold.get_attribute("open") is None:
            fold.locator("summary").click()
    expect(page.locator("#stMain details:not([open])")).to_have_count(0)


def empty_pages(filing: Filing, checked: Checked) -> None:
    """Every question page as it first appears."""
    while filing.box("continue").count():
        checked(filing.heading)
        filing.proceed()


def recap_and_result(filing: Filing, checked: Checked) -> None:
    unfold(filing.page)
    checked("recap")
    filing.press("to-result")
    checked("result")
    unfold(filing.page)
    checked("result, folds open")
    filing.box("erase").get_by_role("button").click()
    filing.page.get_by_role("dialog").wait_for()
    checked("erase dialog")


def test_a_bicycle_and_its_states(page: Page, server_url: str, checked: Checked) -> None:
    filing = Filing(page, server_url)
    filing.open()
    unfold(page)
    checked("home")
    filing.choose("vol_velo")
    page.get_by_role("radiogroup").get_by_text("Oui").click()
    filing.box("pl-danger").wait_for()
    checked("before, in danger")
    filing.start()
    unfold(page)
    checked("steps open")
    filing.answer("decl_role", "Pour moi")
    filing.proceed()
    filing.answer("periode-day", "31/02/2026")
    filing.proceed()
    checked("error on a date")
    filing.answer("periode-day", "hier")
    filing.proceed()
    filing.answer("recit", "Je vois le type partir avec mon vélo là maintenant, il coupe l'antivol devant moi")
    filing.proceed()
    filing.answer("velo-0-marque", "Moustache")
    filing.answer("velo-0-valeur", "beaucoup")
    filing.proceed()
    checked("danger card, error inside a list")
    filing.answer("velo-0-valeur", "2400")
    filing.press("q-velo-add")
    checked("cards and an open item")
    filing.box("danger-close").get_by_role("button").click()
    expect(filing.box("pl-danger")).to_have_count(0)
    filing.proceed()
    empty_pages(filing, checked)
    filing.press("edit-recit")
    filing.answer("recit", "Il a disparu.")
    filing.proceed()
    recap_and_result(filing, checked)


@pytest.mark.parametrize("page", [WIDE_ENGLISH], indirect=True, ids=["en"])
def test_a_burglary_in_english(page: Page, server_url: str, checked: Checked) -> None:
    filing = Filing(page, server_url)
    filing.choose("cambriolage")
    checked("before")
    filing.start()
    filing.answer("decl_role", "For myself")
    empty_pages(filing, checked)
    recap_and_result(filing, checked)


def test_violence_at_home(page: Page, server_url: str, checked: Checked) -> None:
    filing = Filing(page, server_url)
    filing.choose("violences_conjugales")
    checked("before")
    filing.start()
    empty_pages(filing, checked)
    recap_and_result(filing, checked)


@pytest.mark.parametrize("page", [{}, WIDE_ENGLISH], indirect=True, ids=["fr", "en"])
def test_the_pages_around(page: Page, server_url: str, checked: Checked) -> None:
    filing = Filing(page, server_url)
    for path in ("/", "/aide", "/donnees", "/accessibilite", "/dossier"):
        filing.open(path)
        checked(path)
