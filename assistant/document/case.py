"""The case as bytes: one spelling only, so that its SHA-256 means the same everywhere and for years."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Mapping


def _settled(value: object, path: str) -> object:
    """The same JSON value with NFC texts; anything JSON does not have is refused with the place where it stands."""
    match value:
        case str():
            whole = value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")  # half a character is none
            return unicodedata.normalize("NFC", whole)
        case None | bool() | int() | float():
            return value
        case Mapping():
            return {_key(key, path): _settled(item, f"{path}.{key}") for key, item in value.items()}
        case list() | tuple():
            return [_settled(item, f"{path}[{i}]") for i, item in enumerate(value)]
    raise TypeError(f"{path}: {type(value).__name__} has no JSON form")


def _key(key: object, path: str) -> str:
    if not isinstance(key, str):
        raise TypeError(f"{path}: a key must be text, not {type(key).__name__}")
    return str(_settled(key, path))


def canonical(case: Mapping[str, object]) -> bytes:
    """Deterministic JSON: keys sorted, UTF-8, NFC, no spaces; numbers as given. Raises ValueError on NaN or infinity,
    TypeError (with the path) on a value that JSON does not have."""
    settled = _settled(case, "case")
    text = json.dumps(settled, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return text.encode()


def digest(content: bytes) -> bytes:
    """SHA-256, 32 bytes: what the paper's token signs, and what the list of evidence prints."""
    return hashlib.sha256(content).digest()
