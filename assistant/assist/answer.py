"""What the server said, read with suspicion: one JSON object among prose and fences, its labels of closed lists or nothing."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, ValidationInfo, field_validator

SlotKind = Literal["when", "where", "amount", "phone", "email", "iban", "imei", "plate", "url", "pseudonym", "object"]
_TRIED = 40  # opening braces looked at
_THOUGHT = re.compile(r"<think>.*?</think>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Allowed:
    """The closed lists: forms that exist, and the one stored answer that was sent ("" for none)."""

    forms: Collection[str]
    entry: str = ""


class Slot(BaseModel):
    """A fact, by the words of the person that tell it."""

    model_config = ConfigDict(frozen=True, extra="ignore", strict=True)

    kind: SlotKind
    words: Annotated[str, StringConstraints(min_length=2, max_length=200)]


class Answer(BaseModel):
    """All that a server may say. One label that does not exist, and nothing of it is believed."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    forms: Annotated[tuple[str, ...], Field(max_length=5)]
    sure: bool = False
    slots: Annotated[tuple[Slot, ...], Field(max_length=20)] = ()
    entry: str = ""
    answer: Annotated[str, StringConstraints(max_length=4_000)] = ""

    @field_validator("forms")
    @classmethod
    def _existing(cls, forms: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
        if unknown := set(forms) - set(_lists(info).forms):
            raise ValueError(f"{len(unknown)} unknown")
        return tuple(dict.fromkeys(forms))

    @field_validator("entry")
    @classmethod
    def _sent(cls, entry: str, info: ValidationInfo) -> str:
        if entry not in ("", _lists(info).entry):
            raise ValueError("unknown")
        return entry


def _lists(info: ValidationInfo) -> Allowed:
    assert isinstance(info.context, Allowed)
    return info.context


def read(text: str, allowed: Allowed) -> Answer | None:
    """The first object of a text that is an answer; None when there is none."""
    for raw in _objects(_THOUGHT.sub("", text)):
        try:
            return Answer.model_validate(raw, context=allowed)
        except ValidationError:
            continue
    return None


def _objects(text: str) -> Iterator[object]:
    """Each JSON object that begins somewhere in a text, whatever stands around it."""
    decoder, at = json.JSONDecoder(), -1
    for _ in range(_TRIED):
        if (at := text.find("{", at + 1)) < 0:
            return
        try:
            yield decoder.raw_decode(text, at)[0]
        except (ValueError, RecursionError):
            continue


class _Said(BaseModel):
    content: str | None = None


class _Choice(BaseModel):
    message: _Said


class _Envelope(BaseModel):
    """An answer of the kind that OpenAI's servers give, the part of it that we read."""

    choices: Annotated[list[_Choice], Field(min_length=1)]


def content(body: bytes) -> str:
    """The text of an answer; "" when the body is no such answer."""
    try:
        return _Envelope.model_validate_json(body).choices[0].message.content or ""
    except ValidationError:
        return ""
