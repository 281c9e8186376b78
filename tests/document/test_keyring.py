"""The signing key replaced: old papers are recognised, a stolen old key signs nothing new."""

from __future__ import annotations

import stat
from datetime import date
from pathlib import Path

import pytest

from assistant.document import token
from assistant.document.keyring import PublicKey, public_half_differs, public_keys, rotate_key, verify_any
from assistant.document.token import KEY_FILE, PUBLIC_KEY_FILE, InvalidToken, load_or_create_key

pytestmark = pytest.mark.never_lost
DIGEST = bytes(range(32))
BEFORE, DAY, AFTER = date(2026, 11, 20), date(2026, 11, 25), date(2026, 11, 26)


def paper(folder: Path, day: date) -> str:
    return token.sign("P-7K3M-Q2XA", day, DIGEST, load_or_create_key(folder))


def test_papers_of_every_key_are_recognised(tmp_path: Path) -> None:
    papers = [paper(tmp_path, BEFORE)]
    for day in (DAY, AFTER):
        rotate_key(tmp_path, day)
        papers.append(paper(tmp_path, day))
    assert [verify_any(each, public_keys(tmp_path)).created for each in papers] == [BEFORE, DAY, AFTER]
    assert [each.until for each in public_keys(tmp_path)] == [None, AFTER, DAY]
    with pytest.raises(InvalidToken):
        verify_any(papers[0], public_keys(tmp_path)[:1])


def test_a_retired_key_signs_nothing_later(tmp_path: Path) -> None:
    stolen = load_or_create_key(tmp_path)
    rotate_key(tmp_path, DAY)
    for day, known in ((DAY, True), (AFTER, False)):
        forged = token.sign("P-7K3M-Q2XA", day, DIGEST, stolen)
        if known:
            assert verify_any(forged, public_keys(tmp_path)).created == day
        else:
            with pytest.raises(InvalidToken, match="signature"):
                verify_any(forged, public_keys(tmp_path))


@pytest.mark.parametrize(("text", "reason"), [("PRELUDE2.a.b", "version"), ("nothing", "format")])
def test_what_is_no_token_is_told_as_such(tmp_path: Path, text: str, reason: str) -> None:
    with pytest.raises(InvalidToken, match=reason):
        verify_any(text, public_keys(tmp_path))
    with pytest.raises(InvalidToken, match="signature"):
        verify_any(paper(tmp_path, DAY), ())


def test_the_new_key_is_private_and_its_half_public(tmp_path: Path) -> None:
    old = load_or_create_key(tmp_path).private_bytes_raw()
    retired = rotate_key(tmp_path, DAY)
    assert load_or_create_key(tmp_path).private_bytes_raw() != old
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()}
    assert modes == {KEY_FILE: 0o600, PUBLIC_KEY_FILE: 0o644, retired.name: 0o644}
    assert not public_half_differs(tmp_path)
    assert old not in b"".join(path.read_bytes() for path in tmp_path.iterdir())


@pytest.mark.parametrize("done", ["nothing", "retired", "private"])
def test_stopped_anywhere_no_paper_becomes_unverifiable(
    tmp_path: Path, done: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    signed = paper(tmp_path, BEFORE)
    real = Path.replace

    def stop(self: Path, target: Path) -> Path:
        if done == "retired" or target.name == PUBLIC_KEY_FILE:
            raise OSError("power cut")
        return real(self, target)

    if done != "nothing":
        monkeypatch.setattr(Path, "replace", stop)
        with pytest.raises(OSError, match="power cut"):
            rotate_key(tmp_path, DAY)
        monkeypatch.undo()
    assert public_half_differs(tmp_path) is (done == "private")
    later = paper(tmp_path, DAY)
    rotate_key(tmp_path, DAY)
    assert not public_half_differs(tmp_path)
    assert [verify_any(each, public_keys(tmp_path)).created for each in (signed, later)] == [BEFORE, DAY]


def test_any_order_of_keys_serves(tmp_path: Path) -> None:
    signed = paper(tmp_path, DAY)
    rotate_key(tmp_path, DAY)
    keys: tuple[PublicKey, ...] = public_keys(tmp_path)
    assert verify_any(signed, keys) == verify_any(signed, reversed(keys))
