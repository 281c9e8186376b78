"""A second opinion on the form: it may bring one nearer; it never overrules what is sure, nor sends a complaint away."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant import dialogue
from assistant.dialogue import OUT, SURE, Choose, Elsewhere, Likely, Suggest, Talk, reconsider, reranked
from tests.conversing import AROUND, FORMS, after, fact, heard, names

pytestmark = pytest.mark.chat
DOUBT = {"vol_simple": 0.5, "vol_violence": 0.35, "vol_vehicule": 0.05}


def cards(forms: list[str], sure: bool, **scores: float) -> tuple[object, object]:
    """What is proposed without the opinion, and with it."""
    alone = heard("Ils m'ont pris mon sac", **scores).alone
    before = after(heard("Ils m'ont pris mon sac", **scores))
    return before.card, reconsider(before, reranked(alone, forms, sure), (), AROUND).card


def test_among_what_we_would_show_a_sure_opinion_is_suggested() -> None:
    before, now = cards(["vol_violence"], True, **DOUBT)
    assert isinstance(before, Choose)
    assert isinstance(now, Suggest)
    assert now.form == "vol_violence"
    assert now.others[0] == "vol_simple"


def test_an_opinion_that_is_ours_too_makes_it_sure() -> None:
    _, now = cards(["vol_simple"], False, **DOUBT)
    assert isinstance(now, Suggest)
    assert now.form == "vol_simple"


@pytest.mark.parametrize(
    ("forms", "sure"), [(["vol_violence"], False), (["escroquerie"], True), (["escroquerie"], False)]
)
def test_else_it_only_comes_first_among_three(forms: list[str], sure: bool) -> None:
    _, now = cards(forms, sure, **DOUBT)
    assert isinstance(now, Choose)
    assert now.forms[:2] == (forms[0], "vol_simple")


def test_what_we_are_sure_of_stays_and_the_other_stands_beside() -> None:
    before, now = cards(["escroquerie"], True, vol_velo=0.86, vol_simple=0.06)
    assert isinstance(before, Suggest)
    assert isinstance(now, Suggest)
    assert (now.form, now.others[0]) == ("vol_velo", "escroquerie")


def test_what_is_no_complaint_to_us_stays_so_with_the_form_within_reach() -> None:
    _, now = cards(["escroquerie"], True, hors_champ=0.9)
    assert isinstance(now, Elsewhere)
    assert now.forms[0] == "escroquerie"


def test_a_sensitive_form_brought_near_makes_the_conversation_discreet() -> None:
    before = after(heard("Il me suit partout", menaces=0.4, violences=0.3))
    ranked = reranked(heard("", menaces=0.4, violences=0.3).alone, ["violences_conjugales"], True)
    assert reconsider(before, ranked, (), AROUND).quiet


def test_an_account_seen_the_same_way_gets_no_new_sentence() -> None:
    before = after(heard("Mon vélo a disparu", vol_velo=0.86))
    again = reconsider(
        before, before.ranked, (fact("amount", {"amount": 350, "currency": "EUR"}, "350 euros"),), AROUND
    )
    assert names(again) == names(before)
    assert [one.words for one in again.facts] == ["350 euros"]
    assert not again.facts[0].sure


SCORES = st.dictionaries(st.sampled_from([*sorted(FORMS), OUT]), st.floats(0, 1), min_size=1, max_size=8)


@given(SCORES, st.lists(st.sampled_from([*sorted(FORMS), OUT]), max_size=3), st.booleans())
def test_no_opinion_sends_a_complaint_away_or_overrules_what_is_sure(
    scores: dict[str, float], forms: list[str], sure: bool
) -> None:
    total = sum(scores.values()) or 1.0
    ranked = tuple(sorted((Likely(form, score / total) for form, score in scores.items()), key=lambda one: -one.score))
    told = reranked(ranked, forms, sure)
    before = {one.form: one.score for one in ranked}
    now = {one.form: one.score for one in told}
    assert now.get(OUT, 0.0) == before.get(OUT, 0.0)
    assert all(now[form] >= score for form, score in before.items())
    assert len([form for form in now if now[form] != before.get(form)]) <= 1
    if ranked[0].score >= SURE:
        assert told[0] == ranked[0]
    assert dialogue.reconsider(Talk(told=("x",)), told, (), AROUND).card is not None
