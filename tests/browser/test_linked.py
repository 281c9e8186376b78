"""One story of two facts in a real browser: a burglary, then the stolen card used; one dossier, one paper with parts."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.browser.filing import Filing, plain
from tests.browser.test_axe import Checked

pytestmark = pytest.mark.journey

DAY = f"{dt.datetime.now(ZoneInfo('Europe/Paris')).date() - dt.timedelta(days=2):%d/%m/%Y}"
BURGLARY: dict[str, dict[str, str | bool]] = {
    "Pour commencer": {"decl_role": "Pour moi", "intention_plainte": "Déposer plainte"},
    "Quand et où est-ce arrivé ?": {
        "periode-day": DAY,
        "periode-clock": "8h",
        "lieu-commune": "Voiron",
        "lieu-text": "12 rue des Lilas",
    },
    "Racontez ce qui s'est passé": {"recit": "La porte était forcée en rentrant."},
    "Qui êtes-vous ?": {
        "identite-nom_naissance": "Perrin",
        "identite-prenoms": "Camille",
        "identite-naissance_date": "11/02/1990",
        "identite-naissance_lieu": "Voiron, Isère",
    },
    "Comment vous joindre ?": {
        "coordonnees-adresse": "12 rue des Lilas",
        "coordonnees-commune": "Voiron",
        "coordonnees-telephone": "06 39 98 12 34",
    },
}
CARD: dict[str, dict[str, str | bool]] = {
    "Que s'est-il passé sur votre compte ?": {"carte_possession": "Non"},
    "Racontez ce qui s'est passé": {"recit": "Un achat que je n'ai pas fait."},
}


def tick(filing: Filing, key: str, words: str) -> None:
    """Ticks an option of a question with several answers."""
    box = filing.box(f"q-{key}")
    box.get_by_text(words, exact=True).click()
    filing.settled()


def burglary(filing: Filing) -> None:
    """A burglary in which a card was taken, up to its recap."""
    filing.choose("cambriolage")
    filing.start()
    while filing.box("continue").count():
        for key, value in BURGLARY.get(filing.heading, {}).items():
            filing.answer(key, value)
        if filing.heading == "Qu'est-ce qui a été pris ou abîmé ?":
            tick(filing, "pris", "Une carte bancaire ou un chéquier")
        filing.proceed()


def test_a_burglary_then_the_stolen_card(page: Page, server_url: str, tmp_path: Path) -> None:
    filing, checked = Filing(page, server_url), Checked(page)
    burglary(filing)
    expect(filing.box("pl-offers")).to_contain_text("Une carte ou un chéquier a été pris.")
    checked("recap with an offer")
    filing.press("add-fraude_carte_virement")
    assert filing.heading == "On s'est servi de ma carte ou de mon compte bancaire"
    filing.start()
    met = filing.go_through(CARD)
    assert "Qui êtes-vous ?" not in met, "said once"
    the_recap_has_both_parts(filing, checked)
    a_common_answer_follows(filing)
    filing.press("to-result")
    words = filing.words()
    assert "Où aller · Partie 1 : Cambriolage" in words
    assert "Où aller · Partie 2 : Fraude à la carte, au virement ou au chèque" in words
    checked("result of two parts")
    the_papers_have_both_parts(filing, tmp_path)
    a_part_can_be_taken_away(filing, checked)
    assert checked.wrong == []


def the_recap_has_both_parts(filing: Filing, checked: Checked) -> None:
    box = filing.box("pl-parts")
    expect(box).to_contain_text("Votre dossier a 2 parties")
    expect(filing.box("part-fraude_carte_virement")).to_contain_text("ouverte ci-dessous")
    checked("recap of the second part")
    filing.press("open-cambriolage")
    expect(filing.box("part-cambriolage")).to_contain_text("ouverte ci-dessous")
    assert "La porte était forcée en rentrant." in filing.words()
    checked("recap of the first part")


def a_common_answer_follows(filing: Filing) -> None:
    """Corrected in one part, seen in the other; the stories stay apart."""
    filing.press("edit-identite")
    filing.answer("identite-nom_naissance", "Martin")
    filing.proceed()
    filing.press("open-fraude_carte_virement")
    expect(filing.box("row-identite")).to_contain_text("Martin")
    expect(filing.box("row-recit")).to_contain_text("Un achat que je n'ai pas fait.")


def the_papers_have_both_parts(filing: Filing, folder: Path) -> None:
    pdf = filing.download("dl-complaint-pdf", folder)
    told = plain(" ".join(page.extract_text() for page in PdfReader(pdf).pages))
    assert "Ce dossier a 2 parties" in told
    first, second = told.index("Partie 1 sur 2 – Cambriolage"), told.index("Partie 2 sur 2 – Opérations bancaires")
    assert first < told.index("La porte était forcée") < second < told.index("Un achat que je n'ai pas fait.")
    assert told.count("Martin") == 2 and "Martin" not in told[first:], "who files is told once, on page 1"
    filing.box("pl-more-files").locator("summary").click()
    case = json.loads(filing.download("dl-case-json", folder).read_text(encoding="utf-8"))
    assert [case["form"], *(part["form"] for part in case["parts"])] == ["cambriolage", "fraude_carte_virement"]
    assert case["parts"][0]["answers"]["identite"]["nom_naissance"] == "Martin"


def a_part_can_be_taken_away(filing: Filing, checked: Checked) -> None:
    filing.press("to-recap")
    filing.box("remove-fraude_carte_virement").get_by_role("button").click()
    dialog = filing.page.get_by_role("dialog")
    expect(dialog).to_contain_text("Vos réponses à cette partie seront effacées.")
    checked("removal dialog")
    filing.page.evaluate("document.querySelector('#stMain').dispatchEvent(new Event('input', { bubbles: true }))")
    filing.page.wait_for_timeout(4000)  # what was typed before waits to be sent: a run would take the dialog away
    filing.move(dialog.get_by_role("button", name="Oui, retirer cette partie").click)
    expect(filing.box("pl-parts")).to_have_count(0)
    expect(filing.box("row-identite")).to_contain_text("Martin")
    assert filing.heading == "Vérifiez vos réponses"


def test_a_second_kind_from_the_home_page_is_asked_about(page: Page, server_url: str) -> None:
    filing, checked = Filing(page, server_url), Checked(page)
    filing.choose("vol_velo")
    filing.start()
    filing.answer("decl_role", "Pour moi")
    filing.proceed()
    filing.back()
    filing.back()
    filing.box("other").get_by_role("button").click()
    filing.box("resume").wait_for()
    filing.settled()
    filing.unfold("kind-cambriolage")
    filing.press("kind-cambriolage")
    expect(filing.box("pl-second-facts")).to_contain_text("Vous avez déjà un dossier commencé")
    checked("home, a second kind of facts")
    filing.press("second-add")
    assert filing.heading == "On a cambriolé mon logement, ma cave ou mon local"
    filing.start()
    assert filing.value("decl_role") == "Pour moi"
    assert checked.wrong == []
