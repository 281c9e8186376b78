"""A file of any length under one key, written and read in pieces: altered, cut, extended or reordered, it does not decrypt.

The STREAM construction (Hoang and others, 2015), as in age: AES-256-GCM, the nonce counts the pieces and marks the last
one. A key serves for one file, so that no nonce comes twice.
"""

from __future__ import annotations

from io import BytesIO
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from assistant.storage.errors import Altered

PIECE = 262_144  # bytes of text
_TAG = 16


def _nonce(number: int, last: bool) -> bytes:
    return number.to_bytes(11, "big") + (b"\1" if last else b"\0")


class Sealer:
    """Writes to `file` what it is given, sealed. `about`: what stands in clear before it, and must not change either."""

    def __init__(self, file: BinaryIO, key: bytes, about: bytes) -> None:
        self.file, self.about, self.cipher = file, about, AESGCM(key)
        self.number, self.waiting = 0, bytearray()

    def write(self, text: bytes) -> None:
        self.waiting += text
        while len(self.waiting) > PIECE:  # the last piece is known as such: one is always held back
            self._seal(bytes(self.waiting[:PIECE]), last=False)
            del self.waiting[:PIECE]

    def close(self) -> None:
        """Seals the last piece; without it the file is refused."""
        self._seal(bytes(self.waiting), last=True)

    def _seal(self, text: bytes, last: bool) -> None:
        self.file.write(self.cipher.encrypt(_nonce(self.number, last), text, self.about))
        self.number += 1


class Opener:
    """Reads from `file` what a Sealer wrote with this key after this `about`. Raises Altered."""

    def __init__(self, file: BinaryIO, key: bytes, about: bytes) -> None:
        self.file, self.about, self.cipher = file, about, AESGCM(key)
        self.number, self.text = 0, BytesIO()
        self.ahead = file.read(PIECE + _TAG)

    def read(self, length: int) -> bytes:
        """Exactly this many bytes."""
        found = bytearray(self.text.read(length))
        while len(found) < length:
            self._open()
            found += self.text.read(length - len(found))
        return bytes(found)

    def at_end(self) -> bool:
        """Whether everything has been read, the last piece recognised."""
        return not self.ahead and self.text.tell() == len(self.text.getbuffer())

    def _open(self) -> None:
        piece, self.ahead = self.ahead, self.file.read(PIECE + _TAG)
        try:
            self.text = BytesIO(self.cipher.decrypt(_nonce(self.number, not self.ahead), piece, self.about))
        except (InvalidTag, ValueError) as error:
            raise Altered("stream") from error
        self.number += 1
