"""Opening hours of the official files put into OpenStreetMap syntax: read, or left unknown, never guessed."""

from __future__ import annotations

import pytest

from assistant.directory.importing.hours import Unread, from_columns, from_ranges, from_text

pytestmark = pytest.mark.directory


@pytest.mark.parametrize(
    ("text", "osm"),
    [
        ("", None),
        ("Lundi : 8h00-12h00 14h00-18h00 Mardi : 8h00-12h00 14h00-18h00", "Mo-Tu 08:00-12:00,14:00-18:00"),
        ("Lundi : Fermé Mardi : 8h-12h", "Tu 08:00-12:00"),
        ("Lundi : 08:00 - 12:00 et 14:00 - 18:00", "Mo 08:00-12:00,14:00-18:00"),
        ("Samedi : 9h00-12h00 Dimanche et jours fériés : 9h00-12h00", "Sa-Su 09:00-12:00; PH 09:00-12:00"),
        ("7j/7 24h/24", "24/7"),
        ("Dimanche : 15h00-24h00", "Su 15:00-24:00"),
    ],
)
def test_hours_in_words(text: str, osm: str | None) -> None:
    assert from_text(text) == osm


@pytest.mark.parametrize(
    "text", ["sur rendez-vous", "Lundi : 25h00-26h00", "Lundi : matin seulement sur appel", "Lundi : 8h", "8h00-12h00"]
)
def test_hours_that_cannot_be_read_are_not_guessed(text: str) -> None:
    with pytest.raises(Unread):
        from_text(text)


def test_hours_in_columns_and_in_ranges() -> None:
    row = {
        "lundi_plage1_debut": "08h00",
        "lundi_plage1_fin": "12h00",
        "lundi_plage2_debut": "14h0",
        "lundi_plage2_fin": "18h0",
    }
    assert from_columns(row) == "Mo 08:00-12:00,14:00-18:00"
    assert from_columns({"mardi_plage1_debut": "8h0", "mardi_plage1_fin": "9h30"}) == "Tu 08:00-09:30"
    assert from_columns({}) is None
    with pytest.raises(Unread):
        from_columns({"mardi_plage1_debut": "8h0", "mardi_plage1_fin": ""})
    week = {
        "nom_jour_debut": "lundi",
        "nom_jour_fin": "lundi",
        "valeur_heure_debut_1": "08:00:00",
        "valeur_heure_fin_1": "12:00:00",
    }
    assert from_ranges([week]) == "Mo 08:00-12:00"
