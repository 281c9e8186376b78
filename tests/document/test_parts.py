"""A dossier of several parts: one paper, who files told once, each part in brief and in full, pieces numbered on."""

from __future__ import annotations

import datetime as dt
import json
import re
from dataclasses import replace
from pathlib import Path as FilePath

import pytest
from pydantic import JsonValue

from assistant.cases import Case, papers
from assistant.cases import dossier as built
from assistant.document.blocks import Heading
from assistant.document.build import complaint, letter, pel_sheet
from assistant.flow import validate
from assistant.linked import Told, pooled
from assistant.routing import load_routing
from assistant.settings import settings
from tests.document.dossiers import BIKE, SHIPPED, TODAY, bike, dossier, lines, walked
from tests.document.papers import pdf_text, squeezed, word_lines

pytestmark = pytest.mark.journey
TABLE = load_routing()

HOUSE: dict[str, JsonValue] = {
    "decl_role": "victime",
    "intention_plainte": "plainte",
    "periode": {"start": "2026-11-20T08:00", "end": "2026-11-20T18:30", "precision": "hour"},
    "lieu": {"commune": "38563", "text": "12 rue des Lilas", "kind": "appartement"},
    "recit": "La porte était forcée en rentrant.",
    "pris": ["paiement", "informatique"],
    "informatique": [{"categorie": "ordinateur", "numero_serie": "SN-4471"}],
    "auteur_connu": "inconnu",
    "prejudice_total": {"amount": 900},
    "videosurv": "non",
    "preuves_liste": [{"nature": "photos de la porte"}, {"nature": "facture"}],
    "identite": {"nom_naissance": "Perrin", "prenoms": "Camille", "naissance_date": {"start": "1990-02-11"}},
    "coordonnees": {"adresse": "12 rue des Lilas", "commune": "Voiron", "telephone": "06 39 98 12 34"},
    "accompagnement": "ma sœur",
}
CARD: dict[str, JsonValue] = {
    "intention_plainte": "plainte",
    "type_operation": ["carte_magasin"],
    "carte_possession": False,
    "carte_sortie": "volee",
    "code_communique": False,
    "operations_contestees": [{"date": {"start": "2026-11-20T15:02", "precision": "minute"}, "montant": {"amount": 412}}],
    "periode": {"start": "2026-11-20T15:02", "precision": "minute"},
    "lieu": {"commune": "38185", "text": "magasin"},
    "recit": "Un achat que je n'ai pas fait.",
    "preuves_liste": [{"nature": "relevé de compte"}],
    "identite": {"nom_naissance": "Perrin", "prenoms": "Camille", "naissance_date": {"start": "1990-02-11"}},
}  # fmt: skip
LOSS: dict[str, JsonValue] = {
    "perte_ou_vol": "perte",
    "docs_identite": [{"type": "cni", "numero": "X4RTBPFW4"}],
    "preuves_liste": [{"nature": "photocopie"}],
}


