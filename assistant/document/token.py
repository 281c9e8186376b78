"""The signed token of a paper: lets a desk check offline that a file is the one this paper was printed from.

It holds the reference, the day and the SHA-256 of the canonical case: nothing about the person, no link, no code.
`PRELUDE1.` then base64url(digest 32 bytes, day as YYYYMMDD, reference) then `.` then base64url(Ed25519 signature).
"""

from __future__ import annotations

import base64
import binascii
import io
import os
import secrets
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path

import segno
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)

PREFIX = "PRELUDE1"
KEY_FILE = "paper-key.pem"
PUBLIC_KEY_FILE = "paper-key.pub.pem"
_DIGEST, _DAY, _SIGNATURE = 32, 8, 64  # bytes
_LONGEST_REFERENCE = 40  # bytes; beyond, the QR code is no longer read from a 100 dpi scan


@dataclass(frozen=True, slots=True)
class Verified:
    """What a valid token says."""

    reference: str
    created: date
    digest: bytes


class InvalidToken(ValueError):
    """`reason`: `format` (no token, or truncated), `version` (a newer one), `signature` (altered, or another key)."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def _encode(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode("ascii").rstrip("=")


def _decode(text: str) -> bytes:
    """Strict: one value has one spelling, so that a changed character is never accepted."""
    try:
        raw = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (ValueError, binascii.Error) as error:
        raise InvalidToken("format") from error
    if _encode(raw) != text:
        raise InvalidToken("format")
    return raw


def sign(reference: str, created: date, digest: bytes, key: Ed25519PrivateKey) -> str:
    """About 170 characters for a reference of 12; `digest` is the SHA-256 of the canonical case (32 bytes)."""
    if len(digest) != _DIGEST or len(reference.encode()) > _LONGEST_REFERENCE:
        raise ValueError("a token needs a 32-byte digest and a reference of at most 40 bytes")
    payload = digest + f"{created:%Y%m%d}".encode("ascii") + reference.encode()
    return f"{PREFIX}.{_encode(payload)}.{_encode(key.sign(f'{PREFIX}.'.encode() + payload))}"


def verify(token: str, public_key: Ed25519PublicKey) -> Verified:
    """What the token says, or InvalidToken; spaces and line breaks of a copy-paste do not matter."""
    version, _, rest = "".join(token.split()).partition(".")
    if version != PREFIX:
        raise InvalidToken("version" if version.startswith("PRELUDE") and rest else "format")
    payload, *signature = map(_decode, rest.split("."))
    if len(signature) != 1 or len(signature[0]) != _SIGNATURE or len(payload) < _DIGEST + _DAY:
        raise InvalidToken("format")
    try:
        public_key.verify(signature[0], f"{PREFIX}.".encode() + payload)
        day = datetime.strptime(payload[_DIGEST : _DIGEST + _DAY].decode("ascii"), "%Y%m%d").date()
        return Verified(payload[_DIGEST + _DAY :].decode(), day, payload[:_DIGEST])
    except InvalidSignature as error:
        raise InvalidToken("signature") from error
    except ValueError as error:  # signed by us, but not of this shape: a bug or another use of the key
        raise InvalidToken("format") from error


def write_once(path: Path, content: bytes) -> bytes:
    """Create `path` readable by its owner only, whole or not at all; when another process was first, read its file."""
    draft = path.with_name(f".{path.name}.{os.getpid()}-{secrets.token_hex(4)}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(draft, path)  # unlike a rename, fails when the file is already there
    except FileExistsError:
        return path.read_bytes()
    finally:
        draft.unlink()
    return content


def load_or_create_key(data_dir: Path) -> Ed25519PrivateKey:
    """The signing key of this installation (PEM, mode 0600), its public half beside it; made on first use."""
    data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = data_dir / KEY_FILE
    pem = path.read_bytes() if path.exists() else write_once(path, private_pem(Ed25519PrivateKey.generate()))
    key = load_pem_private_key(pem, password=None)
    if not isinstance(key, Ed25519PrivateKey):
        raise ValueError(f"{path} does not hold an Ed25519 key")
    path.chmod(0o600)  # a copy or a restored backup may have opened it
    public = data_dir / PUBLIC_KEY_FILE
    if not public.exists():
        write_once(public, key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))
        public.chmod(0o644)
    return key


def private_pem(key: Ed25519PrivateKey) -> bytes:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def load_public_key(path: Path) -> Ed25519PublicKey:
    """The key a desk checks with: the public file alone, without the installation that signed."""
    key = load_pem_public_key(path.read_bytes())
    if not isinstance(key, Ed25519PublicKey):
        raise ValueError(f"{path} does not hold an Ed25519 public key")
    return key


@lru_cache(maxsize=32)
def _qr(token: str) -> segno.QRCode:
    """Level M survives a fold or a stamp over 15 % of the code, and still reads at 100 dpi when printed 3.2 cm wide.

    Kept a moment because the PDF and the Word file of one paper draw the same code. One mask and not the best of eight:
    a signed token is as random as a mask makes it, and comparing them is four fifths of the work.
    """
    return segno.make_qr(token, error="m", boost_error=False, mask=2)


def qr_svg(token: str) -> str:
    """The QR code as SVG, black on white with its quiet zone, without any outside reference."""
    out = io.BytesIO()
    _qr(token).save(out, kind="svg", xmldecl=False, svgns=True, light="#fff", omitsize=True)
    return out.getvalue().decode()


def qr_png(token: str, module: int = 6) -> bytes:
    """The same QR code as PNG, `module` pixels to a square."""
    out = io.BytesIO()
    _qr(token).save(out, kind="png", scale=module)
    return out.getvalue()
