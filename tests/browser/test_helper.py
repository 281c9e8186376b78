"""The optional model server in a real browser: nothing leaves after a no; after a yes it helps; when it dies nobody is left waiting."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from assistant.form import FORMS
from assistant.triage.faq_base import load_base
from tests.assist.modelserver import ModelServer, hangs, says
from tests.assist.modelserver import running as model_running
from tests.browser.conftest import running
from tests.browser.test_chat import COST, NOW, SENSITIVE, STORY, Chat

pytestmark = pytest.mark.chat
ANSWER = load_base(FORMS).entries["cout_plainte"].answer
RETOLD = f"En clair : {ANSWER}"


@pytest.fixture(scope="module")
def model() -> Iterator[ModelServer]:
    with model_running() as made:
        yield made


@pytest.fixture(scope="module")
def helped_url(model: ModelServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The real app, whose operator set a server."""
    known = {"URL": model.url, "NAME": "petit", "KEY": "cle-secrete", "BY": "la mairie d'essai"}
    environment = {f"PRELUDE_MODEL_{name}": value for name, value in known.items()}
    with running("streamlit_app.py", tmp_path_factory.mktemp("helped-data"), **environment) as url:
        yield url


@pytest.fixture
def chat(page: Page, helped_url: str, model: ModelServer) -> Chat:
    model.bodies.clear()
    return Chat(page, helped_url)


class Helped(Chat):
    """The same, who waits for what the server says as well."""

    def answered(self) -> None:
        expect(self.page.get_by_text("Je réfléchis…")).to_have_count(0)
        super().answered()

    def accept(self) -> None:
        self.press("helper-yes")
        self.answered()


def test_after_a_no_nothing_leaves(chat: Chat, model: ModelServer, axe: Callable[[Page], list[str]]) -> None:
    chat.tell(STORY)
    box = chat.box("pl-helper")
    assert "tenu par la mairie d'essai" in chat.words()
    buttons = [one.bounding_box() for one in box.get_by_role("button").all()]
    assert [one["height"] for one in buttons if one] == [buttons[0]["height"]] * 2  # type: ignore[index]
    assert [one["width"] for one in buttons if one] == [buttons[0]["width"]] * 2  # type: ignore[index]
    assert box.get_by_role("button").first.inner_text().strip() == "Non, continuer sans"
    assert axe(chat.page) == []
    chat.press("helper-no")
    chat.say(COST)
    assert box.count() == 0
    assert ANSWER in chat.words()
    assert model.bodies == []


def test_after_a_yes_it_brings_a_form_nearer_and_tells_an_answer_otherwise(
    page: Page, helped_url: str, model: ModelServer, axe: Callable[[Page], list[str]]
) -> None:
    chat = Helped(page, helped_url)
    model.bodies.clear()
    model.behaves = says({"forms": ["escroquerie"], "sure": True})
    chat.tell(STORY)
    assert chat.box("tell-form-escroquerie").count() == 0
    chat.accept()
    assert chat.card == "On m'a volé mon vélo ou ma trottinette", "what was sure stays first"
    expect(chat.box("tell-form-escroquerie")).to_be_visible()
    chat.say("C'est un vélo rouge. Je m'appelle Aurélien Vasseur, 06 12 34 56 78")
    assert len(model.bodies) == 2
    assert "vélo rouge" in model.bodies[1]
    assert not re.search(r"Aurélien|Vasseur|06 12", model.bodies[1])
    model.behaves = says({"forms": [], "entry": "cout_plainte", "answer": RETOLD})
    chat.say(COST)
    assert RETOLD in chat.words()
    assert "Redit autrement par un service automatique" in chat.words()
    original = page.locator("details", has_text="Voir le texte d'origine")
    original.locator("summary").click()
    expect(original.get_by_text(ANSWER, exact=True)).to_be_visible()
    assert "Source :" in chat.words()
    assert axe(page) == []


def test_it_dies_on_the_way_and_the_conversation_goes_on(page: Page, helped_url: str, model: ModelServer) -> None:
    chat = Helped(page, helped_url)
    model.behaves = says({"forms": []})
    chat.tell(STORY)
    chat.accept()
    model.behaves = hangs(b'{"choices": [')
    box = page.get_by_test_id("stChatInputTextArea")
    box.fill(COST)
    box.press("Enter")
    expect(page.get_by_text("Je réfléchis…")).to_be_visible()
    chat.answered()
    assert ANSWER in chat.words()
    assert chat.card == "On m'a volé mon vélo ou ma trottinette"
    chat.press("tell-yes")
    if chat.box("tell-on").count():
        chat.press("tell-on")
    assert chat.heading == "On m'a volé mon vélo ou ma trottinette"


def test_erased_while_it_thinks_stays_erased(page: Page, helped_url: str, model: ModelServer) -> None:
    chat = Helped(page, helped_url)
    model.behaves = says({"forms": []})
    chat.tell(STORY)
    chat.accept()
    model.behaves = hangs()
    box = page.get_by_test_id("stChatInputTextArea")
    box.fill("c'était un VTT rouge avec un antivol bleu")
    box.press("Enter")
    expect(page.get_by_text("Je réfléchis…")).to_be_visible()
    chat.press("tell-erase")
    page.wait_for_timeout(5_000)  # the server would have been given up by now
    chat.settled()
    assert not re.search(r"VTT rouge|Voiron", chat.anywhere())
    assert "La conversation est effacée" in chat.words()


@pytest.mark.parametrize("grave", [SENSITIVE, NOW])
def test_on_a_grave_matter_nothing_is_asked_nor_sent(chat: Chat, model: ModelServer, grave: str) -> None:
    chat.tell(grave)
    assert chat.box("pl-helper").count() == 0
    chat.say(COST)
    assert chat.box("pl-helper").count() == 0
    assert model.bodies == []


def test_a_server_that_nobody_set_costs_no_word(page: Page, server_url: str, tmp_path: Path) -> None:
    chat = Chat(page, server_url)
    chat.tell(STORY)
    assert chat.box("pl-helper").count() == 0
