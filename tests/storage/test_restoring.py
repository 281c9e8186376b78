"""A backup that is altered, foreign, too old, or in the way of something else is refused, and changes nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.storage import Database, Drafts, Gone, WrongCode
from assistant.storage.backup import Contents, backup
from assistant.storage.drafts import DAY
from assistant.storage.errors import Refused
from assistant.storage.restoring import restore
from assistant.storage.stream import PIECE
from assistant.storage.tables import attachments, drafts, wraps
from tests.storage.conftest import Clock
from tests.storage.kept import CODE, STATE, attach, counts, kept, rows

pytestmark = pytest.mark.never_lost
ADDRESS = "192.0.2.7"
_HEAD, _SEALED = len("prelude-backup/1 0123456789abcdef\n"), PIECE + 16
CHANGES: dict[str, Callable[[bytes], bytes]] = {
    "cut in the middle": lambda raw: raw[:-100_000],
    "cut after a piece": lambda raw: raw[: _HEAD + _SEALED],
    "cut after the header": lambda raw: raw[:_HEAD],
    "one bit": lambda raw: raw[:5000] + bytes([raw[5000] ^ 1]) + raw[5001:],
    "last bit": lambda raw: raw[:-1] + bytes([raw[-1] ^ 1]),
    "longer": lambda raw: raw + b"\0",
    "two pieces exchanged": lambda raw: (
        raw[:_HEAD]
        + raw[_HEAD + _SEALED : _HEAD + 2 * _SEALED]
        + raw[_HEAD : _HEAD + _SEALED]
        + raw[_HEAD + 2 * _SEALED :]
    ),
    "first piece dropped": lambda raw: raw[:_HEAD] + raw[_HEAD + _SEALED :],
    "empty": lambda raw: b"",
    "another kind of file": lambda raw: b"PK\3\4" + raw,
    "a text": lambda raw: "vélo\n".encode("latin-1") * 100,
    "of a later program": lambda raw: raw.replace(b"prelude-backup/1", b"prelude-backup/2"),
    "a key outside the folder": lambda raw: raw.replace(b" ", b" ../", 1),
}


def test_an_altered_backup_is_refused_and_changes_nothing(
    made: Contents, db: Database, keys: Path, tmp_path: Path, clock: Clock
) -> None:
    file, sound = tmp_path / "altered.backup", (tmp_path / "one.backup").read_bytes()
    before = [rows(db, table) for table in (drafts, wraps, attachments)]
    for name, change in CHANGES.items():
        file.write_bytes(change(sound))
        with pytest.raises(Refused):
            restore(db, file, keys, replace=True, clock=clock)
            pytest.fail(name)
        assert [rows(db, table) for table in (drafts, wraps, attachments)] == before, name
    file.write_bytes(sound)
    assert restore(db, file, keys, replace=True, clock=clock).drafts == 1


def test_the_key_of_another_backup_is_refused(
    made: Contents, db: Database, keys: Path, tmp_path: Path, clock: Clock
) -> None:
    other = backup(db, tmp_path / "two.backup", keys, 30, clock)
    wrong = (keys / f"{other.id}.key").read_text("ascii").replace(other.id, made.id)
    (keys / f"{made.id}.key").write_text(wrong, "ascii")
    before = rows(db, drafts)
    with pytest.raises(Refused, match="abîmé"):
        restore(db, tmp_path / "one.backup", keys, replace=True, clock=clock)
    assert rows(db, drafts) == before


def test_a_backup_of_other_tables_is_refused(
    made: Contents, db: Database, keys: Path, tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assistant.storage.restoring.head", lambda: "0002")
    with pytest.raises(Refused, match="avec la version du programme qui l'a faite"):
        restore(db, tmp_path / "one.backup", keys, replace=True, clock=clock)
    assert counts(db) == (1, 2, 1)


def test_a_database_in_use_is_not_replaced_by_mistake(
    store: Drafts, made: Contents, db: Database, keys: Path, tmp_path: Path, clock: Clock
) -> None:
    later = kept(store, "P-LATE-R000")
    with pytest.raises(Refused, match="--replace"):
        restore(db, tmp_path / "one.backup", keys, clock=clock)
    assert store.load(later)[1] == STATE
    assert restore(db, tmp_path / "one.backup", keys, replace=True, clock=clock).replaced == 2
    with pytest.raises(Gone):
        store.load(later)
    assert store.open("P-7K3M-Q2XA", CODE, ADDRESS)


def test_drafts_past_their_date_do_not_come_back(
    store: Drafts, db: Database, keys: Path, tmp_path: Path, clock: Clock
) -> None:
    short, long = kept(store, "P-SHRT-0000", days=1), kept(store, "P-LONG-0000", days=9)
    attach(db, short, b"short")
    attach(db, long, b"long")
    backup(db, tmp_path / "one.backup", keys, 30, clock)
    clock.now += DAY
    told = restore(db, tmp_path / "one.backup", keys, replace=True, clock=clock)
    assert (told.drafts, told.attachments, told.expired) == (1, 1, 1)
    assert counts(db) == (1, 1, 1)
    with pytest.raises(WrongCode):
        store.open("P-SHRT-0000", CODE, ADDRESS)
    assert store.open("P-LONG-0000", CODE, ADDRESS).id == long.id
