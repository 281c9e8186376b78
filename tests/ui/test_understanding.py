"""What the conversation hears of a message: a stored answer only when it is known, and the story beside the question."""

from __future__ import annotations

import datetime as dt

import pytest

from assistant.dialogue import DOORS
from assistant.ui.understanding import entry, understand

pytestmark = pytest.mark.chat
NOW = dt.datetime(2026, 3, 18, 10)
BIKE = "On m'a volé mon vélo lundi soir devant la gare de Voiron"


@pytest.mark.parametrize(
    ("text", "answer", "form"),
    [
        (BIKE, None, "vol_velo"),
        ("Combien coûte une plainte ?", "cout_plainte", "hors_champ"),
        ("How much does it cost to file a complaint?", "cout_plainte", "hors_champ"),
        (f"{BIKE}. Combien coûte une plainte ?", "cout_plainte", "vol_velo"),
        (f"{BIKE}, est-ce qu'il faut un avocat ?", "avocat_besoin", "vol_velo"),
        ("J'ai été insultée sur facebook, combien de temps j'ai pour porter plainte", "delai_injure", "injure_diffamation"),
        ("Quelle est la meilleure pizzeria de Grenoble ?", None, "hors_champ"),
        ("bonjour", None, None),
    ],
)  # fmt: skip
def test_a_question_a_story_or_both(text: str, answer: str | None, form: str | None) -> None:
    heard = understand(text, (), NOW)
    assert next(iter(heard.entries), None) == answer
    assert next((one.form for one in heard.alone), None) == form


def test_what_happened_before_counts_with_a_story_that_asks() -> None:
    heard = understand("c'était un VTT rouge, faut-il la facture ?", (BIKE,), NOW)
    assert heard.whole[0].form == "vol_velo"


@pytest.mark.parametrize("name", sorted(name for name, door in DOORS.items() if door.entry))
def test_each_door_says_more_with_a_stored_answer(name: str) -> None:
    assert entry(DOORS[name].entry) is not None


def test_an_unknown_name_is_no_answer() -> None:
    assert entry("nulle_part") is None
