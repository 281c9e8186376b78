"""An index of commune names, present and former: each question is a bisection or one scan in C."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain, pairwise

from assistant.directory.names import fold_all, without_article

_AFTER = "\x7f"  # sorts after every letter that a folded name can hold
_CLOSE_ENOUGH = 72  # out of 100, a word written by ear
_START = 0.92  # a start that is near counts a little less than a whole name that is near
_SURELY = 85  # a whole name so near is what was meant: starts are not looked at
_SHORTEST_SCAN = 3
_EVERYWHERE = ("saint", "sainte", "sur", "les", "des")  # thousands of names hold them
Hit = tuple[int, str | None]  # commune (row of the national table), and the former name that led to it
Sorted = tuple[tuple[str, ...], "array[int]"]  # names in order, and the entry of each


@dataclass(frozen=True, slots=True)
class Index:
    """Entries are names; `rows[entry]` is the commune that each one means today; the last ones are `formers`."""

    rows: array[int]
    formers: tuple[str, ...]
    whole: Sorted  # names without spaces
    bare: Sorted  # the same without article, where there is one
    text: str  # "\\n la cote saint andre\\n ...": " sai" is in it
    starts: array[int]  # where each entry begins in the text

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

    def near(self, typed: str, among: Collection[int] | None = None) -> Iterator[tuple[float, Hit]]:
        """Entries spelled nearly like that, with a score out of 100, of some rows or of all; starts are compared under
        the same first letter."""
        for names, entries in (self.whole, self.bare) if among is None else self._of(among):
            sure = False
            for score, at in _close(typed, names):
                sure = sure or score >= _SURELY
                yield score, self._hit(entries[at])
            if sure:
                continue
            low, high = bisect_left(names, typed[0]), bisect_left(names, typed[0] + _AFTER)
            for score, at in _close(typed, [name[: len(typed)] for name in names[low:high]], _START):
                yield score, self._hit(entries[low + at])

    def _of(self, among: Collection[int]) -> tuple[Sorted, Sorted]:
        """`whole` and `bare` of some rows."""
        ends = 0, len(self.rows) - len(self.formers), len(self.rows)
        entries = [
            entry
            for low, high in pairwise(ends)
            for row in among
            for entry in range(bisect_left(self.rows, row, low, high), bisect_right(self.rows, row, low, high))
        ]
        folded = [self.text[self.starts[n] + 1 : self.text.index("\n", self.starts[n])] for n in entries]
        return _sorted(folded, entries), _sorted([without_article(name) for name in folded], entries)

    def _hit(self, entry: int) -> Hit:
        former = entry - len(self.rows) + len(self.formers)
        return self.rows[entry], self.formers[former] if former >= 0 else None


def build(present: Iterable[tuple[int, str]], former: Sequence[tuple[int, str]]) -> Index:
    """An index of (row, name) now and (row, name) formerly, both in the order of rows."""
    rows, names = array("i"), list[str]()
    for row, name in chain(present, former):
        rows.append(row)
        names.append(name)
    folded = fold_all("\n".join(names))
    return Index(
        rows=rows,
        formers=tuple(name for _, name in former),
        whole=_sorted(folded, range(len(folded))),
        bare=_sorted([without_article(name) for name in folded], range(len(folded))),
        text="".join(f" {name}\n" for name in folded),
        starts=array("i", accumulate((len(name) + 2 for name in folded[:-1]), initial=0)),
    )


def _sorted(folded: Sequence[str | None], entries: Sequence[int]) -> Sorted:
    names = [name.replace(" ", "") if name else "" for name in folded]
    order = sorted((n for n, name in enumerate(names) if name), key=names.__getitem__)
    # made anew in this order, so that a scan reads memory straight on: twice as fast on a busy machine
    anew = "\n".join(names[n] for n in order).split("\n") if order else ()
    return tuple(anew), array("i", (entries[n] for n in order))


def _close(typed: str, names: Sequence[str], weight: float = 1.0) -> Iterator[tuple[float, int]]:
    """The names spelled nearly like that: score out of 100 and place in the list."""
    from rapidfuzz.fuzz import ratio  # loaded only when nothing is written as typed
    from rapidfuzz.process import extract

    for _, score, at in extract(typed, names, scorer=ratio, score_cutoff=_CLOSE_ENOUGH / weight, limit=None):
        yield weight * score, at
