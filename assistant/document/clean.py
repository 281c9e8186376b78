"""Any text made printable: one cleaning for every writer, so that a name or an emoji can never prevent a paper."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import chain
from typing import TypeVar

from assistant.document.blocks import (
    Block,
    Document,
    Heading,
    Items,
    Notice,
    PageBreak,
    Paragraph,
    Row,
    Rows,
    Table,
    Token,
    Verbatim,
)
from assistant.document.fonts import coverage

T = TypeVar("T")

LONGEST_TEXT = 60_000  # characters; about 20 pages for one answer
LONGEST_LINE = 300  # characters; a title or a label also stands in the PDF's outline, whose strings are bounded
LONGEST_REFERENCE = 60
LONGEST_DOCUMENT = 250_000  # characters in all, each line counting _LINE_COST more: about 100 pages
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
_LINE_COST = 40
_CUT = "[Texte trop long : les {} caractères suivants ne sont pas imprimés.]"
_JOINERS = "\u200c\u200d\u200e\u200f\u061c"  # Persian and Arabic need them, and they cannot reorder a line
_ARABIC_SIGNS = "\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u0890\u0891\u08e2"  # "format" to Unicode, but drawn
_LINE_ENDS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_PAIRS = re.compile("[\ud800-\udbff][\udc00-\udfff]")
_EMPTY_LINES = re.compile(r"\n(?:[ \t]*\n){2,}")
_SPACES = re.compile("[\t\u3000]")


@dataclass(frozen=True, slots=True)
class Cleaned:
    """Printable text; `replaced` names each lost character once (U+XXXX), `times` counts them, `cut` the ones left."""

    text: str
    replaced: tuple[str, ...] = ()
    times: int = 0
    cut: int = 0


def _ranges(codes: Iterable[int]) -> str:
    """The inside of a character class: ranges, because a long list of astral characters is tried one by one."""
    ranges: list[list[int]] = []
    for code in sorted(codes):
        if ranges and code == ranges[-1][1] + 1:
            ranges[-1][1] = code
        else:
            ranges.append([code, code])
    return "".join(f"{re.escape(chr(first))}-{re.escape(chr(last))}" for first, last in ranges)


def _signs() -> Iterable[int]:
    """The code points among which Unicode has controls and marks; the rest is ideographs."""
    return chain(range(0x20000), range(0xE0000, 0xE0200))


@cache
def _invisible() -> re.Pattern[str]:
    """Controls, format characters, direction overrides: nobody sees them, and some forge what is read."""
    selectors = {*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)}
    hidden = {c for c in _signs() if unicodedata.category(chr(c)) in {"Cc", "Cf"}}
    return re.compile("[" + _ranges((hidden | selectors) - set(map(ord, "\n" + _JOINERS + _ARABIC_SIGNS))) + "]")


@cache
def _piled_marks() -> re.Pattern[str]:
    """Marks stacked beyond any script's need: unreadable, and quadratic to normalise."""
    marks = _ranges(c for c in _signs() if unicodedata.combining(chr(c)))
    return re.compile(f"([{marks}]{{8}})[{marks}]+")


@cache
def _uncovered() -> re.Pattern[str]:
    """Any character that no font of the paper can draw, lone surrogates and private use included."""
    drawn = frozenset[int]().union(*coverage())
    return re.compile("[^" + _ranges(drawn | set(map(ord, "\n" + _JOINERS))) + "]")


def plain(text: str) -> str:
    """Text without invisible characters, NFC, one kind of line break, at most one empty line in a row."""
    text = _PAIRS.sub(lambda pair: pair[0].encode("utf-16", "surrogatepass").decode("utf-16"), text)
    text = _SPACES.sub(" ", _LINE_ENDS.sub("\n", text))
    text = _piled_marks().sub(r"\1", _invisible().sub("", text))
    return _EMPTY_LINES.sub("\n\n", unicodedata.normalize("NFC", text)).strip()


def clean(text: str, limit: int = LONGEST_TEXT) -> Cleaned:
    """Printable text of at most `limit` characters; what is lost is shown in its place and reported, never silent."""
    cut = max(0, len(text) - limit)
    kept = plain(text[:limit])
    lost = _uncovered().findall(kept)
    if lost:
        kept = _uncovered().sub(REPLACEMENT, kept)
    if cut:
        kept = f"{kept}\n{_CUT.format(cut)}".strip()
    return Cleaned(kept, tuple(f"U+{ord(c):04X}" for c in dict.fromkeys(lost)), len(lost), cut)


