"""Where a confirmed fact goes: the question that asks it, checked by that question; what fits nowhere is asked."""

from __future__ import annotations

import pytest
from pydantic import JsonValue

from assistant.dialogue import Fact, FactKind, fitted
from assistant.dialogue.fitting import _table
from assistant.form import parts_of
from tests.conversing import FORMS, SENSITIVE

pytestmark = pytest.mark.chat

WHEN: JsonValue = {"start": "2026-11-16T22:00", "end": "2026-11-16T22:00", "precision": "hour"}
VOIRON: JsonValue = {"commune": "38563", "kind": "gare", "text": "gare"}
SUM: JsonValue = {"amount": 1200, "currency": "EUR"}
IMEI, IBAN, PLATE = "490154203237518", "FR7630006000011234567890189", "AB-123-CD"


def thing(family: str, brand: str | None = None, words: str = "", whose: str = "mine") -> Fact:
    return Fact("object", {"family": family, "brand": brand}, words or family, whose=whose)  # type: ignore[arg-type]


def number(kind: FactKind, value: JsonValue, whose: str = "") -> Fact:
    return Fact(kind, value, str(value), whose=whose)  # type: ignore[arg-type]


CASES: list[tuple[str, list[Fact], dict[str, JsonValue]]] = [
    ("vol_velo", [number("when", WHEN)], {"periode": WHEN}),
    ("vol_velo", [number("where", VOIRON)], {"lieu": {"commune": "38563", "kind": "gare"}}),
    ("cambriolage", [number("where", VOIRON)], {"lieu": {"commune": "38563", "text": "gare"}}),
    ("vol_simple", [number("where", {"commune": "38563", "kind": "bar"})], {"lieu": {"commune": "38563", "kind": "restaurant"}}),
    ("vol_simple", [number("where", {"country": "ES"})], {"lieu": {"country": "ES"}}),
    ("vol_simple", [number("where", {"kind": "internet"})], {}),
    ("arnaque_en_ligne", [number("where", {"kind": "internet"})], {"lieu": {"kind": "internet"}}),
    ("vol_velo", [number("amount", SUM, "mine")], {"prejudice_total": SUM}),
    ("arnaque_en_ligne", [number("amount", SUM, "mine")], {"montant": SUM}),
    ("arnaque_en_ligne", [number("amount", SUM, "theirs")], {"montant_demande": SUM}),
    ("vol_velo", [number("amount", SUM, "theirs")], {}),
    ("arnaque_en_ligne", [number("phone", "+33612345678")], {"numero_appelant": ["+33612345678"]}),
    ("arnaque_en_ligne", [number("phone", "+33612345678", "mine")], {"coordonnees": {"telephone": "+33612345678"}}),
    ("vol_velo", [number("phone", "+33612345678", "theirs")], {}),
    ("vol_velo", [number("email", "moi@exemple.fr", "mine")], {"coordonnees": {"courriel": "moi@exemple.fr"}}),
    ("vol_velo", [number("email", "moi@gmial.com", "mine")], {}),
    ("arnaque_en_ligne", [number("email", "x@faux.fr"), number("pseudonym", "@kev")], {"pseudos": ["x@faux.fr", "@kev"]}),
    ("arnaque_en_ligne", [number("iban", IBAN)], {"iban_fraudeur": IBAN}),
    ("arnaque_en_ligne", [number("iban", IBAN, "mine")], {}),
    ("arnaque_en_ligne", [number("url", "faux.fr"), number("url", "www.a.shop")], {"urls": ["faux.fr", "www.a.shop"]}),
    ("vol_simple", [number("imei", IMEI)], {"telephone_vol": [{"imei": IMEI}]}),
    ("vol_simple", [number("imei", IMEI), thing("telephone", "Samsung")], {"telephone_vol": [{"marque": "Samsung", "imei": IMEI}]}),
    ("vol_simple", [thing("telephone", "Samsung"), thing("telephone", "Apple"), number("imei", IMEI)],
     {"telephone_vol": [{"marque": "Samsung"}, {"marque": "Apple"}]}),
    ("vol_velo", [number("imei", IMEI)], {}),
    ("vol_velo", [thing("velo", "Btwin")], {"velo": [{"type": "velo", "marque": "Btwin"}]}),
    ("vol_velo", [thing("velo", "Btwin", whose="theirs")], {}),
    ("vol_velo", [thing("velo"), thing("trottinette")], {"velo": [{"type": "velo"}, {"type": "trottinette"}]}),
    ("vol_simple", [thing("passeport"), thing("carte_identite")], {"docs_identite": [{"type": "passeport"}, {"type": "cni"}]}),
    ("vol_simple", [thing("sac", words="mon sac rouge")], {"biens_liste": [{"categorie": "mon sac rouge"}]}),
    ("vol_simple", [Fact("object", "ma flûte", "ma flûte")], {"biens_liste": [{"categorie": "ma flûte"}]}),
    ("cambriolage", [thing("bijoux", words="bague")], {"bijoux_art": [{"description": "bague"}]}),
    ("vol_vehicule", [number("plate", PLATE, "mine"), thing("voiture", "Renault")],
     {"vehicule": {"nature": "voiture", "marque": "Renault", "immatriculation": PLATE}}),
    ("vol_vehicule", [number("plate", PLATE)], {"vehicule": {"immatriculation": PLATE}}),
    ("vol_vehicule", [number("plate", PLATE, "theirs")], {}),
    ("cambriolage", [number("plate", PLATE)], {}),
    ("accident_fuite", [number("plate", PLATE)], {}),
    ("accident_fuite", [number("plate", PLATE, "theirs")], {"tiers_vehicule": {"immatriculation": PLATE}}),
    ("accident_fuite", [number("plate", PLATE, "theirs"), thing("voiture", "Renault", whose="theirs")],
     {"tiers_vehicule": {"nature": "voiture", "marque": "Renault", "immatriculation": PLATE}}),
]  # fmt: skip


