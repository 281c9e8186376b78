"""Whatever arrives, a file is taken or refused with a sentence: no other error, and no copy that is not a picture."""

from __future__ import annotations

import io
from functools import cache

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from PIL import Image

from assistant.evidence import Refused, accept
from assistant.evidence.decoding import decode
from assistant.evidence.limits import NAME
from assistant.evidence.names import clean_name
from tests.evidence import files

pytestmark = pytest.mark.never_lost

ENDINGS = (
    "jpg",
    "png",
    "webp",
    "heic",
    "pdf",
    "txt",
    "eml",
    "msg",
    "mp3",
    "aac",
    "ogg",
    "wav",
    "amr",
    "m4a",
    "3gp",
    "",
)
STARTS = (b"", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF\x40\x00\x00\x00WEBP", b"RIFF\x40\x00\x00\x00WAVE", b"%PDF-1.7\n",
          b"OggS\x00", b"ID3\x04\x00", b"#!AMR\n", b"\xff\xfb\x90\x00", b"\xff\xf1\x50\x80", b"\x00\x00\x00\x18ftypheic",
          b"\x00\x00\x00\x18ftypM4A ", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK\x03\x04", b"From: a\nDate: b\n")  # fmt: skip
# No shrinking: making a failing picture small takes minutes.
MANY = settings(
    max_examples=250,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    phases=[Phase.explicit, Phase.generate],
)


def _tried(name: str, data: bytes) -> None:
    try:
        got = accept(name, data, decode=decode)
    except Refused as refused:
        assert "{" not in str(refused.message)
        return
    assert got.data == data
    for copy in got.display or ():
        with Image.open(io.BytesIO(copy)) as shown:
            shown.load()
            assert shown.format == "JPEG" and "exif" not in shown.info


@MANY
@given(start=st.sampled_from(STARTS), rest=st.binary(max_size=600), end=st.sampled_from(ENDINGS))
def test_any_bytes_under_any_name(start: bytes, rest: bytes, end: str) -> None:
    _tried(f"a.{end}", start + rest)


@cache
def _sound_files() -> dict[str, bytes]:
    return {
        "jpg": files.located_photo(),
        "png": files.picture("PNG", (60, 40)),
        "webp": files.picture("WEBP", (60, 40)),
        "pdf": files.pdf(),
        "msg": files.outlook(),
        "eml": files.message(b"MZ"),
        "mp3": files.mp3(),
        "ogg": files.ogg(),
        "m4a": files.media(),
        "wav": files.wav(),
        "amr": files.amr(),
    }


@MANY
@given(end=st.sampled_from(sorted(_sound_files())), told=st.data())
def test_any_damage_to_a_good_file(end: str, told: st.DataObject) -> None:
    data = bytearray(_sound_files()[end])
    for at, byte in told.draw(st.lists(st.tuples(st.integers(0, len(data) - 1), st.integers(0, 255)), max_size=12)):
        data[at] = byte
    start, stop = sorted(told.draw(st.tuples(st.integers(0, len(data)), st.integers(0, len(data)))))
    match told.draw(st.sampled_from(["keep", "cut", "drop", "twice"])):
        case "cut":
            data = data[:stop]
        case "drop":
            del data[start : min(stop, start + 200)]
        case "twice":
            data[start:start] = data[start:stop]
    _tried(f"a.{end}", bytes(data))


@given(st.text(alphabet=st.characters(codec=None), max_size=300))
def test_any_name_is_printable_and_short(raw: str) -> None:
    name = clean_name(raw)
    assert 0 < len(name) <= NAME
    assert name.isprintable() or " " in name
    assert not set(name) & set("/\\\n\r\t\x00\u202e")
    assert name.encode()
    assert clean_name(name) == name
