"""Sound files, told by how they are built: frames that follow one another, pages, boxes. They are only stored."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from assistant.evidence.ends import boxes
from assistant.evidence.refusal import Refused

_FRAMES = 3  # whole frames in a row: chance does not make that
_RATES = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}  # of MPEG 1, 2, 2.5
_BITS_1 = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)  # kbit/s, layer III of MPEG 1
_BITS_2 = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
_AMR = {
    b"#!AMR\n": (12, 13, 15, 17, 19, 20, 26, 31, 5),
    b"#!AMR-WB\n": (17, 23, 32, 36, 40, 46, 50, 58, 60, 5),
}
_VOICES = (b"OpusHead", b"\x01vorbis", b"Speex", b"\x7fFLAC")
_FILMS = (b"\x80theora", b"fishead", b"BBCD\x00", b"OVP80")


def is_mp3(data: bytes) -> bool:
    """Frames of MPEG layer III, after the tags that name the title."""
    at = 0
    while data[at : at + 3] == b"ID3" and len(data) >= at + 10:
        sizes = data[at + 6 : at + 10]
        at += 10 + sum((byte & 0x7F) << shift for byte, shift in zip(sizes, (21, 14, 7, 0), strict=True))
    while at < len(data) and data[at] == 0:
        at += 1
    return _in_a_row(data, at, _mp3_frame)


def _mp3_frame(data: bytes, at: int) -> int:
    """Bytes of the frame that starts there, 0 when none does."""
    head = data[at : at + 4]
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE6 != 0xE2:
        return 0
    version, bits, rate = head[1] >> 3 & 3, head[2] >> 4, head[2] >> 2 & 3
    if version == 1 or bits in (0, 15) or rate == 3:
        return 0
    kilobits = (_BITS_1 if version == 3 else _BITS_2)[bits]
    return (144 if version == 3 else 72) * kilobits * 1000 // _RATES[version][rate] + (head[2] >> 1 & 1)


def is_aac(data: bytes) -> bool:
    """Frames of AAC, each with its own header (ADTS)."""
    return _in_a_row(data, 0, _aac_frame)


def _aac_frame(data: bytes, at: int) -> int:
    head = data[at : at + 6]
    if len(head) < 6 or head[0] != 0xFF or head[1] & 0xF6 != 0xF0 or head[2] >> 2 & 15 > 12:
        return 0
    return (head[3] & 3) << 11 | head[4] << 3 | head[5] >> 5


def _in_a_row(data: bytes, at: int, frame: Callable[[bytes, int], int]) -> bool:
    for _ in range(_FRAMES):
        size = frame(data, at)
        if size < 7 or at + size > len(data):
            return False
        at += size
        if at == len(data):
            return True
    return True


def is_amr(data: bytes) -> bool:
    """The recorder of older phones: one byte says how long each frame is."""
    for head, sizes in _AMR.items():
        if data.startswith(head):
            at, count = len(head), 0
            while at < len(data):
                mode = data[at] >> 3 & 15
                if data[at] & 0x83 or (mode >= len(sizes) and mode < 14):
                    return False
                at += 1 + (sizes[mode] if mode < len(sizes) else 0)
                count += 1
            return count > 0
    return False


def is_wav(data: bytes) -> bool:
    """RIFF with a format and samples."""
    names: set[bytes] = set()
    at = 12
    while at + 8 <= len(data) and len(names) < 50:
        name = data[at : at + 4]
        names.add(name)
        if name == b"data":  # often the last one, with a size that the recorder had no time to write
            return b"fmt " in names
        size = int.from_bytes(data[at + 4 : at + 8], "little")
        at += 8 + size + size % 2
    return False


def check_ogg(data: bytes) -> bool:
    """Whether pages follow one another to the end and carry a voice; raises `Refused` for a film."""
    at, heard = 0, False
    while at < len(data):
        page, count = data[at : at + 27], data[at + 26 : at + 27]
        if len(page) < 27 or page[:5] != b"OggS\x00":
            return False
        lengths = data[at + 27 : at + 27 + count[0]]
        body = at + 27 + count[0]
        if page[5] & 2:  # the first page of a track says what it is
            if data.startswith(_FILMS, body):
                raise Refused("video")
            heard = heard or data.startswith(_VOICES, body)
        at = body + sum(lengths)
    return heard and at == len(data)


def tracks(data: bytes) -> frozenset[bytes]:
    """What the tracks of an ISO media file are: `soun`, `vide`, `pict`…"""
    return frozenset(_handlers(data, 0, len(data), 0))


def _handlers(data: bytes, start: int, end: int, depth: int) -> Iterator[bytes]:
    for name, first, last in boxes(data, start, end):
        if name == b"hdlr":
            yield data[first + 8 : first + 12]
        elif name in (b"moov", b"trak", b"mdia") and depth < 4:
            yield from _handlers(data, first, last, depth + 1)
