"""A conversation in a real browser: from a sentence to a questionnaire that knows it, and what must never be seen."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from assistant.form import FORMS
from assistant.triage.faq_base import load_base
from tests.browser.filing import Filing, plain
from tests.browser.test_axe import Checked
from tests.browser.test_keyboard import Keyboard

pytestmark = pytest.mark.chat

BASE = load_base(FORMS).entries
COST = "Combien coûte une plainte ?"
STORY = "On m'a volé mon vélo lundi soir devant la gare de Voiron"
NOW = "au secours il est dans la maison il me frappe là maintenant"
SENSITIVE = "mon mari me tape depuis des mois, hier il m'a étranglée à Tullins"
CARD = "4970 1012 3456 7898"
WIDE = {"locale": "fr-FR", "viewport": {"width": 1280, "height": 800}}


class Chat(Filing):
    """One person in front of the conversation."""

    def tell(self, text: str) -> None:
        """From the home page, in the big box."""
        self.open()
        self.box("tell-home").locator("textarea").fill(text)
        self.press("tell-go")
        self.answered()

    def say(self, text: str) -> None:
        """In the box of the conversation."""
        box = self.page.get_by_test_id("stChatInputTextArea")
        box.fill(text)
        self.move(lambda: box.press("Enter"))
        self.answered()

    def answered(self) -> None:
        """Waits for the answer: the message is no more being read."""
        expect(self.page.get_by_text("Un instant…")).to_have_count(0)
        self.settled()

    @property
    def card(self) -> str:
        """The heading of what is proposed."""
        return plain(self.box("pl-card").locator("h2").first.inner_text())

    def anywhere(self) -> str:
        """All that the page holds, seen or not: attributes, boxes and what is said aloud included."""
        typed = (
            "document.documentElement.outerHTML + [...document.querySelectorAll('input, textarea')].map((e) => e.value)"
        )
        return str(self.page.evaluate(typed))


@pytest.fixture
def chat(page: Page, server_url: str) -> Chat:
    return Chat(page, server_url)


@pytest.fixture
def checked(page: Page) -> Iterator[Checked]:
    found = Checked(page)
    yield found
    assert found.wrong == []


def test_a_conversation_ends_in_a_questionnaire_that_knows_it(chat: Chat) -> None:
    chat.tell(STORY)
    assert chat.card == "On m'a volé mon vélo ou ma trottinette"
    assert "parce que vous dites" in chat.words()
    chat.say("non, c'était mardi")
    chat.say(COST)
    assert BASE["cout_plainte"].answer in chat.words()
    assert "Nous en étions à ceci" in chat.words()
    assert chat.card == "On m'a volé mon vélo ou ma trottinette"
    chat.move(lambda: chat.box("tell-yes").get_by_role("button").click())
    chat.settled()
    if chat.box("tell-on").count():
        chat.press("tell-on")
    assert chat.heading == "On m'a volé mon vélo ou ma trottinette"
    chat.start()
    chat.answer("decl_role", "Pour moi")
    chat.proceed()
    chat.proceed()
    assert chat.value("recit") == f"{STORY}\n\nnon, c'était mardi"


def test_nothing_of_it_is_kept_before_the_questionnaire_and_all_after(chat: Chat) -> None:
    chat.tell(STORY)
    assert "rien n'en est gardé tant que vous n'avez pas commencé" in chat.words()
    chat.page.on("dialog", lambda dialog: dialog.accept())  # the browser asks: this would be lost
    chat.page.reload()
    chat.box("tell-input").wait_for()
    chat.settled()
    assert STORY not in chat.anywhere()
    assert chat.page.context.cookies() == []
    chat.tell(STORY)
    chat.press("tell-yes")
    if chat.box("tell-on").count():
        chat.press("tell-on")
    chat.start()
    expect(chat.page.locator("html")).to_have_attribute("data-visit", "kept")
    chat.page.reload()
    chat.box("continue").wait_for()
    chat.settled()
    chat.press("ask-help")
    assert STORY in chat.words(), "the conversation is part of the working copy now"


def test_the_danger_card_stays_in_sight_until_it_is_closed(chat: Chat) -> None:
    chat.tell(STORY)
    chat.say(NOW)
    card = chat.box("pl-danger")
    for text in ("bonjour", "Combien coûte une plainte ?", "non tout va bien"):
        chat.say(text)
        expect(card).to_be_in_viewport(ratio=0.95)
    chat.page.locator("#stMain").evaluate("main => main.scrollTo(0, main.scrollHeight)")
    expect(card).to_be_in_viewport(ratio=0.95)
    assert card.get_by_role("link", name="17", exact=True).get_attribute("href") == "tel:17"
    assert card.get_by_role("link", name="114", exact=True).get_attribute("href") == "sms:114"
    card.get_by_role("button").click()
    expect(card).to_have_count(0)


def test_a_sensitive_message_is_nowhere_to_be_read(chat: Chat) -> None:
    chat.tell(SENSITIVE)
    assert chat.card == "Mon conjoint, mon ex ou un proche est violent"
    seen = chat.anywhere()
    assert not re.search(r"\btape\b|étranglée|Tullins", seen)
    assert "parce que vous dites" not in seen
    numbers = chat.box("pl-card").get_by_role("link").all_inner_texts()
    assert numbers[:4] == ["17", "112", "114", "3919"]
    chat.press("tell-yes")
    assert chat.heading == "Mon conjoint, mon ex ou un proche est violent"
    chat.start()
    assert not re.search(r"\btape\b|étranglée|Tullins", chat.anywhere())
    assert chat.page.context.cookies() == []


def test_a_card_number_is_masked_at_once_and_everywhere(chat: Chat) -> None:
    chat.tell(f"On s'est servi de ma carte {CARD} sur un site, le code est 4821")
    seen = re.sub(r"\s|&nbsp;", "", chat.anywhere())
    assert CARD.replace(" ", "") not in seen
    assert "4821" not in seen
    assert "•••• 7898" in chat.words()
    chat.page.go_back()
    chat.settled()
    assert CARD not in chat.anywhere()


def test_help_from_a_question_and_back_with_nothing_lost(chat: Chat) -> None:
    chat.choose("vol_velo")
    chat.start()
    chat.answer("decl_role", "Pour moi")
    chat.proceed()
    chat.answer("lieu_precis", "arceaux")
    chat.press("ask-help")
    assert chat.heading == "Demander de l'aide"
    chat.say("Puis-je venir accompagné ?")
    assert BASE["accompagnement"].answer in chat.words()
    assert "Vérifié :" in chat.words()
    chat.press("tell-return")
    assert (chat.heading, chat.value("lieu_precis")) == ("Quand et où ?", "arceaux")


def test_a_known_question_is_answered_word_for_word_with_its_source_and_date(chat: Chat) -> None:
    chat.tell(COST)
    stored = BASE["cout_plainte"]
    seen = chat.words()
    assert stored.answer in seen
    assert f"Vérifié : {stored.checked}." in seen
    assert chat.box("pl-card").count() == 0, "a question begins no file"
    chat.box("pl-near").get_by_role("button").first.click()
    chat.settled()
    assert sum(entry.answer in chat.words() for entry in BASE.values()) == 2


def test_in_english_the_answer_is_in_english(chat: Chat) -> None:
    chat.tell("How much does it cost to file a complaint?")
    chat.box("tell-lang-en").get_by_role("button").click()
    expect(chat.page.locator("html")).to_have_attribute("lang", "en")
    chat.settled()
    seen = chat.words()
    assert BASE["cout_plainte"].answer_en in seen
    assert BASE["cout_plainte"].answer not in seen


def test_an_unknown_question_is_told_so_with_where_to_ask(chat: Chat) -> None:
    chat.tell("Quelle est la meilleure pizzeria de Grenoble ?")
    seen = chat.words()
    assert "Je ne sais pas répondre à cette question" in seen
    assert "service-public.gouv.fr" in seen
    assert not any(entry.answer in seen for entry in BASE.values())


def test_a_story_that_asks_gets_the_answer_and_the_form(chat: Chat) -> None:
    chat.tell(f"{STORY}, est-ce que c'est payant de porter plainte ?")
    assert BASE["cout_plainte"].answer in chat.words()
    assert chat.card == "On m'a volé mon vélo ou ma trottinette"


def test_back_and_erase(chat: Chat) -> None:
    chat.tell(STORY)
    chat.say("bonjour")
    chat.press("tell-back")
    assert "bonjour" not in chat.words().casefold().split("voiron")[1]
    chat.press("tell-erase")
    assert STORY not in chat.anywhere()
    assert "La conversation est effacée" in chat.words()


def test_another_language_is_answered_and_the_page_can_follow(chat: Chat) -> None:
    chat.tell("Me robaron la bicicleta ayer delante de la estación")
    assert "He entendido su mensaje" in chat.words()
    assert chat.page.locator("[lang=es]").count() == 1
    chat.box("tell-lang-en").get_by_role("button").click()
    expect(chat.page.locator("html")).to_have_attribute("lang", "en")
    chat.settled()
    assert "You decide" in chat.words()


@pytest.mark.parametrize("page", [{}, WIDE], indirect=True, ids=["phone", "desktop"])
def test_every_state_is_clean(chat: Chat, checked: Checked) -> None:
    chat.open("/raconter")
    checked("empty")
    chat.say("bonjour")
    chat.say(STORY)
    checked("suggestion")
    chat.press("tell-other")
    checked("elsewhere")
    chat.press("tell-list")
    checked("list")
    chat.press("tell-erase")
    chat.say("Quelqu'un a pris mes affaires")
    checked("choices")
    chat.press("tell-erase")
    chat.say(SENSITIVE)
    checked("sensitive")
    chat.say(NOW)
    checked("danger")


def test_without_a_mouse(chat: Chat) -> None:
    """From the home page to the questionnaire: the focus follows the answer, and never hides under the danger card."""
    keyboard = Keyboard(chat)
    chat.open()
    keyboard.tab_to(chat.box("tell-home").locator("textarea"))
    chat.page.keyboard.insert_text(STORY)
    keyboard.tab_to(chat.box("tell-go").get_by_role("button"))
    chat.move(lambda: keyboard.press("Enter"))
    chat.answered()
    keyboard.tab_to(chat.page.get_by_test_id("stChatInputTextArea"))
    chat.page.keyboard.insert_text(NOW)
    chat.move(lambda: keyboard.press("Enter"))
    chat.answered()
    keyboard.tab_to(chat.box("danger-close").get_by_role("button"), "Shift+Tab")
    keyboard.press("Enter")
    expect(chat.box("pl-danger")).to_have_count(0)
    chat.settled()
    keyboard.tab_to(chat.box("tell-erase").get_by_role("button"))
    chat.move(lambda: keyboard.press("Enter"))
    assert "La conversation est effacée" in chat.words()
