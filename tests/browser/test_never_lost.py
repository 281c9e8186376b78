"""What a person wrote survives a reload, a cut line, a killed server and a second tab; seen in a real browser."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.filing import Filing
from tests.browser.replica import Replica

pytestmark = pytest.mark.never_lost
STORY = "q-recit"


@pytest.fixture
def replica(tmp_path: Path) -> Iterator[Replica]:
    one = Replica(tmp_path).start()
    yield one
    one.kill()


@pytest.fixture
def filing(page: Page, replica: Replica) -> Filing:
    return Filing(page, replica.url)


def begun(filing: Filing, form: str = "vol_velo") -> None:
    """On the second page, with the first one answered."""
    filing.choose(form)
    filing.start()
    filing.answer("decl_role", "Pour moi")
    filing.proceed()
    saved(filing.page)


def saved(page: Page) -> None:
    """The page says that it is saved, and the browser holds the way back."""
    expect(page.locator(".pl-saved")).to_be_visible()


def typed_is_sent(filing: Filing) -> None:
    """The pause after which what is in the boxes is sent is over, and the page has come back."""
    filing.page.wait_for_timeout(3200)
    filing.settled()


def day(filing: Filing) -> str:
    return filing.page.locator(".st-key-q-periode-day input").input_value()


def test_a_reload_comes_back_to_the_same_page_with_what_was_typed(filing: Filing) -> None:
    begun(filing)
    heading = filing.heading
    filing.page.locator(".st-key-q-periode-day input").fill("hier soir")  # not an answer yet: Continue was not pressed
    typed_is_sent(filing)
    filing.page.reload()
    filing.page.locator("#stMain h1").wait_for()
    filing.settled()
    assert filing.heading == heading
    assert day(filing) == "hier soir"
    filing.back()
    assert filing.value("decl_role") == "Pour moi"


def test_what_was_typed_just_before_a_reload_is_there_too(filing: Filing) -> None:
    begun(filing)
    filing.page.locator(".st-key-q-periode-day input").fill("hier midi")
    filing.page.reload()  # at once
    filing.page.locator("#stMain h1").wait_for()
    filing.settled()
    assert day(filing) == "hier midi"


def test_a_killed_server_comes_back_and_nothing_is_lost(filing: Filing, replica: Replica) -> None:
    begun(filing)
    heading = filing.heading
    replica.kill()
    filing.page.locator(".st-key-q-periode-day input").fill("20/11/2026")  # while nobody listens
    expect(filing.page.locator("#p-net")).to_be_visible()
    replica.start()
    expect(filing.page.locator("#p-net")).to_be_hidden()
    filing.settled()
    assert filing.heading == heading
    assert day(filing) == "20/11/2026"
    filing.page.locator(".st-key-continue button").click()
    expect(filing.page.locator("#stMain h1")).not_to_have_text(heading)
    filing.back()
    assert day(filing) == "20/11/2026"


def test_a_story_typed_right_after_a_reconnect_arrives(filing: Filing, replica: Replica) -> None:
    """Streamlit's known defect: a text sent within five seconds of a reconnect does not reach the server."""
    begun(filing)
    os.killpg(replica.server.pid, signal.SIGSTOP)  # type: ignore[union-attr]
    filing.page.wait_for_timeout(500)
    os.killpg(replica.server.pid, signal.SIGCONT)  # type: ignore[union-attr]
    replica.kill()
    expect(filing.page.locator("#p-net")).to_be_visible()
    replica.start()
    expect(filing.page.locator("#p-net")).to_be_hidden()
    box = filing.page.locator(".st-key-q-periode-day input")
    box.fill("dimanche")
    box.press("Enter")
    typed_is_sent(filing)
    filing.page.wait_for_timeout(4000)
    filing.page.reload()
    filing.page.locator("#stMain h1").wait_for()
    filing.settled()
    assert day(filing) == "dimanche"


def test_two_tabs_the_second_is_told_and_nothing_is_overwritten(filing: Filing, page: Page) -> None:
    begun(filing)
    other = Filing(page.context.new_page(), filing.url)
    other.open("/dossier")
    assert other.heading == filing.heading
    filing.page.locator(".st-key-q-periode-day input").fill("19/11/2026")
    filing.proceed()
    other.page.locator(".st-key-q-periode-day input").fill("18/11/2026")
    other.page.locator(".st-key-continue button").click()
    choice = other.page.locator(".st-key-pl-kept-choice")
    choice.wait_for()
    other.page.locator(".st-key-take-theirs button").click()
    expect(choice).to_have_count(0)
    other.settled()
    other.back()
    assert day(other) == "19/11/2026"


