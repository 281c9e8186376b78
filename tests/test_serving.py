"""A form file broken on a running server never replaces the good one."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from assistant import serving
from assistant.form import FORMS
from assistant.serving import Serving

pytestmark = pytest.mark.journey


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(serving, "RECHECK", -1.0)  # look at the files at every call
    shutil.copytree(FORMS, tmp_path / "forms")
    return tmp_path / "forms"


def rewrite(path: Path, old: str, new: str, stamp: int) -> None:
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    os.utime(path, (stamp, stamp))


def test_a_change_is_served_and_a_broken_one_is_not(folder: Path) -> None:
    served = Serving(folder)
    form = folder / "vol_velo" / "form.yaml"
    before = served.current().forms["vol_velo"]
    rewrite(form, "minutes:", "minutes: 9 #", 4_000_000_000)
    after = served.current()
    assert after.forms["vol_velo"].head.minutes == 9
    assert after.forms["vol_velo"].version != before.version
    rewrite(form, "pages:", "pages: [", 4_000_000_001)
    broken = served.current()
    assert broken.forms["vol_velo"].version == after.forms["vol_velo"].version, "the last good version goes on"
    assert any(p.code == "YAML_SYNTAX" for p in broken.problems)
    assert len(broken.forms) == len(after.forms)


def test_a_broken_routing_file_leaves_the_doors_open(folder: Path) -> None:
    served = Serving(folder)
    good = served.current().routing
    rewrite(folder / "routing.yaml", "channels:", "channels: [", 4_000_000_000)
    assert served.current().routing is good


def test_a_form_broken_from_the_start_is_left_out_and_told(folder: Path) -> None:
    (folder / "vol_velo" / "form.yaml").write_text("id: [", encoding="utf-8")
    current = Serving(folder).current()
    assert "vol_velo" not in current.forms
    assert "cambriolage" in current.forms
    assert any("vol_velo" in p.file for p in current.problems)
