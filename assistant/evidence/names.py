"""The name a person's device gave to a file: shown, never used as a path, and without what could forge what is read."""

from __future__ import annotations

import re
import unicodedata

from assistant.evidence.limits import NAME

UNNAMED = "fichier"
_FOLDERS = re.compile(r"[\\/]")
_ENDING = re.compile(r"\.([a-z0-9]{1,8})$")
_HIDDEN = frozenset(
    {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
)  # controls, right-to-left override, halves of characters


def clean_name(raw: str) -> str:
    """A printable name of at most NAME characters, its ending kept; `fichier` when nothing readable is left."""
    last = _FOLDERS.split(raw)[-1]
    seen = "".join(c for c in unicodedata.normalize("NFC", last[-1000:]) if unicodedata.category(c) not in _HIDDEN)
    name = " ".join(seen.split()).rstrip(". ")
    dot = f".{found}" if (found := ending(name)) else ""
    stem = name[: len(name) - len(dot)][: NAME - len(dot)].strip(". ") or UNNAMED
    return stem + name[len(name) - len(dot) :] if dot else stem


def ending(name: str) -> str:
    """What follows the last dot, in lower case; "" when that is no ending."""
    found = _ENDING.search(name.lower())
    return found[1] if found else ""
