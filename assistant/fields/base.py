"""What every kind of question shares: how an answer is checked, shown, compared and described."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, JsonValue, StringConstraints
from pydantic import Field as Key

from assistant.condition_tree import Condition, ConditionError, read
from assistant.i18n import Message as M
from assistant.i18n import Translator

Need = Literal["essential", "useful", "optional"]
Attach = Literal["documents", "files"]  # any file, or any but pictures
Kind = Literal["text", "choice", "choices", "bool", "number", "date", "place", "none"]
Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
Text = Annotated[str, StringConstraints(min_length=1, max_length=2000)]


def _read_if(raw: object) -> Condition | None:
    """A condition is a sentence: a bare `true` or a list is told as one that is not understood."""
    if raw is None or isinstance(raw, Condition):
        return raw
    if not isinstance(raw, str):
        raise ConditionError("une phrase est attendue")
    return read(raw)


If = Annotated[Condition | None, BeforeValidator(_read_if)]
Schema = dict[str, JsonValue]

UNKNOWN: dict[str, JsonValue] = {"unknown": True}
IN_PERSON: dict[str, JsonValue] = {"in_person": True}


class Invalid(Exception):
    """An answer the person can correct; `errors` maps the place inside the answer to what is expected."""

    def __init__(self, message: M, at: tuple[str | int, ...] = ()) -> None:
        super().__init__(message.msgid)
        self.errors: tuple[tuple[tuple[str | int, ...], M], ...] = ((at, message),)

    @classmethod
    def several(cls, errors: tuple[tuple[tuple[str | int, ...], M], ...]) -> Invalid:
        found = cls(errors[0][1], errors[0][0])
        found.errors = errors
        return found


def said(value: JsonValue) -> Literal["unknown", "in_person"] | None:
    """Whether the person said they do not know, or will say it in person; None for any other value."""
    if value == UNKNOWN:
        return "unknown"
    return "in_person" if value == IN_PERSON else None


SAID_TEXTS: Mapping[str, M] = {"unknown": M("ne sait pas"), "in_person": M("le dira à l'audition")}


class Field(BaseModel):
    """A question of a form file; subclasses say how its answer is checked and shown."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, arbitrary_types_allowed=True)
    kind: ClassVar[Kind] = "none"
    identifies: ClassVar[bool] = False  # a number by which one thing can be searched for in a file

    id: Id
    type: str
    label: Text
    short: Text | None = None
    help: Text | None = None
    need: Need = "optional"
    private: bool = False
    brief: bool = False  # a short answer stands on page 1 of the paper, among the facts
    # Files that may be added to the answer. Not part of the version: an offer changes neither questions nor answers.
    attach: Attach | None = Key(default=None, repr=False)
    unknown: bool = True
    in_person: bool = True
    if_: If = Key(default=None, alias="if")
    enough_if: If = None  # when it holds, an empty or partial answer is not counted as missing

    @property
    def name(self) -> str:
        """The label of the paper and of the recap: a noun, where the question may be a sentence."""
        return self.short or self.label

    def read(self, raw: JsonValue) -> JsonValue:
        """The clean value of a raw answer, the two spoken states included; raises `Invalid`."""
        state = said(raw)
        if state is None:
            return self.parse(raw)
        if not getattr(self, state):
            raise Invalid(M("Cette question demande une réponse."))
        return raw

    def parse(self, raw: JsonValue) -> JsonValue:
        """Cleans a raw answer or raises `Invalid` with what is expected."""
        raise NotImplementedError  # pragma: no cover - every subclass answers

    def show(self, value: JsonValue, t: Translator) -> str:
        """The answer in words: the same in the recap, on the paper and at the counter."""
        state = said(value)
        return t(SAID_TEXTS[state]) if state else self.words(value, t)

    def words(self, value: JsonValue, t: Translator) -> str:
        return str(value)

    def typed(self, value: JsonValue) -> str:
        """The answer as the person would type it again, to correct it."""
        return str(value)

    def fact(self, value: JsonValue) -> object:
        """What a condition compares: a string, number, bool, date, or a frozenset of ids."""
        return value

    def complete(self, value: JsonValue) -> bool:
        """Whether nothing essential is left out of an answer that was given."""
        return True

    def schema_value(self) -> Schema:
        """JSON Schema of the plain answer, without the spoken states."""
        return {"type": "string"}

    def schema_answer(self) -> Schema:
        """JSON Schema of the answer with the spoken states it accepts."""
        spoken: list[JsonValue] = [
            {"type": "object", "properties": {key: {"const": True}}, "required": [key], "additionalProperties": False}
            for key in ("unknown", "in_person")
            if getattr(self, key)
        ]
        value = self.schema_value()
        about: Schema = {"title": self.label}
        if self.help:
            about["description"] = self.help
        return about | ({"anyOf": [value, *spoken]} if spoken else value)


def text_of(raw: JsonValue) -> str:
    """A raw answer as text; numbers typed without quotes are accepted, anything else is not text."""
    if isinstance(raw, bool) or not isinstance(raw, (str, int, float)):
        raise Invalid(M("Écrivez un texte."))
    return str(raw).strip()
