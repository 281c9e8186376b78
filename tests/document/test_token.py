"""The token of a paper: what it says, that nothing can be changed in it, and that the printed code can be read."""

from __future__ import annotations

import io
import multiprocessing
import stat
from datetime import date, datetime
from pathlib import Path

import pytest
import segno
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from PIL import Image

from assistant.document import case, pdf, token
from assistant.document.blocks import Document, Token

pytestmark = pytest.mark.journey

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
DIGEST = case.digest(b"{}")
GOOD = token.sign("VEL-7K2M-Q4", date(2026, 11, 20), DIGEST, KEY)


def test_a_token_says_only_reference_day_and_digest() -> None:
    assert token.verify(GOOD, KEY.public_key()) == token.Verified("VEL-7K2M-Q4", date(2026, 11, 20), DIGEST)
    assert 150 <= len(GOOD) <= 180
    assert "http" not in GOOD


@pytest.mark.parametrize("change", [str.strip, lambda t: f"\n  {t[:40]}\r\n{t[40:90]} \u00a0{t[90:]}\t"])
def test_copy_paste_does_not_matter(change: object) -> None:
    assert callable(change)
    assert token.verify(change(GOOD), KEY.public_key()).reference == "VEL-7K2M-Q4"


def _other_tail(text: str) -> str:
    """The same bytes spelled differently: the unused bits of the last character."""
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    return text[:-1] + letters[letters.index(text[-1]) ^ 1]


HEAD, PAYLOAD, SIGNATURE = GOOD.split(".")
BAD = [
    ("", "format"),
    ("bonjour", "format"),
    ("PRELUDE1", "format"),
    ("PRELUDE1.", "format"),
    (f"{HEAD}.{PAYLOAD}", "format"),
    (f"{HEAD}.{PAYLOAD}.{SIGNATURE}.x", "format"),
    (GOOD[:-4], "format"),
    (f"PRELUDE2.{PAYLOAD}.{SIGNATURE}", "version"),
    (f"{HEAD}.{PAYLOAD}.{'A' * 86}", "signature"),
    (f"{HEAD}.{'A' * len(PAYLOAD)}.{SIGNATURE}", "signature"),
    (f"{HEAD}.{PAYLOAD[:-4]}AAAA.{SIGNATURE}", "signature"),
    (_other_tail(GOOD), "format"),
    (GOOD.replace(HEAD, HEAD.lower()), "format"),
    (f"{HEAD}.{PAYLOAD}=.{SIGNATURE}", "format"),
    (f"{HEAD}.é{PAYLOAD[1:]}.{SIGNATURE}", "format"),
]


@pytest.mark.parametrize(("text", "reason"), BAD)
def test_anything_else_is_refused(text: str, reason: str) -> None:
    with pytest.raises(token.InvalidToken) as refused:
        token.verify(text, KEY.public_key())
    assert refused.value.reason == reason


def test_no_single_character_can_change() -> None:
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_."
    for place, letter in enumerate(GOOD):
        other = letters[(letters.index(letter) + 7) % len(letters)]
        with pytest.raises(token.InvalidToken):
            token.verify(GOOD[:place] + other + GOOD[place + 1 :], KEY.public_key())


def test_another_installation_cannot_sign_for_us() -> None:
    with pytest.raises(token.InvalidToken, match="signature"):
        token.verify(GOOD, Ed25519PrivateKey.generate().public_key())


@pytest.mark.parametrize(("reference", "digest"), [("R", b"court"), ("R" * 41, DIGEST)])
def test_a_token_that_would_not_read_is_not_made(reference: str, digest: bytes) -> None:
    with pytest.raises(ValueError, match="32-byte digest"):
        token.sign(reference, date(2026, 1, 1), digest, KEY)


def test_the_key_is_made_once_and_private(tmp_path: Path) -> None:
    folder = tmp_path / "var"
    key = token.load_or_create_key(folder)
    again = token.load_or_create_key(folder)
    assert key.private_bytes_raw() == again.private_bytes_raw()
    assert stat.S_IMODE((folder / token.KEY_FILE).stat().st_mode) == 0o600
    public = token.load_public_key(folder / token.PUBLIC_KEY_FILE)
    assert token.verify(token.sign("R", date(2026, 1, 1), DIGEST, key), public).reference == "R"
    assert {file.name for file in folder.iterdir()} == {token.KEY_FILE, token.PUBLIC_KEY_FILE}