@pytest.mark.parametrize(("form", "facts", "expected"), CASES)
def test_a_fact_goes_to_the_question_that_asks_it(form: str, facts: list[Fact], expected: dict[str, JsonValue]) -> None:
    found = fitted(FORMS[form], facts)
    assert {name: one.value for name, one in found.items()} == expected
    assert all(set(one.words) <= {fact.words for fact in facts} for one in found.values())


def test_the_words_of_an_answer_are_those_of_every_fact_in_it() -> None:
    found = fitted(FORMS["vol_simple"], [number("imei", IMEI), thing("telephone", "Samsung", "mon Samsung")])
    assert found["telephone_vol"].words == ("mon Samsung", IMEI)


ALL = [
    number("when", WHEN), number("where", VOIRON), number("amount", SUM, "mine"), number("phone", "+33612345678", "theirs"),
    number("email", "x@exemple.fr"), number("iban", IBAN), number("imei", IMEI), number("plate", PLATE, "mine"),
    number("url", "faux.fr"), number("pseudonym", "@kev"), thing("velo"), thing("voiture"), thing("sac"), thing("passeport"),
]  # fmt: skip


@pytest.mark.parametrize("name", sorted(FORMS))
def test_every_form_takes_what_it_asks_and_a_sensitive_one_nothing(name: str) -> None:
    form = FORMS[name]
    found = fitted(form, ALL)
    if name in SENSITIVE:
        assert found == {}
        return
    assert {"periode", "lieu"} <= set(found)
    for question, one in found.items():
        assert not form.fields[question].private
        assert form.fields[question].read(one.value) == one.value


def test_the_table_names_questions_that_some_form_has() -> None:
    table = _table()
    targets = {one for each in table.facts.values() for listed in each.values() for one in listed}
    targets |= {one for listed in (*table.named.values(), *table.described.values()) for one in listed}
    for target in sorted(targets):
        name, _, part = target.partition(".")
        asking = [form.fields[name] for form in FORMS.values() if name in form.fields and not form.sensitive]
        assert asking, target
        assert not part or any(one.id == part for question in asking for one in parts_of(question)), target
