"""While the server runs, what is past its date goes by itself; `prelude purge` does the same from outside."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from assistant import drafts
from assistant.drafts.upkeep import upkeep
from assistant.storage import Unavailable
from assistant.ui import library

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
            upkeep(drafts.store().db, [form.version for form in library.served().forms.values()])
        except Unavailable as error:
            _LOG.warning("purge: the database does not answer (%s)", error)
        except OSError as error:
            _LOG.warning("purge: a key of a backup cannot be destroyed (%s)", error)
        if stop.wait(EVERY):
            return
