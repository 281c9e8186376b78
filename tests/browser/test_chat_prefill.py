"""What a person tells, told back as chips, put right by them, and found again in the questionnaire: nothing else is."""

from __future__ import annotations

import datetime as dt
import os
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.filing import TODAY, day, plain
from tests.browser.test_chat import SENSITIVE, WIDE, Chat

pytestmark = pytest.mark.chat

DAYS = "lundi mardi mercredi jeudi vendredi samedi dimanche".split()
IMEI = "490154203237518"
FROM = "Repris de votre conversation"


def named(ago: int) -> str:
    """The weekday of so many days ago."""
    return DAYS[(TODAY - dt.timedelta(days=ago)).weekday()]


BIKE = (
    f"On m'a volé mon vélo Btwin {named(2)} soir vers 22h devant la gare de Voiron, il valait 450 €. "
    "Mon mail est moi@exemple.fr"
)
PHONE = (
    "Un pickpocket m'a pris mon téléphone Samsung dans la poche hier vers 18h dans le tram à Grenoble, "
    f"il valait 300 €, son IMEI est {IMEI}"
)
CAR = "Ma Clio AB-123-CD garée sur le parking à Échirolles a été volée hier, elle valait 8 000 €"


@pytest.fixture
def chat(page: Page, server_url: str) -> Chat:
    return Chat(page, server_url)


def chips(chat: Chat) -> dict[str, str]:
    """The chips on the screen: name -> value."""
    found = [plain(one) for one in chat.page.locator("[class*=st-key-pl-chip-] .pl-fact").all_inner_texts()]
    names = ("Quand", "Où", "Montant", "Téléphone", "Courriel", "Numéro IMEI", "Plaque", "Objet")
    split = [next((name, told.removeprefix(name).strip()) for name in names if told.startswith(name)) for told in found]
    return dict(split)


def number(chat: Chat, name: str) -> int:
    """The place of the chip of that name."""
    return list(chips(chat)).index(name)


def mark(chat: Chat, key: str) -> str:
    """What a question says of where its answer comes from."""
    note = chat.page.locator(f".pl-told-before[data-prelude-help-for='q-{key}']")
    return plain(note.inner_text()) if note.count() else ""


def keep(chat: Chat, name: str) -> None:
    """A picture for who wants to look: PRELUDE_PICTURES names the folder."""
    if folder := os.environ.get("PRELUDE_PICTURES"):
        chat.page.screenshot(
            path=Path(folder) / f"{name}-{(chat.page.viewport_size or {}).get('width')}.png", full_page=True
        )


def to_the_questions(chat: Chat) -> None:
    """Everything is right: on to the questionnaire, for oneself."""
    chat.press("tell-all")
    chat.press("tell-yes")
    chat.start()
    chat.answer("decl_role", "Pour moi")
    chat.proceed()


def reach(chat: Chat, heading: str) -> None:
    """Continues up to that page."""
    while chat.heading != heading:
        assert chat.box("continue").count(), f"no page {heading!r}"
        chat.proceed()


@pytest.mark.parametrize("page", [{}, WIDE], indirect=True, ids=["phone", "desktop"])
def test_told_put_right_and_found_again(chat: Chat) -> None:
    chat.tell(BIKE)
    found = chips(chat)
    assert list(found) == ["Quand", "Où", "Montant", "Courriel", "Objet"]
    assert named(2) in found["Quand"]
    assert "22 h" in found["Quand"]
    assert found["Où"] == "gare, Voiron (38500)"
    assert f"vos mots : « {named(2)} soir vers 22h »" in chat.words()
    keep(chat, "chips")

    chat.say(f"non, c'était {named(3)}")
    assert named(3) in chips(chat)["Quand"]
    assert named(2) not in chips(chat)["Quand"]
    assert list(chips(chat)) == list(found)
    chat.press(f"tell-drop-{number(chat, 'Courriel')}")
    assert "Courriel" not in chips(chat)
    at = number(chat, "Montant")
    chat.press(f"tell-change-{at}")
    chat.box(f"tell-edit-{at}").locator("input").fill("autour de 500 euros")
    keep(chat, "editing")
    chat.press(f"tell-save-{at}")
    assert "500,00 €" in chips(chat)["Montant"]
    keep(chat, "corrected")

    to_the_questions(chat)
    assert chat.heading == "Quand et où ?"
    assert chat.value("periode-day") == day(3)
    assert chat.value("periode-clock") == ""
    assert chat.value("lieu-commune").startswith("Voiron")
    assert mark(chat, "periode") == f"{FROM}, d'après vos mots : « {named(3)} ». Corrigez si besoin."
    assert mark(chat, "lieu") == f"{FROM}, d'après vos mots : « gare de Voiron ». Corrigez si besoin."
    assert mark(chat, "date_decouverte") == ""
    keep(chat, "prefilled")
    chat.proceed()
    assert chat.value("recit") == f"{BIKE}\n\nnon, c'était {named(3)}"
    assert mark(chat, "recit").startswith(FROM)
    chat.proceed()
    assert "Btwin" in chat.words()
    assert mark(chat, "velo") == f"{FROM}, d'après vos mots : « vélo Btwin ». Corrigez si besoin."
    keep(chat, "list")
    reach(chat, "Ce que cela vous coûte")
    assert chat.value("prejudice_total") == "500"
    assert "autour de 500 euros" in mark(chat, "prejudice_total")
    assert "moi@exemple.fr" not in _boxes(chat)


