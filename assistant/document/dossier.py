"""What the papers may say: the answers of a walk without its private or hidden parts, nor a home kept unsaid."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from pydantic import JsonValue

from assistant.condition import holds
from assistant.document.blocks import Row
from assistant.document.shelter import elsewhere, sheltered
from assistant.evidence import Numbered, Piece, manifest
from assistant.facts import SAID
from assistant.fields import Choices, Date, Field, Group, bounds, said
from assistant.flow import Path
from assistant.form import DocumentKind, parts_of
from assistant.i18n import translator
from assistant.review.forbidden import asks_iban, cleaned

FR = translator("fr")  # papers are French whatever the language of the questionnaire
Item = dict[str, JsonValue]
Fact = Callable[[str], object]


@dataclass(frozen=True, slots=True)
class Dossier:
    """Everything the papers say besides the form; what comes from routing arrives as plain words."""

    path: Path
    reference: str
    created: datetime  # local time, Europe/Paris
    kind: DocumentKind
    court: str = ""  # printed name of the tribunal, "" when none is established
    court_address: str = ""
    token: str = ""  # signed token, "" when none
    digest: str = ""  # SHA-256 of the canonical case.json, in hexadecimal
    language: str = "fr"  # of the questionnaire
    further: tuple[Dossier, ...] = ()  # the other parts of the same story, in order
    together: tuple[Path, ...] = ()  # every part of the story, even those that this paper leaves out
    pieces: tuple[Piece, ...] = ()  # the files of every part

    @property
    def parts(self) -> tuple[Dossier, ...]:
        """The main part, then the others."""
        return (self, *self.further)

    def only(self, kept: Sequence[int]) -> Dossier:
        """The same dossier with these parts alone (their ranks, at least one), for a door that some parts may take."""
        first, *others = (self.parts[rank] for rank in kept)
        return replace(first, further=tuple(others))

    @property
    def sensitive(self) -> bool:
        """Whether the rules of sensitive forms hold: one such part is enough for the whole."""
        return any(path.form.sensitive for path in (self.path, *self.together))

    @property
    def attached(self) -> tuple[Numbered, ...]:
        """The files of the whole story under their numbers; none of a question that is not asked."""
        return numbered(self.story, self.pieces)

    @property
    def story(self) -> tuple[Path, ...]:
        """The walk of every part of the story."""
        return self.together or tuple(part.path for part in self.parts)

    @property
    def names_files(self) -> bool:
        return names_files((self.path, *self.story))

    @property
    def told(self) -> Told:
        """The printable answers of the main part."""
        return Told.of(self.path, self.together)


def numbered(paths: Sequence[Path], pieces: Sequence[Piece]) -> tuple[Numbered, ...]:
    """The pieces in the order of the dossier, for every paper, case.json and the zip."""
    if not pieces:
        return ()
    asked = [(path.form.id, field.id) for path in paths for field in path.fields.values() if not field.private]
    return manifest(pieces, asked)


def names_files(paths: Iterable[Path]) -> bool:
    """Whether the names given by the person's device may leave: they can tell the facts, or a home kept unsaid."""
    return not any(path.form.sensitive or elsewhere(path.answers) for path in paths)


def row_of(field: Field, value: JsonValue, label: str = "") -> Row:
    """A question and its answer; "ne sait pas" and "le dira à l'audition" are states, not words of the person."""
    state = said(value)
    words = "" if state else field.words(value, FR)
    if isinstance(field, Choices):  # ten short lines would push the rest to the next page
        words = words.replace("\n", " ; ")
    if isinstance(field, Date):
        words = typed_day(value) or words
    return Row(label or field.name, words, state or "answered")


def typed_day(value: JsonValue) -> str:
    """A birth or delivery date as an agent types it (11/02/1990); "" when the day is not known."""
    found = bounds(value)
    exact = isinstance(value, dict) and value.get("precision", "day") == "day"
    return f"{found[0]:%d/%m/%Y}" if found and exact else ""


def part_rows(parts: Sequence[Field], item: Item) -> tuple[Row, ...]:
    """The answered parts of an object, in the order of the form."""
    return tuple(row_of(part, item[part.id]) for part in parts if part.id in item)


def lines(rows: Iterable[Row]) -> str:
    """Rows inside one cell: a line each."""
    return "\n".join(f"{row.label} : {row.said}" for row in rows)


def capital(text: str) -> str:
    """The same words at the head of a line."""
    return text[:1].upper() + text[1:]


