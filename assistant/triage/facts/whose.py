"""Whose a number or a thing is, by the words around it: the person's, or those of the one who did it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from assistant.triage.facts.tables import owners
from assistant.triage.facts.value import At
from assistant.triage.phrases import find
from assistant.triage.times.reading import tokens

Whose = Literal["", "mine", "theirs"]
_BEFORE, _AFTER = 50, 25  # letters looked at
_END = re.compile(r"[.!?;\n](?=\s|$)")


def whose(text: str, at: At) -> Whose:
    """Said by the last such word before it in its sentence, else by the first one after it; "" when nothing says."""
    before, after = _around(text, at)
    said = [one for one in _said(before) if one in ("mine", "theirs")][-1:]
    said = said or [one for one in _said(after) if one == "theirs"][:1]
    return "mine" if said == ["mine"] else "theirs" if said else ""


def asked(text: str, at: At) -> bool:
    """Whether a sum is one that somebody asks for."""
    return "asked" in _said(_around(text, at)[0])


def _around(text: str, at: At) -> tuple[str, str]:
    before = _END.split(text[max(at[0] - _BEFORE, 0) : at[0]])[-1]
    return before, _END.split(text[at[1] : at[1] + _AFTER])[0]


def _said(passage: str) -> Sequence[str]:
    plain, found, i = [word.text for word in tokens(passage)], [], 0
    while i < len(plain):
        size, meanings = find(owners(), plain, i) or (1, {})
        found += list(meanings)
        i += size
    return found
