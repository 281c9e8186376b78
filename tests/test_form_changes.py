"""Moving to a newer version of a form, in questions: what differs, and what it does to a person's answers."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path as FilePath

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from pydantic import JsonValue

from assistant.flow import Path, walk
from assistant.form import Form, load_library
from assistant.form.changes import GONE, HIDDEN, Changes, carry, changes, differences
from assistant.form.kept import dump, restore
from assistant.i18n import translator
from tests.test_form import library

pytestmark = pytest.mark.never_lost
SHIPPED = load_library().forms
TODAY = dt.date(2026, 11, 23)
FR, EN = translator("fr"), translator("en")
Answers = dict[str, JsonValue]

BIKE = """\
advice: [{body: Fermez la porte.}]
pages:
  - id: faits
    title: Les faits
    fields:
      - {id: attache, type: choice, label: 'Comment était-il attaché ?', options: {antivol: Antivol, cave: Dans une cave}}
      - {id: forcee, type: yes_no, label: 'La porte était forcée ?', if: 'attache == "cave"'}
      - {id: degats, type: choices, label: Dégâts, options: {vitre: Vitre, porte: Porte, mur: Mur}}
      - {id: lieu, type: place, label: 'Où ?', options: {gare: Gare, rue: Rue}}
  - id: objets
    title: Les objets
    fields:
      - {id: velos, type: list, label: Vélos, parts: [
          {id: marque, type: text, label: Marque}, {id: couleur, type: text, label: Couleur},
          {id: sorte, type: choice, label: Sorte, options: {ville: De ville, course: De course}}]}
      - {id: note, type: text, label: Une note, private: true}
      - {id: montant, type: number, label: Valeur}
