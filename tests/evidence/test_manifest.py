"""Numbers and neutral names of the pieces: one order for the paper, case.json and the zip."""

from __future__ import annotations

import datetime as dt
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.evidence import PIECES, TOTAL_MB, Piece, Refused, Where, after_removal, check_room, file_name, manifest
from assistant.evidence.limits import MEGABYTE

pytestmark = pytest.mark.never_lost
NOON = dt.datetime(2026, 11, 23, 12)


def piece(
    identity: str, question: str, item: int | None = None, form: str = "f", minute: int = 0, size: int = 1000
) -> Piece:
    at = NOON + dt.timedelta(minutes=minute)
    return Piece(identity, Where(form, question, item), "mon nom.JPG", "image/jpeg", size, "ab" * 32, at)


def test_pieces_are_numbered_in_the_order_of_the_dossier() -> None:
    given = [
        piece("f", "preuves", minute=9),
        piece("e", "preuves", minute=1),
        piece("c", "objets", 1),
        piece("b", "objets", 0, minute=5),
        piece("g", "recit", form="g"),
        piece("a", "objets", minute=8),
    ]
    order = [("f", "objets"), ("f", "preuves"), ("g", "recit")]
    for seed in range(5):
        random.Random(seed).shuffle(given)
        told = manifest(given, order)
        assert [(n.number, n.piece.id) for n in told] == list(enumerate("abcefg", 1))


def test_a_piece_of_a_question_that_is_not_asked_has_no_number() -> None:
    told = manifest([piece("a", "cachee"), piece("b", "objets")], [("f", "objets")])
    assert [(n.number, n.piece.id) for n in told] == [(1, "b")]


@given(st.lists(st.tuples(st.sampled_from("xyz"), st.none() | st.integers(0, 3), st.integers(0, 9)), max_size=20))
def test_every_piece_has_one_number_and_numbers_have_no_gap(where: list[tuple[str, int | None, int]]) -> None:
    given = [piece(f"{n}", question, item, minute=minute) for n, (question, item, minute) in enumerate(where)]
    told = manifest(given)
    assert [n.number for n in told] == list(range(1, len(given) + 1))
    assert {n.piece.id for n in told} == {p.id for p in given}


def test_the_name_of_a_piece_says_nothing_of_the_person() -> None:
    assert file_name(piece("a", "q"), 3) == "piece-03.jpg"
    odd = Piece("a", Where("f", "q"), "../../etc/passwd", "application/x-php", 1, "", NOON)
    assert file_name(odd, 12) == "piece-12.bin"
    assert manifest([piece("a", "q")])[0].file_name == "piece-01.jpg"


def test_a_dossier_has_room_for_so_many_files_and_so_many_bytes() -> None:
    check_room([piece("a", "q")] * (PIECES - 1), 1000)
    with pytest.raises(Refused) as many:
        check_room([piece("a", "q")] * PIECES, 1)
    assert (many.value.code, str(PIECES) in str(many.value.message)) == ("many", True)
    full = [piece("a", "q", size=10 * MEGABYTE)] * (TOTAL_MB // 10 - 1)
    check_room(full, 10 * MEGABYTE)
    with pytest.raises(Refused) as much:
        check_room(full, 10 * MEGABYTE + 1)
    assert (much.value.code, str(TOTAL_MB) in str(much.value.message)) == ("full", True)


def test_pieces_follow_their_object_when_another_is_taken_away() -> None:
    given = [piece("a", "objets", 0), piece("b", "objets", 1), piece("c", "objets", 2), piece("d", "objets"),
             piece("e", "autre", 2)]  # fmt: skip
    left = after_removal(given, "f", "objets", 1)
    assert [(p.id, p.where.item) for p in left] == [("a", 0), ("c", 1), ("d", None), ("e", 2)]
