"""While the server runs, what is past its date goes by itself; `prelude purge` does the same from outside."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from assistant import drafts
from assistant.storage import Unavailable, purge

EVERY = 600  # seconds
_LOG = logging.getLogger("prelude")


@contextmanager
def purging() -> Iterator[None]:
    """Purges in a thread of its own, from the start on, until the server stops."""
    stop = threading.Event()
    threading.Thread(target=_run, args=(stop,), name="purge", daemon=True).start()
    try:
        yield
    finally:
        stop.set()


def _run(stop: threading.Event) -> None:
    while True:
        try:
            purge(drafts.store().db)
        except Unavailable as error:
            _LOG.warning("purge: the database does not answer (%s)", error)
        if stop.wait(EVERY):
            return
