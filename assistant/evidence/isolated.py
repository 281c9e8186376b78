"""Files of strangers are opened in a process of their own: one that hangs, swells or crashes takes nobody's draft along."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from pathlib import Path

from assistant.evidence.decoding.drawn import Drawn
from assistant.evidence.kinds import Kind
from assistant.evidence.refusal import Refused

SECONDS = 60  # from start to end, on a server that is busy; the seconds of work are fewer, see `decoding`
_WAIT = 60  # seconds for a place
_ROOM = threading.BoundedSemaphore(2)
_HOME = Path(__file__).parent.parent.parent
_COMMAND = (sys.executable, "-B", "-m", "assistant.evidence.decoding")


def decode(kind: Kind, data: bytes, show: bool = True) -> Drawn:
    """As `decoding.decode`, from any thread; waits for its turn, then at most SECONDS. Raises `Refused`."""
    if not _ROOM.acquire(timeout=_WAIT):
        raise Refused("busy")
    try:
        return _answer(_asked(kind, data, show))
    finally:
        _ROOM.release()


def _asked(kind: Kind, data: bytes, show: bool) -> bytes:
    head = json.dumps({"kind": kind.media_type, "show": show}).encode() + b"\n"
    # no PRELUDE_* setting goes along: what opens the file knows neither the key nor the database
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "LD_LIBRARY_PATH") if name in os.environ}
    try:
        done = subprocess.run(
            _COMMAND, input=head + data, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=SECONDS,
            cwd=_HOME, env=kept, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise Refused("heavy") from None
    if done.returncode:
        raise Refused("heavy")
    return done.stdout


def _answer(said: bytes) -> Drawn:
    line, _, rest = said.partition(b"\n")
    about = json.loads(line)
    if "refused" in about:
        raise Refused(about["refused"], **about["gaps"])
    pictures, at = [], 0
    for size in about["sizes"]:
        pictures.append(rest[at : at + size])
        at += size
    return Drawn(tuple(pictures), about["pages"], about["taken"], about["located"])