def _boxes(chat: Chat) -> str:
    return str(chat.page.evaluate("[...document.querySelectorAll('input')].map((e) => e.value).join(' ')"))


def test_what_was_not_confirmed_is_asked(chat: Chat) -> None:
    chat.tell(BIKE)
    chat.press(f"tell-sure-{number(chat, 'Où')}")
    chat.press("tell-yes")
    chat.press("tell-on")
    chat.start()
    chat.answer("decl_role", "Pour moi")
    chat.proceed()
    assert chat.value("periode-day") == ""
    assert mark(chat, "periode") == ""
    assert chat.value("lieu-commune").startswith("Voiron")


def test_a_corrected_answer_is_no_more_from_the_conversation_and_a_reload_keeps_the_others(chat: Chat) -> None:
    chat.tell(BIKE)
    to_the_questions(chat)
    chat.answer("periode-day", day(5))
    chat.proceed()
    chat.back()
    assert chat.value("periode-day") == day(5)
    assert (mark(chat, "periode"), mark(chat, "lieu")[: len(FROM)]) == ("", FROM)
    chat.page.reload()
    chat.box("continue").wait_for()
    chat.settled()
    assert (mark(chat, "periode"), mark(chat, "lieu")[: len(FROM)]) == ("", FROM)


def test_a_phone_and_its_imei(chat: Chat) -> None:
    chat.tell(PHONE)
    assert chips(chat)["Numéro IMEI"] == IMEI
    assert chips(chat)["Objet"] == "téléphone Samsung"
    chat.press("tell-form-vol_simple" if chat.box("tell-form-vol_simple").count() else "tell-yes")
    chat.press("tell-all")
    chat.press("tell-on")
    chat.start()
    chat.answer("decl_role", "Pour moi")
    while not chat.box("q-pris").count():
        chat.proceed()
    chat.box("q-pris").locator("label").filter(has_text=re.compile("éléphone")).first.click()
    chat.settled()
    while not chat.box("q-telephone_vol").count():
        chat.proceed()
    told = plain(chat.box("q-telephone_vol").inner_text())
    assert "Samsung" in told
    assert IMEI in re.sub(r"\D", "", told)
    assert mark(chat, "telephone_vol").startswith(FROM)


def test_a_car_and_its_plate(chat: Chat) -> None:
    chat.tell(CAR)
    assert chips(chat)["Plaque"] == "AB-123-CD"
    to_the_questions(chat)
    while not chat.box("q-vehicule").count():
        chat.proceed()
    assert chat.value("vehicule-immatriculation") == "AB-123-CD"
    assert chat.value("vehicule-marque") == "Renault"
    assert mark(chat, "vehicule").startswith(FROM)


def test_on_a_sensitive_matter_no_chip_is_ever_shown(chat: Chat) -> None:
    chat.tell(SENSITIVE)
    facts = chat.box("pl-facts")
    expect(facts).to_have_count(0)
    chat.say("c'était hier à 22h à Voiron, il m'a pris 200 euros et mon iPhone")
    expect(facts).to_have_count(0)
    chat.say("non, c'était lundi")
    expect(facts).to_have_count(0)
    chat.press("tell-form-violences_conjugales")
    expect(facts).to_have_count(0)
    chat.start()
    assert FROM not in chat.words()
    assert not re.search(r"Voiron|200 euros|iPhone", chat.anywhere())
