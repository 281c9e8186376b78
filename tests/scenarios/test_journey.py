"""Whole cases on the six first forms: form, doors, office, court, dates, what is asked, and what is said or never said.

All people, plates, IBAN and numbers are invented.
"""

from __future__ import annotations

import datetime as dt
import json
import secrets
from dataclasses import dataclass, field

import pytest
from pydantic import JsonValue

from assistant.cases import Case, papers, result
from assistant.flow import validate
from assistant.form import load_library
from assistant.i18n import translator
from assistant.routing import load_routing
from assistant.triage.danger import danger

pytestmark = pytest.mark.journey
TODAY = dt.datetime(2026, 11, 23, 10, 0)
FORMS, TABLE = load_library().forms, load_routing()


@dataclass(frozen=True)
class Scenario:
    """A case and what a person must get out of it."""

    form: str
    answers: dict[str, JsonValue]
    first: str
    channels: list[str]
    forbidden: list[str]
    court: str | None
    office: str
    kind: str
    due: set[str]
    asked: list[str]
    not_asked: list[str]
    says: list[str]
    never: list[str]
    bring: list[str] = field(default_factory=list)
    emergency: tuple[str, set[str]] | None = None


def day(start: str, end: str = "", precision: str = "day") -> dict[str, JsonValue]:
    return {"start": start, "end": end or start, "precision": precision}


SCENARIOS: dict[str, Scenario] = {
    "electric bicycle stolen at the station of Voiron, author unknown": Scenario(
        form="vol_velo",
        answers={
            "decl_role": "victime",
            "intention_plainte": "plainte",
            "periode": day("2026-11-20T19:00", "2026-11-21T08:30", "hour"),
            "date_decouverte": day("2026-11-21T08:30", precision="minute"),
            "lieu": {"commune": "38563", "text": "arceaux devant la gare SNCF"},
            "auteur_connu": "inconnu",
            "prejudice_total": {"amount": 2400, "currency": "EUR"},
            "recit": "J'ai laissé mon vélo attaché vendredi soir. Samedi il ne restait que l'antivol coupé.",
            "identite": {"nom_naissance": "Perrin", "prenoms": "Camille", "naissance_date": day("1990-02-11"), "naissance_lieu": "Lyon"},
        },
        first="pel",
        channels=["pel", "poste"],
        forbidden=["thesee", "perceval", "urgence_17", "mairie"],
        court="tgi-38185-01",
        office="commissariat_police-38563-01",
        kind="plainte",
        due={"2026-11-24", "2032-11-20"},
        asked=["velo", "lieu_precis", "effraction", "periode", "auteur_connu", "prejudice_total"],
        not_asked=["vehicule", "moyen_paiement", "arme", "docs_identite"],
        says=["FranceConnect", "rendez-vous"],
        never=["prescrit", "48 h"],
        bring=["facture", "marquage", "photo", "antivol"],
        emergency=("Je vois le type partir avec mon vélo là maintenant, il coupe l'antivol devant moi", {"17", "112"}),
    ),
    "identity card lost, not stolen": Scenario(
        form="papiers_identite",
        answers={
            "decl_role": "victime",
            "perte_ou_vol": "perte",
            "periode": day("2026-11-22"),
            "lieu": {"commune": "38486", "text": "sentier ou domicile"},
            "papiers_types": ["cni"],
            "docs_identite": [{"type": "cni"}],
            "recit": "Je ne retrouve plus ma carte, elle est peut-être tombée pendant une randonnée.",
        },
        first="mairie",
        channels=["mairie"],
        forbidden=["pel", "thesee", "procureur", "visioplainte", "urgence_17", "perceval", "poste"],
        court=None,
        office="mairie-38486",
        kind="declaration_perte",
        due=set(),
        asked=["docs_identite", "intention_plainte"],
        not_asked=["auteur_signalement", "temoins", "biens_liste"],
        says=["déclaration de perte"],
        never=["plainte contre X", "déclarez un vol", "police compétente"],
        bring=["photo", "identité"],
    ),
    "card in hand, unknown purchases online": Scenario(
        form="fraude_carte_virement",
        answers={
            "decl_role": "victime",
            "intention_plainte": "plainte",
            "type_operation": ["carte_en_ligne"],
            "carte_possession": True,
            "opposition": day("2026-11-21T09:12", precision="minute"),
            "operations_contestees": [
                {"date": day("2026-11-19"), "montant": {"amount": 89.9, "currency": "EUR"}},
                {"date": day("2026-11-20"), "montant": {"amount": 412, "currency": "EUR"}},
            ],
            "banque": "Banque d'exemple",
            "code_communique": False,
            "lieu": {"kind": "internet", "commune": "38382"},
            "auteur_connu": "inconnu",
            "recit": "Deux achats que je n'ai pas faits.",
        },
        first="perceval",
        channels=["perceval", "poste"],
        forbidden=["pel", "thesee", "urgence_17"],
        court="tgi-38185-01",
        office="gendarmerie-38382-01",
        kind="plainte",
        due={"2027-12-19"},
        asked=["carte_possession", "opposition", "operations_contestees", "banque", "code_communique"],
        not_asked=["effraction", "velo"],
        says=["FranceConnect", "jour ouvrable"],
        never=["Perceval est une plainte", "Plainte en ligne", "vous serez remboursé", "il faut une plainte pour être remboursé"],
        bring=["relevés", "opposition", "contestation"],
    ),
    "violence by the husband, phone watched": Scenario(
        form="violences_conjugales",
        answers={
            "decl_role": "victime",
            "surveillance_tel": True,
            "frequence": [{"date": day("2026-11-19"), "faits": "Il m'a serré le cou."}],
            "lieu": {"commune": "38509", "kind": "domicile"},
            "auteur_connu": "identifie",
            "auteur_lien": "conjoint",
            "blessures": "Bleus au cou.",
            "strangulation": True,
            "enfants_presents": True,
            "domicile_tiers": False,
            "recit": "Mon mari me pousse et me serre le cou quand il boit, la dernière fois jeudi. Ce soir il travaille.",
        },
        first="poste",
        channels=["poste", "procureur"],
        forbidden=["pel", "thesee", "perceval"],
        court="tgi-38053-01",
        office="gendarmerie-38509-01",
        kind="plainte",
        due=set(),
        asked=["danger_actuel", "surveillance_tel", "domicile_tiers", "enfants_presents", "blessures", "frequence", "arme", "auteur_lien"],
        not_asked=["iban_fraudeur"],
        says=["adresse", "ordonnance de protection", "certificat", "médecin", "114"],
        never=["médiation", "main courante suffit", "prescrit", "pourquoi êtes-vous restée"],
        bring=["identité", "livret de famille", "messages"],
        emergency=("il vient de rentrer plus tôt, il crie, je suis dans les toilettes", {"17", "112", "114"}),
    ),
}  # fmt: skip


