"""A tiny form that holds every kind of contradiction, and the walk of its answers."""

from __future__ import annotations

import datetime as dt
from pathlib import Path as FilePath

import pytest
from pydantic import JsonValue

from assistant.flow import Path, validate, walk
from assistant.form import load_library
from tests.test_form import HEAD, library

TODAY = dt.date(2026, 11, 23)

BODY = """\
pages:
  - id: tout
    title: Tout
    fields:
      - {id: decl_role, type: choice, label: Pour qui, options: {victime: Moi, representant_mineur: Enfant, proche: Proche, temoin: Témoin}}
      - {id: intention_plainte, type: choice, label: Quoi, options: {plainte: Plainte, signalement: Signaler, en_parler: Parler}}
      - {id: periode, type: period, label: Quand}
      - {id: date_decouverte, type: period, label: Vu}
      - {id: opposition, type: period, label: Opposition}
      - {id: lieu, type: place, label: Où}
      - {id: identite, type: group, label: Vous, parts: [
          {id: naissance_date, type: date, label: Né le}, {id: courriel, type: email, label: Courriel}, {id: siren, type: siren, label: SIREN}]}
      - {id: victime_identite, type: group, label: Enfant, parts: [{id: naissance_date, type: date, label: Né le}]}
      - {id: operations_contestees, type: list, label: Opérations, parts: [
          {id: date, type: period, label: Date}, {id: montant, type: money, label: Montant}]}
      - {id: biens_liste, type: list, label: Objets, parts: [{id: objet, type: text, label: Objet}, {id: valeur, type: money, label: Valeur}]}
      - {id: prejudice_total, type: money, label: Total}
      - {id: cache, type: period, label: Départ, private: true}
      - {id: feu, type: yes_no, label: Feu}
      - {id: fumee, type: period, label: Fumée, if: feu}
cautions:
  - {code: FEU, if: feu, message: Il y a du feu., fields: [feu]}
actions:
  - {id: appeler, what: Appelez, when: maintenant, source: S, confidence: sure, done_if: answered(opposition)}
  - {id: sortir, what: Sortez, when: vite, source: S, confidence: verify, if: feu}
  - {id: ecrire, what: Écrivez, when: demain, source: S, confidence: sure}
bring:
  - {what: Une photo}
  - {what: Un extincteur, if: feu}
advice:
  - {body: Lisez, early: true}
  - {body: Soufflez, if: feu}
documents:
  - {kind: declaration_perte, if: feu}
"""


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> FilePath:
    return tmp_path_factory.mktemp("review")


def walked(root: FilePath, answers: dict[str, JsonValue], sensitive: bool = False) -> Path:
    """The walk of the tiny form with valid answers."""
    folder = root / ("sensitive" if sensitive else "plain")
    if not folder.exists():
        library(folder, BODY, HEAD + ("sensitive: true\n" if sensitive else ""))
    found = load_library(folder)
    assert not found.problems
    clean, errors = validate(found.forms["essai"], answers)
    assert not errors
    return walk(found.forms["essai"], clean, TODAY)


def ops(*amounts: float | None) -> JsonValue:
    items: list[JsonValue] = []
    for amount in amounts:
        items.append({"date": "2026-11-01"} | ({} if amount is None else {"montant": amount}))
    return items
