"""The process that opens files: it may hang, swell or die, and it knows nothing of this server."""

from __future__ import annotations

import io
import sys
import threading

import pytest
from PIL import Image

from assistant.evidence import Refused, accept, isolated
from assistant.evidence.kinds import JPEG
from tests.evidence import files

pytestmark = pytest.mark.never_lost


def _instead(monkeypatch: pytest.MonkeyPatch, program: str) -> None:
    """Another program in the place of the one that opens files."""
    monkeypatch.setattr(isolated, "_COMMAND", (sys.executable, "-c", program))


@pytest.mark.parametrize(
    "program",
    [
        "import os; os.abort()",
        "import sys; sys.exit(3)",
        "import time; time.sleep(60)",
        "import resource; resource.setrlimit(resource.RLIMIT_CPU, (1, 1))\nwhile True: pass",
    ],
)
def test_a_process_that_dies_or_hangs_refuses_the_file_and_no_more(
    program: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as bad:
        bad.setattr(isolated, "SECONDS", 3)
        _instead(bad, program)
        for _ in range(3):  # more than there are places: each is given back
            with pytest.raises(Refused, match="heavy"):
                isolated.decode(JPEG, files.picture())
    assert accept("a.jpg", files.picture()).display


def test_no_setting_of_the_server_goes_along(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PRELUDE_DATABASE", "postgresql://secret")
    monkeypatch.setenv("ANYTHING", "secret")
    asks = (
        "import os, json; print(json.dumps({'pages': 0, 'sizes': [], 'located': False, 'taken': ' '.join(os.environ)}))"
    )
    _instead(monkeypatch, asks)
    told = isolated.decode(JPEG, b"")
    assert "PATH" in told.taken.split()
    assert not [name for name in told.taken.split() if name.startswith(("PRELUDE", "ANYTHING"))]


def test_files_wait_for_their_turn_and_the_last_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(isolated, "_WAIT", 0.2)
    monkeypatch.setattr(isolated, "_ROOM", threading.BoundedSemaphore(1))
    with isolated._ROOM, pytest.raises(Refused, match="busy"):
        accept("a.jpg", files.picture())
    assert accept("a.jpg", files.picture()).display


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_the_largest_picture_opens_within_the_limits_of_the_process(kind: str) -> None:
    made = Image.new("RGBA" if kind == "PNG" else "RGB", (8000, 8000), (200, 30, 30))
    written = io.BytesIO()
    made.save(written, kind)
    (copy,) = accept("a.png" if kind == "PNG" else "a.jpg", written.getvalue()).display or ()
    assert Image.open(io.BytesIO(copy)).size == (1600, 1600)