@pytest.fixture(autouse=True)
def data_folder(tmp_path: FilePath, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PRELUDE_DATA", str(tmp_path))
    settings.cache_clear()


def linked(*parts: tuple[str, dict[str, JsonValue]]) -> Case:
    """A case of several forms, common answers said once."""
    told = []
    for name, raw in parts:
        clean, errors = validate(SHIPPED.forms[name], raw)
        assert not errors, errors
        told.append(Told(SHIPPED.forms[name], clean))
    main, *others = (Told(part.form, answers) for part, answers in zip(told, pooled(told), strict=True))
    created = dt.datetime.combine(TODAY, dt.time(10))
    return Case(main.form, main.answers, TABLE, "P-TEST-0000", created, others=tuple(others))


def made(case: Case) -> dict[str, bytes]:
    return {name: make() for name, make in papers(case, attach=True).items()}


STORY = ("cambriolage", HOUSE), ("fraude_carte_virement", CARD)


def test_a_dossier_of_one_part_is_what_it_was() -> None:
    """No word of parts, in no file, and the same bytes of case.json whatever the code of parts does."""
    case = linked(("vol_velo", BIKE))
    assert json.loads(case.content).keys() == {
        "format", "reference", "created", "form", "form_version", "document_kind", "answers"
    }  # fmt: skip
    assert not [name for name, content in made(case).items() if b"Partie 1" in content]
    assert "Ce dossier a" not in "\n".join(lines(complaint(dossier(bike()))))


@pytest.mark.parametrize("kind", ["pdf", "docx"])
def test_both_papers_say_each_part_in_order_and_who_files_once(kind: str) -> None:
    content = made(linked(*STORY, ("papiers_identite", LOSS)))[f"complaint.{kind}"]
    text = pdf_text(content) if kind == "pdf" else squeezed("".join(word_lines(content)))
    expected = [
        "Ce dossier a 3 parties, de la même histoire : 1. cambriolage d'un logement ou d'un local (plainte) ; "
        "2. opérations bancaires contestées (plainte) ; 3. disparition de papiers d'identité (déclaration de perte).",
        "En bref", "Identité du déclarant", "12 rue des Lilas, Voiron",
        "Partie 1 sur 3 – Cambriolage d'un logement ou d'un local (plainte)", "La porte était forcée en rentrant.",
        "SN-4471", "Pièce n° 1", "Pièce n° 2", "facture",
        "Partie 2 sur 3 – Opérations bancaires contestées (plainte)", "En bref", "15 h 02", "Un achat que je n'ai",
        "412,00", "Pièce n° 3", "relevé de compte",
        "Partie 3 sur 3 – Disparition de papiers d'identité (déclaration de perte)", "Pièce n° 4",
        "Vérifier ce document",
    ]  # fmt: skip
    at = 0
    for words in map(squeezed, expected):
        assert words in text[at:], words
        at = text.index(words, at) + len(words)
    for once in ("Perrin", "11/02/1990", "06 39 98 12 34", "ma sœur"):
        found = text.count(squeezed(once))
        assert found == (2 if once == "Perrin" else 1), once  # the name also stands in the first line of the summary


def test_sections_stand_under_the_heading_of_their_part() -> None:
    case = linked(*STORY)

    headings = [(b.level, b.text) for b in complaint(built(case)).blocks if isinstance(b, Heading)]
    first = next(n for n, (_, text) in enumerate(headings) if text.startswith("Partie 1"))
    assert headings[first][0] == 2
    inside = headings[first + 1 : -1]
    assert {level for level, text in inside if not text.startswith("Partie")} == {3, 4}
    assert [text for level, text in inside if level == 2] == ["Partie 2 sur 2 – Opérations bancaires contestées"]


def test_gaps_of_a_part_stand_in_it_and_common_ones_once() -> None:
    case = linked(("cambriolage", HOUSE | {"coordonnees": {"telephone": "06 39 98 12 34"}}), ("papiers_identite", LOSS))

    told = "\n".join(lines(complaint(built(case))))
    assert told.count("À compléter avec la personne") == 2
    assert told.count("Coordonnées : ") == 1
    assert "- Date ou période" in told.split("Partie 2 sur 2")[1]


def test_a_complaint_among_losses_is_told_in_the_title() -> None:
    case = linked(("papiers_identite", LOSS | {"decl_role": "victime"}), ("fraude_carte_virement", CARD))

    paper = complaint(built(case))
    assert paper.title == "Document préparatoire – plainte"
    assert "sans valeur de plainte ni de déclaration de perte" in "\n".join(lines(paper))


def test_case_json_holds_the_further_parts_and_the_token_signs_them() -> None:

    case, other = linked(*STORY), linked(STORY[0], ("fraude_carte_virement", CARD | {"recit": "Autre chose."}))
    told = json.loads(case.content)
    assert told["form"] == "cambriolage"
    assert [part["form"] for part in told["parts"]] == ["fraude_carte_virement"]
    assert told["parts"][0]["answers"]["operations_contestees"][0]["montant"] == {"amount": 412, "currency": "EUR"}
    assert built(case).digest != built(other).digest


def test_the_letter_covers_the_parts_for_which_that_door_is_open() -> None:
    named = {"auteur_connu": "identifie", "auteur_identite": {"nom": "Marc Exemple"}}

    case = linked(("cambriolage", HOUSE | named), STORY[1], ("papiers_identite", LOSS))
    assert case.wanting("procureur", ("plainte", "signalement")) == [0], "a stolen card goes online, a loss to no court"
    text = "\n".join(lines(letter(built(case).only([0]))))
    assert "Marc Exemple" in text
    assert "Faits n°" not in text and "Un achat" not in text
    both = "\n".join(lines(letter(built(case).only([0, 1]))))
    assert "Objet : dépôt de plainte contre personne dénommée et X – cambriolage d'un logement ou d'un local ; " in both
    assert "porte plainte contre Marc Exemple pour les faits n° 1 et porte plainte contre X pour les faits n° 2" in both
    assert re.search(r"== Faits n° 1 – Cambriolage.*=== Les faits.*== Faits n° 2 – Opérations.*Pièce n° 3", both, re.S)
    assert both.count("m'aviser des suites") == 1
    assert "tribunal judiciaire de Grenoble" in both
    nowhere = replace(built(case), court="", court_address="")
    assert "tribunal judiciaire de Grenoble" in "\n".join(lines(letter(nowhere))), "the first court that is established"
    assert both.count("ma sœur") == 1


def test_the_sheet_to_copy_covers_the_parts_that_go_online() -> None:

    case = linked(*STORY)
    assert case.wanting("pel") == [0, 1]
    sheet = made(case)["pel.txt"].decode()
    assert sheet.count("ÉTAT CIVIL") == 1
    assert sheet.index("===== PARTIE 1 SUR 2 : cambriolage") < sheet.index(
        "===== PARTIE 2 SUR 2 : opérations bancaires"
    )
    assert "Pièce 3 : relevé de compte" in sheet
    assert "PARTIE" not in pel_sheet(built(case).only([1]))


def test_one_sensitive_part_makes_the_whole_dossier_sensitive() -> None:
    case = linked(*STORY, ("violences_conjugales", {"recit": "Il me surveille."}))
    files = made(case)
    assert {"document.pdf", "document.docx"} <= set(files)
    assert not {"complaint.pdf", "deadlines.ics"} & set(files)
    assert b"EmbeddedFile" not in files["document.pdf"]

    paper = complaint(built(case))
    assert paper.title == "Document préparatoire"
    assert "À compléter avec la personne" not in "\n".join(lines(paper))
    assert letter(built(case)).title == "Lettre"


def test_walks_of_parts_are_walks_of_their_forms() -> None:
    case = linked(*STORY)
    house, card = case.parts
    assert house.path.answers == walked(SHIPPED.forms["cambriolage"], HOUSE).answers
    assert card.path.answers["coordonnees"] == house.path.answers["coordonnees"]
    assert (house.others, card.others) == ((), ())
