"""One file, from what a browser sends to what may be kept: taken with its clean copy, or refused with a sentence."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from assistant.evidence import isolated, letters
from assistant.evidence.decoding.drawn import Drawn
from assistant.evidence.ends import jpeg_end
from assistant.evidence.foreign import check_alone
from assistant.evidence.kinds import MSG, TEXT, Kind
from assistant.evidence.limits import MEGABYTE, SOUND_MB
from assistant.evidence.names import clean_name
from assistant.evidence.pieces import Piece, Where
from assistant.evidence.refusal import Refused
from assistant.evidence.sniff import recognise

Decode = Callable[[Kind, bytes, bool], Drawn]


@dataclass(frozen=True, slots=True)
class Accepted:
    """A file that may be kept: the original as it came, and what may be shown of it. Its name and bytes are in no log."""

    name: str = field(repr=False)  # cleaned; for the eyes only
    media_type: str
    data: bytes = field(repr=False)  # the original, unchanged: it is the evidence
    sha256: str = field(repr=False)  # of the original
    display: tuple[bytes, ...] | None = field(default=None, repr=False)  # JPEG pictures: the photo, or first pages
    preview: str = field(default="", repr=False)  # the beginning of a text
    pages: int = 0  # of a PDF
    taken: str = ""  # when the device says a photo was taken
    located: bool = False  # whether the original says where

    @property
    def size(self) -> int:
        """Bytes of the original."""
        return len(self.data)

    @property
    def shown(self) -> bytes | None:
        """The pictures of `display` one after the other, to be kept as one; `pictures` takes them apart."""
        return b"".join(self.display) if self.display else None

    def piece(self, identity: str, where: Where, added: datetime) -> Piece:
        """What the dossier keeps of it besides the bytes."""
        return Piece(identity, where, self.name, self.media_type, self.size, self.sha256, added)


def pictures(shown: bytes) -> tuple[bytes, ...]:
    """The JPEG pictures that `Accepted.shown` put together."""
    found: list[bytes] = []
    at = 0
    while at < len(shown) and (end := jpeg_end(shown, at)):
        found.append(shown[at:end])
        at = end
    return tuple(found)


def accept(name: str, data: bytes, images: bool = True, decode: Decode = isolated.decode) -> Accepted:
    """Takes a file or raises `Refused`, whose message is for the person. Safe from any thread; up to SECONDS for a PDF.

    `images`: false where no picture is received; a PDF is then opened to be checked, and no picture is made of it.
    """
    if not data:
        raise Refused("empty")
    if len(data) > SOUND_MB * MEGABYTE:
        raise Refused("too_big", limit=SOUND_MB)
    shown = clean_name(name)
    kind = recognise(shown, data)
    if kind.family == "image" and not images:
        raise Refused("image_here")
    if len(data) > kind.limit * MEGABYTE:
        raise Refused("too_big", limit=kind.limit)
    if kind not in (TEXT, MSG):
        check_alone(data, kind)
    drawn = decode(kind, data, images) if kind.family in ("image", "pdf") else Drawn()
    return Accepted(
        shown,
        kind.media_type,
        data,
        hashlib.sha256(data).hexdigest(),
        display=drawn.pictures or None,
        preview=letters.preview(letters.text_of(data)) if kind is TEXT else "",
        pages=drawn.pages,
        taken=drawn.taken,
        located=drawn.located,
    )
