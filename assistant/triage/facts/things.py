"""Objects named in a message, and their maker when it stands beside them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.triage.facts.tables import brands, objects, told
from assistant.triage.facts.value import Thing
from assistant.triage.times.reading import Word

MOST = 12
Maker = tuple[int, int, dict[str, str]]  # first and last word, and who it is by family
_BESIDE = 3  # words between an object and its maker: "un vélo électrique Giant", "mon Samsung noir"
_LONGEST_BRAND = 3
_OWN = frozenset("mon ma mes un une my a mi mis mein meine meinen il mio mia son sa sein seine his her el".split())
_TELLING = ("telephone", "voiture", "deux_roues", "trottinette", "console")  # "mon Samsung" is a phone


def things(text: str, words: Sequence[Word], lang: str) -> Iterator[Thing]:
    """Each object once, in order, a maker without its object included ("mon Samsung")."""
    plain = [word.text for word in words]
    makers, named = _makers(plain), _named(plain, lang)
    seen: set[tuple[str, str | None]] = set()
    for i, size, family in sorted((*named, *_alone(makers, named, plain))):
        brand = _beside(makers, i, size, family)
        start, end = words[i].start, words[i + size - 1].end
        if brand and brand[1] >= i + size - 1:
            end = max(end, words[brand[1]].end)
        if brand and brand[0] < i:
            start = words[brand[0]].start
        key = family, brand[2] if brand else None
        if key not in seen and len(seen) < MOST:
            seen.add(key)
            yield Thing(family, key[1], text[start:end], (start, end))


def _named(plain: Sequence[str], lang: str) -> list[tuple[int, int, str]]:
    """Where an object is named: place, number of words, family."""
    return [(i, size, str(meanings["family"])) for i, size, meanings in told(objects(), plain, lang)]


def _alone(
    makers: Sequence[Maker], named: Sequence[tuple[int, int, str]], plain: Sequence[str]
) -> Iterator[tuple[int, int, str]]:
    """Where a maker of one thing stands for it: "mon Samsung"."""
    for first, last, who in makers:
        family = next(iter(who))
        near = any(kind in who and first - _BESIDE <= i + size and i <= last + _BESIDE + 1 for i, size, kind in named)
        if len(who) == 1 and family in _TELLING and not near and first and plain[first - 1] in _OWN:
            yield first, last - first + 1, family


def _makers(plain: Sequence[str]) -> list[Maker]:
    """Where a maker is named."""
    found: list[Maker] = []
    for i in range(len(plain)):
        for size in range(_LONGEST_BRAND, 0, -1):
            who = brands().get(tuple(plain[i : i + size]))
            if who and len(plain) >= i + size:
                found.append((i, i + size - 1, dict(who)))
                break
    return found


def _beside(makers: Sequence[Maker], i: int, size: int, family: str) -> tuple[int, int, str] | None:
    """The maker named on or near an object, if it makes such things; None when two are."""
    near = {
        (first, last, who[family])
        for first, last, who in makers
        if family in who and i - _BESIDE <= first and last <= i + size - 1 + _BESIDE
    }
    return min(near) if len({name for _, _, name in near}) == 1 else None
