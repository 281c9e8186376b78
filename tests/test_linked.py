"""What the parts of one story share: copied once, kept alike, checked by the form that receives it, never lost."""

from __future__ import annotations

import datetime as dt
from pathlib import Path as FilePath

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import JsonValue

from assistant.fields import IN_PERSON, UNKNOWN, Field, Invalid
from assistant.flow import walk
from assistant.form import Form, load_library
from assistant.linked import COMMON, Told, begun, carried, followed, offers, pooled
from assistant.review import all_actions, all_bring, all_deadlines
from tests.document.dossiers import value_of

pytestmark = pytest.mark.journey
SHIPPED = load_library().forms
TODAY = dt.date(2026, 11, 23)

THEFT = """\
id: vol
title: Vol
sentence: Voilà
family: vol
facts: un vol
links:
  - {form: carte, if: prise, why: La carte a été prise.}
  - {form: papiers, if: perdus, why: Des papiers aussi., same_scene: true}
  - {form: vol_absent, why: Jamais servi.}
pages:
  - id: page
    title: Page
    fields:
      - {id: decl_role, type: choice, label: Qui, options: {victime: Moi, proche: Un proche}}
      - {id: prise, type: yes_no, label: Carte prise}
      - {id: perdus, type: yes_no, label: Papiers pris}
      - {id: intention_plainte, type: choice, label: Quoi, options: {plainte: Plainte, autre: Autre}}
      - {id: periode, type: period, label: Quand}
      - {id: lieu, type: place, label: Où, options: {rue: Rue, cave: Cave}}
      - {id: recit, type: long_text, label: Récit}
      - {id: auteur_connu, type: choice, label: Auteur, options: {inconnu: Non, identifie: Oui}}
      - {id: coordonnees, type: group, label: Contact, parts: [
          {id: adresse, type: text, label: Adresse}, {id: telephone, type: phone, label: Téléphone},
          {id: cachette, type: text, label: Cachette, private: true}]}
      - {id: aide_juridique, type: choices, label: Aide, options: {aj: AJ, avocat: Avocat}}
      - {id: accompagnement, type: text, label: Avec qui, private: true}
      - {id: langue_interprete, type: text, label: Langue}
"""
CARD = """\
id: carte
title: Carte
sentence: Voilà
family: arnaque
facts: une fraude
pages:
  - id: page
    title: Page
    fields:
      - {id: decl_role, type: choice, label: Qui, options: {victime: Moi, temoin: Témoin}}
      - {id: intention_plainte, type: choice, label: Quoi, options: {plainte: Plainte, signalement: Signaler}}
      - {id: periode, type: period, label: Quand}
      - {id: lieu, type: place, label: Où, options: {rue: Rue}}
      - {id: recit, type: long_text, label: Récit}
      - {id: auteur_connu, type: choice, label: Auteur, options: {inconnu: Non, identifie: Oui}}
      - {id: coordonnees, type: group, label: Contact, parts: [
          {id: adresse, type: text, label: Adresse}, {id: courriel, type: email, label: Courriel},
          {id: cachette, type: text, label: Cachette}]}
      - {id: aide_juridique, type: choices, label: Aide, options: {avocat: Avocat, autre: Autre}}
      - {id: accompagnement, type: text, label: Avec qui}
      - {id: langue_interprete, type: choice, label: Langue, options: {fr: Français, ar: Arabe}}
"""
WHEN = {"start": "2026-11-20", "end": "2026-11-20", "precision": "day"}


COMMON_FIELDS = [f for form in SHIPPED.values() for f in form.fields.values() if f.id in COMMON]


@given(st.sampled_from(COMMON_FIELDS).flatmap(lambda field: st.tuples(st.just(field), value_of(field))))
def test_a_common_answer_is_whole_in_the_same_question_of_another_form(drawn: tuple[Field, JsonValue]) -> None:
    field, raw = drawn
    try:
        value = field.read(raw)
    except Invalid:
        return  # too long for this question
    assert carried(value, field, field) == value


@pytest.fixture
def forms(tmp_path: FilePath) -> dict[str, Form]:
    for name, text in (("vol", THEFT), ("carte", CARD), ("papiers", CARD.replace("id: carte", "id: papiers", 1))):
        (tmp_path / name).mkdir()
        (tmp_path / name / "form.yaml").write_text(text, encoding="utf-8")
    return load_library(tmp_path).forms


