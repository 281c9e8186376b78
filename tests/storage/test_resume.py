"""The resume file opens with its code and no other, and says what is wrong with one that was damaged."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.storage import WrongCode
from assistant.storage.codes import CHEAP, Cost, new_code
from assistant.storage.resume import MAGIC, Content, Damaged, read, write

pytestmark = pytest.mark.never_lost
CODE = new_code()
CONTENT = Content("récit : le vélo d'Aïcha".encode(), (b"photo", b""))
FILE = write(CONTENT, CODE, CHEAP)


@given(st.binary(), st.lists(st.binary(), max_size=4))
def test_what_was_written_is_read(state: bytes, pieces: list[bytes]) -> None:
    content = Content(state, tuple(pieces))
    assert read(write(content, CODE, CHEAP), CODE) == content


def test_nothing_of_it_can_be_read_without_the_code() -> None:
    assert "vélo".encode() not in FILE and b"photo" not in FILE and CODE.replace("-", "").encode() not in FILE


@pytest.mark.parametrize("code", [new_code(), "", "0" * 17], ids=["another", "none", "zeros"])
def test_another_code_is_refused(code: str) -> None:
    with pytest.raises(WrongCode):
        read(FILE, code)


@pytest.mark.parametrize(
    ("file", "reason"),
    [
        (b"", "foreign"),
        (b"%PDF-1.7", "foreign"),
        (b"PK\x03\x04", "foreign"),
        (FILE[: len(MAGIC) - 2], "damaged"),
        (FILE[:60], "damaged"),
        (FILE[:-1], "damaged"),
        (FILE + b"\n", "damaged"),
        (FILE.replace(b'"time": 1', b'"time": 2'), "damaged"),
        (MAGIC + b"{}\n" + b"x" * 100, "damaged"),
        (MAGIC + b'{"salt": "zz", "cost": 1}\n' + b"x" * 100, "damaged"),
        (MAGIC + b"[" * 400 + b"\n" + b"x" * 100, "damaged"),
    ],
    ids=range(11),
)
def test_a_damaged_file_is_told_from_a_wrong_code(file: bytes, reason: str) -> None:
    with pytest.raises(Damaged) as told:
        read(file, CODE)
    assert told.value.reason == reason


@given(st.integers(0, len(FILE) - 1), st.integers(1, 255))
def test_one_changed_byte_is_always_noticed(at: int, by: int) -> None:
    altered = FILE[:at] + bytes([FILE[at] ^ by]) + FILE[at + 1 :]
    with pytest.raises(Damaged):
        read(altered, CODE)


def test_a_file_cannot_ask_for_all_our_memory() -> None:
    greedy = write(CONTENT, CODE, CHEAP).replace(b'"memory": 64', b'"memory": 99999999')
    with pytest.raises(Damaged):
        read(greedy, CODE)
    assert Cost(64, 1) == CHEAP
