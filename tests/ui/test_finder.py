"""The finder as a page: what it says where little is known, and what it never shows."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from assistant import directory
from assistant.i18n import translator
from assistant.ui.offices import month, opening
from assistant.ui.session import PARIS
from tests.ui.test_linked import words

pytestmark = pytest.mark.directory
MISSING = "d'autres guichets dont nous n'avons pas l'adresse"


def found(typed: str, *unticked: str) -> AppTest:
    """The finder after a commune was typed, some boxes unticked."""
    app = AppTest.from_file("../../assistant/ui/app.py", default_timeout=30).run()
    app.switch_page("views/trouver.py").run()
    app.text_input(key="find-commune").set_value(typed).run()
    for key in unticked:
        app.checkbox(key=key).uncheck()
    app.run()
    assert not app.exception
    return app


def test_what_is_not_known_near_is_told_in_one_line_with_where_to_look() -> None:
    told = [html.proto.body for html in found("Voiron").get("html") if "pl-unlisted" in html.proto.body]
    assert len(told) == 1
    for kind in ("Unité médico-judiciaire", "Hôpital", "France services", "Maison du Département"):
        assert kind in told[0]
    assert "Mairie" not in told[0] and "Maison de justice" not in told[0]
    assert 'href="https://lannuaire.service-public.gouv.fr"' in told[0]


def test_it_is_not_told_to_who_asked_for_units_only() -> None:
    assert MISSING in words(found("Voiron"))
    assert MISSING not in words(found("Voiron", "find-partners"))


@pytest.mark.parametrize(
    ("typed", "heading"),
    [
        ("Paris", "Paris (75)"),
        ("Lyon 3e", "Lyon 3e Arrondissement (69003), Rhône"),
        ("Sainte-Rose (974)", "Sainte-Rose (97439), La Réunion"),
    ],
)
def test_elsewhere_it_says_what_is_not_known_and_what_to_do_all_the_same(typed: str, heading: str) -> None:
    app = found(typed)
    assert f'<h2 class="pl-section">{heading}</h2>' in words(app)
    for said in (
        "Nous n'avons pas les unités de ce département",
        'href="tel:17"',
        'href="tel:112"',
        "lettre au procureur",
    ):
        assert said in words(app)
    assert f'href="{directory.OFFICIAL}"' in words(app)
    assert 'class="pl-office"' not in words(app) and "pl-map" not in words(app)
    assert "Aucun lieu à montrer" not in words(app)
    assert [box.key for box in app.checkbox] == [], "nothing to filter"


def test_filters_that_leave_nothing_say_so() -> None:
    app = found("Voiron", "find-PN", "find-GN", "find-partners")
    assert "Aucun lieu à montrer avec ce choix." in words(app)


def test_a_name_of_which_one_commune_is_left_needs_no_choice() -> None:
    assert not found("Lyon 3e").radio
    assert found("saint-denis").radio[0].options[:2] == [
        "Saint-Denis (974) · 97400, 97417…",
        "Saint-Denis (93) · 93200, 93210…",
    ]


def test_the_unit_of_the_commune_is_told_apart_from_those_that_must_receive_too() -> None:
    app = words(found("Voiron"))
    assert "Voiron est en zone de police." in app
    assert app.count("Compétente pour cette commune") == 1
    assert "Doit aussi recevoir votre plainte" in app and "Compétence non établie" not in app
    unknown = words(found("38253"))  # a commune of which no source names the unit
    assert ("Compétence non établie" in unknown) == ("Compétente pour cette commune" not in unknown)


def test_a_departement_with_one_force_only_says_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(directory, "covered", lambda _: frozenset({"GN"}))
    assert "Nous n'avons pas les unités de police de ce département." in words(found("Voiron"))


MONDAY = dt.datetime(2026, 11, 23, 7, 30)
HALL = "Mo-Fr 08:30-12:00,13:30-17:00"


@pytest.mark.parametrize(
    ("at", "hours", "lang", "said"),
    [
        (MONDAY, HALL, "fr", "Fermé en ce moment. Prochaine ouverture : aujourd'hui à 8 h 30"),
        (MONDAY.replace(hour=18), HALL, "fr", "Fermé en ce moment. Prochaine ouverture : demain à 8 h 30"),
        (MONDAY.replace(day=28), HALL, "fr", "Fermé en ce moment. Prochaine ouverture : lundi 30 novembre à 8 h 30"),
        (MONDAY.replace(day=28), HALL, "en", "Next opening: Monday 30 November at 08:30"),
        (MONDAY.replace(hour=9), HALL, "fr", "Ouvert maintenant"),
        (MONDAY, None, "fr", "Horaires non connus : téléphonez avant d'y aller."),
    ],
)
def test_opening_is_told_from_the_day_one_is_in(at: dt.datetime, hours: str | None, lang: str, said: str) -> None:
    hall = directory.town_hall("38563", at.date())
    assert hall is not None
    assert said in opening(replace(hall, hours=hours), translator(lang), at.replace(tzinfo=PARIS)).replace(
        "\u00a0", " "
    )


@pytest.mark.parametrize(
    ("source_date", "said"),
    [
        ("2014-12-30", "décembre 2014"),
        ("2026-10", "octobre 2026"),
        ("2026", "2026"),
        ("hier", "hier"),
        ("2026-13", "2026-13"),
    ],
)
def test_the_date_of_a_source_is_told_as_it_is_said(source_date: str, said: str) -> None:
    assert month(source_date, translator("fr")) == said
