"""Files attached to a question or an object: told, checked, kept sealed, found again, on the paper and in the zip."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import FilePayload, Page, expect

from tests.browser.filing import Filing
from tests.browser.replica import Replica
from tests.browser.test_leaving import code, follow
from tests.browser.test_never_lost import begun

pytestmark = pytest.mark.never_lost


@pytest.fixture
def replica(tmp_path: Path) -> Iterator[Replica]:
    one = Replica(tmp_path).start()
    yield one
    one.kill()


@pytest.fixture
def filing(page: Page, replica: Replica) -> Filing:
    filing = Filing(page, replica.url)
    begun(filing)
    return filing


def photo(name: str = "IMG_0042 facture.jpg") -> FilePayload:
    """A photograph with its device and place, as a phone makes it."""
    buffer = io.BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "PhoneMaker"
    Image.new("RGB", (640, 480), "teal").save(buffer, "JPEG", exif=exif)
    return {"name": name, "mimeType": "image/jpeg", "buffer": buffer.getvalue()}


def proofs(filing: Filing) -> None:
    """To the page of the evidence, its box for files open."""
    while "preuves" not in filing.heading.lower():
        filing.proceed()
    unfold(filing, "vol_velo-preuves_liste")


def unfold(filing: Filing, where: str) -> None:
    filing.box(f"pl-files-{where}").locator("summary").first.click()
    filing.page.locator(f"[class*='st-key-upload-{where}-']").wait_for()
    filing.settled()


def give(filing: Filing, where: str, *files: FilePayload) -> None:
    """Chooses files, and waits until they were looked at."""
    before = filing.page.locator(f"[class*='st-key-upload-{where}-']").get_attribute("class")
    filing.page.locator(f"[class*='st-key-upload-{where}-'] input[type=file]").set_input_files(list(files))
    expect(filing.page.locator(f"[class*='st-key-upload-{where}-']")).not_to_have_attribute("class", before or "")
    filing.settled()


def test_a_photo_is_kept_found_again_and_stands_on_paper_and_in_the_zip(filing: Filing, tmp_path: Path) -> None:
    proofs(filing)
    assert "10 Mo au plus" in filing.words()  # told before choosing
    one = photo()
    give(
        filing,
        "vol_velo-preuves_liste",
        one,
        {"name": "menace.html", "mimeType": "text/html", "buffer": b"<script>1</script>"},
    )
    assert "menace.html :" in filing.words() and "IMG_0042 facture.jpg : " in filing.words()
    filing.page.reload()
    filing.page.locator("#stMain h1").wait_for()
    filing.settled()
    assert "IMG_0042 facture.jpg : " in filing.words()
    stored = (tmp_path / "prelude.db").read_bytes() + (tmp_path / "prelude.db-wal").read_bytes()
    assert b"IMG_0042" not in stored and b"PhoneMaker" not in stored
    filing.open_steps()
    filing.press("step-recap")
    filing.press("to-result")
    filing.box("pl-more-files").locator("summary").click()
    filing.box("dl-zip").wait_for()
    with zipfile.ZipFile(filing.download("dl-zip", tmp_path)) as archive:
        assert archive.read("piece-01.jpg") == one["buffer"]
        case = archive.read("case.json").decode()
    assert hashlib.sha256(one["buffer"]).hexdigest() in case


def test_a_file_is_taken_away_at_once(filing: Filing) -> None:
    proofs(filing)
    give(filing, "vol_velo-preuves_liste", photo())
    filing.page.locator("[class*='st-key-unfile-'] button").click()
    expect(filing.page.locator("[class*='st-key-unfile-']")).to_have_count(0)
    filing.settled()
    filing.page.reload()
    filing.page.locator("#stMain h1").wait_for()
    filing.settled()
    assert "IMG_0042" not in filing.words()


def test_files_travel_in_the_resume_file(filing: Filing, tmp_path: Path) -> None:
    proofs(filing)
    give(filing, "vol_velo-preuves_liste", photo())
    mine = code(filing, "Dans un fichier chiffré")
    file = filing.download("leave-file", tmp_path)
    filing.open("/")
    filing.press("erase-home")
    follow(filing, "Reprendre mon dossier", "Reprendre mon dossier")
    filing.page.locator(".st-key-file-file input[type=file]").set_input_files(file)
    filing.page.get_by_text("dossier.prelude", exact=True).wait_for()
    filing.page.locator(".st-key-file-code input").fill(mine)
    filing.page.locator(".st-key-file-open button").click()
    expect(filing.page.locator("#stMain h1")).to_contain_text("preuves")
    filing.settled()
    assert "IMG_0042 facture.jpg : " in filing.words()


def test_a_form_that_may_call_for_an_intimate_picture_offers_no_box(page: Page, replica: Replica) -> None:
    filing = Filing(page, replica.url)
    filing.choose("viol_agression_sexuelle")
    filing.start()
    for _ in range(20):
        assert page.locator("[class*='st-key-pl-files-']").count() == 0
        if not filing.box("continue").count():
            break
        filing.proceed()
    else:
        raise AssertionError("The form never came to its recap")
