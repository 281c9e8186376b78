"""Whole filings in a real browser, from the home page to the papers read back."""

from __future__ import annotations

import datetime as dt
import io
import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from docx import Document
from playwright.sync_api import Dialog, Page, expect
from pypdf import PdfReader

from assistant.i18n import translator
from tests.browser.filing import Filing, plain
from tests.browser.test_shell import EXIT, catch_exit

pytestmark = pytest.mark.journey

TODAY = dt.datetime.now(ZoneInfo("Europe/Paris")).date()


def day(ago: int) -> str:
    """The day so many days ago, as people type it."""
    return f"{TODAY - dt.timedelta(days=ago):%d/%m/%Y}"


def pdf_words(path: Path) -> str:
    return plain(" ".join(page.extract_text() for page in PdfReader(path).pages))


def docx_words(path: Path) -> str:
    """Every word of the body, tables included."""
    return plain(
        " ".join(text.text or "" for text in Document(str(path)).element.body.iter() if text.tag.endswith("}t"))
    )


# The French filing: two bicycles at the station of Voiron.

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


# The English filing: a card used by someone else.

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


# Violence at home: nothing may betray the person.

SECRETS = ("SECRET-TELEPHONE", "SECRET-HEURES", "SECRET-DEPART", "639981122", "39981122")
SAID = "Il m'a poussée contre le mur."


def inside(path: Path) -> Iterator[tuple[str, str]]:
    """Every readable text of a file: name, text with no space (a number may be written in pairs)."""
    data = path.read_bytes()
    yield path.name, data.decode("latin-1")
    if path.suffix == ".pdf":
        reader = PdfReader(path)
        yield f"{path.name} text", "".join(page.extract_text() for page in reader.pages)
        yield (
            f"{path.name} metadata",
            str(reader.metadata) + str(reader.xmp_metadata and reader.xmp_metadata.stream.get_data()),
        )
        yield f"{path.name} attachments", str(reader.attachments)
    elif zipfile.is_zipfile(io.BytesIO(data)):
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                inner = path.parent / f"{path.name}.d" / Path(name).name
                inner.parent.mkdir(exist_ok=True)
                inner.write_bytes(archive.read(name))
                yield from inside(inner)


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


# Danger, reload, two tabs.


def test_a_danger_in_the_story_stays_on_the_screen_until_it_is_closed(page: Page, server_url: str) -> None:
    filing = Filing(page, server_url)
    filing.choose("vol_velo")
    filing.start()
    filing.proceed()
    filing.proceed()
    filing.answer("recit", "Je vois le type partir avec mon vélo là maintenant, il coupe l'antivol devant moi")
    card = filing.box("pl-danger")
    expect(card).to_have_count(0)
    filing.proceed()
    for _ in range(2):  # the next screens, and the one before again
        for number in ("17", "112"):
            expect(card.get_by_role("link", name=number, exact=True)).to_have_attribute("href", f"tel:{number}")
        filing.proceed()
    filing.back()
    expect(card.get_by_role("alert")).to_be_visible()
    card.get_by_role("button").click()
    expect(card).to_have_count(0)
    filing.proceed()
    expect(card).to_have_count(0)


def test_the_browsers_back_leaves_the_questions_and_loses_nothing(page: Page, server_url: str) -> None:
    filing = Filing(page, server_url)
    filing.choose("vol_velo")
    filing.start()
    filing.answer("decl_role", "Pour moi")
    filing.proceed()
    filing.answer("lieu_precis", "près de l'entrée")
    filing.proceed()
    page.go_back()
    expect(page.locator("#stMain h1")).to_have_text(re.compile("Que s'est-il passé"))
    filing.box("resume").get_by_role("button").click()
    expect(page.locator("#stMain h1")).to_have_text("Racontez ce qui s'est passé")
    filing.back()
    assert filing.value("lieu_precis") == "près de l'entrée"


def test_a_reload_is_asked_about_and_then_owned_up_to(page: Page, server_url: str) -> None:
    asked: list[str] = []

    def accept(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", accept)
    filing = Filing(page, server_url)
    filing.choose("vol_velo")
    filing.start()
    page.reload()
    page.locator("#stMain h1").wait_for()
    assert asked == [], "nothing said yet, nothing to lose"
    filing.choose("vol_velo")
    filing.start()
    filing.answer("decl_role", "Pour moi")
    filing.proceed()
    page.reload()
    page.locator("#stMain h1").wait_for()
    filing.settled()
    assert asked == ["beforeunload"]
    assert filing.heading == "Aucun dossier en cours"
    assert "vos réponses ont été effacées" in filing.words()
    filing.box("to-home").get_by_role("button").click()
    expect(page.locator("#stMain h1")).to_have_text(re.compile("Que s'est-il passé"))


def test_two_tabs_do_not_mix(page: Page, server_url: str) -> None:
    filings = Filing(page, server_url), Filing(page.context.new_page(), server_url)
    for filing, form in zip(filings, ("vol_velo", "cambriolage"), strict=True):
        filing.page.bring_to_front()
        filing.choose(form)
        filing.start()
    for filing, role in zip(filings, ("Pour moi", "Je suis témoin"), strict=True):
        filing.page.bring_to_front()
        filing.answer("decl_role", role)
    for filing, place in zip(filings, ("Voiron", "Vienne"), strict=True):
        filing.page.bring_to_front()
        filing.proceed()
        while not filing.box("q-lieu-commune").count():
            filing.proceed()
        filing.answer("lieu-commune", place)
    for filing in filings:
        filing.page.bring_to_front()
        filing.proceed()
        filing.open_steps()
        filing.press("step-recap")
    first, second = (filing.words() for filing in filings)
    assert "Voiron" in first and "Vienne" not in first and "Pour moi" in first
    assert "Vienne" in second and "Voiron" not in second and "Je suis témoin" in second
