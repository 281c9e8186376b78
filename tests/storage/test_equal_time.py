"""A wrong code takes as long whether the reference exists or not: at real cost, the one comparison of times in these tests.

Interleaved, medians, a generous margin; while they differ, which a busy machine can do, more tries are added. A real
difference (no derivation for an unknown reference: a hundred times less) never goes away.
"""

from __future__ import annotations

import secrets
import time
from statistics import median

import pytest

from assistant.storage import Database, Drafts, WrongCode
from assistant.storage.codes import REAL, new_code
from tests.storage.conftest import PEPPER, Clock

pytestmark = pytest.mark.never_lost
TRIES, ROUNDS, MARGIN = 20, 3, 0.25
KNOWN, UNKNOWN = "P-7K3M-Q2XA", "P-AAAA-AAAA"


def test_existing_and_unknown_references_cost_the_same(db: Database, clock: Clock) -> None:
    store = Drafts(db, PEPPER, clock, REAL)
    store.keep(store.create(b"state", secrets.token_bytes(32)), KNOWN, new_code(), 30)
    spent: dict[str, list[float]] = {KNOWN: [], UNKNOWN: []}
    for _ in range(ROUNDS):
        for n in range(TRIES):
            for reference in (KNOWN, UNKNOWN) if n % 2 else (UNKNOWN, KNOWN):
                clock.now += 200  # no limit is met
                spent[reference].append(wrong(store, reference))
        known, unknown = median(spent[KNOWN]), median(spent[UNKNOWN])
        if abs(known - unknown) <= MARGIN * max(known, unknown):
            break
    assert abs(known - unknown) <= MARGIN * max(known, unknown), (known, unknown)
    assert min(known, unknown) > 0.01  # at real cost indeed


def wrong(store: Drafts, reference: str) -> float:
    """Seconds that a wrong code took."""
    code = new_code()
    begun = time.perf_counter()
    with pytest.raises(WrongCode):
        store.open(reference, code, "192.0.2.7")
    return time.perf_counter() - begun
