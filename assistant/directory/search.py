"""A commune found from what people type: a piece of its name, a postal code, a slip of the keyboard."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from assistant.directory.records import Commune
from assistant.directory.tables import communes

_LONGEST = 80  # no commune's name is longer: what follows is noise
_CLOSE_ENOUGH = 72
_SHORTEST_TYPO = 4
_ARTICLES = {"l", "le", "la", "les"}
_SPELLED_OUT = {"st": "saint", "ste": "sainte", "sts": "saints"}


@dataclass(frozen=True, slots=True)
class _Entry:
    """A commune with its name in the forms that are compared."""

    commune: Commune
    full: str  # "lecotesaintandre": how people write a name does not depend on its spaces
    bare: str  # the same without its article
    starts: str  # " la cote saint andre": " sai" is in it


def search_communes(text: str, limit: int = 8) -> tuple[Commune, ...]:
    """Best matches first: whole name, start of the name, words, then near spellings; ties by population."""
    folded = _fold(text[:_LONGEST])
    digits = max(re.findall(r"\d+", folded), key=len, default="")
    words = [word for word in folded.split() if not word.isdigit()]
    here = [entry for entry in _entries() if _has_code(entry.commune, digits)] if digits else []
    if not words:  # 38500 is Voiron's postal code before it is Têche's INSEE code
        return _best(((float(entry.commune.insee == digits), entry) for entry in here), limit)
    found = _by_name(words, here) or _by_name(words, _entries()) or [(0.0, entry) for entry in here]
    return _best(found, limit)


def _by_name(words: Sequence[str], entries: Sequence[_Entry]) -> list[tuple[float, _Entry]]:
    """Names written as typed, else names spelled nearly like that; the lower the rank the better."""
    typed, starts = "".join(words), [f" {word}" for word in words]
    ranked = ((_rank(typed, starts, entry), entry) for entry in entries)
    written = [(rank, entry) for rank, entry in ranked if rank is not None]
    if written or len(typed) < _SHORTEST_TYPO:
        return written
    return _near(typed, entries)


def _rank(typed: str, starts: Sequence[str], entry: _Entry) -> float | None:
    """0 the whole name, 1 its start, 2 the start of words inside it; None where it does not fit."""
    if typed in (entry.full, entry.bare):
        return 0.0
    if entry.full.startswith(typed) or entry.bare.startswith(typed):
        return 1.0
    for start in starts:
        if start not in entry.starts:
            return None
    return 2.0


def _near(typed: str, entries: Sequence[_Entry]) -> list[tuple[float, _Entry]]:
    """Entries spelled nearly like that; the start of a name counts a little less than the whole."""
    from rapidfuzz.fuzz import ratio  # loaded only when nothing is written as typed
    from rapidfuzz.process import extract

    best: dict[int, float] = {}
    for weight, names in (
        (1.0, [entry.full for entry in entries]),
        (1.0, [entry.bare for entry in entries]),
        (0.92, [entry.full[: len(typed)] for entry in entries]),
        (0.92, [entry.bare[: len(typed)] for entry in entries]),
    ):
        for _, score, at in extract(typed, names, scorer=ratio, score_cutoff=_CLOSE_ENOUGH / weight, limit=None):
            best[at] = max(best.get(at, 0.0), weight * score)
    return [(-score, entries[at]) for at, score in best.items()]


def _best(ranked: Iterable[tuple[float, _Entry]], limit: int) -> tuple[Commune, ...]:
    ordered = sorted(ranked, key=lambda pair: (pair[0], -pair[1].commune.population, pair[1].commune.insee))
    return tuple(entry.commune for _, entry in ordered[: max(limit, 0)])


def _has_code(commune: Commune, digits: str) -> bool:
    """Whether these are the start of a postal code, or the whole INSEE code."""
    return digits == commune.insee or any(code.startswith(digits) for code in commune.postal_codes)


@cache
def _entries() -> tuple[_Entry, ...]:
    return tuple(_entry(commune) for commune in communes().values())


def _entry(commune: Commune) -> _Entry:
    words = _fold(commune.name).split()
    bare = words[1:] if words[0] in _ARTICLES else words
    return _Entry(commune, "".join(words), "".join(bare), " " + " ".join(words))


def _fold(text: str) -> str:
    """Lower case, no accent, words apart by one space, "st" spelled out: how two spellings of a name meet."""
    plain = unicodedata.normalize("NFKD", text.casefold().replace("œ", "oe").replace("æ", "ae"))
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return " ".join(_SPELLED_OUT.get(word, word) for word in re.findall(r"[^\W_]+", letters))
