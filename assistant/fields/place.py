"""Places: a commune by its INSEE code with the person's words, a place abroad, or online."""

from __future__ import annotations

import re
from typing import ClassVar, Literal

from babel import Locale
from pydantic import Field as Key
from pydantic import JsonValue

from assistant.directory import commune, printed_name
from assistant.fields.base import Field, Id, Invalid, Kind, Schema, Text, text_of
from assistant.i18n import Message as M
from assistant.i18n import Translator

INSEE = re.compile(r"^(\d{2}|2[AB])\d{3}$")
_KEYS = ("commune", "country", "text", "kind", "end")
ONLINE = "internet"


class Place(Field):
    """`{"commune": "38563", "text": …, "kind": …, "end": {…}}`, `{"country": "ES", …}` or `{"kind": "internet"}`.

    `options` are the kinds of place offered; `route: true` also offers the other end of a journey.
    """

    type: Literal["place"]
    kind: ClassVar[Kind] = "place"
    options: dict[Id, Text] = Key(default_factory=dict)
    route: bool = False

    def parse(self, raw: JsonValue) -> JsonValue:
        if not isinstance(raw, dict) or not raw:
            raise Invalid(M("Indiquez une commune, un pays ou « internet »."))
        if unexpected := set(raw) - set(_KEYS):
            raise Invalid(M("Rubrique inconnue : {name}.", name=sorted(unexpected)[0]))
        clean: dict[str, JsonValue] = {k: self._part(k, raw[k]) for k in _KEYS if raw.get(k) not in (None, "", {})}
        if not clean:
            raise Invalid(M("Indiquez une commune, un pays ou « internet »."))
        return clean

    def _part(self, key: str, raw: JsonValue) -> JsonValue:
        if key == "end":
            return self._other_end(raw)
        text = " ".join(text_of(raw).split())
        if key == "commune" and not INSEE.match(text):
            raise Invalid(M("Choisissez une commune de la liste."), (key,))
        if key == "country" and not re.fullmatch(r"[A-Z]{2}", text):
            raise Invalid(M("Choisissez un pays de la liste."), (key,))
        if len(text) > 500:
            raise Invalid(M("Réponse trop longue : {n} caractères, {limit} au plus.", n=len(text), limit=500), (key,))
        return text

    def _other_end(self, raw: JsonValue) -> JsonValue:
        if isinstance(raw, dict) and "end" in raw:
            raise Invalid(M("Rubrique inconnue : {name}.", name="end"), ("end", "end"))
        return self.parse(raw)

    def words(self, value: JsonValue, t: Translator) -> str:
        """The address, then the kind of place: "Voiron (38500), rue ou place"; of a journey, both its ends first,
        "entre … et …" so that no name needs « d' » or « du »."""
        if not isinstance(value, dict):
            return str(value)
        where, kind = self._named(value, t)
        kinds = [kind] if where else []
        if end := value.get("end"):
            there, its_kind = self._named(end, t) if isinstance(end, dict) else (str(end), "")
            kinds += [its_kind] if there else []
            where = t(M("entre {start} et {end}", start=where or _inside(kind), end=there or _inside(its_kind)))
        if not where:
            return kind
        return ", ".join((where, *(_inside(one) for one in dict.fromkeys(kinds) if one)))

    def _named(self, place: dict[str, JsonValue], t: Translator) -> tuple[str, str]:
        """Where it is and what kind of place, in words; both may be empty. A kind no longer offered is told as it is
        when nothing else is known."""
        kind = str(place.get("kind", ""))
        parts = [str(place.get("text", "")), commune_name(str(place.get("commune", "")))]
        where = ", ".join(p for p in (*parts, country_name(str(place.get("country", "")), t)) if p)
        return where, t(self.options[kind]) if kind in self.options else "" if where else kind

    def fact(self, value: JsonValue) -> object:
        return value.get("commune") if isinstance(value, dict) else None

    def schema_value(self) -> Schema:
        text: Schema = {"type": "string", "maxLength": 500}
        part: Schema = {
            "commune": {"type": "string", "pattern": INSEE.pattern},
            "country": {"type": "string", "pattern": "^[A-Z]{2}$"},
            "text": text,
            "kind": text,
        }
        end: Schema = {"type": "object", "properties": dict(part), "additionalProperties": False}
        return {"type": "object", "properties": part | {"end": end}, "minProperties": 1, "additionalProperties": False}


def _inside(label: str) -> str:
    """A label as it is written inside a sentence: without its capital, unless it begins with initials."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]


def country_name(code: str, t: Translator) -> str:
    """The name of a country in the reader's language; the code itself when Babel does not know it."""
    return str(Locale.parse(t.lang).territories.get(code, code)) if code else ""


def commune_name(insee: str) -> str:
    """Printed name and postal code of a commune; the bare code when there is no such commune."""
    found = commune(insee) if insee else None
    return printed_name(found) if found else insee
