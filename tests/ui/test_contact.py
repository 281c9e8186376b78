"""PRELUDE_CONTACT: a card then says whom to tell of a mistake; without it nothing dead is shown."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from datetime import date, datetime

import pytest
from pydantic import ValidationError

from assistant import directory
from assistant.i18n import LANGUAGES, translator
from assistant.ui import offices
from assistant.ui.server.settings import ShellSettings

pytestmark = pytest.mark.directory
AT = datetime(2026, 11, 23, 10)
Draw = Callable[..., str]


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> Iterator[Draw]:
    """`drawn(contact, id)`: the card of an office near Voiron, on a site with that contact."""

    def draw(contact: str | None, office_id: str = "mairie-38563", lang: str = "fr") -> str:
        monkeypatch.delenv("PRELUDE_CONTACT", raising=False)
        if contact is not None:
            monkeypatch.setenv("PRELUDE_CONTACT", contact)
        offices._contact.cache_clear()
        found = directory.places("38563", {"GN", "PN", "partners"}, date(2026, 11, 23))
        return offices.card(next(one for one in found if one.id == office_id), translator(lang), AT)

    yield draw
    offices._contact.cache_clear()


def link(card: str) -> str:
    """Where the link of a card leads, as a browser reads it."""
    found = re.search(r'<a class="pl-mistake" href="([^"]+)"', card)
    return html.unescape(found[1]) if found else ""


@pytest.mark.parametrize("contact", [None, ""])
def test_without_a_contact_nothing_is_shown_that_nobody_would_read(drawn: Draw, contact: str | None) -> None:
    recent, old = drawn(contact), drawn(contact, "gendarmerie-38563-01")
    assert "Signaler" not in recent + old and "mailto:" not in recent + old
    assert "vérifier" in old and f'href="{directory.OFFICIAL}"' in old


def test_an_address_of_mail_is_told_the_card_and_nothing_of_the_person(drawn: Draw) -> None:
    assert link(drawn("annuaire@exemple.fr")) == "mailto:annuaire@exemple.fr?subject=Annuaire%2C%20fiche%20mairie-38563"
    assert f'href="{directory.OFFICIAL}"' in drawn("annuaire@exemple.fr", "gendarmerie-38563-01")


def test_a_page_is_opened_beside_this_one_as_it_is(drawn: Draw) -> None:
    card = drawn("https://exemple.fr/erreur?a=1&b=2")
    assert link(card) == "https://exemple.fr/erreur?a=1&b=2"
    assert 'rel="noreferrer noopener" target="_blank"' in card


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_words_are_in_every_language(drawn: Draw, lang: str) -> None:
    assert {"fr": "Signaler une erreur", "en": "Report a mistake"}[lang] in drawn("a@exemple.fr", lang=lang)


@pytest.mark.parametrize(
    "contact", ["http://exemple.fr", "javascript:alert(1)", "exemple.fr", "a@b", 'a"b@exemple.fr?x=<', "tel:17"]
)
def test_what_is_neither_stops_the_start(monkeypatch: pytest.MonkeyPatch, contact: str) -> None:
    monkeypatch.setenv("PRELUDE_CONTACT", contact)
    with pytest.raises(ValidationError, match="contact"):
        ShellSettings()
