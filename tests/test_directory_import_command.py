"""`directory import`: its report, its bar, its codes; the rehearsal says the same and writes nothing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.directory import overlay
from assistant.directory.importing import import_file
from tests.official import DAY, FILES, UNITS, command, do_import, done, stored

__all__ = ["do_import"]
pytestmark = pytest.mark.directory


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    """The five small files, the general directory first."""
    for name, content in FILES.items():
        (tmp_path / name).write_text(content, encoding="utf-8-sig" if name == "gn.csv" else "utf-8")
    return [str(tmp_path / name) for name in reversed(FILES)]


def test_the_command_reports_in_json_draws_its_bar_aside_and_the_units_are_there_afterwards(
    tmp_path: Path, files: list[str]
) -> None:
    words = ["import", files[-1], str(tmp_path / "absent.csv"), "--date", DAY]
    code, printed, said = done(command(tmp_path / "var", *words))
    assert code == 2, "one of the two files cannot be read; the other one is imported all the same"
    assert "absent.csv (il n'existe pas)." in said
    assert "100 %" in said
    report = json.loads(printed)[0]
    assert (report["layout"], report["rows"], len(report["added"]), len(report["changed"])) == ("gendarmerie", 5, 1, 1)
    nearest = ["nearest", "--commune", "69059", "--at", "2026-11-23T10:00"]
    near = json.loads(done(command(tmp_path / "var", *nearest))[1])
    assert near[0]["name"] == "Brigade de proximité d'Essai"
    assert json.loads(done(command(tmp_path / "other", *nearest))[1]) == []


def test_a_rehearsal_prints_the_report_of_the_import_and_writes_nothing(tmp_path: Path, files: list[str]) -> None:
    data = tmp_path / "var"
    rehearsal = done(command(data, "import", "--dry-run", *files, "--date", DAY))
    assert not data.exists()
    real = done(command(data, "import", *files, "--date", DAY))
    assert rehearsal[:2] == real[:2]
    assert [len(report["added"]) + len(report["changed"]) > 0 for report in json.loads(real[1])] == [True] * 5
    before = (data / "directory" / overlay.NAME).read_bytes()
    again = done(command(data, "import", "--dry-run", *files, "--date", "2026-11-02"))
    assert again[0] == 0
    assert all(report["changed"] for report in json.loads(again[1])), "a date is a change"
    assert (data / "directory" / overlay.NAME).read_bytes() == before


def test_the_same_function_rehearses_for_a_screen(tmp_path: Path, do_import: object) -> None:
    (tmp_path / "gn.csv").write_text(UNITS, encoding="utf-8")
    shares: list[int] = []
    place = str(tmp_path / "gn.csv")
    told = import_file(place, DAY, lambda done, total: shares.append(100 * done // total), dry_run=True)
    assert stored() is None
    assert shares == sorted(shares) and shares[-1] == 100
    assert import_file(place, DAY).as_json() == told.as_json()
    assert stored() is not None


def test_the_command_refuses_a_date_that_is_none(tmp_path: Path) -> None:
    code, _, said = done(command(tmp_path, "import", "x.csv", "--date", "hier"))
    assert (code, said.strip()) == (2, "Date illisible : hier. Écrivez AAAA-MM-JJ.")
