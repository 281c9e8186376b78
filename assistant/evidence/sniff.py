"""What a file is, told by its content; the ending of its name must agree, so that nothing is opened as something else."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping

from assistant.evidence import kinds, letters, sounds
from assistant.evidence.kinds import KINDS, REFUSED_ENDINGS, Kind
from assistant.evidence.names import ending
from assistant.evidence.refusal import Refused

# First bytes of what is never taken.
_NEVER: Mapping[bytes, str] = {
    b"Rar!\x1a\x07": "archive",
    b"7z\xbc\xaf\x27\x1c": "archive",
    b"\x1f\x8b": "archive",
    b"BZh": "archive",
    b"\xfd7zXZ": "archive",
    b"\x28\xb5\x2f\xfd": "archive",
    b"MSCF": "archive",
    b"{\\rtf": "office",
    b"MZ": "program",
    b"\x7fELF": "program",
    b"\xca\xfe\xba\xbe": "program",
    b"\xcf\xfa\xed\xfe": "program",
    b"\xce\xfa\xed\xfe": "program",
    b"\x00asm": "program",
    b"dex\n": "program",
    b"L\x00\x00\x00\x01\x14\x02\x00": "program",
    b"GIF8": "picture_kind",
    b"BM": "picture_kind",
    b"II*\x00": "picture_kind",
    b"MM\x00*": "picture_kind",
    b"8BPS": "picture_kind",
    b"\x00\x00\x01\x00": "picture_kind",
    b"\xff\x0a": "picture_kind",
    b"\x1a\x45\xdf\xa3": "video",
    b"FLV\x01": "video",
    b"\x00\x00\x01\xba": "video",
    b"\x00\x00\x01\xb3": "video",
    b"\x30\x26\xb2\x75": "video",
    b"fLaC": "sound_kind",
    b"FORM": "sound_kind",
    b"MThd": "sound_kind",
    b"caff": "sound_kind",
}  # fmt: skip
_HEIC = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx"})
_OFFICE_PARTS = ("[Content_Types].xml", "mimetype", "word/", "xl/", "ppt/", "content.xml")
_TEXTS: Mapping[str, Kind] = dict.fromkeys(kinds.TEXT.extensions, kinds.TEXT) | {"eml": kinds.EML}


def recognise(name: str, data: bytes) -> Kind:
    """The kind of a file that may be taken; raises `Refused` with the sentence that helps most."""
    end = ending(name)
    kind = _by_content(data)
    if kind is None:
        return _by_name(end, data)
    if end and end not in kind.extensions:
        raise Refused("extension", extension=end, kind=kind.label)
    return kind


def _by_content(data: bytes) -> Kind | None:
    """The kind that the bytes show, None for a text or for nothing known."""
    if data.startswith(b"PK\x03\x04") or data.startswith(b"PK\x05\x06"):
        raise Refused(_packed(data))
    for test, kind in _TESTS.items():
        if test(data):
            return kind
    if data[4:8] == b"ftyp":
        return _media(data)
    if data.startswith(letters.COMPOUND):
        letters.check_msg(data)
        return kinds.MSG
    if (data[:4] == b"RIFF" and data[8:12] == b"AVI ") or data[4:8] in (b"moov", b"mdat", b"wide", b"skip"):
        raise Refused("video")
    if data[257:262] == b"ustar":
        raise Refused("archive")
    for mark, code in _NEVER.items():
        if data.startswith(mark) and not _is_text(data):
            raise Refused(code)
    if letters.MARKUP.match(data[:1000].decode("latin-1").removeprefix("ï»¿")):
        raise Refused("web")
    if data.startswith(b"#!") and not data.startswith(b"#!AMR"):
        raise Refused("program")
    return None


def _is_text(data: bytes) -> bool:
    """Whether the beginning is words: « BMW volée » is no bitmap."""
    return not re.search(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]", data[:200]) and not data.startswith(b"{\\rtf")


def _by_name(end: str, data: bytes) -> Kind:
    """A text or a message, if its name says so and it can be read as one."""
    if end in REFUSED_ENDINGS:
        raise Refused(REFUSED_ENDINGS[end])
    kind = _TEXTS.get(end)
    if kind is kinds.TEXT:
        letters.text_of(data)
    elif kind is kinds.EML:
        letters.check_eml(data)
    if kind is not None:
        return kind
    known = any(end in one.extensions for one in KINDS.values())
    raise Refused("damaged" if known else "unknown")


def _packed(data: bytes) -> str:
    """Whether an archive is an office document, a program for phones, or a folder."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()[:2000]
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, UnicodeDecodeError):
        return "archive"
    if "META-INF/MANIFEST.MF" in names or "AndroidManifest.xml" in names:
        return "program"
    return "office" if any(name.startswith(_OFFICE_PARTS) for name in names) else "archive"


def _media(data: bytes) -> Kind:
    """Photos of phones, voice recordings and films share one container."""
    size = min(int.from_bytes(data[:4], "big"), 400)
    brands = {data[8:12], *(data[at : at + 4] for at in range(16, size, 4))}
    if brands & _HEIC:
        return kinds.HEIC
    if brands & {b"avif", b"avis", b"mif1", b"jxl "}:
        raise Refused("picture_kind")
    found = sounds.tracks(data)
    if b"vide" in found or data[8:10] == b"qt":
        raise Refused("video")
    if b"soun" not in found:
        raise Refused("damaged")
    return kinds.TGP if data[8:11] == b"3gp" else kinds.M4A


def _is_pdf(data: bytes) -> bool:
    return data[:32].lstrip(b"\xef\xbb\xbf\r\n\t \x00").startswith(b"%PDF-")


_TESTS: Mapping[Callable[[bytes], bool], Kind] = {
    lambda data: data.startswith(b"\xff\xd8\xff"): kinds.JPEG,
    lambda data: data.startswith(b"\x89PNG\r\n\x1a\n"): kinds.PNG,
    lambda data: data[:4] == b"RIFF" and data[8:12] == b"WEBP": kinds.WEBP,
    _is_pdf: kinds.PDF,
    lambda data: data[:4] == b"RIFF" and data[8:12] == b"WAVE" and sounds.is_wav(data): kinds.WAV,
    lambda data: data[:4] == b"OggS" and sounds.check_ogg(data): kinds.OGG,
    sounds.is_amr: kinds.AMR,
    sounds.is_mp3: kinds.MP3,
    sounds.is_aac: kinds.AAC,
}
