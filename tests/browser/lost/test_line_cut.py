"""The line between the browser and a server that goes on: what is typed or pressed meanwhile arrives."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.filing import Filing
from tests.browser.lost.seen import STORY, box, comes_back, on
from tests.browser.test_never_lost import begun, day, saved
from tests.storage.line import Line

pytestmark = pytest.mark.never_lost
CUT = 20_000  # milliseconds


@pytest.fixture
def story(remote: Filing) -> Filing:
    """On the page of the story."""
    begun(remote)
    remote.proceed()
    saved(remote.page)
    return remote


def is_cut(page: Page) -> None:
    expect(page.locator("#p-net")).to_be_visible()


def is_back(page: Page) -> None:
    expect(page.locator("#p-net")).to_be_hidden()


def test_a_story_typed_during_a_long_cut_arrives(story: Filing, line: Line) -> None:
    page, heading = story.page, story.heading
    line.cut()
    is_cut(page)
    field = box(story, "recit")
    expect(field).to_be_editable()  # Streamlit closes its boxes: they are opened again
    field.press_sequentially(STORY)
    page.wait_for_timeout(CUT)
    field.press_sequentially(" Il était 18 h.")
    line.mend()
    is_back(page)
    field.press("Control+Enter")  # at once: the commit that Streamlit may lose
    page.wait_for_timeout(8000)  # the shell sends it once more
    story.settled()
    comes_back(story, heading)
    assert box(story, "recit").input_value() == STORY + " Il était 18 h."


def test_what_is_typed_while_the_line_comes_back_is_not_taken_away(story: Filing, line: Line) -> None:
    """The page runs again under the person's fingers: no letter goes, the cursor stays."""
    page = story.page
    line.cut()
    is_cut(page)
    field = box(story, "recit")
    field.press_sequentially("On m'a pris ")
    line.mend()
    for letter in STORY:
        page.keyboard.type(letter)
        page.wait_for_timeout(60)
    is_back(page)
    story.settled()
    assert field.input_value() == "On m'a pris " + STORY
    story.proceed()
    story.back()
    assert box(story, "recit").input_value() == "On m'a pris " + STORY


def test_continue_pressed_as_soon_as_the_line_is_back_acts(story: Filing, line: Line) -> None:
    page, heading = story.page, story.heading
    field = box(story, "recit")
    field.press_sequentially(STORY)
    line.cut()
    is_cut(page)
    expect(field).to_be_focused()
    line.mend()
    page.locator(".st-key-continue button").click()  # once it is open again, before the page has run
    expect(page.locator("#stMain h1").first).not_to_have_text(heading)
    story.settled()
    story.back()
    assert box(story, "recit").input_value() == STORY


def test_an_answer_picked_during_a_cut_arrives(remote: Filing, line: Line) -> None:
    remote.choose("vol_velo")
    remote.start()
    heading = remote.heading
    line.cut()
    is_cut(remote.page)
    remote.box("q-decl_role").locator("label").filter(has_text="Pour moi").first.click(force=True)
    line.mend()
    is_back(remote.page)
    remote.page.wait_for_timeout(8000)
    remote.settled()
    remote.proceed()
    remote.back()
    assert (remote.heading, remote.value("decl_role")) == (heading, "Pour moi")


def test_a_short_cut_is_not_even_seen(remote: Filing, line: Line) -> None:
    begun(remote)
    heading = remote.heading
    box(remote, "periode-day").fill("20/11/2026")
    line.cut()
    line.mend()
    remote.page.locator(".st-key-continue button").click()
    on(remote, "Racontez")
    remote.back()
    assert (remote.heading, day(remote)) == (heading, "20/11/2026")