def test_a_key_opened_by_a_backup_is_closed_again(tmp_path: Path) -> None:
    token.load_or_create_key(tmp_path)
    (tmp_path / token.KEY_FILE).chmod(0o644)
    token.load_or_create_key(tmp_path)
    assert stat.S_IMODE((tmp_path / token.KEY_FILE).stat().st_mode) == 0o600


def _raw_key(folder: Path) -> bytes:
    return token.load_or_create_key(folder).private_bytes_raw()


def test_processes_that_start_together_share_one_key(tmp_path: Path) -> None:
    with multiprocessing.get_context("spawn").Pool(4) as pool:
        keys = pool.map(_raw_key, [tmp_path / "var"] * 8, chunksize=1)
    assert len(set(keys)) == 1


def _printed_code(page: Image.Image) -> list[list[bool]]:
    """The dark modules read from a scanned page: found by their frame on the right, each sampled at its middle."""
    dots = 100 / 25.4
    zone = page.crop((int(155 * dots), int(22 * dots), int(192 * dots), int(75 * dots)))
    left, top, right, bottom = zone.point(lambda grey: 255 if grey < 128 else 0).getbbox() or (0, 0, 1, 1)
    side = segno.make_qr(GOOD, error="m", boost_error=False, mask=2).symbol_size(border=0)[0]
    step = ((right - left) / side, (bottom - top) / side)
    middles = [
        [(int(left + (x + 0.5) * step[0]), int(top + (y + 0.5) * step[1])) for x in range(side)] for y in range(side)
    ]
    return [[zone.getpixel(middle) < 128 for middle in row] for row in middles]


def test_the_printed_code_reads_at_100_dpi() -> None:
    paper = Document("Plainte", "R", datetime(2026, 11, 20), "", (Token(GOOD, "Jeton"),))
    page = Image.open(io.BytesIO(pdf.preview(paper, dpi=100)[0])).convert("L")
    expected = segno.make_qr(GOOD, error="m", boost_error=False, mask=2).matrix
    assert _printed_code(page) == [[bool(module) for module in row] for row in expected]


def test_the_word_code_is_the_same() -> None:
    code = Image.open(io.BytesIO(token.qr_png(GOOD, module=1))).convert("L")
    expected = segno.make_qr(GOOD, error="m", boost_error=False, mask=2).matrix
    read = [[code.getpixel((x + 4, y + 4)) < 128 for x in range(len(expected))] for y in range(len(expected))]
    assert read == [[bool(module) for module in row] for row in expected]


CANONICAL = [
    ({"b": 1, "a": [True, None]}, b'{"a":[true,null],"b":1}'),
    ({"a": {"amount": 2400.0, "currency": "EUR"}}, b'{"a":{"amount":2400.0,"currency":"EUR"}}'),
    ({"a": "Noe\u0308l\n"}, '{"a":"Noël\\n"}'.encode()),
    ({"a": ("x",)}, b'{"a":["x"]}'),
    ({"a": "\ud83d\udeb2\ud800"}, '{"a":"🚲\ufffd"}'.encode()),
]


@pytest.mark.parametrize(("answers", "expected"), CANONICAL)
def test_a_case_has_one_spelling(answers: dict[str, object], expected: bytes) -> None:
    assert case.canonical(answers) == expected


@pytest.mark.parametrize(
    ("answers", "message"),
    [
        ({"a": {"b": [date(2026, 1, 1)]}}, r"case\.a\.b\[0\]: date"),
        ({"a": b"x"}, r"case\.a: bytes"),
        ({1: "x"}, "a key must be text"),
        ({"a": float("nan")}, "JSON"),
    ],
)
def test_a_value_without_json_form_is_refused_with_its_place(answers: dict[str, object], message: str) -> None:
    with pytest.raises((TypeError, ValueError), match=message):
        case.canonical(answers)
