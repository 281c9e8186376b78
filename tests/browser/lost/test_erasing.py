"""What was said is readable nowhere on the server's disk while the file lives, and nothing is left once it is erased."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing

import pytest
from playwright.sync_api import expect

from assistant.storage.database import FILE
from tests.browser.filing import Filing
from tests.browser.lost.seen import box, follow
from tests.browser.replica import Replica
from tests.browser.test_filing_theft import STORY, THEFT, up_to
from tests.browser.test_never_lost import saved, typed_is_sent, visit_cookie

pytestmark = pytest.mark.never_lost
TYPED = "Sacoche orange fluo"
TABLES = ("drafts", "wraps", "attachments", "attempts")
# Whole sentences, and the beginnings that a compressed or half written text would still show.
SAID = (STORY, STORY[:24], TYPED, "Voiron", "arceaux devant la gare", "à gauche de l'entrée")


def readable(replica: Replica) -> list[str]:
    """What a copy of the whole data folder shows of the file: the database, its journal, the log of the server."""
    forms = [(said, said.encode(code)) for said in SAID for code in ("utf-8", "utf-16-le")]
    files = [path for path in replica.data.rglob("*") if path.is_file()]
    assert any(path.name == FILE for path in files)
    return [f"{said!r} in {path.name}" for path in files for said, form in forms if form in path.read_bytes()]


def rows(replica: Replica) -> dict[str, int]:
    with closing(sqlite3.connect(replica.data / FILE)) as database:
        return {table: database.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in TABLES}


def written(filing: Filing, replica: Replica) -> None:
    """Answers up to the list of bicycles, with something typed there: at each page nothing can be read on the disk."""
    filing.choose("vol_velo")
    filing.start()
    for heading in list(THEFT)[1:4]:
        up_to(filing, heading)
        assert readable(replica) == []
    box(filing, "velo-0-marque").fill(TYPED)
    typed_is_sent(filing)
    saved(filing.page)
    assert readable(replica) == []
    assert rows(replica)["drafts"] == 1


def from_your_data(filing: Filing) -> None:
    follow(filing, "Vos données")
    filing.press("erase-data")


def from_the_result(filing: Filing) -> None:
    filing.go_through({})
    filing.press("to-result")
    filing.box("erase").get_by_role("button").click()
    filing.box("erase-yes").get_by_role("button").click()
    filing.page.get_by_role("heading", level=1, name="Que s'est-il passé ?").wait_for()
    filing.settled()


def from_home(filing: Filing) -> None:
    filing.open("/")
    filing.press("erase-home")


@pytest.mark.parametrize("erase", [from_your_data, from_the_result, from_home])
def test_erased_means_no_row_no_cookie_no_word(
    filing: Filing, replica: Replica, erase: Callable[[Filing], None]
) -> None:
    written(filing, replica)
    erase(filing)
    expect(filing.page.locator(".pl-done")).to_contain_text("Tout est effacé")
    filing.page.wait_for_function("() => document.documentElement.dataset.visit === ''")
    assert not visit_cookie(filing.page.context)
    assert rows(replica) == dict.fromkeys(TABLES, 0)
    assert readable(replica) == []
    assert (replica.data / f"{FILE}-wal").stat().st_size == 0  # not even sealed, in the journal
    filing.open("/dossier")
    assert filing.heading == "Aucun dossier en cours"


def test_no_more_copy_is_no_row_and_the_visit_goes_on(filing: Filing, replica: Replica) -> None:
    written(filing, replica)
    follow(filing, "Vos données")
    filing.box("no-copy").get_by_role("button").click()
    filing.page.wait_for_function("() => document.documentElement.dataset.visit === ''")
    filing.settled()
    assert not visit_cookie(filing.page.context)
    assert rows(replica) == dict.fromkeys(TABLES, 0)
    filing.page.go_back()
    filing.page.get_by_role("heading", level=1, name="Quel vélo").wait_for()
    filing.settled()
    assert box(filing, "velo-0-marque").input_value() == TYPED
    filing.proceed()
    assert rows(replica) == dict.fromkeys(TABLES, 0)
