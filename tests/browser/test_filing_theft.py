"""Two bicycles stolen, filed in a real browser from the first question to the papers read back."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.browser.filing import Filing, day, docx_words, pdf_words, plain

pytestmark = pytest.mark.journey

STORY = "J'ai attaché les deux vélos aux arceaux. Au matin, il ne restait que l'antivol coupé en deux. « Quel choc ! »"
THEFT: dict[str, dict[str, str | bool]] = {
    "Pour commencer": {"decl_role": "Pour moi", "intention_plainte": "Déposer plainte"},
    "Quand et où ?": {
        "periode-day": day(2),
        "periode-clock": "19h",
        "periode-end-day": day(1),
        "periode-end-clock": "8h30",
        "lieu-commune": "Voiron",
        "lieu-text": "arceaux devant la gare",
        "lieu_precis": "à gauche de l'entrée",
    },
    "Racontez ce qui s'est passé": {"recit": STORY},
    "Quel vélo ou engin vous a-t-on pris ?": {"engin_immatricule": "Non"},
    "Comment a-t-il été volé ?": {"effraction": "L'antivol a été coupé", "retrouve": "Aucune nouvelle"},
    "Que savez-vous de l'auteur ?": {"auteur_connu": "Je ne sais pas qui c'est"},
    "Ce que cela vous coûte": {"prejudice_total": "3 100,50", "assureur_prevenu": "Non"},
    "Témoins, caméras et preuves": {
        "videosurv": "Non",
        "preuves_liste-0-nature": "facture",
        "preuves_liste-0-detail": "du vélo gris",
    },
    "Qui êtes-vous ?": {
        "identite-nom_naissance": "Perrin",
        "identite-prenoms": "Camille",
        "identite-naissance_date": "11/02/1990",
        "identite-naissance_lieu": "Voiron, Isère",
    },
    "Comment vous joindre ?": {
        "coordonnees-adresse": "4 rue de l'Exemple",
        "coordonnees-code_postal": "38500",
        "coordonnees-commune": "Voiron",
        "coordonnees-telephone": "06 39 98 12 34",
        "coordonnees-courriel": "camille.perrin@exemple.fr",
    },
}


def up_to(filing: Filing, heading: str) -> None:
    """Answers the theft's pages until this one is reached."""
    while filing.heading != heading:
        for key, value in THEFT[filing.heading].items():
            filing.answer(key, value)
        filing.proceed()


def test_a_theft_from_the_first_question_to_the_papers(page: Page, server_url: str, tmp_path: Path) -> None:
    filing = Filing(page, server_url)
    filing.choose("vol_velo")
    filing.start()
    up_to(filing, "Quand et où ?")
    a_wrong_date_is_told_where_it_is(filing)
    up_to(filing, "Quel vélo ou engin vous a-t-on pris ?")
    going_back_and_forth_keeps_the_answers(filing)
    two_bicycles_and_one_too_many(filing)
    assert filing.go_through(THEFT) == list(THEFT)[3:]
    expect(filing.box("pl-gaps-missing")).to_have_count(0)
    one_answer_changed_from_the_recap(filing)
    filing.press("to-result")
    the_result_says_where_and_until_when(filing)
    the_papers_say_what_was_said(filing, tmp_path)


def a_wrong_date_is_told_where_it_is(filing: Filing) -> None:
    page = filing.page
    filing.answer("periode-day", "31/02/2026")
    filing.answer("lieu_precis", "à gauche de l'entrée")
    filing.proceed()
    assert filing.heading == "Quand et où ?"
    summary = page.locator("[data-prelude-summary]")
    expect(summary).to_be_focused()
    expect(summary).to_contain_text("Une réponse est à corriger")
    field = page.get_by_label("Date – Date ou période", exact=True)
    expect(field).to_have_value("31/02/2026")
    expect(field).to_have_attribute("aria-invalid", "true")
    message = page.locator('[data-prelude-error][data-prelude-for="q-periode"]')
    expect(field).to_have_accessible_description(re.compile(re.escape(plain(message.inner_text()))))
    place, below = message.bounding_box(), field.bounding_box()
    assert place and below and 0 < below["y"] - place["y"] < 350, "the message stands by its field"
    summary.get_by_role("link").click()
    expect(field).to_be_focused()


def going_back_and_forth_keeps_the_answers(filing: Filing) -> None:
    filing.answer("engin_immatricule", "Non")
    filing.answer("velo-0-marque", "Moustache")
    filing.back()
    assert filing.value("recit") == STORY
    filing.back()
    assert filing.value("periode-day") == day(2)
    assert (filing.value("periode-clock"), filing.value("periode-end-clock")) == ("19h", "08h30")
    assert filing.value("lieu-commune") == "Voiron"
    filing.proceed()
    filing.proceed()
    assert filing.value("engin_immatricule") == "Non"
    expect(filing.box("q-velo-card-0")).to_contain_text("Moustache")


