"""The forms this server serves, shared by every session."""

from __future__ import annotations

import datetime as dt
import threading

from assistant.directory import search_communes
from assistant.i18n import LANGUAGES, translator
from assistant.review import add
from assistant.serving import Served, Serving
from assistant.settings import settings
from assistant.triage import faq
from assistant.triage.danger import danger
from assistant.triage.ranker import rank

_SERVING = Serving(settings().forms)


def served() -> Served:
    """The forms and routing as they stand now."""
    return _SERVING.current()


def warm() -> threading.Thread:
    """Loads in the background what the first person would otherwise wait for; the first page never waits for it."""
    thread = threading.Thread(target=_load, name="warm", daemon=True)
    thread.start()
    return thread


def _load() -> None:
    served()
    for lang in LANGUAGES:
        translator(lang, fine=True)
    search_communes("Grenoble")
    rank("tout va bien")
    danger("tout va bien")
    faq.warm()
    add(dt.datetime(2026, 1, 1), "1 jour ouvré")
