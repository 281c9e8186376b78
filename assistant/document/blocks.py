"""The neutral block list: the one thing every writer reads, so that the Word and the PDF cannot disagree."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Literal
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")
QR_ALT = "Code QR : le jeton signé imprimé à côté en toutes lettres"

State = Literal["answered", "unknown", "in_person", "missing"]

# What stands for an answer when there is none in words; never "inconnu", which the person did not say.
STATE_WORDS: Mapping[State, str] = MappingProxyType(
    {"answered": "", "unknown": "ne sait pas", "in_person": "le dira à l'audition", "missing": "à compléter"}
)


@dataclass(frozen=True, slots=True)
class Heading:
    """A section title; `level` 2 is a section, 3 and 4 what it holds (the document title is level 1)."""

    level: Literal[2, 3, 4]
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Plain text in our words; line breaks are kept. `side` right is for the address and date of a letter."""

    text: str
    side: Literal["left", "right"] = "left"


@dataclass(frozen=True, slots=True)
class Notice:
    """A boxed sentence the officer must not miss (what this paper is not; a character that was replaced)."""

    text: str


@dataclass(frozen=True, slots=True)
class Verbatim:
    """The person's own words, never reworded; `note` says e.g. "traduction à faire par un interprète"."""

    text: str
    language: str = "fr"
    note: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A question and its answer in words; `state` tells an answer from "ne sait pas" and "le dira à l'audition"."""

    label: str
    value: str
    state: State = "answered"

    @property
    def said(self) -> str:
        """What is printed: the answer, or the words of its state when the value is empty."""
        return self.value or STATE_WORDS[self.state]


@dataclass(frozen=True, slots=True)
class Rows:
    """Question/answer rows set as a two-column table with row headers."""

    rows: tuple[Row, ...]
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A real data table with one header row; every row has as many cells as the header."""

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def __post_init__(self) -> None:
        """A short row would push every later cell one column away: better no paper than a wrong one."""
        if any(len(row) != len(self.header) for row in self.rows):
            raise ValueError(f"table {self.caption!r}: every row needs {len(self.header)} cells")


@dataclass(frozen=True, slots=True)
class Items:
    """A list; numbered for evidence."""

    items: tuple[str, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Token:
    """The signed text token: drawn as a QR code, and printed beside it as text that can be copied."""

    text: str
    caption: str


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows starts on a new page."""


Block = Heading | Paragraph | Notice | Verbatim | Rows | Table | Items | Token | PageBreak


@dataclass(frozen=True, slots=True)
class Document:
    """One paper: `title` is also the PDF's title, so it is neutral on sensitive forms; `footer` stands on each page.

    A `paper` prints its title, its date and reference, and `header` on every page; a `letter`, which becomes a
    complaint once the person signs and sends it, prints only its blocks. `created` without a zone is Paris time.
    """

    title: str
    reference: str
    created: datetime
    footer: str
    blocks: tuple[Block, ...]
    language: str = "fr"
    header: str = "Document préparatoire, sans valeur de plainte"
    kind: Literal["paper", "letter"] = "paper"

    @property
    def moment(self) -> datetime:
        """`created` with its zone."""
        return self.created if self.created.tzinfo else self.created.replace(tzinfo=PARIS)

    @property
    def subtitle(self) -> str:
        """Under the title of a paper: which file this is, and when it was prepared."""
        if self.kind == "letter":
            return ""
        from babel.dates import format_datetime  # 30 ms: not on the first page's path

        first = "'1er'" if self.moment.astimezone(PARIS).day == 1 else "d"
        day = format_datetime(self.moment, f"{first} MMMM y 'à' H 'h' mm", tzinfo=PARIS, locale="fr")
        return f"Préparé le {day}" + (f" · référence {self.reference}" if self.reference else "")

    @property
    def page_foot(self) -> str:
        """On every page, beside its number."""
        return " · ".join(part for part in (self.reference, self.footer) if part)