@pytest.mark.parametrize(
    ("name", "said", "kept"),
    [
        ("decl_role", "victime", "victime"),
        ("decl_role", "proche", None),  # no such option there
        ("decl_role", dict(UNKNOWN), dict(UNKNOWN)),
        ("intention_plainte", "plainte", "plainte"),
        ("intention_plainte", "autre", None),
        ("coordonnees", {"adresse": "1 rue X", "telephone": "06 12 34 56 78"}, {"adresse": "1 rue X"}),
        ("coordonnees", {"telephone": "06 12 34 56 78"}, None),
        ("coordonnees", {"cachette": "chez Ana"}, None),  # private here, not there
        ("coordonnees", dict(IN_PERSON), dict(IN_PERSON)),
        ("aide_juridique", ["aj", "avocat"], ["avocat"]),
        ("accompagnement", "ma sœur", None),  # private here, not there
        ("langue_interprete", "ar", None),  # another type
        ("recit", "On m'a volé.", None),  # the facts are told part by part
        ("auteur_connu", "identifie", None),
        ("periode", WHEN, None),  # the facts did not happen together
    ],
)
def test_what_a_new_part_starts_with(forms: dict[str, Form], name: str, said: JsonValue, kept: JsonValue) -> None:
    assert begun([Told(forms["vol"], {name: said})], forms["carte"]) == ({} if kept is None else {name: kept})


def test_moment_and_place_are_lent_only_by_facts_of_the_same_scene(forms: dict[str, Form]) -> None:
    told = {"periode": WHEN, "lieu": {"commune": "38563", "kind": "rue"}}
    parts = [Told(forms["carte"], {"periode": {"start": "2026-01-01"}}), Told(forms["vol"], told)]
    assert begun(parts, forms["papiers"], origin=1, same_scene=True) == told
    assert begun(parts, forms["papiers"], origin=1) == {}


def test_a_place_whose_kind_does_not_exist_there_is_dropped(forms: dict[str, Form]) -> None:
    told = Told(forms["vol"], {"lieu": {"commune": "38563", "kind": "cave"}})
    assert begun([told], forms["papiers"], same_scene=True) == {"lieu": {"commune": "38563"}}


@pytest.mark.parametrize(
    ("before", "after", "there", "then"),
    [
        ({}, {"decl_role": "victime"}, {}, {"decl_role": "victime"}),
        ({"decl_role": "victime"}, {"decl_role": "proche"}, {"decl_role": "victime"}, {}),
        ({"decl_role": "victime"}, {}, {"decl_role": "victime", "recit": "R"}, {"recit": "R"}),
        ({}, {"recit": "A", "periode": WHEN}, {"recit": "B"}, {"recit": "B"}),
        # what only the other form asks stays, what both ask follows
        (
            {"coordonnees": {"adresse": "1 rue X"}},
            {"coordonnees": {"adresse": "2 rue Y", "telephone": "0612345678"}},
            {"coordonnees": {"adresse": "1 rue X", "courriel": "a@exemple.fr", "cachette": "C"}},
            {"coordonnees": {"adresse": "2 rue Y", "courriel": "a@exemple.fr", "cachette": "C"}},
        ),
        (
            {"coordonnees": {"adresse": "1 rue X"}},
            {},
            {"coordonnees": {"adresse": "1 rue X", "courriel": "a@exemple.fr"}},
            {"coordonnees": {"courriel": "a@exemple.fr"}},
        ),
        ({"accompagnement": "A"}, {"accompagnement": "B"}, {"accompagnement": "C"}, {"accompagnement": "C"}),
        ({"decl_role": "victime"}, {"decl_role": "victime"}, {"decl_role": "temoin"}, {"decl_role": "temoin"}),
    ],
)
def test_a_common_answer_changed_in_one_part_is_changed_in_the_other(
    forms: dict[str, Form],
    before: dict[str, JsonValue],
    after: dict[str, JsonValue],
    there: dict[str, JsonValue],
    then: dict[str, JsonValue],
) -> None:
    kept = dict(there)
    assert followed(forms["vol"], before, after, forms["carte"], there) == then
    assert there == kept, "a value of the visit is never changed in place"


