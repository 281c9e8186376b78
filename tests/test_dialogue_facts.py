"""Facts picked up: shown, corrected, confirmed, taken away; never used without a yes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant import dialogue
from assistant.dialogue import FactKind, Talk
from assistant.i18n import translator
from tests.conversing import BIKE, after, fact, heard, names, with_facts

pytestmark = pytest.mark.chat
MONDAY = fact("when", {"start": "2026-11-16", "end": "2026-11-16", "precision": "day"}, "lundi")
TUESDAY = fact("when", {"start": "2026-11-17", "end": "2026-11-17", "precision": "day"}, "mardi")
VOIRON = fact("where", {"commune": "38563", "text": "gare"}, "gare de Voiron")
GRENOBLE = fact("where", {"commune": "38185"}, "à Grenoble")
MAIL, OTHER_MAIL = fact("email", "a@exemple.fr"), fact("email", "b@exemple.fr")
TOLD = with_facts(BIKE, MONDAY, VOIRON, MAIL)


def test_facts_wait_unconfirmed_with_the_words_they_came_from() -> None:
    talk = after(TOLD)
    assert [(one.kind, one.words, one.sure) for one in talk.facts] == [
        ("when", "lundi", False),
        ("where", "gare de Voiron", False),
        ("email", "a@exemple.fr", False),
    ]
    assert dialogue.sure(talk) == ()


@pytest.mark.parametrize(
    ("said", "found", "kind"),
    [
        ("non, c'était mardi", TUESDAY, "when"),
        ("plutôt à Grenoble", GRENOBLE, "where"),
        ("je me suis trompé, c'était mardi", TUESDAY, "when"),
    ],
)
def test_a_correction_takes_the_place_of_what_it_corrects(said: str, found: dialogue.Fact, kind: FactKind) -> None:
    talk = after(TOLD, with_facts(heard(said), found))
    assert [one for one in talk.facts if one.kind == kind] == [found]
    assert talk.told == (BIKE.text, said), "the story keeps both, as they were said"
    assert "corrected" in names(talk)
    assert talk.card == after(TOLD).card


def test_a_correction_that_changes_what_it_is_proposes_anew() -> None:
    talk = after(TOLD, replace(heard("non, c'était ma moto", vol_vehicule=0.9)))
    assert talk.card.form == "vol_vehicule"  # type: ignore[union-attr]


def test_a_second_date_that_corrects_nothing_is_asked() -> None:
    talk = after(TOLD, with_facts(heard("je m'en suis aperçu mardi", vol_velo=0.9), TUESDAY))
    assert dialogue.doubtful(talk) == {0, 3}
    everything = dialogue.confirm_all(talk)
    assert {one.kind for one in dialogue.sure(everything)} == {"where", "email"}
    settled = dialogue.confirm(everything, 3)
    assert [one.words for one in dialogue.sure(settled) if one.kind == "when"] == ["mardi"]
    assert dialogue.doubtful(settled) == frozenset()


def test_confirming_one_of_two_places_takes_the_other_back() -> None:
    talk = after(with_facts(BIKE, VOIRON, GRENOBLE))
    talk = dialogue.confirm(dialogue.confirm(talk, 0), 1)
    assert dialogue.sure(talk) == (replace(GRENOBLE, sure=True),)


def test_several_addresses_may_all_be_right() -> None:
    talk = dialogue.confirm_all(after(with_facts(BIKE, MAIL, OTHER_MAIL)))
    assert len(dialogue.sure(talk)) == 2


def test_what_was_taken_away_is_not_offered_again() -> None:
    talk = dialogue.remove(after(TOLD), 0)
    assert MONDAY not in talk.facts
    assert MONDAY not in after(TOLD, talk=talk).facts


def test_what_was_said_twice_is_one_fact() -> None:
    assert len(after(TOLD, TOLD).facts) == 3


def test_what_the_person_writes_anew_is_confirmed() -> None:
    talk = dialogue.edit(after(TOLD), 0, TUESDAY)
    assert talk.facts[0] == replace(TUESDAY, sure=True)


@pytest.mark.parametrize("n", [-1, 3, 99])
def test_a_press_on_a_chip_that_is_gone_does_nothing(n: int) -> None:
    talk = after(TOLD)
    assert dialogue.confirm(talk, n) == dialogue.remove(talk, n) == dialogue.edit(talk, n, TUESDAY) == talk


def test_a_phone_is_not_buried_under_chips() -> None:
    many = [fact("email", f"{n}@exemple.fr") for n in range(40)]
    assert len(after(with_facts(BIKE, *many)).facts) == 12


@pytest.mark.parametrize(
    ("one", "lang", "words"),
    [
        (MONDAY, "fr", "lundi 16 novembre 2026"),
        (MONDAY, "en", "Monday 16 November 2026"),
        (VOIRON, "fr", "gare, Voiron (38500)"),
        (fact("amount", {"amount": 450, "currency": "EUR"}), "fr", "450,00\u00a0€"),
        (MAIL, "fr", "a@exemple.fr"),
        (fact("object", {"what": "x"}, "un VTT noir"), "fr", "un VTT noir"),
    ],
)
def test_a_fact_reads_as_the_recap_would_write_it(one: dialogue.Fact, lang: str, words: str) -> None:
    assert dialogue.in_words(one, translator(lang)) == words


def test_the_story_is_the_persons_own_words_and_nothing_else() -> None:
    talk = after(TOLD, "bonjour", with_facts(heard("non, c'était mardi"), TUESDAY))
    assert talk.story == f"{BIKE.text}\n\nnon, c'était mardi"
    assert Talk().story == ""


def test_a_correction_that_says_little_is_judged_by_what_was_told_with_it() -> None:
    vague = replace(heard("non, c'était mardi", viol_agression_sexuelle=0.29), whole=BIKE.alone)
    talk = after(TOLD, with_facts(vague, TUESDAY))
    assert not talk.quiet
    assert [one.words for one in talk.facts] == ["mardi", "gare de Voiron", "a@exemple.fr"], (
        "in the place of the old one"
    )


@pytest.mark.parametrize(
    "message",
    [
        replace(heard("c'était mon mari, il m'a frappée", violences_conjugales=0.7), whole=BIKE.alone),
        replace(heard("c'était mardi", menaces=0.29), whole=heard("", menaces=0.8).alone),
        replace(heard("c'était mardi", menaces=0.29), whole=heard("", vol_velo=0.4, menaces=0.35).alone),
        replace(heard("c'était mardi", vol_velo=0.9), danger=("violence", ("17",)), whole=BIKE.alone),
    ],
    ids=["said plainly", "with the rest", "not settled", "danger"],
)
def test_what_is_sensitive_takes_the_facts_away(message: dialogue.Heard) -> None:
    talk = after(TOLD, with_facts(message, TUESDAY))
    assert talk.quiet
    assert talk.facts == ()
