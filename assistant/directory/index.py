"""An index of commune names, present and former, and of postal codes: each question is a bisection or one C scan."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from assistant.directory.names import fold_all, without_article

_AFTER = "\x7f"  # sorts after every letter that a folded name can hold
_CLOSE_ENOUGH = 72  # out of 100, a word written by ear
_START = 0.92  # a start that is near counts a little less than a whole name that is near
_SURELY = 85  # a whole name so near is what was meant: starts are not looked at
_SHORTEST_SCAN = 3
_EVERYWHERE = ("saint", "sainte", "sur", "les", "des")  # thousands of names hold them
Hit = tuple[int, int]  # commune (row of the national table), entry


@dataclass(frozen=True, slots=True)
class Index:
    """Entries are names; `rows[entry]` is the commune each one means today, and those from `first_former` on are no more."""

    rows: array[int]
    names: tuple[str, ...]
    first_former: int
    whole: tuple[tuple[str, ...], array[int]]  # names without spaces, sorted, with their entry
    bare: tuple[tuple[str, ...], array[int]]  # the same without article, where there is one
    text: str  # "\\n la cote saint andre\\n ...": " sai" is in it
    starts: array[int]  # where each entry begins in the text
    coded: tuple[tuple[str, ...], array[int]]  # postal codes, sorted, with their row

    def exact(self, typed: str) -> Iterator[Hit]:
        """Entries of that name (without spaces), with or without its article."""
        for names, entries in (self.whole, self.bare):
            for at in range(bisect_left(names, typed), bisect_right(names, typed)):
                yield self._hit(entries[at])

    def beginning(self, typed: str) -> Iterator[Hit]:
        """Entries whose name begins like that."""
        for names, entries in (self.whole, self.bare):
            for at in range(bisect_left(names, typed), bisect_left(names, typed + _AFTER)):
                yield self._hit(entries[at])

    def with_words(self, words: Sequence[str]) -> Iterator[Hit]:
        """Entries of which each word typed begins a word."""
        longest = max(words, key=lambda word: (word not in _EVERYWHERE, len(word)))
        if len(longest) < _SHORTEST_SCAN:
            return
        wanted = [f" {word}" for word in words]
        at = self.text.find(f" {longest}")
        while at >= 0:
            entry = bisect_right(self.starts, at) - 1
            end = self.starts[entry + 1] if entry + 1 < len(self.starts) else len(self.text)
            if all(self.text.find(word, self.starts[entry], end) >= 0 for word in wanted):
                yield self._hit(entry)
            at = self.text.find(f" {longest}", end - 1)

    def near(self, typed: str) -> Iterator[tuple[float, Hit]]:
        """Entries spelled nearly like that, with a score out of 100; starts are compared under the same first letter."""
        for names, entries in (self.whole, self.bare):
            sure = False
            for score, at in _close(typed, names, 1.0):
                sure = sure or score >= _SURELY
                yield score, self._hit(entries[at])
            if sure:
                continue
            low, high = bisect_left(names, typed[0]), bisect_left(names, typed[0] + _AFTER)
            for score, at in _close(typed, [name[: len(typed)] for name in names[low:high]], _START):
                yield score, self._hit(entries[low + at])

    def with_code(self, digits: str) -> Iterator[int]:
        """Rows of which a postal code begins like that."""
        codes, rows = self.coded
        for at in range(bisect_left(codes, digits), bisect_left(codes, digits + _AFTER)):
            yield rows[at]

    def former(self, entry: int) -> str | None:
        """The name that is no more, when the entry is one."""
        return self.names[entry] if entry >= self.first_former else None

    def _hit(self, entry: int) -> Hit:
        return self.rows[entry], entry


def build(
    present: Sequence[tuple[int, str]], former: Sequence[tuple[int, str]], codes: Iterable[tuple[str, int]]
) -> Index:
    """An index of (row, name) now, (row, name) formerly, and (postal code, row)."""
    entries = [*present, *former]
    folded = fold_all([name for _, name in entries])
    bare = [(rest.replace(" ", ""), n) for n, name in enumerate(folded) if (rest := without_article(name))]
    lines = [f" {name}\n" for name in folded]
    return Index(
        rows=array("i", (row for row, _ in entries)),
        names=tuple(name for _, name in entries),
        first_former=len(present),
        whole=_sorted((name.replace(" ", ""), n) for n, name in enumerate(folded)),
        bare=_sorted(bare),
        text="".join(lines),
        starts=array("i", accumulate((len(line) for line in lines[:-1]), initial=0)),
        coded=_sorted(codes),
    )


def _sorted(pairs: Iterable[tuple[str, int]]) -> tuple[tuple[str, ...], array[int]]:
    ordered = sorted(pairs)
    return tuple(text for text, _ in ordered), array("i", (number for _, number in ordered))


def _close(typed: str, names: Sequence[str], weight: float) -> Iterator[tuple[float, int]]:
    from rapidfuzz.fuzz import ratio  # loaded only when nothing is written as typed
    from rapidfuzz.process import extract

    for _, score, at in extract(typed, names, scorer=ratio, score_cutoff=_CLOSE_ENOUGH / weight, limit=None):
        yield weight * score, at