def test_pooled_answers_come_from_the_first_part_that_has_one(forms: dict[str, Form]) -> None:
    parts = [
        Told(forms["vol"], {"coordonnees": {"adresse": "1 rue X"}, "periode": WHEN}),
        Told(forms["carte"], {"decl_role": "victime", "coordonnees": {"courriel": "a@exemple.fr"}}),
    ]
    assert pooled(parts) == [
        {"coordonnees": {"adresse": "1 rue X"}, "periode": WHEN, "decl_role": "victime"},
        {"decl_role": "victime", "coordonnees": {"adresse": "1 rue X", "courriel": "a@exemple.fr"}},
    ]


def test_offers_called_for_come_first_and_a_form_is_offered_once(forms: dict[str, Form]) -> None:
    def offered(*told: tuple[str, dict[str, JsonValue]]) -> list[tuple[str, bool, bool]]:
        paths = [walk(forms[name], answers, TODAY) for name, answers in told]
        return [(offer.form.id, offer.called_for, offer.same_scene) for offer in offers(paths, forms)]

    assert offered(("vol", {})) == [("carte", False, False), ("papiers", False, True)]
    assert offered(("vol", {"perdus": True})) == [("papiers", True, True), ("carte", False, False)]
    assert offered(("vol", {"prise": True}), ("carte", {})) == [("papiers", False, True)]


def test_a_link_to_nothing_is_told_and_takes_no_form_out_of_service(tmp_path: FilePath) -> None:
    (tmp_path / "vol").mkdir()
    text = THEFT.replace("form: vol_absent", "form: vol").replace("if: prise", "if: priss")
    (tmp_path / "vol" / "form.yaml").write_text(text, encoding="utf-8")
    found = load_library(tmp_path)
    assert [(p.code, p.line) for p in found.problems if p.is_error] == [
        ("COND_FIELD", 7), ("FORM_UNKNOWN", 7), ("FORM_UNKNOWN", 8), ("VALUE_INVALID", 9)
    ]  # fmt: skip
    (tmp_path / "vol" / "form.yaml").write_text(THEFT, encoding="utf-8")
    assert "vol" in load_library(tmp_path).forms


def test_links_do_not_change_the_version_of_a_form(tmp_path: FilePath) -> None:
    (tmp_path / "vol").mkdir()
    versions = []
    for text in (THEFT, THEFT.replace("La carte a été prise.", "Autre raison.")):
        (tmp_path / "vol" / "form.yaml").write_text(text, encoding="utf-8")
        versions.append(load_library(tmp_path).forms["vol"].version)
    assert versions[0] == versions[1]


def test_the_table_names_questions_that_exist() -> None:
    asked = {name for form in SHIPPED.values() for name in form.fields}
    assert set(COMMON) <= asked


LOST: dict[str, JsonValue] = {
    "decl_role": "victime", "periode": {"start": "2026-11-21"}, "pris": ["paiement", "papiers"], "opposition_faite": False,
    "intention_plainte": "plainte", "perte_ou_vol": "vol", "carte_aussi": True, "opposition": {"start": "2026-11-22"},
}  # fmt: skip


def test_actions_dates_and_pieces_of_all_parts_without_doubles() -> None:
    names = ("cambriolage", "papiers_identite", "fraude_carte_virement")
    paths = [
        walk(SHIPPED[n], {k: v for k, v in LOST.items() if k in SHIPPED[n].fields}, TODAY) for n in names
    ]  # the same facts for all: everything that can be doubled is
    alone = [todo.what for path in paths for todo in all_actions([path])]
    acts = all_actions(paths)
    assert len({todo.what for todo in acts}) == len(acts) < len(alone)
    opposed = [todo for todo in acts if todo.id == "opposition"]
    assert [todo.done for todo in opposed] == [True], "done in the bank's part is done in all"
    soon = [todo.when for todo in acts]
    assert soon.index("maintenant") == 0 and "maintenant" not in soon[soon.count("maintenant") :]
    pieces = all_bring(paths)
    assert len([what for what in pieces if what.startswith("Une pièce d'identité")]) == 1
    dates = [(due.id, due.due) for due in all_deadlines(paths, TODAY)]
    assert len(set(dates)) == len(dates)
    assert {day for _, day in dates} == {due.due for path in paths for due in all_deadlines([path], TODAY)}
