"""The tables are the old ones or the new ones, never half: killed, disk full, two at once, damaged, read meanwhile."""

from __future__ import annotations

import signal
import sqlite3
import threading
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from assistant import directory
from assistant.directory import overlay
from assistant.directory.importing import Unwritten, import_file
from assistant.directory.importing.revision import Revision
from tests.bench import national
from tests.official import DAY, POSTAL, UNITS, Import, command, do_import, done, stored

__all__ = ["do_import"]
pytestmark = pytest.mark.directory
TODAY = date(2026, 11, 23)
OLD = "2026-10-31"


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The five files of three départements: long enough to be stopped on the way."""
    return [str(file) for file in national.write(tmp_path_factory.mktemp("files"), ("38", "69", "73"))]


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory, files: list[str]) -> bytes:
    """What these files give, dated OLD."""
    data = tmp_path_factory.mktemp("imported")
    assert done(command(data, "import", *files, "--date", OLD))[0] == 0
    return (data / "directory" / overlay.NAME).read_bytes()


@pytest.fixture
def data(tmp_path: Path, imported: bytes) -> Path:
    """A data folder where they are imported."""
    (tmp_path / "directory").mkdir()
    (tmp_path / "directory" / overlay.NAME).write_bytes(imported)
    return tmp_path


def days(data: Path) -> set[str]:
    """The dates of every imported row, once the file is found sound."""
    tables = sqlite3.connect(data / "directory" / overlay.NAME)
    assert overlay.sound(tables)
    every = " UNION ".join(f"SELECT source_date FROM {table}" for table in overlay.COLUMNS)
    found = {str(day) for (day,) in tables.execute(every)}
    tables.close()
    return found


@pytest.mark.parametrize("moment", ["at the start", "in the middle", "while it writes", "once it has written"])
def test_killed_at_any_moment_it_leaves_the_old_tables_or_the_new_ones(
    data: Path, files: list[str], imported: bytes, moment: str
) -> None:
    file = data / "directory" / overlay.NAME
    began = file.stat().st_ino
    process = command(data, "import", *files, "--date", DAY)
    if moment == "in the middle":
        assert process.stderr is not None
        process.stderr.readline()  # the first file is read
    elif moment == "while it writes":
        wait(lambda: file.with_name(f".{overlay.NAME}.new").exists() or file.stat().st_ino != began)
    elif moment == "once it has written":
        wait(lambda: file.stat().st_ino != began)
    process.send_signal(signal.SIGKILL)
    assert done(process)[0] in (-signal.SIGKILL, 0)
    new = file.stat().st_ino != began
    assert days(data) == {DAY if new else OLD}
    assert new or file.read_bytes() == imported
    assert new is (moment == "once it has written") or moment == "while it writes"
    assert done(command(data, "import", *files, "--date", DAY))[0] == 0, "nothing is left locked"
    assert days(data) == {DAY}
    assert [left.name for left in (data / "directory").iterdir()] == [overlay.NAME]


def wait(reached: Callable[[], bool]) -> None:
    """Until something is so; a minute at most."""
    end = time.monotonic() + 60
    while not reached():
        assert time.monotonic() < end
        time.sleep(0.0005)


def test_a_full_disk_is_told_and_nothing_has_changed(data: Path, files: list[str], imported: bytes) -> None:
    code, printed, said = done(command(data, "import", *files, "--date", DAY, largest=len(imported) // 2048))
    assert (code, printed.strip()) == (2, "[]")
    assert "Il n'y a plus de place" in said and "Rien n'a changé" in said and "Traceback" not in said
    assert (data / "directory" / overlay.NAME).read_bytes() == imported
    assert [left.name for left in (data / "directory").iterdir()] == [overlay.NAME]


def test_a_data_folder_that_cannot_be_written_is_told(tmp_path: Path, do_import: Import) -> None:
    (tmp_path / "var").write_text("a file, not a folder")
    with pytest.raises(Unwritten, match=r"Impossible d'écrire dans .*Rien n'a changé\."):
        do_import("gn.csv", UNITS)


def test_a_second_import_at_the_same_time_is_sent_away(do_import: Import, tmp_path: Path) -> None:
    with Revision() as first:
        assert first.tables.execute("SELECT count(*) FROM places").fetchone() == (0,)
        with pytest.raises(Unwritten, match="Un autre import est en cours"):
            do_import("gn.csv", UNITS)
        assert do_import("laposte.csv", POSTAL, dry_run=True).added == ["38563"], "a rehearsal needs no lock"
        assert stored() is None
    assert do_import("gn.csv", UNITS).added


def test_two_imports_started_together_leave_whole_tables(data: Path, files: list[str]) -> None:
    both = [done(each) for each in [command(data, "import", *files, "--date", DAY) for _ in range(2)]]
    assert 0 in {code for code, _, _ in both}
    for code, _, said in both:
        assert code == 0 or (code == 2 and "Un autre import est en cours" in said)
    assert days(data) == {DAY}


@pytest.mark.parametrize("damage", ["words", "cut", "other version", "empty"])
def test_damaged_tables_are_left_aside_and_a_new_import_replaces_them(do_import: Import, damage: str) -> None:
    do_import("gn.csv", UNITS)
    file = overlay.folder() / overlay.NAME
    whole = file.read_bytes()
    file.unlink()
    if damage == "other version":
        file.write_bytes(whole)
        with sqlite3.connect(file) as tables:
            tables.execute("PRAGMA user_version = 99")
        tables.close()
    else:
        file.write_bytes({"words": b"n'importe quoi\n1;2", "cut": whole[: len(whole) // 2], "empty": b""}[damage])
    overlay.refresh()
    assert directory.nearest_units("38563", "GN")[0].phone == "04 76 05 01 83", "the project's own row"
    assert do_import("gn.csv", UNITS).changed
    assert directory.nearest_units("38563", "GN")[0].phone == "04 76 00 00 01"


def test_deleting_the_file_goes_back(do_import: Import) -> None:
    before = directory.places("38563", {"GN", "PN", "partners"}, TODAY)
    do_import("gn.csv", UNITS)
    assert directory.places("38563", {"GN", "PN", "partners"}, TODAY) != before
    (overlay.folder() / overlay.NAME).unlink()
    overlay.refresh()
    assert directory.places("38563", {"GN", "PN", "partners"}, TODAY) == before


def test_people_read_whole_tables_while_an_import_takes_their_place(do_import: Import, tmp_path: Path) -> None:
    do_import("gn.csv", UNITS)
    seen: list[str | None] = []
    stop = threading.Event()

    def read() -> None:
        while not stop.is_set():
            unit = directory.nearest_units("38563", "GN", today=TODAY)[0]
            seen.append(unit.phone if unit.hours else "no hours")

    readers = [threading.Thread(target=read) for _ in range(4)]
    for reader in readers:
        reader.start()
    wait(lambda: len(seen) > 20)
    (tmp_path / "again.csv").write_text(UNITS.replace("00 00 01", "00 00 09"), encoding="utf-8")
    import_file(str(tmp_path / "again.csv"), "2026-11-02")
    count = len(seen)
    wait(lambda: len(seen) > count + 100)
    stop.set()
    for reader in readers:
        reader.join()
    assert set(seen) == {"04 76 00 00 01", "04 76 00 00 09"}
    assert seen[-1] == "04 76 00 00 09"
