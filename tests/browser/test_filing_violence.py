"""Violence at home: nothing may betray the person, in the browser or in the files."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.browser.filing import Filing, docx_words, inside, pdf_words
from tests.browser.test_shell import EXIT, catch_exit

pytestmark = pytest.mark.journey

SECRETS = ("SECRET-TELEPHONE", "SECRET-HEURES", "SECRET-DEPART", "639981122", "39981122")
SAID = "Il m'a poussée contre le mur."


def test_violence_at_home_leaves_no_trace(page: Page, server_url: str, tmp_path: Path) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    filing = Filing(page, server_url)
    filing.choose("violences_conjugales")
    filing.start()
    assert filing.heading == "Votre sécurité aujourd'hui"
    filing.answer("surveillance_tel", "Oui")
    filing.answer("joindre_sans_risque-numero", "06 39 98 11 22")
    filing.answer("joindre_sans_risque-heures", "SECRET-HEURES mardi")
    filing.answer("joindre_sans_risque-autre", "SECRET-TELEPHONE")
    filing.answer("depart_prevu", "SECRET-DEPART chez une amie")
    filing.proceed()
    filing.answer("decl_role", "Pour moi")
    filing.proceed()
    filing.press("in-person")  # who did it: said to the officer, not here
    filing.answer("recit", SAID)
    filing.answer("lieu-commune", "Grenoble")
    filing.proceed()
    no_trace_in_the_browser(filing)
    while filing.box("in-person").count():
        filing.press("in-person")
    filing.go_through({})
    for row in ("auteur_lien", "blessures"):
        expect(filing.box(f"row-{row}")).to_contain_text("le dira à l'audition")
    assert "Il manque" not in filing.words(), "nothing is counted as missing"
    filing.press("to-result")
    no_trace_in_the_browser(filing)
    the_files_hold_no_secret(filing, tmp_path)
    bare = [url.removeprefix(server_url) for url in asked]
    assert not [url for url in bare if re.search("violen|conjug|SECRET|39981122|pouss", url, re.IGNORECASE)]
    assert [url for url in bare if "?" in url and not url.startswith("/prelude/")] == []


def no_trace_in_the_browser(filing: Filing) -> None:
    page = filing.page
    expect(page).to_have_title("Prélude")
    assert page.url == f"{filing.url}/dossier"
    assert page.context.cookies() == []
    assert page.evaluate("[Object.keys(localStorage), Object.keys(sessionStorage)]") == [[], []]
    assert page.evaluate("indexedDB.databases().then(found => found.length)") == 0


def the_files_hold_no_secret(filing: Filing, folder: Path) -> None:
    page = filing.page
    expect(filing.box("dl-deadlines-ics")).to_have_count(0)
    expect(page.get_by_label("Joindre mes réponses")).to_have_count(0)
    filing.box("pl-more-files").locator("summary").click()
    files = [filing.download(f"dl-{name}", folder) for name in ("document-pdf", "document-docx", "case-json", "zip")]
    assert [file.name for file in files] == ["document.pdf", "document.docx", "case.json", "documents.zip"]
    with zipfile.ZipFile(files[-1]) as archive:
        assert set(archive.namelist()) == {"document.pdf", "document.docx", "letter.pdf", "letter.docx", "case.json"}
    for name, text in (found for file in files for found in inside(file)):
        squeezed = re.sub(r"\s", "", text)
        assert not [secret for secret in SECRETS if secret in squeezed], name
        assert "metadata" not in name or not re.search("violen|conjug", squeezed, re.IGNORECASE), name
    reader = PdfReader(files[0])
    assert reader.attachments == {}
    assert SAID in pdf_words(files[0])
    assert SAID in docx_words(files[1])


def test_one_click_leaves_in_the_middle_of_a_filing(page: Page, server_url: str) -> None:
    catch_exit(page)
    page.on("dialog", lambda dialog: pytest.fail(f"a question was asked: {dialog.message}"))
    filing = Filing(page, server_url)
    filing.choose("violences_conjugales")
    filing.start()
    filing.answer("depart_prevu", "bientôt")
    filing.proceed()
    page.locator("#p-quit").click()
    page.wait_for_url(EXIT)
    page.go_back()
    page.locator("#stMain h1").wait_for()
    assert "bientôt" not in filing.words()
    assert filing.heading in ("Que s'est-il passé ?", "Aucun dossier en cours")
