"""A commune from what people type, and what is said when it is not there."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant import directory

pytestmark = pytest.mark.journey

CODES = tuple(commune.insee for commune in directory.all_communes())


# --- search ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("voiron", "Voiron"),
        ("VOIRON", "Voiron"),
        ("Voiron (38500)", "Voiron"),
        ("38500", "Voiron"),  # also the INSEE code of Têche
        ("38563", "Voiron"),  # an INSEE code
        ("38100", "Grenoble"),
        ("villefontaine 38090", "Villefontaine"),
        ("99999 voiron", "Voiron"),
        ("st egreve", "Saint-Égrève"),
        ("saintegreve", "Saint-Égrève"),
        ("ST-ÉGRÈVE", "Saint-Égrève"),
        ("st martin d'heres", "Saint-Martin-d'Hères"),
        ("Isle-d\u2019Abeau", "L'Isle-d'Abeau"),
        ("lisle dabeau", "L'Isle-d'Abeau"),
        ("tour du pin", "La Tour-du-Pin"),
        ("latour du pin", "La Tour-du-Pin"),
        ("ste blandine", "Sainte-Blandine"),
        ("meaudre", "Autrans-Méaudre en Vercors"),
        ("oz", "Oz"),
        ("grenobel", "Grenoble"),
        ("greonble", "Grenoble"),
        ("voirron", "Voiron"),
        ("bourgoin jalieu", "Bourgoin-Jallieu"),
        ("bourgoun", "Bourgoin-Jallieu"),
        ("vilard bonot", "Villard-Bonnot"),
        ("st marcelin", "Saint-Marcellin"),
        ("echirole", "Échirolles"),
        ("La Mure", "La Mure"),
        ("Corps", "Corps"),
        ("Saint-Martin", "Saint-Martin-d'Hères"),
        ("Beaufort", "Beaufort"),
        ("Beaufin", "Beaufin"),
    ],
)
def test_search_finds_first(typed: str, first: str) -> None:
    found = directory.search_communes(typed)
    assert found
    assert found[0].name == first


def test_search_lists_what_begins_alike() -> None:
    names = [commune.name for commune in directory.search_communes("pont", limit=20)]
    assert {"Pont-de-Chéruy", "Le Pont-de-Beauvoisin", "Le Pont-de-Claix", "Pont-Évêque"} <= set(names)
    saints = [commune.name for commune in directory.search_communes("saint martin", limit=20)]
    assert len(saints) > 4
    assert all(name.startswith("Saint-Martin") for name in saints[:4])


def test_search_by_postal_code_lists_its_communes() -> None:
    found = directory.search_communes("38134", limit=20)
    assert len(found) > 2
    assert all("38134" in commune.postal_codes for commune in found[:-1])
    assert found[-1].insee == "38134"  # after them, the commune whose INSEE code it is


@pytest.mark.parametrize("typed", ["", "   ", "zzzz", "Lyon", "王", "\ud800", "🙂", "75056", "{{7*7}}"])
def test_search_finds_nothing(typed: str) -> None:
    assert directory.search_communes(typed) == ()


@given(st.text(max_size=200), st.integers(-1, 20))
def test_search_takes_any_text(typed: str, limit: int) -> None:
    found = directory.search_communes(typed, limit)
    assert len(found) <= max(limit, 0)
    assert len({commune.insee for commune in found}) == len(found)


@given(st.sampled_from(CODES))
def test_a_whole_name_finds_its_commune_first(insee: str) -> None:
    commune = directory.commune(insee)
    assert commune is not None
    assert directory.search_communes(commune.name)[0] == commune


# --- unknown commune ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "suggested"),
    [("Voiron", "38563 (Voiron)"), ("38000", "38185 (Grenoble)"), ("38999", "38499 (Susville)"), ("75056", None)],
)
def test_unknown_commune_says_what_to_do(typed: str, suggested: str | None) -> None:
    with pytest.raises(directory.UnknownCommune) as caught:
        directory.nearest_json(typed, None, datetime(2026, 11, 23, 12, 0))
    sentence = str(caught.value)
    assert isinstance(caught.value, ValueError)
    assert f"« {typed} »" in sentence
    assert "code postal" in sentence
    assert (suggested in sentence) if suggested else not caught.value.suggestions


def test_commune_outside_the_territory_is_none() -> None:
    assert directory.commune("75056") is None
    for ask in (directory.nearest_units, directory.offices_for, directory.town_hall, directory.court_for):
        with pytest.raises(directory.UnknownCommune):
            ask("75056")
