"""One file in two tabs, and a tab whose copy is gone: nothing is overwritten, and the person chooses."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest
from playwright.sync_api import Page, expect

from assistant.storage.database import FILE
from tests.browser.filing import Filing
from tests.browser.lost.seen import box, comes_back, on
from tests.browser.replica import Replica
from tests.browser.test_never_lost import begun, day, saved, typed_is_sent, visit_cookie

pytestmark = pytest.mark.never_lost


@pytest.fixture
def tabs(filing: Filing, page: Page) -> tuple[Filing, Filing]:
    """Two tabs on the second page of one file."""
    begun(filing)
    other = Filing(page.context.new_page(), filing.url)
    other.open("/dossier")
    assert other.heading == filing.heading
    return filing, other


def types(filing: Filing, words: str) -> None:
    box(filing, "periode-day").fill(words)
    typed_is_sent(filing)


def choose(filing: Filing, key: str) -> None:
    choice = filing.page.locator(".st-key-pl-kept-choice")
    choice.wait_for()
    filing.box(key).get_by_role("button").click()
    expect(choice).to_have_count(0)
    filing.settled()


def test_typed_in_both_the_version_of_the_other_tab(tabs: tuple[Filing, Filing]) -> None:
    one, two = tabs
    types(one, "hier soir")
    types(two, "avant-hier")
    assert day(two) == "avant-hier"  # still there while the person chooses
    choose(two, "take-theirs")
    assert day(two) == "hier soir"
    comes_back(two, one.heading)
    assert day(two) == "hier soir"


def test_typed_in_both_the_version_of_this_tab(tabs: tuple[Filing, Filing]) -> None:
    one, two = tabs
    types(one, "hier soir")
    types(two, "avant-hier")
    choose(two, "keep-mine")
    saved(two.page)
    comes_back(two, one.heading)
    assert day(two) == "avant-hier"
    one.back()  # the first tab has nothing new to say: it is told, and shows the same
    assert "Mis à jour depuis votre autre onglet" in one.words()
    assert day(one) == "avant-hier"


def test_a_tab_where_nothing_was_typed_takes_what_the_other_says(tabs: tuple[Filing, Filing]) -> None:
    one, two = tabs
    types(one, "hier soir")
    two.back()
    assert "Mis à jour depuis votre autre onglet" in two.words()
    assert day(two) == "hier soir"
    types(two, "hier soir, vers minuit")  # and goes on from there
    comes_back(one, two.heading)
    assert day(one) == "hier soir, vers minuit"


def test_erased_in_one_tab_and_then_in_the_other(tabs: tuple[Filing, Filing]) -> None:
    one, two = tabs
    one.open("/")
    one.press("erase-home")
    expect(one.page.locator(".pl-done")).to_contain_text("Tout est effacé")
    types(two, "avant-hier")
    choose(two, "erase-too")
    expect(two.page.locator(".pl-done")).to_contain_text("Tout est effacé")
    two.page.wait_for_function("() => document.documentElement.dataset.visit === ''")
    assert not visit_cookie(two.page.context)
    two.open("/dossier")
    assert two.heading == "Aucun dossier en cours"


def expire(replica: Replica) -> None:
    """Two hours went by for every copy."""
    with closing(sqlite3.connect(replica.data / FILE)) as database, database:
        database.execute("UPDATE drafts SET expires = 1")


def test_a_visit_whose_copy_has_expired_is_told_and_goes_on(filing: Filing, replica: Replica) -> None:
    begun(filing)
    heading = filing.heading
    expire(replica)
    types(filing, "hier soir")
    assert "La copie de votre dossier a été effacée" in filing.words()
    choose(filing, "keep-mine")
    saved(filing.page)
    comes_back(filing, heading)
    assert day(filing) == "hier soir"


def test_a_page_reloaded_after_its_copy_has_expired_says_so(filing: Filing, replica: Replica) -> None:
    begun(filing)
    expire(replica)
    filing.page.reload()
    on(filing, "Aucun dossier en cours")
    assert "deux heures après la dernière action" in filing.words()
