"""`attach:` in a form file: where files may be added, and where they never can."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from assistant.__main__ import app
from assistant.form import FORMS, Form, Library, load_library, parts_of, per_object, walk_fields

pytestmark = pytest.mark.never_lost

SHIPPED = load_library(FORMS)
# What is told there may call for an intimate picture, or for the picture of a child: none is received (decision 0007).
NO_PICTURES = frozenset(
    "viol_agression_sexuelle chantage_sextorsion cyberharcelement harcelement_scolaire harcelement_moral_sexuel "
    "violences_conjugales enfant_vulnerable enfant_famille disparition".split()
)
NOTHING = frozenset("viol_agression_sexuelle chantage_sextorsion enfant_vulnerable disparition".split())

FIELDS = """\
      - {id: recit, type: long_text, label: Récit, attach: documents}
      - {id: liste, type: list, label: Quoi, attach: documents, parts: [
          {id: nom, type: text, label: Nom}, {id: photo, type: text, label: Photo, attach: documents}]}
      - {id: objet, type: group, label: Lequel, parts: [
          {id: nom, type: text, label: Nom, attach: files}, {id: prix, type: money, label: Prix}]}
"""


def read(tmp: Path, fields: str = FIELDS, head: str = "") -> Library:
    (tmp / "petit").mkdir(exist_ok=True)
    top = f"id: petit\ntitle: Petit\nsentence: Voilà\nfamily: vol\nfacts: faits d'essai\n{head}"
    page = f"pages:\n  - id: page\n    title: La page\n    fields:\n{fields}"
    (tmp / "petit" / "form.yaml").write_text(top + page, encoding="utf-8")
    return load_library(tmp)


def offers(form: Form) -> dict[str, str | None]:
    return {field.id: field.attach for field in walk_fields(form)}


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("", ["documents", "documents", "documents", "files"]),
        ("attach: documents\n", ["documents", "documents", "documents", "files"]),
        ("attach: files\n", ["files", "files", "files", "files"]),
        ("attach: none\n", [None, None, None, None]),
        ("sensitive: true\n", [None, None, None, None]),
        ("sensitive: true\nattach: files\n", ["files", "files", "files", "files"]),
    ],
)
def test_a_form_says_the_most_that_its_questions_receive(tmp_path: Path, head: str, expected: list[str | None]) -> None:
    form = read(tmp_path, head=head).forms["petit"]
    recit, liste, objet = form.fields.values()
    assert [recit.attach, liste.attach, per_object(liste), per_object(objet)] == expected
    assert [recit.id, liste.id, objet.id] == ["recit", "liste", "objet"]
    assert parts_of(objet)[1].id == "prix" and objet.attach is None


def test_an_offer_is_not_a_new_version_of_the_form(tmp_path: Path) -> None:
    with_files = read(tmp_path).forms["petit"].version
    plain = read(tmp_path, FIELDS.replace(", attach: documents", "").replace(", attach: files", "")).forms["petit"]
    assert plain.version == with_files
    assert set(offers(plain).values()) == {None}


@pytest.mark.parametrize(
    ("fields", "line"),
    [
        ("      - {id: a, type: text, label: A, attach: all}\n", 10),
        ("      - {id: a, type: text, label: A, private: true, attach: files}\n", 10),
        ("      - id: a\n        type: group\n        label: A\n        private: true\n        parts:\n"
         "          - {id: b, type: text, label: B, attach: files}\n", 15),
        ("      - id: a\n        type: list\n        label: A\n        parts:\n"
         "          - {id: b, type: text, label: B, private: true, attach: files}\n", 14),
        ("      - id: a\n        type: list\n        label: A\n        parts:\n"
         "          - {id: b, type: text, label: B, attach: files}\n"
         "          - {id: c, type: text, label: C, attach: files}\n", 15),
        ("      - id: a\n        type: group\n        label: A\n        attach: files\n        parts:\n"
         "          - {id: b, type: text, label: B, attach: files}\n", 15),
    ],
)  # fmt: skip
def test_an_offer_that_cannot_be_is_told_with_its_line(tmp_path: Path, fields: str, line: int) -> None:
    (found,) = read(tmp_path, fields).problems
    assert (found.code, found.line, "attach" in found.text) == ("VALUE_INVALID", line, True)


def test_the_offer_is_described() -> None:
    told = json.loads(CliRunner().invoke(app, ["describe", "vol_velo"]).stdout)
    fields = {field["id"]: field for page in told["pages"] for field in page["fields"]}
    assert fields["preuves_liste"]["attach"] == "documents"
    assert fields["identite"]["attach"] is None
    assert {part["id"]: part["attach"] for part in fields["velo"]["parts"]}["justificatifs"] == "documents"


@pytest.mark.parametrize("name", sorted(NO_PICTURES))
def test_no_form_that_may_call_for_an_intimate_picture_or_a_child_receives_pictures(name: str) -> None:
    form = SHIPPED.forms[name]
    assert "documents" not in offers(form).values()
    assert form.head.receives == ("none" if name in NOTHING else "files")
    if name in NOTHING:
        assert set(offers(form).values()) == {None}


def test_every_other_form_receives_evidence_where_it_is_asked_for() -> None:
    for name, form in SHIPPED.forms.items():
        if name not in NOTHING | {"papiers_identite"}:  # copies of identity papers are brought, not kept here
            wanted = "files" if name in NO_PICTURES else "documents"
            assert offers(form)["preuves_liste"] == wanted, name


def test_nothing_private_and_no_identity_receives_files() -> None:
    for form in SHIPPED.forms.values():
        for field in walk_fields(form):
            assert not (field.attach and (field.private or field.id in ("identite", "coordonnees", "docs_identite")))


def test_pages_that_receive_files_do_not_say_that_nothing_is_sent() -> None:
    for form in SHIPPED.forms.values():
        for field in walk_fields(form):
            assert not (field.attach and "Rien à envoyer ici" in (field.help or "")), (form.id, field.id)
