"""Objects of named parts (a person, a bicycle, a payment) and lists of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import JsonValue, SerializeAsAny, model_validator

from assistant.fields.base import Field, Invalid, Kind, Schema, said
from assistant.i18n import Message as M
from assistant.i18n import Translator

if TYPE_CHECKING:
    Parts = tuple[Field, ...]
else:
    Parts = tuple[SerializeAsAny[Field], ...]

MAX_ITEMS = 50


class Group(Field):
    """One object: `{"marque": "…", "modele": "…"}`. A part is essential, useful or optional like a question."""

    type: Literal["group"]
    kind: ClassVar[Kind] = "none"
    parts: Parts

    @model_validator(mode="before")
    @classmethod
    def _read_parts(cls, raw: object) -> object:
        return _with_parts(raw)

    def parse(self, raw: JsonValue) -> JsonValue:
        return _parse_parts(self.parts, raw)

    def words(self, value: JsonValue, t: Translator) -> str:
        return "\n".join(f"{t(part.name)} : {shown}" for part, shown in shown_parts(self.parts, value, t))

    def complete(self, value: JsonValue) -> bool:
        return _complete(self.parts, value)

    def schema_value(self) -> Schema:
        return _schema(self.parts)


class Items(Field):
    """Several objects alike, each with the same parts; `item` names one of them ("vélo", "paiement")."""

    type: Literal["list"]
    kind: ClassVar[Kind] = "none"
    parts: Parts
    item_label: str = "élément"

    @model_validator(mode="before")
    @classmethod
    def _read_parts(cls, raw: object) -> object:
        return _with_parts(raw)

    def parse(self, raw: JsonValue) -> JsonValue:
        if not isinstance(raw, list) or not raw:
            raise Invalid(M("Ajoutez au moins un élément."))
        if len(raw) > MAX_ITEMS:
            raise Invalid(M("{limit} éléments au plus.", limit=MAX_ITEMS))
        errors: list[tuple[tuple[str | int, ...], M]] = []
        items: list[JsonValue] = []
        for index, item in enumerate(raw):
            try:
                items.append(_parse_parts(self.parts, item))
            except Invalid as invalid:
                errors += [((index, *at), message) for at, message in invalid.errors]
        if errors:
            raise Invalid.several(tuple(errors))
        return items

    def words(self, value: JsonValue, t: Translator) -> str:
        items = value if isinstance(value, list) else []
        return "\n".join(
            f"{n}. " + " ; ".join(s for _, s in shown_parts(self.parts, item, t)) for n, item in enumerate(items, 1)
        )

    def complete(self, value: JsonValue) -> bool:
        return bool(said(value)) or (isinstance(value, list) and all(_complete(self.parts, item) for item in value))

    def schema_value(self) -> Schema:
        return {"type": "array", "minItems": 1, "maxItems": MAX_ITEMS, "items": _schema(self.parts)}


def shown_parts(parts: Sequence[Field], value: JsonValue, t: Translator) -> list[tuple[Field, str]]:
    """The parts that were answered, each with its words, in the order of the form."""
    given = value if isinstance(value, dict) else {}
    return [(part, part.show(given[part.id], t)) for part in parts if part.id in given]


def _with_parts(raw: object) -> object:
    from assistant.fields import read_field  # the union of all types is only known there

    if isinstance(raw, dict) and isinstance(raw.get("parts"), list):
        return raw | {"parts": tuple(p if isinstance(p, Field) else read_field(p) for p in raw["parts"])}
    return raw


def _parse_parts(parts: Sequence[Field], raw: JsonValue) -> JsonValue:
    if not isinstance(raw, dict):
        raise Invalid(M("Remplissez les rubriques."))
    known = {part.id: part for part in parts}
    errors: list[tuple[tuple[str | int, ...], M]] = [
        ((key,), M("Rubrique inconnue : {name}.", name=key)) for key in raw if key not in known
    ]
    clean: dict[str, JsonValue] = {}
    for part in parts:
        if raw.get(part.id) in (None, "", [], {}):
            continue
        try:
            clean[part.id] = part.read(raw[part.id])
        except Invalid as invalid:
            errors += [((part.id, *at), message) for at, message in invalid.errors]
    if not errors and not clean:
        raise Invalid(M("Remplissez au moins une rubrique."))
    if errors:
        raise Invalid.several(tuple(errors))
    return clean


def _complete(parts: Sequence[Field], value: JsonValue) -> bool:
    if said(value):
        return True
    given = value if isinstance(value, dict) else {}
    return all(part.id in given and part.complete(given[part.id]) for part in parts if part.need == "essential")


def _schema(parts: Sequence[Field]) -> Schema:
    return {
        "type": "object",
        "properties": {part.id: part.schema_answer() for part in parts},
        "minProperties": 1,
        "additionalProperties": False,
    }
