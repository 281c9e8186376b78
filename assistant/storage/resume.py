"""The resume file: a draft on the person's own device, sealed by a code that is nowhere in it.

`PRELUDE-DOSSIER 1`, a line of JSON (salt, cost), the sealed content, then the SHA-256 of all that: a file damaged on the
way is told from a wrong code.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from dataclasses import dataclass

from assistant.storage import codes, sealing
from assistant.storage.attachments import joined, parted
from assistant.storage.codes import Cost
from assistant.storage.errors import Altered, WrongCode

MAGIC = b"PRELUDE-DOSSIER 1\n"
_HEADER = 500  # bytes
_DIGEST = 32


class Damaged(Exception):
    """No resume file, or one that is truncated or altered. `reason`: `foreign` or `damaged`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Content:
    """What a resume file holds: the state of the visit, and further pieces (attachments) as bytes."""

    state: bytes
    pieces: tuple[bytes, ...] = ()


def write(content: Content, code: str, cost: Cost = codes.REAL) -> bytes:
    """The file that this code opens. `code`: as `new_code` gives it."""
    letters = codes.read_code(code)
    assert letters is not None, "a code comes from new_code"
    salt = secrets.token_bytes(16)
    head = MAGIC + json.dumps({"salt": salt.hex(), "cost": cost.as_json()}, sort_keys=True).encode() + b"\n"
    sealed = sealing.seal(codes.key_from(letters, salt, cost), _joined(content), "resume", head.hex())
    return head + sealed + hashlib.sha256(head + sealed).digest()


def read(file: bytes, code: str) -> Content:
    """What the file holds. Raises Damaged, WrongCode."""
    head, salt, cost = _head(file)
    body = file[:-_DIGEST]
    if len(body) <= len(head) or hashlib.sha256(body).digest() != file[-_DIGEST:]:
        raise Damaged("damaged")
    letters = codes.read_code(code)
    if letters is None:
        raise WrongCode
    try:
        joined = sealing.unseal(codes.key_from(letters, salt, cost), body[len(head) :], "resume", head.hex())
    except Altered:
        raise WrongCode from None
    return _parted(joined)


def _head(file: bytes) -> tuple[bytes, bytes, Cost]:
    end = file.find(b"\n", len(MAGIC), len(MAGIC) + _HEADER)
    if not file.startswith(MAGIC) or end < 0:
        raise Damaged(
            "damaged" if file.startswith(MAGIC) or MAGIC.startswith(file[: len(MAGIC)] or b"-") else "foreign"
        )
    try:
        told = json.loads(file[len(MAGIC) : end])
        salt, cost = bytes.fromhex(told["salt"]), codes.cost_from(told["cost"])
    except (ValueError, KeyError, TypeError) as error:
        raise Damaged("damaged") from error
    if cost is None or len(salt) != 16:
        raise Damaged("damaged")
    return file[: end + 1], salt, cost


def _joined(content: Content) -> bytes:
    return joined((sealing.pack(content.state), *content.pieces))


def _parted(whole: bytes) -> Content:
    parts = parted(whole)
    if not parts:
        raise Damaged("damaged")
    return Content(sealing.unpack(parts[0]), tuple(parts[1:]))
