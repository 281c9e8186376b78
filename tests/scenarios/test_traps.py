"""The ten ways in which a naive assistant misleads a victim: each is closed, over every form."""

from __future__ import annotations

import datetime as dt
import json
import re

import pytest
from pydantic import JsonValue

from assistant import review
from assistant.cases import Case, result
from assistant.flow import validate, walk
from assistant.form import Form, load_library, walk_fields
from assistant.i18n import translator
from assistant.routing import load_routing
from assistant.triage.danger import danger

pytestmark = pytest.mark.content
FORMS, TABLE = load_library().forms, load_routing()
TODAY = dt.datetime(2026, 11, 23, 10)
NOT_COMPLAINTS = ("perceval", "17cyber", "pharos", "signalconso", "masecurite", "tchat_vss", "mairie", "crip119")
NO_PEL = (
    "violences", "violences_conjugales", "viol_agression_sexuelle", "menaces", "cyberharcelement", "harcelement_scolaire",
    "harcelement_moral_sexuel", "discrimination_haine", "usurpation_identite", "injure_diffamation", "enfant_vulnerable",
    "enfant_famille", "disparition", "piratage",
)  # fmt: skip


def case(form: str, answers: dict[str, JsonValue]) -> Case:
    clean, errors = validate(FORMS[form], answers)
    assert errors == {}
    return Case(FORMS[form], clean, TABLE, "P-TEST-0000", TODAY)


def due(form: str, answers: dict[str, JsonValue]) -> dict[str, str | None]:
    found = review.deadlines(case(form, answers).path, TODAY.date())
    return {d.id: d.due.isoformat() if d.due else None for d in found}


def channels(form: str, answers: dict[str, JsonValue]) -> list[str]:
    return [proposal.id for proposal in case(form, answers).routing.channels]


def written(form: Form) -> str:
    """Everything a form and its doors may say."""
    rules = [line.reason for rule in TABLE.rules_of(form.id) for line in rule.channels]
    return f"{form.head!r} {[f.label + str(f.help) for f in walk_fields(form)]} {rules}".casefold()


def day(start: str) -> JsonValue:
    return {"start": start}


def test_1_filing_never_stops_a_clock_and_the_press_counts_from_the_first_publication() -> None:
    answers: dict[str, JsonValue] = {
        "decl_role": "victime", "caractere_public": "public", "date_publication": day("2026-09-04"), "date_decouverte": day("2026-11-01"),
    }  # fmt: skip
    assert due("injure_diffamation", answers)["presse"] == "2026-12-04"
    for form in FORMS.values():
        assert not re.search(r"plainte (?:arrête|suspend|interrompt) (?:le|ce) délai", written(form)), form.id


def test_2_six_years_is_no_default_and_nothing_is_ever_time_barred() -> None:
    assert due("violences", {"decl_role": "victime", "periode": day("2026-11-20")})["action_publique"] == "2027-11-20"
    assert (
        due("degradations", {"decl_role": "victime", "periode": day("2026-11-20")})["action_publique"] == "2027-11-20"
    )
    assert [form.id for form in FORMS.values() if "prescrit" in written(form)] == []


def test_3_no_date_counted_from_majority_but_for_the_listed_offences() -> None:
    for name in ("harcelement_scolaire", "viol_agression_sexuelle", "enfant_vulnerable", "violences_conjugales"):
        assert not FORMS[name].head.deadlines
    assert "10 ans" not in written(FORMS["harcelement_scolaire"])


@pytest.mark.parametrize("form", NO_PEL)
def test_4_plainte_en_ligne_is_no_general_channel(form: str) -> None:
    assert "pel" not in {line.id for rule in TABLE.rules_of(form) for line in rule.channels}


@pytest.mark.parametrize("form", [name for name, form in FORMS.items() if "auteur_connu" in form.fields])
def test_4_nor_is_it_for_a_named_author(form: str) -> None:
    assert "pel" not in channels(form, {"auteur_connu": "identifie"})


def test_5_a_report_is_never_shown_as_a_complaint() -> None:
    assert [name for name in NOT_COMPLAINTS if TABLE.channels[name].is_complaint] == []
    lines = [line for name in FORMS for rule in TABLE.rules_of(name) for line in rule.channels]
    assert [line.id for line in lines if line.id in NOT_COMPLAINTS and line.is_complaint] == []


def test_6_card_fraud_has_three_doors() -> None:
    base: dict[str, JsonValue] = {"decl_role": "victime", "auteur_connu": "inconnu"}
    online: dict[str, JsonValue] = {"type_operation": ["carte_en_ligne"]}
    assert channels("fraude_carte_virement", {**base, **online, "carte_possession": True})[0] == "perceval"
    stolen: dict[str, JsonValue] = {"carte_possession": False, "carte_sortie": "volee"}
    assert channels("fraude_carte_virement", {**base, **online, **stolen})[0] == "pel"
    assert channels("fraude_carte_virement", {**base, "code_communique": True})[0] == "poste"
    assert not re.search(r"vous serez remboursé|sera remboursé", written(FORMS["fraude_carte_virement"]))


def test_7_three_months_before_the_judge_run_from_the_procureur() -> None:
    for form in FORMS.values():
        for sentence in re.findall(r"[^.]*(?:trois|3) mois[^.]*partie civile[^.]*", written(form)):
            assert "procureur" in sentence or "sans attendre" in sentence or "n'exige pas" in sentence, (
                form.id,
                sentence,
            )


def test_8_sensitive_forms_ask_for_nothing_that_must_be_given() -> None:
    for form in (f for f in FORMS.values() if f.sensitive):
        path = walk(form, {"decl_role": "victime"}, TODAY.date())
        assert path.missing == () == path.useful_missing
        assert form.head.safety, form.id
        assert all(question.in_person for question in form.fields.values() if question.id == "recit")


def test_9_nothing_is_collected_that_must_not_be() -> None:
    wanted = re.compile(
        r"(?:votre|le|quel est le) (?:mot de passe|cryptogramme|code (?:sms|secret|pin))|numéro de sécurité sociale \?"
    )
    asked = [(f.id, q.label) for f in FORMS.values() for q in walk_fields(f) if wanted.search(q.label.casefold())]
    assert asked == []


def test_10_a_loss_is_no_theft_and_a_missing_child_waits_for_no_form() -> None:
    lost = case("papiers_identite", {"decl_role": "victime", "perte_ou_vol": "perte"})
    assert lost.kind == "declaration_perte"
    assert not any(proposal.is_complaint for proposal in lost.routing.channels)
    family = case("vol_velo", {"decl_role": "victime", "auteur_connu": "identifie", "auteur_lien": "enfant"})
    assert "IMMUNITE_FAMILIALE" in {w.code for w in review.warnings(family.path, TODAY.date())}
    told = danger("Ma fille de 17 ans est sortie hier à 18 h 30 et n'est jamais rentrée, son téléphone est coupé.")
    assert told is not None
    assert {"17", "112"} <= set(told.numbers)
    said = json.dumps(result(case("disparition", {}), translator("fr")), ensure_ascii=False)
    assert channels("disparition", {})[0] == "urgence_17"
    assert "aucun délai de 24 ou 48 heures" in said