"""


def form(folder: FilePath, *edits: tuple[str, str], text: str = BIKE) -> Form:
    """The bicycle form with some words of its file replaced."""
    for old, new in edits:
        assert old in text, old
        text = text.replace(old, new)
    folder.mkdir()
    found = library(folder, text)
    assert "essai" in found.forms, found.problems
    return found.forms["essai"]


def walking(one: Form, answers: Answers) -> Path:
    return walk(one, answers, TODAY)


# An edit of the file -> what is told: the sort and the place of each change, and the sentences in French.
LIST = "      - {id: montant, type: number, label: Valeur}\n"
NOTE = "      - {id: note, type: text, label: Une note, private: true}\n"
EDITS: dict[str, tuple[list[tuple[str, str]], dict[tuple[str, str], str]]] = {
    "nothing": ([], {}),
    "question added": (
        [(LIST, LIST + "      - {id: facture, type: yes_no, label: 'Avez-vous la facture ?', if: montant > 100}\n")],
        {("added", "facture"): "Nouvelle question : « Avez-vous la facture ? » (si « Valeur » est supérieur à 100)"},
    ),
    "question removed": ([(NOTE, "")], {("removed", "note"): "Question retirée : « Une note »"}),
    "question reworded": (
        [("Une note", "Un mot")],
        {("reworded", "note"): "« Une note » devient « Un mot »"},
    ),
    "question moved": (
        [(LIST, ""), ("  - id: objets\n", LIST + "  - id: objets\n")],
        {("moved", "montant"): "« Valeur » est maintenant à l'étape « Les faits »"},
    ),
    "answered otherwise": (
        [("{id: montant, type: number", "{id: montant, type: money")],
        {("answer", "montant"): "On répond autrement à « Valeur »"},
    ),
    "option added": (
        [("mur: Mur", "mur: Mur, toit: Toit")],
        {("option_added", "degats"): "« Dégâts » : nouvelle réponse possible, « Toit »"},
    ),
    "option removed": (
        [(", mur: Mur", "")],
        {("option_removed", "degats"): "« Dégâts » : la réponse « Mur » n'est plus proposée"},
    ),
    "option reworded": (
        [("mur: Mur", "mur: Un mur")],
        {("option_reworded", "degats"): "« Dégâts » : la réponse « Mur » devient « Un mur »"},
    ),
    "kind of place removed": (
        [("gare: Gare, ", "")],
        {("option_removed", "lieu"): "« Où ? » : la réponse « Gare » n'est plus proposée"},
    ),
    "now essential": (
        [("label: Valeur", "label: Valeur, need: essential")],
        {("need", "montant"): "« Valeur » est maintenant une question essentielle"},
    ),
    "now asked of some": (
        [("label: Valeur", "label: Valeur, if: forcee")],
        {("condition", "montant"): "« Valeur » n'est maintenant posée que dans certains cas (si « La porte était forcée ? » est oui)"},
    ),
    "now asked of all": (
        [(", if: 'attache == \"cave\"'", "")],
        {("condition", "forcee"): "« La porte était forcée ? » est maintenant posée dans tous les cas"},
    ),
    "asked in another case": (
        [('attache == "cave"', 'attache == "antivol"')],
        {("condition", "forcee"): "« La porte était forcée ? » n'est maintenant posée que dans certains cas (si « Comment était-il attaché ? » est « Antivol »)"},
    ),
    "no longer private": (
        [(", private: true", "")],
        {("private", "note"): "La réponse à « Une note » figure maintenant sur les documents"},
    ),
    "now private": (
        [("label: Valeur", "label: Valeur, private: true")],
        {("private", "montant"): "La réponse à « Valeur » ne figure plus sur les documents"},
    ),
    "help": (
        [("label: Valeur", "label: Valeur, help: En euros")],
        {("help", "montant"): "L'explication sous « Valeur » a changé"},
    ),
    "a limit": (
        [("label: Valeur", "label: Valeur, maximum: 10")],
        {("setting", "montant"): "La réponse à « Valeur » est contrôlée ou montrée autrement"},
    ),
    "part added": (
        [("{id: couleur,", "{id: serie, type: text, label: Numéro}, {id: couleur,")],
        {("added", "velos.serie"): "Nouvelle question : « Vélos › Numéro »"},
    ),
    "part removed": (
        [(" {id: couleur, type: text, label: Couleur},", "")],
        {("removed", "velos.couleur"): "Question retirée : « Vélos › Couleur »"},
    ),
    "option of a part": (
        [("course: De course", "cargo: Cargo")],
        {
            ("option_added", "velos.sorte"): "« Vélos › Sorte » : nouvelle réponse possible, « Cargo »",
            ("option_removed", "velos.sorte"): "« Vélos › Sorte » : la réponse « De course » n'est plus proposée",
        },
    ),
    "page added": (
        [("  - id: objets\n", "  - id: suite\n    title: La suite\n    if: forcee\n    intro: Voilà\n  - id: objets\n")],
        {("page_added", "suite"): "Nouvelle étape : « La suite » (si « La porte était forcée ? » est oui)"},
    ),
    "page renamed": (
        [("title: Les objets", "title: Ce qui manque")],
        {("page_reworded", "objets"): "L'étape « Les objets » s'appelle maintenant « Ce qui manque »"},
    ),
    "page shown to some": (
        [("title: Les objets", "title: Les objets\n    if: forcee")],
        {("page_condition", "objets"): "L'étape « Les objets » n'est maintenant montrée que dans certains cas (si « La porte était forcée ? » est oui)"},
    ),
    "text of a page": (
        [("title: Les objets", "title: Les objets\n    why: Pour la fiche")],
        {("page_text", "objets"): "Le texte de l'étape « Les objets » a changé"},
    ),
    "order of the questions": (
        [(NOTE + LIST, LIST + NOTE)],
        {("order", ""): "L'ordre des étapes, des questions ou des réponses a changé"},
    ),
    "order of the options": (
        [("vitre: Vitre, porte: Porte", "porte: Porte, vitre: Vitre")],
        {("order", ""): "L'ordre des étapes, des questions ou des réponses a changé"},
    ),
    "advice": ([("Fermez la porte.", "Fermez tout.")], {("result", "advice"): "Les conseils ont changé"}),
    "presentation": (
        [("advice:", "minutes: 3\nadvice:")],
        {("result", "minutes"): "La présentation du questionnaire a changé"},
    ),
    "sensitive": (
        [("advice:", "sensitive: true\nadvice:")],
        {("result", "sensitive"): "Plus rien n'est compté comme manquant : tout peut être dit de vive voix"},
    ),
    "an offer": ([("advice:", "links: [{form: autre, why: Aussi}]\nadvice:")], {}),  # no part of the version
}  # fmt: skip


@pytest.mark.parametrize("name", EDITS)
def test_told_in_questions(tmp_path: FilePath, name: str) -> None:
    edits, expected = EDITS[name]
    found = differences(form(tmp_path / "old"), form(tmp_path / "new", *edits))
    assert {(c.sort, c.id): c.said(FR) for c in found} == expected


@pytest.mark.parametrize("name", EDITS)
def test_told_in_english(tmp_path: FilePath, name: str) -> None:
    """Every sentence has its English; the words of the form are those of its file."""
    for change in differences(form(tmp_path / "old"), form(tmp_path / "new", *EDITS[name][0])):
        assert EN.has(change.text.msgid), change.text
        assert change.said(EN) != change.said(FR)


def test_a_page_removed_with_its_questions(tmp_path: FilePath) -> None:
    old, new = form(tmp_path / "old"), form(tmp_path / "new", (BIKE[BIKE.index("  - id: objets") :], ""))
    told = {(c.sort, c.id) for c in differences(old, new)}
    assert told == {("page_removed", "objets"), ("removed", "velos"), ("removed", "note"), ("removed", "montant")}


def test_what_a_program_alone_changes_is_no_news(tmp_path: FilePath) -> None:
    """The version counts the keys a program knows: another hash of the same form is nothing to tell."""
    old, new = form(tmp_path / "old"), form(tmp_path / "new")
    again = restore(dump(old).replace(old.version, "0123456789ab"))
    assert isinstance(again, Form) and again.version != new.version
    assert not changes(again, new, {"montant": 3}, walking)


MORE = "      - {id: numero, type: text, label: Le numéro, need: essential}\n"
BROKEN = "      - {id: serrure, type: text, label: La serrure, need: essential, if: forcee}\n"


def person(found: Changes) -> dict[str, object]:
    """What is told of a person's answers."""
    return {
        "dropped": [told.where[0] for told in found.dropped],
        "unasked": [(told.where[0], told.why) for told in found.unasked],
        "again": [told.where[0] for told in found.again],
        "awaiting": [question.id for question in found.awaiting],
    }


