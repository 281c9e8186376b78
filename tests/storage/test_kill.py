"""kill -9 at any moment while twenty people save: nothing that was acknowledged is lost, nothing is half written."""

from __future__ import annotations

import multiprocessing
import random
import time
from multiprocessing.connection import Connection

import pytest
from sqlalchemy import URL

from tests.storage import savers
from tests.storage.savers import PEOPLE, latest, opened, save_without_end

pytestmark = pytest.mark.never_lost
KILLS, SEED = 50, 20261123
LONGEST = 0.4  # seconds before a kill, from the first acknowledged save on
EARLY = 5  # every fifth kill comes without waiting for one: while the database is opened, the drafts made

_FORKS = multiprocessing.get_context("forkserver")
_FORKS.set_forkserver_preload([savers.__name__])  # its libraries are read once, not at each of the fifty starts


def killed_after(address: str, seconds: float, early: bool) -> dict[int, int]:
    """Runs the process, kills it at that moment; gives the last acknowledged save of each person."""
    heard, told = _FORKS.Pipe(duplex=False)
    process = _FORKS.Process(target=save_without_end, args=(address, told), daemon=True)
    process.start()
    told.close()
    assert early or heard.poll(60), "nobody saves"
    time.sleep(seconds)
    assert process.is_alive(), "it stopped by itself"
    process.kill()
    process.join()
    return acknowledged(heard)


def acknowledged(heard: Connection) -> dict[int, int]:
    with heard, open(heard.fileno(), "rb", closefd=False) as pipe:
        lines = pipe.read().splitlines()
    return {int(person): int(number) for person, number in (line.split() for line in lines)}


def test_nothing_acknowledged_is_lost_at_any_of_fifty_kills(db_url: URL) -> None:
    address, moment = db_url.render_as_string(hide_password=False), random.Random(SEED)
    last = dict.fromkeys(range(PEOPLE), 0)
    saves = 0
    for kill in range(KILLS):
        told = killed_after(address, moment.uniform(0, LONGEST), kill % EARLY == 0)
        store = opened(address)
        for person in range(PEOPLE):
            _, kept = latest(store, person)  # decrypts, and is whole
            known = told.get(person, last[person])
            # The one that was being written when the process died may be there too: never a later one.
            assert known <= kept <= known + 1, f"kill {kill}: person {person} was told {known}, {kept} is kept"
            saves += kept - last[person]
            last[person] = kept
        store.db.close()
    assert saves > KILLS * PEOPLE / 2, "too few saves for the kills to fall among them"
