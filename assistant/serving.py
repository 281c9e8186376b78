"""The forms being served: read once, read again when a file changes, and never replaced by a broken one."""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from assistant.form import FORMS, Form, Guides, Problem, load_library
from assistant.routing import RoutingTable, load_routing

RECHECK = 5.0  # seconds between two looks at the files


@dataclass(frozen=True)
class Served:
    """What screens and commands work with: sound forms, the routing table, and what is wrong on disk."""

    forms: Mapping[str, Form]
    routing: RoutingTable
    problems: tuple[Problem, ...]
    guides: Guides


class Serving:
    """Keeps the last good version of each form of a folder; safe to share between threads."""

    def __init__(self, root: Path = FORMS) -> None:
        self.root = root
        self._lock = threading.Lock()
        self._stamp: float = -1.0
        self._looked = 0.0
        self._served: Served | None = None

    def current(self) -> Served:
        """The forms to use now; a file that no longer loads leaves the version before it in place."""
        with self._lock:
            if self._served is None or time.monotonic() - self._looked > RECHECK:
                self._looked = time.monotonic()
                stamp = max((p.stat().st_mtime for p in self.root.rglob("*.yaml")), default=0.0)
                if stamp != self._stamp:
                    self._stamp, self._served = stamp, self._read(self._served)
            assert self._served is not None
            return self._served

    def _read(self, before: Served | None) -> Served:
        library = load_library(self.root)
        routing = load_routing(self.root)
        broken = {name for name in library.loaded if name not in library.forms}
        kept = {n: f for n, f in before.forms.items() if n in broken} if before else {}
        sound = routing if before is None or not any(p.is_error for p in routing.problems) else before.routing
        told = (*library.problems, *routing.problems)
        return Served(dict(library.forms) | kept, sound, told, library.guides)
