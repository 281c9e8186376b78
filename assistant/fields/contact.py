"""Ways to reach someone: e-mail and phone, of any country."""

from __future__ import annotations

import difflib
import re
from typing import ClassVar, Literal

import phonenumbers
from email_validator import EmailNotValidError, validate_email
from pydantic import JsonValue

from assistant.fields.base import Field, Invalid, Kind, Schema, text_of
from assistant.i18n import Message as M
from assistant.i18n import Translator

_COMMON = (
    "gmail.com",
    "orange.fr",
    "free.fr",
    "sfr.fr",
    "laposte.net",
    "hotmail.fr",
    "hotmail.com",
    "outlook.fr",
    "outlook.com",
    "yahoo.fr",
    "yahoo.com",
    "wanadoo.fr",
    "icloud.com",
    "live.fr",
    "protonmail.com",
    "bbox.fr",
)
# A number without its country code is tried in France first, then where callers often come from.
_REGIONS = ("FR", "RE", "GP", "MQ", "GF", "YT", "NC", "PF", "BE", "CH", "LU", "IT", "ES", "DE", "PT", "GB")


class Email(Field):
    """An e-mail address; a likely misspelt domain is refused with the likely one."""

    type: Literal["email"]
    kind: ClassVar[Kind] = "text"

    def parse(self, raw: JsonValue) -> JsonValue:
        text = text_of(raw)
        try:
            address = validate_email(text, check_deliverability=False, test_environment=True)
        except EmailNotValidError:
            raise Invalid(M("Écrivez une adresse comme nom@exemple.fr.")) from None
        close = difflib.get_close_matches(address.domain, _COMMON, n=1, cutoff=0.88)
        if address.domain not in _COMMON and close:
            raise Invalid(
                M(
                    "Cette adresse finit par « {typed} ». Vouliez-vous dire « {meant} » ?",
                    typed=address.domain,
                    meant=close[0],
                )
            )
        return address.normalized

    def schema_value(self) -> Schema:
        return {"type": "string", "format": "email"}


class Phone(Field):
    """A phone number of any country, stored as E.164."""

    type: Literal["phone"]
    kind: ClassVar[Kind] = "text"

    def parse(self, raw: JsonValue) -> JsonValue:
        text = text_of(raw)
        if not re.fullmatch(r"[\d\s().+/\-\u00a0\u202f]{6,30}", text):
            raise Invalid(M("Écrivez un numéro de téléphone, avec des chiffres seulement."))
        # a French number is kept as French, even in a range not yet given out; what was kept reads the same again
        if french := re.fullmatch(r"0(\d{9})|(?:\+|00)33(?:0?)([1-9]\d{8})", re.sub(r"[^\d+]", "", text)):
            return f"+33{french[1] or french[2]}"
        for region in _REGIONS:
            try:
                number = phonenumbers.parse(text, region)
            except phonenumbers.NumberParseException:
                continue
            if phonenumbers.is_valid_number(number):
                return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))
        raise Invalid(M("Ce numéro n'est pas complet. Exemple : 06 12 34 56 78, ou +41 79… pour l'étranger."))

    def words(self, value: JsonValue, t: Translator) -> str:
        try:
            number = phonenumbers.parse(str(value))
        except phonenumbers.NumberParseException:
            return str(value)
        style = phonenumbers.PhoneNumberFormat
        return str(
            phonenumbers.format_number(number, style.NATIONAL if number.country_code == 33 else style.INTERNATIONAL)
        )

    def schema_value(self) -> Schema:
        return {"type": "string", "pattern": r"^[\d\s().+/-]{6,30}$"}
