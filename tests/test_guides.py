"""Help "on your phone": found for the questions that need it, and each mistake told with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.form import load_guides, load_library, walk_fields
from assistant.form.guides import GUIDES

pytestmark = pytest.mark.content
LIBRARY = load_library()


def ids(form: str, page: str) -> list[str]:
    fields = next(p for p in LIBRARY.forms[form].pages if p.id == page).fields
    return [guide.id for guide in LIBRARY.guides.of(fields)]


def test_each_question_has_its_guides() -> None:
    assert ids("vol_velo", "circonstances") == ["capture"]
    assert ids("vol_velo", "identite") == []
    assert "imei" in [
        guide.id for page in LIBRARY.forms["cambriolage"].pages for guide in LIBRARY.guides.of(page.fields)
    ]


def test_no_guide_without_a_question() -> None:
    asked = {field.id for form in LIBRARY.forms.values() for field in walk_fields(form)}
    assert [guide.id for guide in LIBRARY.guides.guides if not asked & set(guide.for_)] == []


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("a: 1", "VALUE_INVALID", 1),
        ("- id: a\n  title: T\n  for: [x]\n  steps: [un]", "KEY_MISSING", 1),
        ("- id: a\n  title: T\n  for: [x]\n  pas: [un]\n  help: s\n  steps: [un]", "KEY_UNKNOWN", 4),
        ("- id: a\n  title: T\n  for: [x]\n  steps: []\n  help: s", "VALUE_INVALID", 4),
    ],
)
def test_a_mistake_is_told_with_its_line(tmp_path: Path, text: str, code: str, line: int) -> None:
    file = tmp_path / GUIDES
    file.parent.mkdir(parents=True)
    file.write_text(text, encoding="utf-8")
    found = load_guides(tmp_path)
    assert found.guides == ()
    assert (code, line) in {(p.code, p.line) for p in found.problems}


def test_a_folder_without_guides_has_none(tmp_path: Path) -> None:
    assert load_guides(tmp_path) == load_guides(tmp_path / "absent")