def two_bicycles_and_one_too_many(filing: Filing) -> None:
    """Cards: one changed, two added, one taken away while another is being written."""
    page = filing.page
    filing.press("q-velo-0-edit")
    filing.answer("velo-0-type", "Vélo à assistance électrique")
    filing.answer("velo-0-couleur", "gris")
    filing.answer("velo-0-numero_cadre", "MB27-55120")
    filing.press("q-velo-add")
    expect(filing.box("q-velo-card-0")).to_contain_text("Moustache")
    expect(filing.box("q-velo-item-1").get_by_role("radio").first).to_be_focused()
    expect(filing.box("q-velo-item-1").get_by_text("Trottinette électrique")).to_be_in_viewport()
    filing.answer("velo-1-valeur", "beaucoup")
    filing.proceed()
    summary = page.locator("[data-prelude-summary]")
    expect(summary.get_by_role("link", name="Vélo ou engin 2, Valeur estimée : Écrivez un nombre")).to_be_visible()
    filing.answer("velo-1-valeur", "")
    filing.answer("velo-1-marque", "Erreur")
    filing.press("q-velo-add")
    filing.answer("velo-2-type", "Vélo cargo")
    filing.answer("velo-2-marque", "Douze")
    filing.answer("velo-2-numero_cadre", "DZ-7781")
    filing.press("q-velo-1-drop")
    expect(page.get_by_text("Erreur")).to_have_count(0)
    assert filing.value("velo-1-marque") == "Douze", "what was being written is kept when another card goes"
    filing.answer("velo-1-valeur", "700")


def one_answer_changed_from_the_recap(filing: Filing) -> None:
    page = filing.page
    filing.press("edit-prejudice_total")
    assert filing.heading == "Ce que cela vous coûte"
    expect(filing.box("q-prejudice_total").locator("input").first).to_be_focused()
    expect(filing.box("continue")).to_have_text("Enregistrer et revenir au récapitulatif")
    filing.answer("prejudice_total", "3200")
    filing.proceed()
    assert filing.heading == "Vérifiez vos réponses"
    row = filing.box("row-prejudice_total")
    expect(row.locator(".pl-changed")).to_contain_text("3 200,00 €".replace(" ", "\u202f", 1).replace(" ", "\u00a0"))
    expect(page.locator(".pl-changed")).to_have_count(1)
    expect(row).to_be_in_viewport()
    expect(page.locator("#prelude-live")).to_contain_text("Modifié : Préjudice estimé")


def the_result_says_where_and_until_when(filing: Filing) -> None:
    page = filing.page
    assert filing.heading == "Votre dossier est prêt. Il n'est pas encore déposé."
    best = filing.box("pl-best")
    expect(best.get_by_role("heading", level=3)).to_have_text("Plainte en ligne")
    expect(best.get_by_role("link")).to_have_attribute("href", re.compile("^https://"))
    filing.box("pl-others").locator("summary").click()
    expect(filing.box("door-poste")).to_be_visible()
    filing.box("pl-offices").locator("summary").click()
    offices = filing.box("pl-offices").locator(".pl-card")
    expect(offices.first).to_contain_text("Voiron")
    expect(offices.first).to_contain_text("Source :")
    for stale in offices.filter(has=page.locator(".pl-verify")).all():
        expect(stale.locator("a[href^=tel]")).to_have_count(0)
    expect(page.get_by_role("heading", name="Dates à ne pas manquer")).to_be_visible()
    expect(page.get_by_role("listitem").filter(has_text="C. assur. L. 113-2")).to_contain_text("assureur")


def the_papers_say_what_was_said(filing: Filing, folder: Path) -> None:
    pdf = filing.download("dl-complaint-pdf", folder)
    docx = filing.download("dl-complaint-docx", folder)
    assert (pdf.name, docx.name) == ("complaint.pdf", "complaint.docx")
    words = pdf_words(pdf)
    [reference] = set(re.findall(r"\bP-[0-9A-Z]{4}-[0-9A-Z]{4}\b", words))
    for text in (words, docx_words(docx)):
        for said in (STORY, "Perrin", "MB27-55120", "DZ-7781", "Moustache", "06 39 98 12 34", "Voiron", reference):
            assert said in text
        assert "Erreur" not in text
    assert PdfReader(pdf).attachments == {}
    sheet = filing.download("dl-pel-txt", folder).read_text("utf-8")
    assert STORY in plain(sheet)
    assert "BEGIN:VCALENDAR" in filing.download("dl-deadlines-ics", folder).read_text("utf-8")
    filing.page.get_by_label("Joindre mes réponses").check(force=True)
    expect(filing.box("dl-complaint-pdf")).to_contain_text("mes réponses jointes")
    attached = PdfReader(filing.download("dl-complaint-pdf", folder / "joined")).attachments
    [content] = attached["case.json"]
    assert json.loads(content)["answers"]["velo"][1]["numero_cadre"] == "DZ-7781"
