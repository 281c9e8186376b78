"""Files as the State publishes them, of a few départements: what they fill, and that they weigh nothing in memory."""

from __future__ import annotations

import gc
import tracemalloc
from datetime import date
from pathlib import Path

import pytest

from assistant import directory
from assistant.directory.gazetteer import gazetteer
from assistant.directory.importing import import_file
from tests.bench import country, national
from tests.official import DAY, Import, do_import, stored

__all__ = ["do_import"]
pytestmark = pytest.mark.directory
TODAY = date(2026, 11, 23)
EVERYTHING: tuple[directory.Show, ...] = ("GN", "PN", "partners")
BETTER = "fiche connue à la même date par un fichier plus précis"  # the units of the general directory
DEPARTMENTS = ("38", "2A", "971", "69")


@pytest.fixture
def files(do_import: Import, tmp_path: Path) -> tuple[Path, ...]:
    """The five files of four départements, into the data folder of `do_import`."""
    return national.write(tmp_path, DEPARTMENTS)


def test_the_files_are_the_same_each_time_and_name_every_commune(tmp_path: Path) -> None:
    (tmp_path / "again").mkdir()
    first, second = national.write(tmp_path, ("38",)), national.write(tmp_path / "again", ("38",))
    assert [file.read_bytes() for file in first] == [file.read_bytes() for file in second]
    lines = {file.name: len(file.read_text("utf-8-sig").splitlines()) for file in first}
    assert lines["competence.csv"] == len(directory.all_communes()) + 1


def test_the_five_files_fill_a_departement_and_a_second_round_changes_nothing(files: tuple[Path, ...]) -> None:
    for file in files:
        told = import_file(str(file), DAY)
        assert told.rows > 0 and told.doubts == []
        assert {left.reason for left in told.refused} <= {BETTER}
    before = stored()
    for file in files:
        again = import_file(str(file), DAY)
        assert (again.added, again.changed) == ([], [])
    assert stored() == before
    for department in DEPARTMENTS:
        assert directory.covered(department) == {"GN", "PN"}
    for row, code in enumerate(gazetteer().codes):
        if (
            code.startswith(DEPARTMENTS)
            and "Arrondissement" not in gazetteer().names[row]
            and gazetteer().postal_codes(row)
        ):
            settled(code)


def settled(insee: str) -> None:
    """Zone, named unit and mairie are those of the files, with their date."""
    commune = directory.commune(insee)
    assert commune is not None and commune.zone_source_date == DAY
    first, *others = directory.offices_for(insee, TODAY)
    assert (first.id, first.competent, first.force) == (commune.unit, True, commune.zone)
    assert not any(other.competent for other in others)
    hall = directory.town_hall(insee, TODAY)
    assert hall is not None and hall.source_date == DAY and hall.hours


def test_what_is_imported_stays_in_its_file(do_import: Import, tmp_path: Path) -> None:
    (tmp_path / "few").mkdir()
    few = national.write(tmp_path / "few", ("2A",))
    files = national.write(tmp_path, ("01", "69", "73", "74"))

    def used() -> int:
        directory.find_communes("lyonn 69003")
        directory.places("38185", EVERYTHING, TODAY)
        directory.imported_sources()
        gc.collect()
        return tracemalloc.get_traced_memory()[0]

    def after(given: tuple[Path, ...]) -> tuple[int, int]:
        for file in given:
            import_file(str(file), DAY)
        return used(), len(stored() or b"")

    tracemalloc.start()
    try:
        without, little = after(few)  # what an import loads once, a library, a cache, is there from here on
        with_import, much = after(files)
    finally:
        tracemalloc.stop()
    assert much - little > 1_000_000
    assert with_import - without < 200_000


def test_the_bench_measures_every_figure_that_it_tells() -> None:
    told = country.run(5)
    assert set(told) == {"directory_load", "directory_memory", *(name for name, _, _ in country.TIMES)}
    assert all(took for took in told.values())
