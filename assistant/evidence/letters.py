"""Texts and e-mails: read enough to know that they are what they say, never opened further."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator

from assistant.evidence.limits import PREVIEW
from assistant.evidence.refusal import Refused

MARKUP = re.compile(
    r"\s*<(?:!doctype|html|head|body|script|iframe|svg|\?xml|\?php|%|!--|hta:|x?html:|job|package)", re.IGNORECASE
)
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")  # an escape (1b) colours some journals
_HIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]")
_HEADER = re.compile(rb"[!-9;-~]{1,80}[ \t]*:|[ \t]")
_USUAL = {b"from", b"to", b"date", b"subject", b"message-id", b"received", b"return-path"}
_HEADERS = 256 * 1024  # bytes; longer ones are no message
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OFFICE = {
    "WordDocument",
    "Workbook",
    "Book",
    "PowerPoint Document",
    "VBA",
    "_VBA_PROJECT",
    "_VBA_PROJECT_CUR",
    "Macros",
}
_STREAM_OF_MESSAGES = "__properties_version1.0"


def text_of(data: bytes) -> str:
    """A text in one of the spellings that phones and computers write; raises `Refused` when it is not one."""
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    for spelling in ("utf-16",) if wide else ("utf-8-sig", "cp1252"):
        try:
            text = data.decode(spelling)
        except UnicodeDecodeError:
            continue
        if _CONTROLS.search(text):
            break
        if MARKUP.match(text[:1000]):
            raise Refused("web")
        if text.startswith("#!") or re.match(r"\s*@echo\b", text[:100], re.IGNORECASE):
            raise Refused("program")
        return text
    raise Refused("damaged")


def preview(text: str) -> str:
    """The beginning of a text, without what is not seen or turns words around."""
    return _HIDDEN.sub("", text[: PREVIEW * 2].replace("\r\n", "\n").replace("\r", "\n")).strip()[:PREVIEW]


def check_eml(data: bytes) -> None:
    """Whether it begins with the headers of a message and holds no raw bytes; attachments stay as they are, unopened."""
    head = re.split(rb"\r?\n\r?\n", data[:_HEADERS].removeprefix(b"\xef\xbb\xbf"), maxsplit=1)[0]
    lines = re.split(rb"\r?\n", head)
    lines = lines[1:] if lines[0].startswith(b"From ") else lines  # the first line of a mailbox
    names = {line.split(b":")[0].strip().lower() for line in lines if b":" in line}
    if b"\x00" in data or len(names & _USUAL) < 2 or not all(map(_HEADER.match, lines)):
        raise Refused("damaged")


def check_msg(data: bytes) -> None:
    """Whether a compound file is an Outlook message: a Word or Excel file of old is built the same way."""
    try:
        names = frozenset(_entries(data))
    except (struct.error, IndexError, UnicodeDecodeError) as error:
        raise Refused("damaged") from error
    if names & _OFFICE or not names:
        raise Refused("office" if names else "damaged")
    if _STREAM_OF_MESSAGES not in names:
        raise Refused("office")


def _entries(data: bytes) -> Iterator[str]:
    """The names in the directory of a compound file."""
    (shift,) = struct.unpack_from("<H", data, 30)
    if shift not in (9, 12):
        return
    size = 1 << shift
    table = _table(data, size)
    (at,) = struct.unpack_from("<I", data, 48)
    for _ in range(len(data) // size):  # each sector once: a loop ends there
        if at >= len(table):
            return
        sector = data[(at + 1) * size : (at + 2) * size]
        for start in range(0, len(sector), 128):
            length, kind = struct.unpack_from("<HB", sector, start + 64)
            if kind and 2 <= length <= 64:
                yield sector[start : start + length - 2].decode("utf-16-le")
        at = table[at]


def _table(data: bytes, size: int) -> list[int]:
    """Which sector follows which."""
    parts = [n for n in struct.unpack_from("<109I", data, 76) if n < 0xFFFFFFF0]
    (more,) = struct.unpack_from("<I", data, 68)
    for _ in range(len(data) // size):
        if more >= 0xFFFFFFF0:
            break
        listed = struct.unpack_from(f"<{size // 4}I", data, (more + 1) * size)
        parts += [n for n in listed[:-1] if n < 0xFFFFFFF0]
        more = listed[-1]
    table: list[int] = []
    for part in parts[: len(data) // size]:
        table += struct.unpack_from(f"<{size // 4}I", data, (part + 1) * size)
    return table