def test_what_it_does_to_a_persons_answers(tmp_path: FilePath) -> None:
    """A question gone, one hidden, one that is back, one to answer; the question that concerns another case is not told."""
    old = form(tmp_path / "old")
    new = form(
        tmp_path / "new",
        (LIST, LIST + MORE + BROKEN),
        (NOTE, ""),
        ("label: Dégâts", "label: Dégâts, if: 'attache == \"cave\"'"),
        ('attache == "cave"\'}', 'attache == "antivol"\'}'),
    )
    answers: Answers = {"attache": "antivol", "forcee": False, "degats": ["mur"], "note": "secret", "montant": 3}
    found = changes(old, new, answers, walking)
    assert person(found) == {
        "dropped": [],
        "unasked": [("degats", HIDDEN), ("note", GONE)],
        "again": ["forcee"],
        "awaiting": ["numero"],
    }
    kept = carry(old, new, answers)
    assert kept == answers
    assert set(walking(new, kept).answers) == {"attache", "forcee", "montant"}  # what the papers are made of


def test_an_essential_answer_that_is_dropped_is_awaited_again(tmp_path: FilePath) -> None:
    need = ("label: Valeur", "label: Valeur, need: essential")
    old = form(tmp_path / "old", need)
    new = form(tmp_path / "new", need, ("{id: montant, type: number", "{id: montant, type: money"))
    assert person(changes(old, new, {"montant": 3}, walking))["awaiting"] == ["montant"]
    assert person(changes(old, new, {}, walking))["awaiting"] == []  # it was missing before


def test_nothing_is_awaited_in_a_sensitive_form(tmp_path: FilePath) -> None:
    """Nothing is counted as missing there, so no new question is either."""
    hush = ("advice:", "sensitive: true\nadvice:")
    old, new = form(tmp_path / "old", hush), form(tmp_path / "new", hush, (LIST, LIST + MORE))
    assert person(changes(old, new, {}, walking))["awaiting"] == []


def test_without_a_walk_only_what_needs_none_is_told(tmp_path: FilePath) -> None:
    old, new = form(tmp_path / "old"), form(tmp_path / "new", (NOTE, ""), (LIST, LIST + MORE))
    found = changes(old, new, {"note": "secret", "attache": "antivol", "forcee": True})
    assert person(found) == {"dropped": [], "unasked": [("note", GONE)], "again": [], "awaiting": []}
    assert changes(old, new).form == found.form


SOME = st.sampled_from(sorted(SHIPPED))


def texts(data: JsonValue, where: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Every place of a kept form that holds no list and no block."""
    inside = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in inside:
        if isinstance(value, (dict, list)):
            yield from texts(value, (*where, key))
        else:
            yield (*where, key)


@given(SOME, st.data())
def test_whatever_differs_is_told(name: str, data: st.DataObject) -> None:
    """Any value of a form changed, in any place: if that makes another version, there is a sentence for it."""
    one, kept = SHIPPED[name], json.loads(dump(SHIPPED[name]))
    *way, last = data.draw(st.sampled_from(list(texts(kept))))
    inside = kept
    for key in way:
        inside = inside[key]
    value = inside[last]
    inside[last] = not value if isinstance(value, bool) else value + 1 if isinstance(value, int) else f"{value} x"
    other = restore(json.dumps(kept))
    assume(isinstance(other, Form) and len(way) > 0)
    assert isinstance(other, Form)
    found = differences(one, other)
    assert bool(found) == (repr((one.head, one.pages)) != repr((other.head, other.pages)))  # what a version is made of
    assert all(change.said(lang) for change in found for lang in (FR, EN))
