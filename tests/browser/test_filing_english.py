"""A card fraud told in English: no French on the screens, a French paper."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from assistant.i18n import translator
from tests.browser.filing import Filing, day, pdf_words, plain

pytestmark = pytest.mark.journey

ENGLISH: dict[str, dict[str, str | bool]] = {
    "To begin": {"decl_role": "For myself", "intention_plainte": "File a complaint"},
    "What happened on your account?": {
        "type_operation-carte_en_ligne": True,
        "carte_possession": "Yes",
        "code_communique": "No",
    },
    "Which transactions?": {
        "operations_contestees-0-date-day": day(3),
        "operations_contestees-0-montant": "89.90",
        "operations_contestees-0-commercant": "SHOPZONE PARIS",
    },
    "What have you done with your bank?": {
        "opposition-day": day(1),
        "opposition-clock": "9:12",
        "banque": "Example Bank, Grenoble",
        "moyen_paiement-type": "Bank card",
    },
    "Did anyone contact you?": {"contact_recu": "No"},
    "When and where?": {"periode-day": day(3), "lieu-way": "Online or by phone", "lieu-commune": "Grenoble"},
    "Tell us what happened": {"recit": "I found a payment I never made. My card never left my wallet."},
    "What do you know about the person responsible?": {"auteur_connu": "I don't know who it is"},
    "What this costs you": {"prejudice_total": "89.90"},
    "Witnesses, cameras and evidence": {"preuves_liste-0-nature": "Bank statement"},
    "Who are you?": {"identite-nom_naissance": "Smith", "identite-prenoms": "Alex"},
    "How can you be reached?": {"coordonnees-telephone": "+44 7911 123456"},
}
_FRENCH_WORDS = re.compile(
    r"\b(le|les|des|du|est|une|pour|dans|et|sur|qui|pas|ne|que|vous|votre|ou|avec)\b", re.IGNORECASE
)


def french_left(filing: Filing) -> list[str]:
    """Lines of the page that are French: a text of the catalogue left as it is, or three French little words."""
    catalog = translator("en").catalog
    assert catalog is not None
    texts = {plain(str(m.id)): plain(str(m.string)) for m in catalog if isinstance(m.id, str) and m.id and m.string}
    french = set(texts) - set(texts.values())  # "Occupation" is a word of both
    lines = (plain(line) for line in filing.page.locator("body").inner_text().splitlines())
    return [line for line in lines if line in french or len(set(_FRENCH_WORDS.findall(line.lower()))) >= 3]


@pytest.mark.parametrize("page", [{"locale": "en-GB", "viewport": {"width": 1280, "height": 800}}], indirect=True)
def test_a_fraud_told_in_english_gives_a_french_paper(page: Page, server_url: str, tmp_path: Path) -> None:
    filing = Filing(page, server_url)
    filing.open()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    assert filing.heading == "What happened?"
    assert french_left(filing) == ["Français"] or french_left(filing) == []
    filing.choose("fraude_carte_virement")
    assert filing.heading == "Someone used my card or my bank account"
    filing.start()
    for heading, answers in ENGLISH.items():
        assert filing.heading == heading
        for key, value in answers.items():
            filing.answer(key, value)
        assert french_left(filing) == []
        filing.proceed()
    assert filing.heading == "Check your answers"
    assert french_left(filing) == []
    filing.press("to-result")
    assert filing.heading == "Your file is ready. It has not been submitted yet."
    expect(filing.box("pl-best").get_by_role("heading", level=3)).to_contain_text("Perceval")
    for fold in page.locator("#stMain summary").all():
        fold.click()
    expect(filing.box("dl-zip")).to_be_visible()
    assert french_left(filing) == []
    words = pdf_words(filing.download("dl-complaint-pdf", tmp_path))
    for said in (
        "I found a payment I never made. My card never left my wallet.",
        "SHOPZONE PARIS",
        "89,90",
        "Identité",
    ):
        assert said in words
    assert "Identity" not in words
