"""A tiny form a problem: the code and the line are asserted, never the prose."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest

from assistant.form import Library, load_library
from assistant.problems import CATALOGUE

pytestmark = pytest.mark.journey

HEAD = "id: essai\ntitle: Essai\nsentence: Un essai\nfamily: vol\nfacts: essai\n"
SHARED = """\
id: partagee
title: Partagée
fields:
  - id: lieu
    type: place
    label: Où ?
  - id: nom
    type: text
    label: Nom
"""


def library(root: Path, body: str, head: str = HEAD, reference: str = "") -> Library:
    """A forms folder with one form `essai` and one shared page."""
    (root / "_shared").mkdir(parents=True)
    (root / "_shared" / "partagee.yaml").write_text(SHARED, encoding="utf-8")
    (root / "essai").mkdir()
    (root / "essai" / "form.yaml").write_text(head + dedent(body), encoding="utf-8")
    if reference:
        (root / "reference.yaml").write_text(reference, encoding="utf-8")
    return load_library(root)


def told(found: Library) -> list[tuple[str, int]]:
    return [(p.code, p.line) for p in found.problems]


PAGE = """\
    pages:
      - id: faits
        title: Les faits
        fields:
"""

# body after the five lines of HEAD -> every (code, line), all at once
PROBLEMS: dict[str, tuple[str, list[tuple[str, int]]]] = {
    "sound": (PAGE + "          - {id: a, type: text, label: A}\n", []),
    "yaml": ("pages: [", [("YAML_SYNTAX", 6)]),
    "colon in text": ("help: un : deux\npages: []\n", [("YAML_SYNTAX", 6)]),
    "anchor": ("pages: &x []\n", [("YAML_SYNTAX", 6)]),
    "twice": ("title: Encore\n" + dedent(PAGE) + "      - {id: a, type: text, label: A}\n", [("YAML_DUPLICATE", 6)]),
    "no pages": ("minutes: 5\n", [("KEY_MISSING", 1)]),
    "unknown key": (PAGE + "          - {id: a, type: text, label: A, nead: essential}\n", [("KEY_UNKNOWN", 10)]),
    "no label": (PAGE + "          - {id: a, type: text}\n", [("KEY_MISSING", 10)]),
    "unknown type": (PAGE + "          - {id: a, type: texte, label: A}\n", [("TYPE_UNKNOWN", 10)]),
    "bad id": (PAGE + "          - {id: Élan, type: text, label: A}\n", [("ID_INVALID", 10)]),
    "same id": (
        PAGE + "          - {id: a, type: text, label: A}\n          - {id: a, type: text, label: B}\n",
        [("ID_DUPLICATE", 11)],
    ),
    "reserved id": (PAGE + "          - {id: total, type: text, label: A}\n", [("ID_RESERVED", 10)]),
    "bad need": (PAGE + "          - {id: a, type: text, label: A, need: utile}\n", [("VALUE_INVALID", 10)]),
    "unknown shared page": ("pages:\n  - use: partage\n", [("USE_UNKNOWN", 7)]),
    "unknown change": ("pages:\n  - use: partagee\n    omit: [lieux]\n", [("CHANGE_UNKNOWN", 8)]),
    "unknown parts": (PAGE + "          - {id: a, type: group, label: A, parts: personne}\n", [("PARTS_UNKNOWN", 10)]),
    "condition": (PAGE + "          - {id: a, type: text, label: A, if: 'b ='}\n", [("COND_SYNTAX", 10)]),
    "later field": (
        PAGE + "          - {id: a, type: text, label: A, if: b}\n          - {id: b, type: yes_no, label: B}\n",
        [("COND_FIELD", 10)],
    ),
    "impossible operator": (
        PAGE + "          - {id: b, type: yes_no, label: B}\n          - {id: a, type: text, label: A, if: b > 3}\n",
        [("COND_OPERATOR", 11)],
    ),
    "not an option": (
        PAGE
        + "          - {id: b, type: choice, label: B, options: {x: X, y: Y}}\n"
        + "          - {id: a, type: text, label: A, if: 'b == \"z\"'}\n",
        [("COND_VALUE", 11)],
    ),
    "moment": (
        "deadlines:\n  - {id: d, what: W, when: X, from: [jour], add: 2 mois, rule: R, source: S, confidence: sure}\n"
        + dedent(PAGE) + "      - {id: a, type: text, label: A}\n",
        [("MOMENT_UNKNOWN", 7)],
    ),
    "duration": (
        "deadlines:\n  - {id: d, what: W, when: X, add: deux mois, rule: R, source: S, confidence: sure}\n"
        + dedent(PAGE) + "      - {id: a, type: text, label: A}\n",
        [("DURATION_INVALID", 7)],
    ),
    "several at once": (
        PAGE
        + "          - {id: a, type: texte, label: A}\n"
        + "          - {id: b, type: text, lable: B}\n"
        + "          - {id: c, type: text, label: C, if: zut}\n",
        [("TYPE_UNKNOWN", 10), ("KEY_UNKNOWN", 11), ("KEY_MISSING", 11)],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", PROBLEMS)
def test_problem(tmp_path: Path, name: str) -> None:
    body, expected = PROBLEMS[name]
    found = library(tmp_path, body)
    assert sorted(told(found)) == sorted(expected)
    assert ("essai" in found.forms) is not any(CATALOGUE[code][0] for code, _ in expected)


def test_shared_page_changed(tmp_path: Path) -> None:
    body = """\
    pages:
      - use: partagee
        title: Autrement
        change:
          lieu:
            need: essential
        omit: [nom]
        add:
          - {id: plus, type: yes_no, label: Plus}
    """
    form = library(tmp_path, body).forms["essai"]
    assert list(form.fields) == ["lieu", "plus"]
    assert (form.pages[0].title, form.fields["lieu"].need) == ("Autrement", "essential")


def test_common_block_taken_up_and_changed(tmp_path: Path) -> None:
    """`use:` brings a block of the result page; a key beside it replaces, `null` takes away, an unknown name is told."""
    blocks = tmp_path / "_shared" / "blocks" / "result.yaml"
    blocks.parent.mkdir(parents=True)
    blocks.write_text("bring:\n  papier:\n    what: Un papier\n    if: a\n", encoding="utf-8")
    body = PAGE + "          - {id: a, type: yes_no, label: A}\n"
    body += (
        "    bring:\n      - use: papier\n      - {use: papier, what: Deux papiers, if: null}\n      - use: papiers\n"
    )
    (tmp_path / "essai").mkdir()
    (tmp_path / "essai" / "form.yaml").write_text(HEAD + dedent(body), encoding="utf-8")
    found = load_library(tmp_path)
    assert [p.code for p in found.problems] == ["BLOCK_UNKNOWN"]
    (tmp_path / "essai" / "form.yaml").write_text(
        HEAD + dedent(body).replace("  - use: papiers\n", ""), encoding="utf-8"
    )
    taken, changed = load_library(tmp_path).forms["essai"].head.bring
    assert (taken.what, taken.if_ is not None) == ("Un papier", True)
    assert (changed.what, changed.if_) == ("Deux papiers", None)


def test_essential_question_of_the_reference(tmp_path: Path) -> None:
    body = PAGE + "          - {id: periode, type: period, label: Quand, need: essential}\n"
    found = library(tmp_path, body, reference="essai: [date_exacte, periode, recit]\n")
    assert told(found) == [("ESSENTIAL_MISSING", 1)]


def test_words_stay_words(tmp_path: Path) -> None:
    """`no` is not False and `01` is not 1, whatever YAML 1.1 says."""
    body = PAGE + "          - {id: a, type: choice, label: no, options: {no: No, yes: 01}}\n"
    form = library(tmp_path, body).forms["essai"]
    assert form.fields["a"].label == "no"
    assert form.fields["a"].options == {"no": "No", "yes": "01"}  # type: ignore[attr-defined]


def test_huge_and_deep_files_are_told(tmp_path: Path) -> None:
    assert told(library(tmp_path / "a", "x" * 600_000)) == [("FILE_TOO_BIG", 1)]
    deep = "pages: " + "[" * 3000 + "]" * 3000
    assert told(library(tmp_path / "b", deep))[0][0] == "YAML_SYNTAX"


def test_every_code_is_documented() -> None:
    text = Path("docs/tasks/problemes.md").read_text(encoding="utf-8")
    assert [code for code in CATALOGUE if f"`{code}`" not in text] == []
