"""Page 1: the author, the cameras, what is missing, and a home that must not be told."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from pydantic import JsonValue

from assistant.document.blocks import PageBreak, Rows
from assistant.document.brief import AUTHORS
from assistant.document.build import Dossier, complaint
from assistant.document.dossier import FR, capital
from assistant.document.shelter import UNSAID
from assistant.fields import UNKNOWN
from tests.document.dossiers import bike, dossier, everything, lines

pytestmark = pytest.mark.journey


@pytest.mark.parametrize(
    ("choice", "more", "expected"),
    [
        ("inconnu", {}, ""),
        (
            "decrit",
            {"auteur_signalement": {"age_apparent": "30 ans", "vetements": "veste bleue"}},
            "30 ans, veste bleue",
        ),
        ("surnom_ou_pseudo", {"auteur_identite": {"surnom": "Riri"}}, "Riri"),
        ("identifie", {"auteur_identite": {"nom": "Luc R."}, "auteur_lien": "voisin"}, "Luc R., "),
    ],
)
def test_the_author_as_the_person_said(choice: str, more: dict[str, JsonValue], expected: str) -> None:
    path = bike(auteur_connu=choice, **more)
    (row,) = [line for line in _first_page(dossier(path)) if line.startswith("Auteur : ")]
    said = path.form.fields["auteur_connu"].words(choice, FR)
    assert row.startswith(f"Auteur : {capital(AUTHORS[choice])} : « {said} »")
    assert expected in row


def _first_page(case: Dossier) -> list[str]:
    blocks = complaint(case).blocks
    cut = next((i for i, block in enumerate(blocks) if isinstance(block, PageBreak)), len(blocks))
    rows = [row for block in blocks[:cut] if isinstance(block, Rows) for row in block.rows]
    return [f"{row.label} : {row.said}" for row in rows]


def test_what_is_essential_and_missing_is_listed_with_its_parts() -> None:
    path = bike(recit=None, auteur_connu=None, identite={"prenoms": "Camille"}, velo=[{"type": "vae"}])
    said = lines(complaint(dossier(path)))
    start = said.index("== À compléter avec la personne") + 1
    gaps = said[start : said.index("----")]
    assert [gap.split(" :")[0] for gap in gaps] == [f"- {path.form.fields[name].name}" for name in path.missing]
    assert any("marque" in gap for gap in gaps) and any("nom de naissance" in gap for gap in gaps)


HOUSE = "12 rue des Lilas"
THIRD: dict[str, JsonValue] = {
    "domicile_tiers": True,
    "domicile_tiers_adresse": {
        "nom": "Association Aide",
        "adresse": "5 place Grenette, 38000 Grenoble",
        "accord": True,
    },
    "coordonnees": {"adresse": HOUSE, "code_postal": "38500", "commune": "Voiron", "telephone": "06 12 34 56 78"},
}


def test_the_address_of_a_third_party_hides_the_real_home() -> None:
    path = bike(
        **THIRD,
        decl_role="representant_mineur",
        victime_identite={"prenoms": "Léo", "adresse": HOUSE},
        lieu={"commune": "38563", "text": "12, rue des lilas, cour", "kind": "domicile"},
        recit=f"Il était devant chez moi, {HOUSE}, attaché.",
    )
    said = everything(dossier(path))
    assert not re.search(r"12,? rue des Lilas", said, re.IGNORECASE)
    assert "38500, Voiron" not in said and "38500 Voiron" not in said
    assert "Association Aide" in said and "5 place Grenette" in said and "06 12 34 56 78" in said
    assert UNSAID in said
    assert "Coordonnées" not in lines(complaint(dossier(path)))


def test_the_home_of_the_author_is_told_and_a_home_to_hide_is_not_missing() -> None:
    path = bike(
        **(THIRD | {"coordonnees": {"telephone": "06 12 34 56 78"}}),
        auteur_connu="identifie",
        auteur_identite={"nom": "Luc", "adresse": HOUSE},
    )
    said = lines(complaint(dossier(path)))
    assert f"Adresse : {HOUSE}" in said
    assert not [line for line in said if line.startswith("- Coordonnées")]


@pytest.mark.parametrize(
    ("changes", "day", "expected"),
    [
        ({"videosurv": None, "videosurv_detail": None}, None, None),
        ({"videosurv": "non"}, None, "Caméra : Non"),
        ({"videosurv": dict(UNKNOWN)}, None, "Caméra : ne sait pas"),
        ({}, None, "Caméra : À demander AUJOURD'HUI : effacement possible en quelques jours (un mois au plus)"),
        ({}, dt.datetime(2027, 1, 4, 9), "Caméra : À demander AUJOURD'HUI : plus d'un mois après"),
    ],
)
def test_cameras(changes: dict[str, JsonValue], day: dt.datetime | None, expected: str | None) -> None:
    case = dossier(bike(**changes))
    case = Dossier(case.path, case.reference, day or case.created, "plainte")
    rows = [line for line in _first_page(case) if line.startswith("Caméra")]
    assert [row[: len(expected or "")] for row in rows] == ([expected] if expected else [])
    if expected and "AUJOURD'HUI" in expected:
        assert "Exploitant : SNCF" in rows[0] and "du 20 à 19 h au 21 à 8 h 30" in rows[0]


CHILD: dict[str, JsonValue] = {"prenoms": "Léo", "naissance_date": {"start": "2014-05-02"}, "lien": "mon fils"}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"decl_role": "representant_mineur", "victime_identite": CHILD}, ["12 ans à ce jour"]),
        ({"decl_role": "representant_mineur", "victime_identite": {"prenoms": "Léo"}}, ["oui"]),
        ({"identite": {"prenoms": "Léo", "naissance_date": {"start": "2010-11-24"}}}, ["15 ans à ce jour"]),
        ({"identite": {"prenoms": "Léo", "naissance_date": {"start": "2010"}}}, []),
        ({}, []),
    ],
)
def test_a_minor_is_told_on_page_one(changes: dict[str, JsonValue], expected: list[str]) -> None:
    said = [line for line in _first_page(dossier(bike(**changes))) if line.startswith("Victime mineure : ")]
    assert said == [f"Victime mineure : {words}" for words in expected]


def test_what_is_already_done_or_called_is_told_on_page_one() -> None:
    path = bike(
        assureur_prevenu=True,
        assurance={"declare": {"start": "2026-11-21"}},
        police_venue=True,
        police_reference={"unite": "brigade de Voiron", "reference": "2026/1234"},
        antecedents=[{"nature": "main courante", "numero": "77"}],
    )
    said = "\n".join(_first_page(dossier(path)))
    assert "Déjà fait : Assureur prévenu : oui ; Assurance, déclaré le : samedi 21 novembre 2026" in said
    assert "brigade de Voiron" in said and "2026/1234" in said
    assert "main courante, 77" in said


def test_a_long_first_page_is_not_followed_by_a_blank_one() -> None:
    assert any(isinstance(block, PageBreak) for block in complaint(dossier(bike())).blocks)
    long = complaint(dossier(bike(lieu_precis="une phrase bien longue " * 12, accompagnement="une autre phrase " * 15)))
    assert not any(isinstance(block, PageBreak) for block in long.blocks)
