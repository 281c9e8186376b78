"""The database goes away while a person writes, and comes back: they are told, go on, and nothing is to be done again."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import URL, create_engine, func, select

from assistant.storage.tables import drafts
from tests.browser.filing import Filing
from tests.browser.lost.seen import STORY, box, comes_back, follow, on, trouble
from tests.browser.replica import Replica
from tests.browser.test_never_lost import begun, day, saved, typed_is_sent, visit_cookie
from tests.storage.conftest import fresh_postgres
from tests.storage.line import Line, to_postgres

pytestmark = pytest.mark.never_lost
GONE = 30  # seconds
ways = pytest.mark.parametrize("how", ["cut", "hold"])


class Far(NamedTuple):
    """A person, the server, and its line to the database."""

    filing: Filing
    replica: Replica
    line: Line
    url: URL


@pytest.fixture
def far(page: Page, tmp_path: Path, postgres: URL) -> Iterator[Far]:
    with fresh_postgres(postgres) as url, to_postgres(url) as (line, through):
        replica = Replica(tmp_path, PRELUDE_DATABASE=through.render_as_string(hide_password=False)).start()
        yield Far(Filing(page, replica.url), replica, line, url)
        replica.kill()


@ways
def test_thirty_seconds_without_a_database(far: Far, how: str) -> None:
    filing, _, line, _ = far
    page = filing.page
    begun(filing)
    getattr(line, how)()
    since = time.monotonic()
    box(filing, "periode-day").fill("20/11/2026")
    filing.proceed()
    expect(trouble(page)).to_contain_text("Pas encore enregistré")
    assert page.locator(".pl-saved").count() == 0
    box(filing, "recit").fill(STORY)
    typed_is_sent(filing)
    while time.monotonic() - since < GONE:  # to and fro: each page comes, and says what was typed
        filing.proceed()
        filing.back()
        assert box(filing, "recit").input_value() == STORY
    filing.proceed()
    heading = filing.heading
    expect(trouble(page)).to_be_visible()
    line.mend()
    expect(trouble(page)).to_have_count(0)  # nobody presses anything
    saved(page)
    comes_back(filing, heading)
    filing.back()
    assert box(filing, "recit").input_value() == STORY
    filing.back()
    assert day(filing) == "20/11/2026"


@ways
def test_a_page_loaded_without_a_database_waits_for_the_file(far: Far, how: str) -> None:
    filing, _, line, _ = far
    begun(filing)
    heading = filing.heading
    box(filing, "periode-day").fill("hier soir")
    typed_is_sent(filing)
    getattr(line, how)()
    comes_back(filing, "Votre dossier arrive")
    expect(trouble(filing.page)).to_contain_text("Il n'est pas perdu")
    line.mend()
    on(filing, heading)
    assert day(filing) == "hier soir"


def test_a_server_that_starts_without_a_database_serves_and_waits(far: Far) -> None:
    filing, replica, line, _ = far
    begun(filing)
    heading = filing.heading
    replica.kill()
    line.cut()
    replica.start()
    expect(trouble(filing.page)).to_contain_text("Il n'est pas perdu")
    line.mend()
    on(filing, heading)
    filing.back()
    assert filing.value("decl_role") == "Pour moi"


def test_a_file_begun_without_a_database_is_kept_once_it_is_there(far: Far) -> None:
    filing, _, line, _ = far
    line.cut()
    filing.choose("vol_velo")
    filing.start()
    filing.answer("decl_role", "Pour moi")
    filing.proceed()
    heading = filing.heading
    expect(trouble(filing.page)).to_contain_text("Pas encore enregistré")
    line.mend()
    saved(filing.page)
    comes_back(filing, heading)


@pytest.mark.parametrize("page_read", [True, False])
def test_erased_without_a_database_is_erased_once_it_is_there(far: Far, page_read: bool) -> None:
    """Also from a page that could not even read what it is to erase."""
    filing, _, line, _ = far
    begun(filing)
    if page_read:
        follow(filing, "Vos données")
    line.cut()
    if not page_read:
        filing.open("/donnees")
    filing.press("erase-data")
    expect(trouble(filing.page)).to_contain_text("Pas encore effacé")
    line.mend()
    expect(filing.page.locator(".pl-done")).to_contain_text("Tout est effacé")
    assert not visit_cookie(filing.page.context)
    assert rows(far) == 0
    filing.open("/dossier")
    assert filing.heading == "Aucun dossier en cours"


def test_a_file_that_cannot_be_read_is_not_replaced_unasked(far: Far) -> None:
    filing, _, line, _ = far
    begun(filing)
    heading = filing.heading
    line.cut()
    filing.open("/")
    filing.unfold("kind-vol_velo")
    filing.press("kind-vol_velo")
    assert "Vous avez déjà un dossier commencé" in filing.words()
    filing.open("/reprendre")
    assert filing.box("file-open").count() == 0
    line.mend()
    filing.open("/dossier")
    on(filing, heading)


def rows(far: Far) -> int:
    """How many drafts there are."""
    engine = create_engine(far.url)
    with engine.connect() as connection:
        count = connection.execute(select(func.count()).select_from(drafts)).scalar_one()
    engine.dispose()
    return count
