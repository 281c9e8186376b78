"""The letter to the procureur: who writes, to whom, against whom, and what is asked."""

from __future__ import annotations

from pathlib import Path as FilePath

import pytest
from pydantic import JsonValue

from assistant.document import WRITERS
from assistant.document.blocks import Items, Paragraph
from assistant.document.build import letter
from assistant.document.dossier import Dossier
from assistant.fields import IN_PERSON
from assistant.form.model import DocumentKind
from tests.document.dossiers import bike, dossier, lines, small

pytestmark = pytest.mark.journey

LEO: dict[str, JsonValue] = {"prenoms": "Léo", "nom_naissance": "Perrin", "naissance_date": {"start": "2014-05-02"}}
COMPANY: dict[str, JsonValue] = {"denomination": "Vélos du Lac", "fonction": "gérante", "siren": "552100554"}


def _texts(case: Dossier) -> list[str]:
    return [block.text for block in letter(case).blocks if isinstance(block, Paragraph)]


@pytest.mark.parametrize(
    ("role", "more", "subject", "sentence"),
    [
        ("victime", {}, "dépôt de plainte contre X", "française, porte plainte contre X pour"),
        (
            "representant_mineur",
            {"victime_identite": LEO},
            "dépôt de plainte contre X",
            "représentant légal de Léo Perrin (date de naissance : 02/05/2014), mineur(e), porte plainte",
        ),
        (
            "representant_mineur",
            {},
            "dépôt de plainte",
            "représentant légal de [à compléter], mineur(e), porte plainte",
        ),
        ("representant_protege", {"victime_identite": LEO}, "dépôt de plainte", "tuteur ou curateur de Léo Perrin"),
        (
            "personne_morale",
            {"pm_identite": COMPANY},
            "dépôt de plainte",
            "agissant pour Vélos du Lac (SIREN 552100554)",
        ),
        ("ayant_droit", {"victime_identite": LEO}, "dépôt de plainte", "ayant droit de Léo Perrin"),
        ("proche", {"victime_identite": LEO}, "signalement de faits", "proche de Léo Perrin"),
        ("proche", {}, "signalement de faits", "proche de la victime, porte à votre connaissance les faits"),
        ("temoin", {}, "signalement de faits", "témoin, porte à votre connaissance les faits"),
    ],
)
def test_who_writes_and_what_it_is(role: str, more: dict[str, JsonValue], subject: str, sentence: str) -> None:
    said = _texts(dossier(bike(decl_role=role, **more)))
    (line,) = [text for text in said if text.startswith("Objet : ")]
    assert line.startswith(f"Objet : {subject}")
    assert line.endswith("sous réserve de la qualification que vous retiendrez")
    (opening,) = [text for text in said if text.startswith("Je soussignée Camille Perrin, née le 11/02/1990")]
    assert sentence in opening
    complaint = subject.startswith("dépôt")
    assert any("40-2" in text for text in said) is complaint
    assert ("plainte" in opening) is complaint


@pytest.mark.parametrize("kind", ["signalement", "fiche", "declaration_perte"])
def test_a_paper_that_is_no_complaint_makes_a_letter_that_is_none(kind: DocumentKind) -> None:
    assert not any("plainte" in text for text in _texts(dossier(bike(), kind)))


@pytest.mark.parametrize(
    ("changes", "subject", "opening"),
    [
        (
            {"auteur_connu": "identifie", "auteur_identite": {"nom": "Luc R."}},
            "contre personne dénommée",
            "contre Luc R.",
        ),
        ({"auteur_connu": "identifie"}, "contre X", "contre X"),
        ({"auteur_connu": "surnom_ou_pseudo", "auteur_identite": {"surnom": "Riri"}}, "contre X", "contre X"),
        ({"auteur_connu": None}, "contre X", "contre X"),
    ],
)
def test_against_whom(changes: dict[str, JsonValue], subject: str, opening: str) -> None:
    said = _texts(dossier(bike(**changes)))
    assert f"plainte {subject}" in next(text for text in said if text.startswith("Objet"))
    assert f"plainte {opening} pour" in next(text for text in said if text.startswith("Je soussignée"))