def test_erased_in_one_tab_the_other_keeps_what_it_shows_and_is_told(filing: Filing, page: Page) -> None:
    begun(filing)
    other = Filing(page.context.new_page(), filing.url)
    other.open("/")
    other.press("erase-home")
    filing.page.locator(".st-key-q-periode-day input").fill("18/11/2026")
    filing.page.locator(".st-key-continue button").click()
    filing.page.locator(".st-key-keep-mine button").click()
    saved(filing.page)
    filing.page.reload()
    filing.page.locator("#stMain h1").wait_for()
    filing.settled()
    filing.back()
    assert day(filing) == "18/11/2026"


def test_tout_effacer_leaves_neither_cookie_nor_copy(filing: Filing, page: Page, replica: Replica) -> None:
    begun(filing)
    assert visit_cookie(page.context)
    filing.open("/")
    filing.press("erase-home")
    page.wait_for_function("() => document.documentElement.dataset.visit === ''")
    assert not visit_cookie(page.context)
    filing.open("/dossier")
    assert filing.heading == "Aucun dossier en cours"


@pytest.mark.parametrize("answer", [None, "Non", "Oui"])
def test_a_sensitive_form_keeps_nothing_without_a_yes(filing: Filing, page: Page, answer: str | None) -> None:
    filing.choose("violences_conjugales")
    if answer:
        page.locator(".st-key-keep-copy label").filter(has_text=answer).first.click()
        filing.settled()
    filing.start()
    heading = filing.heading
    page.locator("#stMain input[type=text], #stMain textarea, #stMain [role=radiogroup]").first.wait_for()
    filing.proceed()
    time.sleep(1)
    assert bool(visit_cookie(page.context)) == (answer == "Oui")
    page.on("dialog", lambda dialog: dialog.accept())  # without a copy, the browser asks before the page is left
    page.reload()
    page.locator("#stMain h1").wait_for()
    filing.settled()
    assert (filing.heading == "Aucun dossier en cours") == (answer != "Oui")
    assert heading


def test_quitter_on_a_sensitive_form_takes_the_way_back_away(filing: Filing, page: Page) -> None:
    filing.choose("violences_conjugales")
    page.locator(".st-key-keep-copy label").filter(has_text="Oui").first.click()
    filing.settled()
    filing.start()
    page.wait_for_function("() => document.documentElement.dataset.visit === 'kept'")
    context = page.context
    page.route("https://www.meteofrance.com/**", lambda route: route.fulfill(body="weather"))
    page.locator("#p-quit").click()
    page.wait_for_url("https://www.meteofrance.com/")
    assert not visit_cookie(context)


def test_a_shared_computer_keeps_nothing(filing: Filing, page: Page) -> None:
    filing.choose("vol_velo")
    page.locator(".st-key-keep-nothing").get_by_role("checkbox").set_checked(True, force=True)
    filing.start()
    filing.answer("decl_role", "Pour moi")
    filing.proceed()
    time.sleep(1)
    assert not visit_cookie(page.context)


def visit_cookie(context: BrowserContext) -> str:
    """The cookie of the visit, which no script can read."""
    found = [cookie for cookie in context.cookies() if cookie.get("name") == "prelude_visit"]
    assert all(cookie.get("httpOnly") and cookie.get("expires") == -1 for cookie in found)
    return str(found[0].get("value")) if found else ""


@pytest.mark.parametrize("pressed", ["at once", "when the line is back"])
def test_typed_just_before_the_server_dies(filing: Filing, replica: Replica, pressed: str) -> None:
    """The browser sent it to a server that never answered: what the page still shows is what Continuer takes."""
    begun(filing)
    heading = filing.heading
    filing.page.locator(".st-key-q-periode-day input").fill("20/11/2026")
    replica.kill()
    replica.start()
    if pressed != "at once":
        expect(filing.page.locator("#p-net")).to_be_hidden()
        filing.settled()
    assert day(filing) == "20/11/2026"
    filing.page.locator(".st-key-continue button").click()
    expect(filing.page.locator("#stMain h1")).not_to_have_text(heading)
    filing.settled()
    filing.back()
    assert day(filing) == "20/11/2026"
