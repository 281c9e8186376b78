"""A thing that exists but is named in no guide fails here."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from assistant.condition import FUNCTIONS
from assistant.document import WRITERS
from assistant.examples import EXPECTATIONS
from assistant.facts import DERIVED
from assistant.fields import FIELD_TYPES
from assistant.i18n import LANGUAGES, LOCALES, SOURCE
from assistant.problems import CATALOGUE

pytestmark = pytest.mark.journey
DOCS = "\n".join(
    p.read_text(encoding="utf-8") for p in [*Path("docs").rglob("*.md"), Path("README.md"), Path("CONTRIBUTING.md")]
)


@pytest.mark.parametrize("name", [*FIELD_TYPES, *CATALOGUE, *DERIVED, *EXPECTATIONS])
def test_named_in_a_guide(name: str) -> None:
    assert re.search(rf"`{name}`|\b{name}:", DOCS), f"{name} is in no guide"


@pytest.mark.parametrize("name", [*WRITERS, *FUNCTIONS])
def test_mentioned(name: str) -> None:
    assert re.search(rf"\b{name}\b", DOCS, re.IGNORECASE)


def test_every_make_target_is_documented() -> None:
    targets = re.findall(r"^([a-z]+):.*##", Path("Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert len(targets) > 5
    assert [t for t in targets if f"make {t}" not in DOCS] == []


def test_a_folder_for_each_language_and_no_other() -> None:
    assert {p.name for p in LOCALES.iterdir() if p.is_dir()} == set(LANGUAGES) - {SOURCE}
