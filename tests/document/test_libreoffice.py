"""LibreOffice, which brigades use, opens the Word file and lays out the same words; needs the program itself.

It is a program, not a package, so nothing here runs on a machine without it: there the structure checks of
`test_docx.py` stand alone.
"""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from assistant.document import docx
from tests.document.papers import HOSTILE, PAPER, WORDS, everywhere, pdf_text, squeezed

pytestmark = pytest.mark.journey

SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")


def _converted(folder: Path, papers: dict[str, bytes]) -> dict[str, str]:
    """The text of each paper once LibreOffice has made a PDF of it, with a profile of its own."""
    assert SOFFICE is not None
    files = [folder / f"{name}.docx" for name in papers]
    for file, content in zip(files, papers.values(), strict=True):
        file.write_bytes(content)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [SOFFICE, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=240, check=False)
    assert done.returncode == 0, done.stderr
    made = {name: folder / f"{name}.pdf" for name in papers}
    assert all(file.exists() for file in made.values()), done.stdout + done.stderr
    return {name: pdf_text(file.read_bytes()) for name, file in made.items()}


if SOFFICE:

    def test_libreoffice_lays_out_the_same_words(tmp_path: Path) -> None:
        texts = _converted(tmp_path, {"paper": docx.write(PAPER)})
        assert texts["paper"] == squeezed("".join(WORDS))

    def test_libreoffice_opens_every_hostile_paper(tmp_path: Path) -> None:
        names = ("emoji", "controls", "xml", "jinja", "arabic", "surrogates", "piled marks", "long link", "nothing")
        texts = _converted(tmp_path, {name.replace(" ", "-"): docx.write(everywhere(HOSTILE[name])) for name in names})
        assert "</w:t></w:r><w:p/>]]>&amp;<!--" in texts["xml"]
        assert "{{7*7}}" in texts["jinja"]
        assert all(texts.values())
