"""A draft goes on with the questionnaire it began with; who begins later has the new one; moving over is a choice."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import PHONE, ROOT
from tests.browser.filing import Filing
from tests.browser.replica import Replica
from tests.browser.test_never_lost import begun

pytestmark = pytest.mark.never_lost
OLD, NEW = "Quand et où ?", "À quel moment et à quel endroit ?"


@pytest.fixture
def replica(tmp_path: Path) -> Iterator[Replica]:
    """A server with forms of its own, which the test publishes anew."""
    shutil.copytree(ROOT / "forms", tmp_path / "forms")
    one = Replica(tmp_path, PRELUDE_FORMS=str(tmp_path / "forms")).start()
    yield one
    one.kill()


def publish(replica: Replica) -> None:
    """Another title for the second page of the bicycle form."""
    file = replica.data / "forms" / "_shared" / "quand_ou.yaml"
    text = file.read_text("utf-8")
    assert OLD in text
    file.write_text(text.replace(OLD, NEW), "utf-8")


def test_an_old_draft_stays_on_its_version_and_may_move_over(page: Page, browser: Browser, replica: Replica) -> None:
    filing = Filing(page, replica.url)
    begun(filing)
    assert filing.heading == OLD
    publish(replica)
    page.wait_for_timeout(5500)  # the server looks at its files every five seconds
    context = browser.new_context(**PHONE)
    later = Filing(context.new_page(), replica.url)
    begun(later)
    assert later.heading == NEW
    context.close()
    replica.kill()
    replica.start()
    page.reload()
    page.locator("#stMain h1").wait_for()
    filing.settled()
    assert filing.heading == OLD
    filing.open_steps()
    filing.press("step-recap")
    assert "a été mis à jour depuis que vous avez commencé" in filing.words()
    filing.press("version-move-vol_velo")
    assert "a été mis à jour" not in filing.words()
    filing.open("/dossier")
    assert "Pour moi" in filing.words()
