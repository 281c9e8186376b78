"""The kinds of questions: one class each, listed once here."""

from __future__ import annotations

from collections.abc import Mapping

from assistant.fields.base import IN_PERSON, SAID_TEXTS, UNKNOWN, Attach, Field, Invalid, Kind, Need, Schema, said
from assistant.fields.choice import Choice, Choices, YesNo
from assistant.fields.contact import Email, Phone
from assistant.fields.group import Group, Items, shown_parts
from assistant.fields.identifiers import CardEnd, Cheque, Crypto, Iban, Imei, Siren
from assistant.fields.number import Money, Number
from assistant.fields.period import Date, Period, bounds
from assistant.fields.place import ONLINE, Place
from assistant.fields.text import Lines, LongText, Text
from assistant.fields.vehicle import Plate, Vin
from assistant.fields.web import Urls

# The only list of field types; widgets and tests walk it.
FIELD_TYPES: Mapping[str, type[Field]] = {
    "text": Text,
    "long_text": LongText,
    "lines": Lines,
    "urls": Urls,
    "number": Number,
    "money": Money,
    "yes_no": YesNo,
    "choice": Choice,
    "choices": Choices,
    "period": Period,
    "date": Date,
    "place": Place,
    "email": Email,
    "phone": Phone,
    "iban": Iban,
    "siren": Siren,
    "imei": Imei,
    "card_end": CardEnd,
    "cheque": Cheque,
    "crypto": Crypto,
    "plate": Plate,
    "vin": Vin,
    "group": Group,
    "list": Items,
}


def read_field(raw: object) -> Field:
    """A field from its definition in a form file; pydantic reports every mistake, `KeyError` an unknown type."""
    if not isinstance(raw, Mapping):
        raise ValueError("une question est un bloc de clés")
    name = raw.get("type")
    if name not in FIELD_TYPES:
        raise ValueError(f"type inconnu : {name}")
    return FIELD_TYPES[str(name)].model_validate(raw)


__all__ = [
    "FIELD_TYPES",
    "IN_PERSON",
    "ONLINE",
    "SAID_TEXTS",
    "UNKNOWN",
    "Attach",
    "CardEnd",
    "Cheque",
    "Choice",
    "Choices",
    "Crypto",
    "Date",
    "Email",
    "Field",
    "Group",
    "Iban",
    "Imei",
    "Invalid",
    "Items",
    "Kind",
    "Lines",
    "LongText",
    "Money",
    "Need",
    "Number",
    "Period",
    "Phone",
    "Place",
    "Plate",
    "Schema",
    "Siren",
    "Text",
    "Urls",
    "Vin",
    "YesNo",
    "bounds",
    "read_field",
    "said",
    "shown_parts",
]
