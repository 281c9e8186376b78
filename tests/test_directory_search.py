"""A commune from what people type, and what is said when it is not there."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant import directory
from assistant.directory.gazetteer import department_of, departments, gazetteer

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
        ("Paris", "Paris"),
        ("lyon", "Lyon"),
        ("lyon 3e", "Lyon 3e Arrondissement"),
        ("37000 tours", "Tours"),
        ("2A004", "Ajaccio"),
        ("marseile", "Marseille"),
        ("perigeux", "Périgueux"),
        ("villers cotterets", "Villers-Cotterêts"),
        ("vandoeuvre les nancy", "Vandœuvre-lès-Nancy"),
        ("st germain en laye", "Saint-Germain-en-Laye"),
        ("saint denis 93", "Saint-Denis"),
        ("Paladru", "Villages du Lac de Paladru"),
        ("Vénosc", "Les Deux Alpes"),
        ("mont de lans", "Les Deux Alpes"),
        ("saint pierre d'allevard", "Crêts en Belledonne"),  # merged, and delegated no more
        ("bellegarde sur valserine", "Valserhône"),
        ("Châlons-sur-Marne", "Châlons-en-Champagne"),
        ("12 rue de la Paix 38000 grenobel", "Grenoble"),
        ("4 chemin des Vignes 38138 les cotes darey", "Les Côtes-d'Arey"),
        ("38028", "Les Abrets en Dauphiné"),  # the code of La Bâtie-Divisin, which is no more
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


@pytest.mark.parametrize("typed", ["", "   ", "xqzwvy", "王", "\ud800", "🙂", "99999", "{{7*7}}"])
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


def test_homonyms_are_told_apart_by_their_departement() -> None:
    listed = [directory.listed_name(match) for match in directory.find_communes("saint-denis")]
    assert {"Saint-Denis (93) · 93200, 93210…", "Saint-Denis (11) · 11310", "Saint-Denis (30) · 30500"} <= set(listed)


def test_an_old_name_says_which_commune_it_is_now() -> None:
    found = directory.find_communes("meaudre")[0]
    assert (found.former, found.commune.name) == ("Méaudre", "Autrans-Méaudre en Vercors")
    assert directory.listed_name(found).startswith("Méaudre → Autrans-Méaudre en Vercors (38)")
    assert directory.find_communes("autrans méaudre")[0].former is None


def test_isere_comes_first_but_hides_no_other_place_of_that_very_name() -> None:
    found = [(commune.name, commune.department) for commune in directory.search_communes("saint-martin")]
    assert found[0] == ("Saint-Martin-d'Hères", "38")
    assert any(name == "Saint-Martin" and department != "38" for name, department in found)


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("voiron", "Voiron (38500)"),
        ("Paris", "Paris (75)"),  # twenty-one postal codes
        ("Saint-Denis", None),
        ("saint denis 93", "Saint-Denis (93200)"),
        ("Beaufort", None),  # Isère, Savoie, Jura...
        ("93200", "Saint-Denis (93200)"),
        ("38500", None),  # Voiron and its neighbours
        ("38563", "Voiron (38500)"),
        ("Paladru", "Villages du Lac de Paladru (38730)"),
        ("Meylan", "Meylan (38240)"),  # the other one is a former commune
        ("", None),
    ],
)
def test_a_commune_is_settled_only_when_it_can_be_no_other(typed: str, printed: str | None) -> None:
    found = directory.only_commune(typed)
    assert (directory.printed_name(found) if found else None) == printed


# --- all of France ----------------------------------------------------------------------------------


def test_the_national_table_is_whole_and_agrees_with_isere_s() -> None:
    table = gazetteer()
    assert len(table.codes) == 35014
    assert len({len(column) for column in (table.codes, table.names, table.postal, table.lats, table.people)}) == 1
    assert set(map(department_of, table.codes)) <= set(departments())
    for own in directory.all_communes():
        national = table.commune(table.row(own.insee) or 0)
        assert (national.name, national.postal_codes, national.population) == (
            own.name,
            own.postal_codes,
            own.population,
        )
        assert national.lat is not None and national.lon is not None and own.lat is not None and own.lon is not None
        assert directory.distance_km(national.lat, national.lon, own.lat, own.lon) < 3


@pytest.mark.parametrize(
    ("old", "today"),
    [
        ("38028", "38001"), ("38534", "38253"), ("38253", "38253"), ("38196", "38053"), ("38142", "38543"),
        ("60696", "60057"), ("38447", "69290"), ("69232", "69123"), ("38439", "38439"), ("2b033", None),
    ],
)  # fmt: skip
def test_a_former_code_is_the_commune_of_today(old: str, today: str | None) -> None:
    found = directory.commune(old)
    assert (found.insee if found else None) == today


def test_every_old_code_leads_to_a_commune_and_every_old_name_finds_it() -> None:
    table = gazetteer()
    assert list(table.codes) == sorted(table.codes) and list(table.old_codes) == sorted(table.old_codes)
    for old, new in zip(table.old_codes, table.new_codes, strict=True):
        row = table.row(old)
        assert row is not None and table.codes[row] in (old, new)
    formers = list(table.formers())
    assert len(formers) > 4800
    for name, code in formers[::40]:
        assert code in {commune.insee for commune in directory.search_communes(name, 20)}, name


def test_places_far_away_keep_their_coordinates_or_say_that_they_have_none() -> None:
    paris, papeete = directory.commune("75056"), directory.commune("98735")
    assert paris is not None and papeete is not None
    assert (paris.lat, paris.lon) == (pytest.approx(48.857, abs=0.01), pytest.approx(2.342, abs=0.01))
    assert (papeete.lat, papeete.department, papeete.court) == (None, "987", None)


# --- unknown commune ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "suggested"),
    [("Voiron", "38563 (Voiron)"), ("38000", "38185 (Grenoble)"), ("38999", "38499 (Susville)"), ("00000", None)],
)
def test_unknown_commune_says_what_to_do(typed: str, suggested: str | None) -> None:
    with pytest.raises(directory.UnknownCommune) as caught:
        directory.nearest_json(typed, None, datetime(2026, 11, 23, 12, 0))
    sentence = str(caught.value)
    assert isinstance(caught.value, ValueError)
    assert f"« {typed} »" in sentence
    assert "code postal" in sentence
    assert (suggested in sentence) if suggested else not caught.value.suggestions


def test_elsewhere_in_france_nothing_is_invented() -> None:
    paris = directory.commune("75056")
    assert paris is not None
    assert (paris.name, paris.department, paris.zone, paris.unit, paris.court) == ("Paris", "75", None, None, None)
    assert directory.nearest_units("75056") == directory.offices_for("75056") == ()
    assert directory.partners_near("75056", {"mjd"}) == ()
    assert directory.town_hall("75056") is directory.court_for("75056") is None
    assert directory.covered("75") == frozenset()
    assert directory.covered("38") == {"GN", "PN"}
