"""Short and long texts: the person's own words, kept as written."""

from __future__ import annotations

import unicodedata
from typing import ClassVar, Literal

from pydantic import JsonValue

from assistant.fields.base import Field, Invalid, Kind, Schema, text_of
from assistant.i18n import Message as M

MAX_LINES = 100


class Text(Field):
    """One line: a name, a brand, a number that follows no known rule."""

    type: Literal["text"]
    kind: ClassVar[Kind] = "text"
    max_length: int = 300

    def parse(self, raw: JsonValue) -> JsonValue:
        text = " ".join(text_of(raw).split())
        if not text:
            raise Invalid(M("Écrivez une réponse."))
        if len(text) > self.max_length:
            raise Invalid(
                M("Réponse trop longue : {n} caractères, {limit} au plus.", n=len(text), limit=self.max_length)
            )
        return text

    def schema_value(self) -> Schema:
        return {"type": "string", "minLength": 1, "maxLength": self.max_length}


class LongText(Field):
    """The story: line breaks kept, nothing corrected."""

    type: Literal["long_text"]
    kind: ClassVar[Kind] = "text"
    max_length: int = 500_000  # a pasted diary is no mistake; a paper prints what it can and says what it left out

    def parse(self, raw: JsonValue) -> JsonValue:
        text = unicodedata.normalize("NFC", text_of(raw).replace("\r\n", "\n"))
        if not text:
            raise Invalid(M("Écrivez une réponse."))
        if len(text) > self.max_length:
            raise Invalid(M("Texte trop long : {n} caractères, {limit} au plus.", n=len(text), limit=self.max_length))
        return text

    def schema_value(self) -> Schema:
        return {"type": "string", "minLength": 1, "maxLength": self.max_length}


class Lines(Field):
    """Several short answers of one kind: pseudonyms, phone numbers of the author, reference numbers."""

    type: Literal["lines"]
    kind: ClassVar[Kind] = "text"

    def parse(self, raw: JsonValue) -> JsonValue:
        given: list[JsonValue] = raw if isinstance(raw, list) else list(text_of(raw).splitlines())
        lines: list[JsonValue] = []
        for index, line in enumerate(given):
            text = " ".join(text_of(line).split())
            if text:
                lines.append(self.parse_line(text, index))
        if not lines:
            raise Invalid(M("Écrivez au moins une ligne."))
        if len(lines) > MAX_LINES:
            raise Invalid(M("{limit} éléments au plus.", limit=MAX_LINES))
        return lines

    def parse_line(self, text: str, index: int) -> str:
        if len(text) > 500:
            raise Invalid(M("Ligne trop longue : {limit} caractères au plus.", limit=500), (index,))
        return text

    def words(self, value: JsonValue, t: object) -> str:
        return self.typed(value)

    def typed(self, value: JsonValue) -> str:
        return "\n".join(str(line) for line in value) if isinstance(value, list) else str(value)

    def schema_value(self) -> Schema:
        return {"type": "array", "minItems": 1, "maxItems": MAX_LINES, "items": {"type": "string", "minLength": 1}}
