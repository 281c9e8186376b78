"""Leaving with the file and coming back to it, by a file or by a code; seen in a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import PHONE
from tests.browser.filing import Filing
from tests.browser.replica import Replica
from tests.browser.test_never_lost import begun, day

pytestmark = pytest.mark.never_lost


@pytest.fixture
def filing(page: Page, tmp_path: Path) -> Iterator[Filing]:
    """A person with a file begun, on a server that may keep drafts thirty days."""
    replica = Replica(tmp_path, PRELUDE_KEEP_DAYS="30").start()
    filing = Filing(page, replica.url)
    begun(filing)
    yield filing
    replica.kill()


def follow(filing: Filing, link: str, heading: str) -> None:
    filing.page.get_by_role("link", name=link).click()
    filing.page.get_by_role("heading", level=1, name=heading).wait_for()
    filing.settled()


def code(filing: Filing, way: str) -> str:
    """A code, noted and retyped."""
    follow(filing, "Garder pour plus tard", "Garder mon dossier")
    filing.page.locator(".st-key-leave-choice label").filter(has_text=way).last.click()
    filing.settled()
    filing.press("leave-make")
    shown = filing.page.locator(".pl-code").inner_text()
    filing.page.locator(".st-key-leave-typed input").fill("0000-0000-0000-0000-0")
    filing.press("leave-confirm")
    assert "Ce n'est pas le même code" in filing.words()
    filing.page.locator(".st-key-leave-typed input").fill(shown.lower())
    filing.press("leave-confirm")
    assert shown not in filing.page.content()  # shown once
    return shown


def test_what_was_typed_waits_while_another_screen_is_read(filing: Filing) -> None:
    filing.page.locator(".st-key-q-periode-day input").fill("hier soir")
    follow(filing, "Où aller", "Trouver une brigade")
    filing.page.go_back()
    filing.page.get_by_role("heading", level=1, name="Quand").wait_for()
    filing.settled()
    assert day(filing) == "hier soir"


def test_the_file_on_the_device_opens_again_with_its_code_alone(filing: Filing, tmp_path: Path) -> None:
    mine = code(filing, "Dans un fichier chiffré")
    file = filing.download("leave-file", tmp_path)
    assert file.name == "dossier.prelude" and b"victime" not in file.read_bytes()
    filing.open("/")
    filing.press("erase-home")
    follow(filing, "Reprendre mon dossier", "Reprendre mon dossier")
    filing.page.locator(".st-key-file-file input[type=file]").set_input_files(file)
    filing.page.get_by_text("dossier.prelude", exact=True).wait_for()
    for tried in ("", "0000-0000-0000-0000-0"):
        filing.page.locator(".st-key-file-code input").fill(tried)
        filing.press("file-open")
        assert "Ce code n'ouvre pas ce fichier" in filing.words()
    filing.page.locator(".st-key-file-code input").fill(mine)
    filing.page.locator(".st-key-file-open button").click()
    filing.page.get_by_role("heading", level=1, name="Quand").wait_for()
    filing.settled()
    filing.back()
    assert filing.value("decl_role") == "Pour moi"


def test_a_damaged_file_is_refused_and_says_so(filing: Filing, tmp_path: Path) -> None:
    mine = code(filing, "Dans un fichier chiffré")
    file = filing.download("leave-file", tmp_path)
    file.write_bytes(file.read_bytes()[:-20])
    filing.open("/")
    filing.press("erase-home")
    follow(filing, "Reprendre mon dossier", "Reprendre mon dossier")
    filing.page.locator(".st-key-file-file input[type=file]").set_input_files(file)
    filing.page.get_by_text("dossier.prelude", exact=True).wait_for()
    filing.page.locator(".st-key-file-code input").fill(mine)
    filing.press("file-open")
    assert "abîmé ou incomplet" in filing.words()


def test_a_kept_draft_opens_on_another_device_and_leaves_the_first(filing: Filing, browser: Browser) -> None:
    mine = code(filing, "Sur ce site")
    reference = filing.page.get_by_text("la référence P-").inner_text().split("référence ")[1][:11]
    assert "gardé jusqu'au" in filing.words().lower()
    context = browser.new_context(**PHONE)
    other = Filing(context.new_page(), filing.url)
    other.open("/reprendre")
    for wrong in range(5):
        other.page.locator(".st-key-kept-reference input").fill("P-0000-0000")
        other.page.locator(".st-key-kept-code input").fill(mine)
        other.press("kept-open")
        assert "Aucun dossier ne s'ouvre ainsi" in other.words(), wrong
    other.press("kept-open")
    assert "Trop d'essais" in other.words()
    other.page.locator(".st-key-kept-reference input").fill(reference.lower())
    other.page.locator(".st-key-kept-code input").fill(mine)
    other.page.locator(".st-key-kept-open button").click()
    other.page.get_by_role("heading", level=1, name="Quand").wait_for()
    other.settled()
    other.back()
    assert other.value("decl_role") == "Pour moi"
    expect(other.page.locator(".pl-saved")).to_contain_text("gardé jusqu'au")
    context.close()
