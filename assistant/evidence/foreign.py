"""A file inside another: an archive after a photo, a web page after a PDF. Read by two programs, it is two files."""

from __future__ import annotations

import io
import re
import zipfile

from assistant.evidence.ends import ENDS, boxes_end, jpeg_end
from assistant.evidence.kinds import PDF, Kind
from assistant.evidence.refusal import Refused

_HEAD = 1024  # a PDF may begin anywhere in there
_NOTES = 4096  # bytes that the maker of a phone may write after a photo
# Marks of five bytes or more: long enough not to stand in compressed data by chance.
_INSIDE = re.compile(
    rb"%PDF-|Rar!\x1a\x07|7z\xbc\xaf\x27\x1c|\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    rb"|<(?:[hH][tT][mM][lL]|!(?i:doctype)|(?i:script)|(?i:iframe)|(?i:svg)[\s>]|\?[pP][hH][pP])"
)
_BEGINS = (
    b"PK\x03\x04",
    b"PK\x05\x06",
    b"MZ",
    b"\x7fELF",
    b"\xca\xfe\xba\xbe",
    b"#!",
    b"\x1f\x8b",
    b"BZh",
    b"\xfd7zXZ",
)


def check_alone(data: bytes, kind: Kind) -> None:
    """Refuses a file that holds another one, or that stops before its end."""
    if zipfile.is_zipfile(io.BytesIO(data)) or (kind is not PDF and b"%PDF-" in data[:_HEAD]):
        raise Refused("hidden")
    find_end = ENDS.get(kind.media_type)
    if find_end is None:  # most sounds have no end mark: a file inside would show its own marks
        if kind.family == "sound" and _INSIDE.search(data):
            raise Refused("hidden")
        return
    end = find_end(data)
    if end is None:
        raise Refused("damaged")
    if not _harmless(data, end):
        raise Refused("hidden")


def _harmless(data: bytes, end: int) -> bool:
    """Whether what follows the end is what phones add: a second picture, a short film, notes; and no file of its own."""
    tail = data[end:].strip(b"\x00\xff\r\n\t ")
    if not tail:
        return True
    if tail.startswith(_BEGINS) or _INSIDE.search(tail):
        return False
    known = len(tail) <= _NOTES or tail.endswith(b"SEFT")  # the notes of one maker hold films and sounds
    return known or (tail.startswith(b"\xff\xd8\xff") and jpeg_end(tail) is not None) or _is_film(tail)


def _is_film(tail: bytes) -> bool:
    """The few seconds before a photo, which several phones keep after it."""
    return tail[4:8] == b"ftyp" and boxes_end(tail) is not None
