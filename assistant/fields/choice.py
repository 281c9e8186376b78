"""Choices among named options, one or several, and yes/no."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field as Key
from pydantic import JsonValue

from assistant.fields.base import Field, Id, Invalid, Kind, Schema, Text
from assistant.i18n import Message as M
from assistant.i18n import Translator


class Choice(Field):
    """One option among several; the ids are stable, the words may change."""

    type: Literal["choice"]
    kind: ClassVar[Kind] = "choice"
    options: dict[Id, Text] = Key(min_length=2)

    def parse(self, raw: JsonValue) -> JsonValue:
        if not isinstance(raw, str) or raw not in self.options:
            raise Invalid(M("Choisissez une des réponses proposées."))
        return raw

    def words(self, value: JsonValue, t: Translator) -> str:
        return t(self.options.get(str(value), str(value)))

    def schema_value(self) -> Schema:
        return {"enum": list(self.options)}


class Choices(Field):
    """Several options at once."""

    type: Literal["choices"]
    kind: ClassVar[Kind] = "choices"
    options: dict[Id, Text] = Key(min_length=2)

    def parse(self, raw: JsonValue) -> JsonValue:
        if not isinstance(raw, list) or not raw:
            raise Invalid(M("Choisissez au moins une des réponses proposées."))
        for index, item in enumerate(raw):
            if not isinstance(item, str) or item not in self.options:
                raise Invalid(M("Choisissez parmi les réponses proposées."), (index,))
        return [option for option in self.options if option in raw]

    def words(self, value: JsonValue, t: Translator) -> str:
        ids = value if isinstance(value, list) else []
        return "\n".join(t(self.options.get(str(i), str(i))) for i in ids)

    def fact(self, value: JsonValue) -> object:
        return frozenset(value) if isinstance(value, list) else frozenset()

    def schema_value(self) -> Schema:
        return {"type": "array", "minItems": 1, "uniqueItems": True, "items": {"enum": list(self.options)}}


YES_NO = {True: M("oui"), False: M("non")}


class YesNo(Field):
    """Yes or no."""

    type: Literal["yes_no"]
    kind: ClassVar[Kind] = "bool"

    def parse(self, raw: JsonValue) -> JsonValue:
        if not isinstance(raw, bool):
            raise Invalid(M("Répondez par oui ou par non."))
        return raw

    def words(self, value: JsonValue, t: Translator) -> str:
        return t(YES_NO[bool(value)])

    def schema_value(self) -> Schema:
        return {"type": "boolean"}
