"""The facts of a message as chips: what is picked up, whose it is, and a chip written anew."""

from __future__ import annotations

import datetime as dt

import pytest
from pydantic import JsonValue

from assistant import dialogue
from assistant.dialogue import Fact, FactKind, Talk
from assistant.ui.understanding import reread, understand
from tests.conversing import AROUND

pytestmark = pytest.mark.chat
NOW = dt.datetime(2026, 3, 18, 14, 30)
STORY = "On m'a volé mon vélo Btwin lundi soir devant la gare de Voiron, il valait 450 €"
TUESDAY: JsonValue = {"start": "2026-03-17", "end": "2026-03-17", "precision": "day"}


def facts(text: str) -> tuple[Fact, ...]:
    return understand(text, (), NOW).facts


def test_a_story_gives_its_facts_in_the_persons_words_none_sure() -> None:
    found = facts(STORY)
    assert [(one.kind, one.words) for one in found] == [
        ("when", "lundi soir"),
        ("where", "gare de Voiron"),
        ("amount", "450 €"),
        ("object", "vélo Btwin"),
    ]
    assert all(one.words in STORY and not one.sure for one in found)


@pytest.mark.parametrize("text", ["bonjour", "merci", "non", "oui", "retour", "", "🔥", "la deuxième"])
def test_nothing_is_picked_up_of_what_tells_nothing(text: str) -> None:
    assert facts(text) == ()


WHOSE: list[tuple[str, FactKind, str]] = [
    ("on m'a volé mon vélo hier", "object", "mine"),
    ("appelez-moi au 06 12 34 56 78", "phone", "mine"),
    ("il m'a appelé du 06 12 34 56 78", "phone", "theirs"),
    ("le 06 12 34 56 78 m'a appelé hier", "phone", "theirs"),
    ("ma voiture AB-123-CD a été rayée", "plate", "mine"),
    ("le voleur est parti en AB-123-CD", "plate", "theirs"),
    ("une voiture AB-123-CD passait", "plate", ""),
    ("mon mail est a@exemple.fr", "email", "mine"),
    ("on m'a volé ma Clio, sa plaque est AB-123-CD", "plate", "mine"),
    ("le voleur a filé, sa plaque : AB-123-CD", "plate", "theirs"),
    ("the thief fled in AB-123-CD", "plate", "theirs"),
    ("il me réclame 300 euros sinon il publie", "amount", "theirs"),
    ("j'ai payé 300 euros", "amount", "mine"),
]


@pytest.mark.parametrize(("text", "kind", "whose"), WHOSE)
def test_whose_it_is(text: str, kind: FactKind, whose: str) -> None:
    assert [one.whose for one in facts(text) if one.kind == kind] == [whose]


def test_a_name_of_several_communes_is_a_chip_each_and_the_person_says_which() -> None:
    talk = dialogue.hear(Talk(), understand("on m'a volé mon vélo à Valence hier devant la gare", (), NOW), AROUND)
    places = [n for n, one in enumerate(talk.facts) if one.kind == "where"]
    assert len(places) == 3
    assert set(places) == dialogue.doubtful(talk)


def test_it_was_tuesday_corrects_the_date_and_nothing_else() -> None:
    talk = dialogue.hear(Talk(), understand(STORY, (), NOW), AROUND)
    after = dialogue.hear(talk, understand("non, c'était mardi", talk.told, NOW), AROUND)
    assert [one.value for one in after.facts if one.kind == "when"] == [TUESDAY]
    assert {one.kind for one in after.facts} == {one.kind for one in talk.facts}


def test_where_and_when_told_in_two_messages_are_one_fact_each() -> None:
    talk = Talk()
    for text in ("on m'a volé mon vélo hier devant la gare", "c'était à Voiron", "hier vers 22h en fait"):
        talk = dialogue.hear(talk, understand(text, talk.told, NOW), AROUND)
    said = {one.kind: one.value for one in talk.facts}
    assert said["where"] == {"kind": "gare", "text": "gare", "commune": "38563"}
    assert said["when"] == {"start": "2026-03-17T22:00", "end": "2026-03-17T22:00", "precision": "hour"}
    assert len(talk.facts) == len(said)


def test_on_a_sensitive_matter_nothing_is_picked_up() -> None:
    talk = dialogue.hear(Talk(), understand(STORY, (), NOW), AROUND)
    assert talk.facts
    quiet = dialogue.hear(talk, understand("et mon mari m'a frappée hier à Tullins", talk.told, NOW), AROUND)
    assert quiet.quiet
    assert quiet.facts == ()


ANEW: list[tuple[FactKind, str, JsonValue]] = [
    ("when", "mardi", TUESDAY),
    ("when", "le 17/03/2026", TUESDAY),
    ("when", "je ne sais plus", None),
    ("where", "Vif", {"commune": "38545"}),
    ("where", "à Grenoble", {"commune": "38185"}),
    ("where", "Valence (26)", {"commune": "26362"}),
    ("where", "Valence", None),
    ("amount", "500", {"amount": 500, "currency": "EUR"}),
    ("amount", "500 dollars", {"amount": 500, "currency": "USD"}),
    ("amount", "beaucoup", None),
    ("phone", "06 12 34 56 78", "+33612345678"),
    ("imei", "123", None),
    ("plate", "ab123cd", "AB-123-CD"),
    ("object", "VTT Rockrider", {"family": "velo", "brand": "Rockrider"}),
    ("object", "ma flûte traversière", "ma flûte traversière"),
    ("pseudonym", "kev38", "kev38"),
]


@pytest.mark.parametrize(("kind", "words", "value"), ANEW)
def test_a_chip_written_anew(kind: FactKind, words: str, value: JsonValue) -> None:
    found = reread(Fact(kind, "avant", "avant", whose="mine"), words, NOW)
    assert (found.value if found else None) == value
    assert found is None or (found.kind, found.words, found.whose) == (kind, words, "mine")


def test_a_card_number_written_in_a_chip_is_masked() -> None:
    found = reread(Fact("pseudonym", "kev", "kev"), "4970 1012 3456 7898", NOW)
    assert found is None or "1012" not in f"{found.value}{found.words}"
