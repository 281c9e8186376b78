"""A signing key that is replaced: its public half stays, so that the papers it signed are still recognised.

Beside the key in use, `paper-key-until-AAAAMMJJ-….pub.pem` for each one before: it is good for papers of that day or
earlier. Whoever stole it cannot sign a paper of today; if it may be stolen, remove that file, and its papers are refused.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_private_key

from assistant.document.token import (
    KEY_FILE,
    PUBLIC_KEY_FILE,
    InvalidToken,
    Verified,
    load_or_create_key,
    load_public_key,
    private_pem,
    verify,
    write_once,
)

_RETIRED = re.compile(r"paper-key-until-(\d{8})-[0-9a-f]{8}\.pub\.pem")


@dataclass(frozen=True, slots=True)
class PublicKey:
    """A key to check papers with. `until`: the last day it signed; None while it is in use."""

    key: Ed25519PublicKey
    until: date | None = None


def public_keys(data_dir: Path) -> tuple[PublicKey, ...]:
    """Those of this installation, the one in use first, then the latest retired. Made on first use, like the key."""
    current = load_or_create_key(data_dir).public_key()
    return (PublicKey(current), *_retired(data_dir))


def _retired(data_dir: Path) -> Iterator[PublicKey]:
    for path in sorted(data_dir.iterdir(), reverse=True):
        if named := _RETIRED.fullmatch(path.name):
            yield PublicKey(load_public_key(path), datetime.strptime(named[1], "%Y%m%d").date())


def verify_any(token: str, keys: Iterable[PublicKey]) -> Verified:
    """What the token says, signed by one of these keys while it was in use. Raises InvalidToken."""
    for each in keys:
        try:
            told = verify(token, each.key)
        except InvalidToken as error:
            if error.reason != "signature":
                raise
        else:
            if each.until is None or told.created <= each.until:
                return told
    raise InvalidToken("signature")


def rotate_key(data_dir: Path, today: date) -> Path:
    """A new signing key; gives the file of the public half of the one before.

    Its public half is on the disk before the key goes: interrupted anywhere, no paper becomes unverifiable."""
    old, new = _public_pem(load_or_create_key(data_dir)), Ed25519PrivateKey.generate()
    retired = data_dir / f"paper-key-until-{today:%Y%m%d}-{hashlib.sha256(old).hexdigest()[:8]}.pub.pem"
    if not retired.exists():
        write_once(retired, old)
        retired.chmod(0o644)
    for name, content, mode in ((KEY_FILE, private_pem(new), 0o600), (PUBLIC_KEY_FILE, _public_pem(new), 0o644)):
        ready = data_dir / f".{name}.new"
        ready.unlink(missing_ok=True)
        write_once(ready, content)
        ready.chmod(mode)
        ready.replace(data_dir / name)
    return retired


def public_half_differs(data_dir: Path) -> bool:
    """Whether the public file is missing or of another key. Raises OSError, ValueError."""
    key, public = load_pem_private_key((data_dir / KEY_FILE).read_bytes(), password=None), data_dir / PUBLIC_KEY_FILE
    if not isinstance(key, Ed25519PrivateKey):
        raise ValueError("not an Ed25519 key")
    return not public.exists() or public.read_bytes() != _public_pem(key)


def _public_pem(key: Ed25519PrivateKey) -> bytes:
    return key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
