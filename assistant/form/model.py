"""The shape of a form file, as frozen values: pages, questions, and what the result page says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, StringConstraints
from pydantic import Field as Key

from assistant.fields import Attach, Field, Group, Items
from assistant.fields.base import Id, If, Text

Confidence = Literal["sure", "verify"]
Receives = Literal["documents", "files", "none"]
DocumentKind = Literal["plainte", "signalement", "declaration_perte", "fiche"]
Duration = Annotated[str, StringConstraints(pattern=r"^\d+ (jours?|jours? ouvrés?|mois|ans?|heures?)$")]


class Part(BaseModel):
    """Common settings of every block of a form file: closed and frozen."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, arbitrary_types_allowed=True)


class Page(Part):
    """A screen of the questionnaire and a section of the paper."""

    id: Id
    title: Text
    short: Text | None = None
    intro: Text | None = None
    why: Text | None = None
    if_: If = Key(default=None, alias="if")
    stop: Text | None = None
    fields: tuple[Field, ...] = ()

    @property
    def name(self) -> str:
        """The name of the step and of the section on the paper."""
        return self.short or self.title


class Deadline(Part):
    """A time limit: from the first of `from` that is answered, plus `add`; `when` says it in words."""

    id: Id
    what: Text
    when: Text
    if_: If = Key(default=None, alias="if")
    from_: tuple[str, ...] = Key(default=(), alias="from")
    add: Duration | None = None
    rule: Text
    source: Text
    confidence: Confidence
    calendar: bool = True


class Action(Part):
    """Something to do now, in time order; `done_if` is true when the answers say it is done."""

    id: Id
    what: Text
    when: Text
    if_: If = Key(default=None, alias="if")
    done_if: If = None
    source: Text
    confidence: Confidence


class Piece(Part):
    """A document to bring."""

    what: Text
    if_: If = Key(default=None, alias="if")


class Caution(Part):
    """A contradiction, or a reason for which a complaint is refused, seen in the answers."""

    code: Annotated[str, StringConstraints(pattern=r"^[A-Z][A-Z0-9_]{2,39}$")]
    if_: If = Key(alias="if")
    message: Text
    fields: tuple[Id, ...] = ()


class Advice(Part):
    """A sentence to read on the result page: first of all with `top`; with `early`, before the questions too."""

    body: Text
    if_: If = Key(default=None, alias="if")
    early: bool = False
    top: bool = False


class Link(Part):
    """Other facts that often belong to the same story: when to offer their form, and why.

    With `same_scene` they happened together, so that the new part starts with the moment and the place.
    """

    form: Id
    why: Text
    if_: If = Key(default=None, alias="if")
    same_scene: bool = False


class Kind(Part):
    """Which paper the answers call for; the first that holds wins, else a complaint."""

    kind: DocumentKind
    if_: If = Key(default=None, alias="if")


class Head(Part):
    """A form file without its pages (they are read one by one, so that every mistake is told at once)."""

    id: Id
    title: Text
    sentence: Text
    family: Id
    help: Text | None = None
    facts: Text
    minutes: int = Key(default=8, ge=1, le=60)
    sensitive: bool = False
    safety: tuple[Text, ...] = ()
    documents: tuple[Kind, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    actions: tuple[Action, ...] = ()
    bring: tuple[Piece, ...] = ()
    cautions: tuple[Caution, ...] = ()
    advice: tuple[Advice, ...] = ()
    # Not part of the version: an offer changes neither the questions nor the paper of who declines it.
    links: tuple[Link, ...] = Key(default=(), repr=False)
    sources: tuple[Text, ...] = ()
    attach: Receives | None = Key(default=None, repr=False)  # not part of the version, as that of a question

    @property
    def receives(self) -> Receives:
        """The most that any question of the form receives; a sensitive form receives nothing unless it says so."""
        return self.attach or ("none" if self.sensitive else "documents")


@dataclass(frozen=True, repr=False)
class Form:
    """A whole form: head, pages, and the hash of what it was read from."""

    head: Head
    pages: tuple[Page, ...]
    version: str = field(default="", compare=False)

    def __repr__(self) -> str:
        return f"Form({self.id!r}, {self.version!r})"

    @property
    def id(self) -> str:
        return self.head.id

    @property
    def sensitive(self) -> bool:
        return self.head.sensitive

    @cached_property
    def fields(self) -> dict[str, Field]:
        """Every question by its id, in the order they are asked."""
        return {f.id: f for page in self.pages for f in page.fields}

    @cached_property
    def private(self) -> frozenset[str]:
        """Ids of the questions whose answers never leave the screen."""
        return frozenset(f.id for f in self.fields.values() if f.private)


def parts_of(question: Field) -> tuple[Field, ...]:
    """The parts of a group or list; empty for any other question."""
    return question.parts if isinstance(question, (Group, Items)) else ()


def per_object(question: Field) -> Attach | None:
    """What may be added to each object of a list, or to the one object of a group, besides the question's own files."""
    return next((part.attach for part in parts_of(question) if part.attach), None)


def limited(pages: Iterable[Page], most: Receives) -> tuple[Page, ...]:
    """The pages with no question receiving more than the form does: a shared page cannot open it to pictures."""
    if most == "documents":
        return tuple(pages)
    return tuple(page.model_copy(update={"fields": _limited(page.fields, most)}) for page in pages)


def _limited(questions: Iterable[Field], most: Receives) -> tuple[Field, ...]:
    kept: list[Field] = []
    for question in questions:
        change: dict[str, object] = {"attach": "files" if most == "files" and question.attach else None}
        if parts := parts_of(question):
            change["parts"] = _limited(parts, most)
        kept.append(question.model_copy(update=change))
    return tuple(kept)


def walk_fields(form: Form) -> Iterator[Field]:
    """Every question and every part, depth first."""
    for question in form.fields.values():
        yield question
        for part in parts_of(question):
            yield part
            yield from parts_of(part)