@pytest.mark.parametrize(
    ("court", "address", "expected"),
    [
        ("", "", "près le tribunal judiciaire compétent"),
        ("Tribunal judiciaire de Vienne", "", "près le tribunal judiciaire de Vienne"),
        ("Tribunal judiciaire de Vienne", "1 rue X", "de Vienne\n1 rue X\n(adresse à vérifier avant l'envoi)"),
    ],
)
def test_to_whom(court: str, address: str, expected: str) -> None:
    (line,) = [t for t in _texts(dossier(bike(), court=court, court_address=address)) if t.startswith("À Madame")]
    assert line.endswith(expected)


def test_a_company_is_the_sender_and_the_person_represents_it() -> None:
    path = bike(decl_role="personne_morale", pm_identite=COMPANY | {"siege": "1 quai X, Grenoble"})
    sender = _texts(dossier(path))[0].split("\n")
    assert sender[:3] == ["Vélos du Lac", "1 quai X, Grenoble", "représentée par Camille Perrin, gérante"]
    assert not any("Terreaux" in line for line in sender)


def test_the_domicile_of_a_third_party_takes_the_place_of_the_home() -> None:
    path = bike(
        domicile_tiers=True,
        domicile_tiers_adresse={"nom": "Me Roy", "adresse": "5 place Grenette", "accord": True},
    )
    said = _texts(dossier(path))
    assert "Domicile déclaré chez :\nMe Roy, 5 place Grenette" in said[0]
    assert "Terreaux" not in "\n".join(said)
    assert any("Je déclare pour domicile l'adresse d'un tiers" in text for text in said)


@pytest.mark.parametrize(
    ("interpreter", "expected"), [("oui", "langue : turc"), ("lsf", "langue des signes"), ("non", "")]
)
def test_an_interpreter_is_asked_for_when_needed(interpreter: str, expected: str) -> None:
    said = [
        t
        for t in _texts(dossier(bike(langue_interprete={"langue": "turc", "interprete": interpreter})))
        if "interprète" in t
    ]
    assert len(said) == bool(expected)
    assert all(expected in text for text in said)


MEASURES = """\
      - {id: recit, type: long_text, label: Récit}
      - {id: mesures_demandees, type: choices, label: Mesures, options: {contact: Ne plus être approchée, tgd: Un téléphone grave danger}}
"""


def test_the_measures_of_protection_that_are_wanted(tmp_path: FilePath) -> None:
    path = small(tmp_path, MEASURES, answers={"mesures_demandees": ["contact", "tgd"]})
    wishes = [block for block in letter(dossier(path)).blocks if isinstance(block, Items)]
    assert wishes == [Items(("Ne plus être approchée", "Un téléphone grave danger"))]


@pytest.mark.parametrize(
    ("sensitive", "answer", "blank"), [(False, None, True), (True, None, False), (False, dict(IN_PERSON), False)]
)
def test_a_missing_story_is_left_to_write_unless_it_is_to_be_told(
    tmp_path: FilePath, sensitive: bool, answer: JsonValue, blank: bool
) -> None:
    head = "sensitive: true\n" if sensitive else ""
    path = small(tmp_path, MEASURES, head, {"recit": answer} if answer is not None else {})
    said = lines(letter(dossier(path)))
    assert ("[récit des faits à compléter]" in said) is blank
    assert ("Récit : le dira à l'audition" in said) is (answer is not None)


def test_the_letter_is_the_person_s_own() -> None:
    """Nothing on it says that it is worth nothing: it becomes a complaint once signed and sent."""
    paper = letter(dossier(bike()))
    assert paper.kind == "letter" and paper.footer == ""
    assert lines(paper)[-1] == "Signature manuscrite à apposer"
    assert not any("sans valeur" in line for line in lines(paper))
    assert all(len(write(paper)) > 5000 for write in WRITERS.values())