def _language(tag: str) -> str:
    """The language of a tag, without region or script; typst and screen readers need no more, and refuse nonsense."""
    found = re.match(r"[a-z]{2,3}(?![a-z])", tag.lower())
    return found[0] if found else "fr"


@dataclass(slots=True)
class _Losses:
    """What cleaning one document lost and how much room is left; lives only as long as `printable` runs."""

    room: int = LONGEST_DOCUMENT
    times: int = 0
    cut: bool = False

    def text(self, text: str) -> str:
        """A running text, line breaks kept."""
        cleaned = clean(text, min(LONGEST_TEXT, max(0, self.room)))
        self.room -= len(cleaned.text) + _LINE_COST * (1 + cleaned.text.count("\n"))
        self.times += cleaned.times
        self.cut = self.cut or cleaned.cut > 0
        return cleaned.text

    def line(self, text: str, limit: int = LONGEST_LINE) -> str:
        """A title, a label, a caption: one line."""
        if len(text) > limit:
            self.cut, text = True, text[:limit] + "…"
        return " ".join(self.text(text).split("\n"))

    def fitting(self, things: tuple[T, ...], make: Callable[[T], T]) -> tuple[T, ...]:
        """The things that still fit, made printable; the rest is left out, and the notice says so."""
        made = []
        for thing in things:
            if self.room <= 0:
                self.cut = True
                break
            made.append(make(thing))
        return tuple(made)

    def row(self, row: Row) -> Row:
        return replace(row, label=self.line(row.label), value=self.text(row.said))

    def cells(self, row: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(self.text(cell) for cell in row)

    def block(self, block: Block) -> Block:
        """The same block with printable texts; a token is ours and ASCII, it stays to the letter."""
        match block:
            case Heading():
                return replace(block, text=self.line(block.text))
            case Paragraph() | Notice():
                return replace(block, text=self.text(block.text))
            case Verbatim():
                language = _language(block.language)
                return Verbatim(self.text(block.text), language, self.line(block.note))
            case Rows():
                return Rows(self.fitting(block.rows, self.row), self.line(block.caption))
            case Table():
                header = tuple(map(self.line, block.header))
                return Table(self.line(block.caption), header, self.fitting(block.rows, self.cells))
            case Items():
                return replace(block, items=self.fitting(block.items, self.text))
            case Token():
                return replace(block, caption=self.line(block.caption))
            case PageBreak():
                return block

    def notice(self) -> tuple[Notice, ...]:
        """One sentence for each kind of loss, or nothing."""
        said = []
        if self.times == 1:
            said.append(f"1 caractère n'a pas pu être imprimé et est remplacé par {REPLACEMENT}.")
        elif self.times:
            said.append(f"{self.times} caractères n'ont pas pu être imprimés et sont remplacés par {REPLACEMENT}.")
        if self.cut:
            said.append("Une partie du texte, trop longue, n'est pas imprimée.")
        return (Notice(" ".join(said)),) if said else ()


def _has_content(block: Block) -> bool:
    """A table without rows or an empty text would be an empty tag in the PDF, which its standard refuses."""
    match block:
        case Rows() | Table():
            return bool(block.rows)
        case Items():
            return bool(block.items)
        case PageBreak():
            return True
        case _:
            return bool(block.text)


def _nested(blocks: Iterable[Block]) -> Iterator[Block]:
    """A part that comes before any section becomes one: an accessible PDF may not skip a level."""
    in_section = False
    for block in blocks:
        if isinstance(block, Heading):
            in_section = in_section or block.level == 2
            yield block if in_section else replace(block, level=2)
        else:
            yield block


def printable(document: Document) -> Document:
    """The document every writer sets: printable texts, no empty block, and on top a notice of what was lost."""
    losses = _Losses()
    title, reference = losses.line(document.title), losses.line(document.reference, LONGEST_REFERENCE)
    header, footer = losses.line(document.header), losses.line(document.footer)
    blocks = tuple(_nested(filter(_has_content, losses.fitting(document.blocks, losses.block))))
    head = 1 if blocks and isinstance(blocks[0], Token) else 0
    return Document(
        title=title or "Document",  # a PDF without a title is not accessible
        reference=reference,
        created=document.created,
        footer=footer,
        blocks=(*blocks[:head], *losses.notice(), *blocks[head:]),
        language=_language(document.language),
        header=header,
        kind=document.kind,
    )
