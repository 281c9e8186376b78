"""The paper for the agent: what is on it, in which order, and what can never be."""

from __future__ import annotations

from pathlib import Path as FilePath

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from pydantic import JsonValue

from assistant.document.blocks import Heading, Rows, Table, Verbatim
from assistant.document.build import FOOTER, NEUTRAL, case_answers, complaint, letter
from assistant.fields import IN_PERSON, UNKNOWN
from assistant.flow import Path
from assistant.form import Form, walk_fields
from assistant.form.model import DocumentKind
from tests.document.dossiers import (
    BIKE,
    GOLDEN,
    SECRET,
    SHIPPED,
    bike,
    dossier,
    everything,
    filled,
    goldens,
    lines,
    small,
    walked,
)  # fmt: skip

pytestmark = pytest.mark.journey

FORMS = tuple(SHIPPED.forms.values())
SENSITIVE = tuple(form for form in FORMS if form.sensitive)
# No shrinking: a walk is large, and making a failing one small takes minutes.
FAST = settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    phases=[Phase.explicit, Phase.generate],
)

FIELDS = """\
      - {id: decl_role, type: choice, label: Pour qui, options: {victime: Pour moi, temoin: Témoin}}
      - {id: recit, type: long_text, label: Que s'est-il passé, short: Récit, need: essential}
      - {id: periode, type: period, label: Quand, need: essential}
      - {id: couleur, type: text, label: De quelle couleur, short: Couleur}
      - {id: secret, type: text, label: Où allez-vous dormir, private: true}
      - {id: faits, type: list, label: Quand encore, short: Épisodes, item_label: épisode, parts: [
          {id: quand, type: period, label: Date}, {id: quoi, type: text, label: Fait, need: essential}]}
      - {id: objets, type: list, label: Quoi, short: Objets pris, item_label: objet, parts: [
          {id: type, type: text, label: Quoi}, {id: numero_serie, type: text, label: Série},
          {id: valeur, type: money, label: Valeur}, {id: code, type: text, label: Code, private: true},
          {id: marque, type: text, label: Marque, if: 'type == "vélo"'}]}
"""


def test_a_small_paper_word_for_word(tmp_path: FilePath) -> None:
    told: dict[str, JsonValue] = {
        "decl_role": "victime",
        "recit": "Rien vu.",
        "couleur": "vert",
        "secret": SECRET,
        "faits": [
            {"quand": {"start": "2026-11-03"}, "quoi": "encore"},
            {"quand": {"start": "2026-10-01"}, "quoi": "d'abord"},
            {"quoi": "un jour"},
        ],
        "objets": [
            {"type": "sac", "valeur": {"amount": 10}, "marque": "cachée", "code": SECRET},
            {"type": "vélo", "numero_serie": "S1"},
        ],
    }
    assert lines(complaint(dossier(small(tmp_path, FIELDS, answers=told)))) == [
        "= Document préparatoire – plainte",
        "! Document de préparation, sans valeur de plainte. Il ne fait courir ni n'arrête aucun délai."
        " Aucun agent ne l'a lu.",
        "== En bref",
        "Déclarant : victime",
        "Faits déclarés : Faits d'essai",
        "Objets et pièces : 2 objets, dont 1 avec un numéro (Vélo, Série S1)",
        "== À compléter avec la personne",
        "- Quand",
        "----",
        "== Récit de la personne",
        "« Rien vu. » [fr]",
        "== Faits datés",
        "Épisodes",
        "Date | Fait",
        "jeudi 1er octobre 2026 | d'abord",
        "mardi 3 novembre 2026 | encore",
        " | un jour",
        "== Précisions",
        "=== Page",
        "Couleur : vert",
        "== Objets",
        "Objets numérotés, à inscrire au fichier s'ils sont volés ou perdus",
        "N° | Objet | Numéros",
        "2 | Vélo | Série : S1",
        "Autres objets",
        "N° | Objet | Valeur",
        "1 | Sac | 10,00\xa0€",
    ]


@pytest.mark.parametrize("name", sorted(goldens()))
def test_the_papers_of_a_stolen_bicycle(name: str) -> None:
    """After a wanted change: `python -m tests.document.dossiers`, then read the difference."""
    assert goldens()[name] == (GOLDEN / name).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("answer", "printed"),
    [
        ("rouge", ["Couleur : rouge"]),
        (dict(UNKNOWN), ["Couleur : ne sait pas"]),
        (dict(IN_PERSON), ["Couleur : le dira à l'audition"]),
        (None, []),
    ],
)
def test_four_states_of_an_answer(tmp_path: FilePath, answer: JsonValue, printed: list[str]) -> None:
    path = small(tmp_path, FIELDS, answers={"couleur": answer} if answer is not None else {})
    assert [line for line in lines(complaint(dossier(path))) if line.startswith("Couleur")] == printed


@pytest.mark.parametrize("name", ["velo", "preuves_liste", "identite", "recit", "auteur_connu", "lieu", "coordonnees"])
@pytest.mark.parametrize(("state", "words"), [(UNKNOWN, "ne sait pas"), (IN_PERSON, "le dira à l'audition")])
def test_a_whole_question_left_unsaid_is_printed_once(name: str, state: dict[str, JsonValue], words: str) -> None:
    said = lines(complaint(dossier(bike(**{name: dict(state)}, lieu_precis=None))))
    other = lines(complaint(dossier(bike(**{name: None}, lieu_precis=None))))
    assert sum(line.endswith(f": {words}") for line in said) == 1 + sum(line.endswith(f": {words}") for line in other)


