"""What comes late costs nobody a press, nor their place: a page that moves under the finger, a field still being fetched."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.filing import Filing
from tests.browser.still import settled
from tests.browser.test_shell import open_page

pytestmark = pytest.mark.journey

# What comes above the page while the finger is down, taller than anything pressed here.
PUSH = "document.querySelector('#stMain h1').style.marginTop = '120px'"


@contextmanager
def pressed(target: Locator) -> Iterator[tuple[float, float]]:
    """Holds the mouse down on the middle of an element, then lets go without having moved."""
    target.scroll_into_view_if_needed()
    box, mouse = target.bounding_box(), target.page.mouse
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    mouse.move(x, y)
    mouse.down()
    yield x, y
    mouse.up()


def test_a_button_that_moves_under_the_finger_is_pressed_all_the_same(page: Page, contract_url: str) -> None:
    open_page(page, contract_url)
    with pressed(page.get_by_role("button", name="Suite")):
        page.evaluate(PUSH)
    expect(page.locator("#stMain h1")).to_contain_text("deux")


def test_so_is_an_option(page: Page, contract_url: str) -> None:
    open_page(page, contract_url)
    with pressed(page.get_by_role("radiogroup").locator("label").first):
        page.evaluate(PUSH)
    expect(page.get_by_role("radio", name="Aujourd’hui")).to_be_checked()


def test_what_comes_under_the_finger_is_not_pressed(page: Page, contract_url: str) -> None:
    open_page(page, contract_url)
    with pressed(page.get_by_role("button", name="Vérifier")):
        page.evaluate("document.querySelector('.st-key-suite').style.transform = 'translateY(3.5rem)'")
        page.evaluate("document.querySelector('.st-key-suite').style.zIndex = 1")
    expect(page.locator("[data-prelude-error]")).to_be_focused()
    expect(page.locator("#stMain h1")).to_contain_text("un")


def test_letting_go_elsewhere_calls_it_off(page: Page, contract_url: str) -> None:
    open_page(page, contract_url)
    with pressed(page.get_by_role("button", name="Suite")) as (x, y):
        page.mouse.move(x, y - 60)
    page.get_by_role("button", name="Vérifier").click()
    expect(page.locator("[data-prelude-error]")).to_be_focused()
    expect(page.locator("#stMain h1")).to_contain_text("un")


def test_continuing_straight_from_the_commune(page: Page, server_url: str) -> None:
    """Leaving the field sends the commune; its full name then pushes Continuer down while it is being pressed."""
    filing = Filing(page, server_url)
    filing.choose("vol_velo")
    filing.start()
    filing.proceed()
    filing.answer("lieu-commune", "Voiron")
    before = filing.step
    with pressed(filing.box("continue").get_by_role("button")):
        expect(page.locator(".pl-found")).to_contain_text("Voiron (38500)")
    expect(page.locator("#prelude-page").first).not_to_have_attribute("data-step", before)
    settled(page)
    assert filing.heading == "Racontez ce qui s'est passé"


def test_a_field_whose_script_comes_late_still_takes_the_focus(page: Page, server_url: str) -> None:
    """Straight to a question of a page never seen: the heading must not get the focus in its place."""
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/TextInput*", hold)
    filing = Filing(page, server_url)
    filing.choose("vol_velo")
    filing.start()
    filing.open_steps()
    filing.press("step-recap")
    filing.box("edit-periode").get_by_role("button").click()
    expect(page.locator("#stMain h1")).to_have_text("Quand et où ?")
    page.locator('[data-testid="stApp"][data-test-script-state="notRunning"]').wait_for()
    expect(filing.box("q-periode-day").get_by_test_id("stSkeleton")).to_have_count(1)
    held.pop().continue_()
    expect(filing.box("q-periode-day").locator("input")).to_be_focused()
