"""Plates and serial numbers of vehicles, as a witness or an owner can give them."""

from __future__ import annotations

import re
from typing import ClassVar, Literal

from pydantic import JsonValue

from assistant.fields.base import Field, Invalid, Kind, Schema, text_of
from assistant.i18n import Message as M
from assistant.i18n import Translator

UNREAD = "?"  # one character that was not seen
_LETTER, _DIGIT = rf"[A-HJ-NP-TV-Z{UNREAD}]", rf"[0-9{UNREAD}]"  # SIV writes no I, O or U (arrêté du 9 février 2009)
_SIV = re.compile(rf"^({_LETTER}{{2}})({_DIGIT}{{3}})({_LETTER}{{2}})$")
_FNI = re.compile(r"^(\d{1,4})([A-Z]{1,3})(\d{2,3}|2[AB])$")


class Plate(Field):
    """A registration plate: French since 2009 (AB-123-CD), French before (1234 AB 38), foreign, or partly read."""

    type: Literal["plate"]
    kind: ClassVar[Kind] = "text"
    identifies: ClassVar[bool] = True

    def parse(self, raw: JsonValue) -> JsonValue:
        text = re.sub(r"[*_.…]", UNREAD, text_of(raw).upper())
        tight = re.sub(rf"[^0-9A-Z{UNREAD}]", "", text)
        if not 2 <= len(tight) <= 12 or not any(c.isalnum() for c in tight):
            raise Invalid(M("Écrivez la plaque, par exemple AB-123-CD. Un « ? » pour chaque caractère non lu."))
        if found := _SIV.match(tight):
            return "-".join(found.groups())
        if found := _FNI.match(tight):
            return " ".join(found.groups())
        return " ".join(re.sub(rf"[^0-9A-Z{UNREAD}-]", " ", text).split())

    def words(self, value: JsonValue, t: Translator) -> str:
        return t(M("{plate} (lecture incomplète)", plate=value)) if UNREAD in str(value) else str(value)

    def typed(self, value: JsonValue) -> str:
        return str(value)

    def schema_value(self) -> Schema:
        return {"type": "string", "minLength": 2, "maxLength": 20}


class Vin(Field):
    """The 17 characters of a vehicle's serial number; its key is not checked: European makers need not follow it."""

    type: Literal["vin"]
    kind: ClassVar[Kind] = "text"
    identifies: ClassVar[bool] = True

    def parse(self, raw: JsonValue) -> JsonValue:
        text = re.sub(r"[\s-]", "", text_of(raw).upper())
        if not re.fullmatch(r"[A-HJ-NPR-Z0-9]{17}", text):
            raise Invalid(M("Ce numéro a 17 caractères, sans I, O ni Q. Il est au repère E de la carte grise."))
        return text

    def schema_value(self) -> Schema:
        return {"type": "string", "pattern": r"^[A-Za-z0-9 -]{17,25}$"}