@pytest.mark.parametrize(
    ("kind", "changes", "title"),
    [
        ("plainte", {}, "Document préparatoire – plainte"),
        ("signalement", {"decl_role": "temoin"}, "Signalement d'un témoin – document préparatoire"),
        ("signalement", {"intention_plainte": "signalement"}, "Signalement – document préparatoire"),
        ("declaration_perte", {}, "Déclaration de perte – document préparatoire"),
        ("fiche", {"intention_plainte": "en_parler"}, "Fiche préparatoire"),
    ],
)
def test_the_title_says_what_the_paper_is(kind: DocumentKind, changes: dict[str, JsonValue], title: str) -> None:
    paper = complaint(dossier(bike(**changes), kind))
    assert paper.title == title
    assert paper.footer == FOOTER
    notice = " ".join(lines(paper)[:2])
    assert "sans valeur de plainte" in notice and "aucun délai" in notice


@pytest.mark.parametrize("form", SENSITIVE, ids=lambda form: form.id)
@pytest.mark.parametrize("kind", ["plainte", "signalement", "declaration_perte", "fiche"])
def test_a_sensitive_paper_has_a_neutral_title_and_counts_nothing_missing(form: Form, kind: DocumentKind) -> None:
    case = dossier(walked(form, {}), kind)
    assert complaint(case).title == NEUTRAL
    assert letter(case).title == "Lettre"
    assert not [line for line in lines(complaint(case)) if "compléter" in line]


def test_case_answers_have_neither_private_nor_hidden_parts(tmp_path: FilePath) -> None:
    objects: list[JsonValue] = [{"type": "sac", "marque": "cachée", "code": SECRET}, {"code": SECRET}]
    path = small(tmp_path, FIELDS, answers={"secret": SECRET, "objets": objects, "couleur": dict(UNKNOWN)})
    assert case_answers(path) == {"objets": [{"type": "sac"}], "couleur": UNKNOWN}


@pytest.mark.parametrize(
    ("story", "language", "spoken", "expected", "note"),
    [
        ("Mon vélo a disparu.", "fr", None, "fr", ""),
        ("My bike is gone.", "en", None, "fr", "Questionnaire rempli en anglais ; si le récit n'est pas en français"),
        ("Mi bici.", "fr", {"langue": "espagnol", "interprete": "oui"}, "fr", "Interprète demandé"),
        ("سرق أحدهم دراجتي", "fr", None, "ar", "Propos écrits dans une autre langue"),
        ("Мой велосипед украли", "fr", None, "und", "Propos écrits dans une autre langue"),
    ],
)
def test_the_story_stays_as_written(story: str, language: str, spoken: JsonValue, expected: str, note: str) -> None:
    paper = complaint(dossier(bike(recit=story, langue_interprete=spoken), language=language))
    (words,) = [block for block in paper.blocks if isinstance(block, Verbatim)]
    assert (words.text, words.language) == (story, expected)
    assert words.note.startswith(note)
    assert not note or words.note.endswith("traduction à faire par un interprète")


def test_no_evidence_is_not_one_piece_of_evidence() -> None:
    said = lines(complaint(dossier(bike(preuves_liste=[{"nature": "Aucune."}]))))
    assert "Pièces : aucune" in said
    assert not any("Pièce n° 1" in line for line in said)


PRIVATE = tuple(form for form in FORMS if any(field.private for field in walk_fields(form)))


@FAST
@given(path=filled(PRIVATE))
def test_a_private_answer_is_in_nothing_that_leaves_the_screen(path: Path) -> None:
    said = everything(dossier(path)).lower()
    assert SECRET not in said
    assert "999998" not in said and "99 99 98" not in said
    for field in walk_fields(path.form):
        if field.private:
            assert field.name.lower() not in said


@FAST
@given(path=filled(FORMS), kind=st.sampled_from(["plainte", "signalement", "declaration_perte", "fiche"]))
def test_any_walk_makes_every_paper(path: Path, kind: DocumentKind) -> None:
    case = dossier(path, kind)
    for paper in (complaint(case), letter(case)):
        blocks = paper.blocks
        assert all(row.said for block in blocks if isinstance(block, Rows) for row in block.rows)
        assert all(block.rows for block in blocks if isinstance(block, (Rows, Table)))
        assert all(len(block.header) <= 6 for block in blocks if isinstance(block, Table))
        for block, after in zip(blocks, (*blocks[1:], None), strict=True):
            if isinstance(block, Heading):  # no empty section
                assert after is not None and not (isinstance(after, Heading) and after.level <= block.level)
    said = everything(case).lower()
    assert "non renseigné" not in said
    assert "prescrit" not in said


def test_the_full_answers_of_the_bicycle_are_all_printed() -> None:
    said = "\n".join(lines(complaint(dossier(bike()))))
    for words in ("MB27-55120", "BC1234567890", "Moustache", "Voiron (38500)", "Perrin", "06 12 34 56 78"):
        assert words in said
    assert str(BIKE["recit"]) in said