@pytest.fixture(params=SCENARIOS, ids=list(SCENARIOS))
def scenario(request: pytest.FixtureRequest) -> Scenario:
    return SCENARIOS[str(request.param)]


@pytest.fixture
def case(scenario: Scenario) -> Case:
    answers, errors = validate(FORMS[scenario.form], scenario.answers)
    assert errors == {}
    return Case(FORMS[scenario.form], answers, TABLE, "P-TEST-0000", TODAY)


def test_doors_office_court_dates(scenario: Scenario, case: Case) -> None:
    got = result(case, translator("fr"))
    channels = [c["id"] for c in got["channels"]]  # type: ignore[union-attr,index,call-overload]
    assert channels[0] == scenario.first
    assert [c for c in channels if c in scenario.channels] == scenario.channels
    assert not set(channels) & set(scenario.forbidden)
    assert (got["court"] or {}).get("id") == scenario.court  # type: ignore[union-attr,call-arg]
    assert got["offices"][0]["id"] == scenario.office  # type: ignore[index,call-overload]
    assert got["document_kind"] == scenario.kind
    due = {str(d["due"]) for d in got["deadlines"] if d["due"]}  # type: ignore[union-attr,index,call-overload]
    assert scenario.due <= due
    assert due == set() if not scenario.due else True
    assert got["emergency"] is None


def test_what_is_asked(scenario: Scenario, case: Case) -> None:
    shown = case.path.fields
    assert [name for name in scenario.asked if name not in shown or shown[name].need != "essential"] == []
    assert [name for name in scenario.not_asked if name in shown] == []


def test_what_is_said_and_never_said(scenario: Scenario, case: Case) -> None:
    head = FORMS[scenario.form].head
    told = json.dumps(result(case, translator("fr")), ensure_ascii=False)
    told += " ".join([*head.safety, *(a.body for a in head.advice if case.path.holds(a.if_))])
    assert [words for words in scenario.says if words.casefold() not in told.casefold()] == []
    assert [words for words in scenario.never if words.casefold() in told.casefold()] == []
    brought = " ".join(map(str, result(case, translator("fr"))["bring"]))  # type: ignore[arg-type]
    assert [words for words in scenario.bring if words.casefold() not in brought.casefold()] == []


def test_papers(scenario: Scenario, case: Case) -> None:
    names = list(papers(case))
    if FORMS[scenario.form].sensitive:
        assert names[:2] == ["document.pdf", "document.docx"]
        assert "deadlines.ics" not in names
    else:
        assert names[:2] == ["complaint.pdf", "complaint.docx"]
    assert ("pel.txt" in names) is ("pel" in scenario.channels)


def test_danger_in_place_of_the_story(scenario: Scenario) -> None:
    plain = str(scenario.answers["recit"])
    assert danger(plain) is None
    if scenario.emergency:
        text, numbers = scenario.emergency
        found = danger(text)
        assert found is not None
        assert numbers <= set(found.numbers)


def test_references_do_not_repeat() -> None:
    from assistant.cases import new_reference

    made = {new_reference(secrets.choice) for _ in range(200)}
    assert len(made) == 200
