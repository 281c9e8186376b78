"""The card of a refusal at the level of HTTP: languages, what it says and asks of nobody; and no paper holds it."""

from __future__ import annotations

import re

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from assistant import cases
from assistant.examples import example_case, load_examples
from assistant.form import load_library
from assistant.form.load import FORMS
from assistant.i18n import LANGUAGES, Message, translator
from assistant.routing import load_routing
from assistant.ui.server import middleware, refusal, routes
from tests.document.dossiers import everything

pytestmark = pytest.mark.directory
SAID = "Je souhaite que ma plainte soit reçue. Puis-je voir un responsable\u00a0?"
TEXTS = (refusal.ARTICLE, refusal.SENTENCE, *refusal.LAW, *refusal.NEXT, *refusal.WORDS.values())
LIBRARY, TABLE = load_library(), load_routing()


@pytest.fixture
def client() -> TestClient:
    return TestClient(Starlette(routes=routes(), middleware=middleware()))


@pytest.mark.parametrize(
    ("address", "headers", "lang"),
    [
        ("/carte", {}, "fr"),
        ("/carte?lang=en", {}, "en"),
        ("/carte?lang=en", {"Cookie": "prelude_lang=fr"}, "fr"),
        ("/carte", {"Cookie": "prelude_lang=en"}, "en"),
        ("/carte", {"Accept-Language": "en-GB"}, "en"),
        ("/carte?lang=<script>", {}, "fr"),
    ],
)
def test_the_french_sentence_stands_beside_the_translated_one(
    client: TestClient, address: str, headers: dict[str, str], lang: str
) -> None:
    answer = client.get(address, headers=headers)
    assert answer.headers["content-language"] == lang
    assert f'<html lang="{lang}" dir="ltr">' in answer.text
    assert f'lang="fr" dir="ltr">« {SAID} »' in answer.text
    told = translator(lang)(refusal.SENTENCE)
    assert (lang == "fr") == (told == str(refusal.SENTENCE))
    assert lang == "fr" or told in answer.text


@pytest.mark.parametrize("lang", [code for code in LANGUAGES if code != "fr"])
@pytest.mark.parametrize("text", TEXTS, ids=lambda text: str(text)[:30])
def test_every_sentence_is_in_every_language(text: Message, lang: str) -> None:
    assert translator(lang).has(text.msgid)


def test_it_says_the_law_and_the_next_steps_and_leaves_the_rest(client: TestClient) -> None:
    page = client.get("/carte").text
    for said in ("article 15-3", "récépissé", "un responsable", "procureur", "Défenseur des droits (3928)"):
        assert said in page
    for unsure in ("main courante", "pièce d'identité", "amende"):
        assert unsure not in page


def test_it_needs_no_script_and_keeps_the_way_out(client: TestClient) -> None:
    page = client.get("/carte").text
    assert "<script" not in page and "<noscript" not in page
    links = re.findall(r'<a [^>]*href="([^"]+)"', page)
    assert {"tel:17", "tel:112", "sms:114", "https://www.meteofrance.com/"} <= set(links)
    assert page.index("tel:17") < page.index("<h1")
    asked = re.findall(r'(?:src=|url\()"?([^")]+)', page)
    assert asked and all(address.startswith("/") for address in asked)


def test_its_headers_are_those_of_every_page_and_nothing_is_kept(client: TestClient) -> None:
    page, own = client.get("/aide").headers, client.get("/carte").headers
    own_to_the_shell = {"content-encoding", "content-length", "vary"}
    assert {name: own[name] for name in page if name not in own_to_the_shell} == {
        name: page[name] for name in page if name not in own_to_the_shell
    }
    assert "set-cookie" not in own
    assert client.post("/carte").status_code == 405


def test_an_address_that_only_begins_like_a_route_is_an_ordinary_page(client: TestClient) -> None:
    for path in ("/carte-x", "/santex", "/communesx"):
        assert '<div id="root">' in client.get(path).text


@pytest.mark.parametrize("form_id", sorted(LIBRARY.forms))
def test_no_paper_for_the_officer_holds_the_card(form_id: str) -> None:
    form = LIBRARY.forms[form_id]
    examples = load_examples(form_id, FORMS).data
    assert isinstance(examples, list)
    for example in examples:
        assert isinstance(example, dict)
        case = example_case(form, example, TABLE)
        names = set(cases.papers(case))
        assert names <= {
            *(f"{stem}.{kind}" for stem in ("complaint", "document", "letter") for kind in ("pdf", "docx")),
            *("pel.txt", "deadlines.ics", "case.json"),
        }
        words = " ".join(everything(cases.dossier(case)).split())
        for text in (refusal.SENTENCE, *refusal.NEXT):
            assert str(text) not in words
        assert "/carte" not in words