@dataclass(frozen=True, slots=True)
class Told:
    """The printable answers of a path, read by question id; whatever was not answered reads as empty."""

    path: Path
    answers: Mapping[str, JsonValue]
    sensitive: bool = False  # the form, or another part of the same story

    @classmethod
    def of(cls, path: Path, together: Sequence[Path] = ()) -> Told:
        sensitive = any(one.form.sensitive for one in (path, *together))
        return cls(path, case_answers(path, together), sensitive)

    @property
    def fields(self) -> Iterator[Field]:
        """The answered questions, in the order of the form."""
        return (f for f in self.path.fields.values() if f.id in self.answers)

    def field(self, name: str) -> Field:
        return self.path.form.fields[name]

    def rows(self, *names: str, label: str = "") -> tuple[Row, ...]:
        """One row for each of the questions that was answered."""
        return tuple(row_of(self.field(n), self.answers[n], label) for n in names if n in self.answers)

    def states(self, names: Iterable[str]) -> tuple[Row, ...]:
        """The rows of the questions answered by "ne sait pas" or "le dira à l'audition" as a whole."""
        return tuple(row for row in self.rows(*names) if row.state != "answered")

    def words(self, name: str) -> str:
        """The answer in words; "" when there is none, or none but a state."""
        value = self.answers.get(name)
        return "" if value is None or said(value) else self.field(name).words(value, FR)

    def choice(self, name: str) -> str:
        """The id of a choice; "" without an answer."""
        value = self.answers.get(name)
        return value if isinstance(value, str) else ""

    def group(self, name: str) -> Item:
        """The parts of an object; empty when it was not described."""
        value = self.answers.get(name)
        return value if isinstance(value, dict) and not said(value) else {}

    def items(self, name: str) -> tuple[Item, ...]:
        """The items of a list (a single object counts as one)."""
        value = self.answers.get(name)
        if isinstance(value, list):
            return tuple(item for item in value if isinstance(item, dict))
        return (group,) if (group := self.group(name)) else ()

    def part(self, name: str, part: str) -> str:
        """The words of one part of an object; "" without a plain answer."""
        value = self.group(name).get(part)
        found = next((p for p in parts_of(self.field(name)) if p.id == part), None) if value is not None else None
        return "" if found is None or said(value) else found.words(value, FR)

    @property
    def elsewhere(self) -> bool:
        """Whether the person declares the address of a third party as domicile (CPP 10-2)."""
        return elsewhere(self.answers)


def case_answers(path: Path, together: Sequence[Path] = ()) -> dict[str, JsonValue]:
    """The answers that may leave the screen, in the shape of `fill --answers`: for case.json and every paper.

    Card numbers, secrets and the like are masked here, whatever screen or command they came by. `together`: all parts
    of the story; a home that one of them keeps unsaid is in none.
    """
    kept: dict[str, JsonValue] = {}
    iban_asked = asks_iban(path.form)
    for name, value in path.answers.items():
        question = path.form.fields[name]
        told = value if question.private else cleaned(question, _open(question, value, path.fact), iban_asked)[0]
        if not question.private and told not in ({}, []):
            kept[name] = told
    if not any(elsewhere(one) for one in (kept, *(other.answers for other in together))):
        return kept
    return sheltered(kept, [kept, *(other.answers for other in together)])


def _open(question: Field, value: JsonValue, fact: Fact) -> JsonValue:
    """A value without its private parts and the parts whose condition no longer holds."""
    parts = parts_of(question)
    if not parts or said(value):
        return value
    if isinstance(value, list):
        opened = [_open_item(parts, item, fact) for item in value]
        return [item for item in opened if item != {}]
    return _open_item(parts, value, fact)


def _open_item(parts: Sequence[Field], item: JsonValue, fact: Fact) -> JsonValue:
    if not isinstance(item, dict) or said(item):
        return item
    kept: dict[str, JsonValue] = {}
    known: dict[str, object] = dict.fromkeys(part.id for part in parts)

    def near(name: str) -> object:
        return known[name] if name in known else fact(name)

    for part in parts:
        if part.id not in item or holds(part.if_, near) is not True:
            continue
        value = item[part.id]
        known[part.id] = SAID if said(value) else part.fact(value)
        if not part.private:
            kept[part.id] = _open(part, value, near) if isinstance(part, Group) else value
    return kept


def place_of(path: Path, name: str, rank: int | None) -> int | None:
    """Where an object of a list stands among those that are printed; None when it is not, or when none is meant.

    `rank`: its place in the answer. The one object of a group has none, and stands first.
    """
    question, value = path.form.fields[name], path.answers.get(name)
    if not isinstance(value, list):
        return 0 if isinstance(question, Group) and isinstance(value, dict) and not said(value) else None
    if rank is None or not 0 <= rank < len(value):
        return None
    kept = [_open_item(parts_of(question), item, path.fact) != {} for item in value[: rank + 1]]
    return sum(kept) - 1 if kept[-1] else None
