"""Where each kind of file says that it ends: what follows was put there by someone else."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

_MARKER = re.compile(rb"\xff[^\x00\xff\xd0-\xd7]")
_LONE = frozenset({0x01, *range(0xD0, 0xD8)})  # JPEG markers without a length


def jpeg_end(data: bytes, start: int = 0) -> int | None:
    """The end of the JPEG that starts there; None when it stops before its end marker."""
    at = start + 2
    while (found := _MARKER.search(data, at)) and found.start() == at:
        code = data[at + 1]
        if code == 0xD9:
            return at + 2
        if code in _LONE or code == 0xD8:
            at += 2
            continue
        at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        if code == 0xDA:  # compressed data up to the next marker
            after = _MARKER.search(data, at)
            if after is None:
                return None
            at = after.start()
        while data[at : at + 2] == b"\xff\xff":  # padding before the next marker
            at += 1
    return None


def png_end(data: bytes) -> int | None:
    """The end of the last chunk of a PNG."""
    at = 8
    while at + 12 <= len(data):
        length, name = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        at += 12 + length
        if name == b"IEND":
            return at if at <= len(data) else None
    return None


def riff_end(data: bytes) -> int | None:
    """The end of a RIFF file (WebP); None when it is cut."""
    end = 8 + int.from_bytes(data[4:8], "little")
    return min(end + end % 2, len(data)) if end <= len(data) else None


def boxes(data: bytes, start: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """The boxes of an ISO media file (HEIC, m4a, 3gp): name, start and end of what each holds; stops at the first odd one."""
    at = start
    while at + 8 <= end:
        size, name, head = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8], 8
        if size == 1:
            size, head = int.from_bytes(data[at + 8 : at + 16], "big"), 16
        size = size or end - at
        if size < head or at + size > end or not name.replace(b"\xa9", b"c").isascii():
            return
        yield name, at + head, at + size
        at += size


def boxes_end(data: bytes) -> int | None:
    """The end of the last whole box; None when a box goes beyond the end of the file."""
    ends = [end for _, _, end in boxes(data, 0, len(data))]
    if not ends:
        return None
    rest = data[ends[-1] : ends[-1] + 8]
    cut = len(rest) == 8 and rest[4:8].isalnum() and int.from_bytes(rest[:4], "big") > len(data) - ends[-1]
    return None if cut else ends[-1]


def pdf_end(data: bytes) -> int | None:
    """After the last end mark of a PDF."""
    at = data.rfind(b"%%EOF")
    return at + 5 if at >= 0 else None


ENDS: Mapping[str, Callable[[bytes], int | None]] = {
    "image/jpeg": jpeg_end,
    "image/png": png_end,
    "image/webp": riff_end,
    "image/heic": boxes_end,
    "application/pdf": pdf_end,
    "audio/mp4": boxes_end,
    "audio/3gpp": boxes_end,
}
