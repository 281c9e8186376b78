"""Twenty people who save without end, in a process made to be killed: each acknowledged save is told on a pipe at once."""

from __future__ import annotations

import json
import os
import threading
from hashlib import sha256
from multiprocessing.connection import Connection

from sqlalchemy import make_url

from assistant.storage import Database, Draft, Drafts, migrate
from assistant.storage.codes import CHEAP

PEOPLE = 20
PEPPER = b"k" * 32


def token(person: int) -> bytes:
    return sha256(b"person %d" % person).digest()


def state(person: int, number: int) -> bytes:
    """The whole file of a person at their n-th save: about 8 KB that no other save has."""
    text = "".join(sha256(b"%d %d %d" % (person, number, line)).hexdigest() for line in range(120))
    return json.dumps({"person": person, "number": number, "text": text}).encode()


def opened(address: str) -> Drafts:
    """The store, its tables brought up to date."""
    db = Database(make_url(address))
    migrate(db)
    return Drafts(db, PEPPER, cost=CHEAP)


def latest(store: Drafts, person: int) -> tuple[Draft | None, int]:
    """What a person finds again: their draft and the number of its last save; 0 when nothing was kept yet."""
    found = store.find(token(person))
    if found is None:
        return None, 0
    draft, kept = store.load(found)
    number = int(json.loads(kept)["number"])
    assert kept == state(person, number), f"person {person}: what is kept is not what was saved"
    return draft, number


def save_without_end(address: str, told: Connection) -> None:
    """The life of the process. Returns never."""
    store = opened(address)
    for person in range(PEOPLE):
        threading.Thread(target=_one, args=(store, person, told.fileno()), daemon=True).start()
    threading.Event().wait()


def _one(store: Drafts, person: int, pipe: int) -> None:
    draft, number = latest(store, person)
    while True:
        number += 1
        content = state(person, number)
        draft = store.save(draft, content) if draft else store.create(content, token(person))
        os.write(pipe, b"%d %d\n" % (person, number))  # shorter than a pipe's unit: never half a line
