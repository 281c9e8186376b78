"""Numbers with a rule of their own: IBAN, SIREN, IMEI, last digits of a card, cheque, wallet of a crypto-currency."""

from __future__ import annotations

import re
from typing import ClassVar, Literal

from pydantic import JsonValue
from stdnum import bitcoin as bitcoin_rules
from stdnum import iban as iban_rules
from stdnum import imei as imei_rules
from stdnum.exceptions import ValidationError
from stdnum.fr import siren as siren_rules

from assistant.fields.base import Field, Invalid, Kind, Schema, text_of
from assistant.i18n import Message as M
from assistant.i18n import Translator


class Iban(Field):
    """An IBAN of any country, checked by its key."""

    type: Literal["iban"]
    kind: ClassVar[Kind] = "text"
    identifies: ClassVar[bool] = True

    def parse(self, raw: JsonValue) -> JsonValue:
        try:
            return str(iban_rules.validate(text_of(raw), check_country=False))
        except ValidationError:
            raise Invalid(
                M("Cet IBAN n'est pas exact. Recopiez-le du relevé, par exemple FR76 suivi de 23 caractères.")
            ) from None

    def words(self, value: JsonValue, t: Translator) -> str:
        return " ".join(re.findall(".{1,4}", str(value)))

    def schema_value(self) -> Schema:
        return {"type": "string", "pattern": r"^[A-Za-z]{2}\d{2}[A-Za-z0-9 ]{8,40}$"}


class Siren(Field):
    """A company's SIREN (9 digits); a SIRET (14) is accepted and cut."""

    type: Literal["siren"]
    kind: ClassVar[Kind] = "text"

    def parse(self, raw: JsonValue) -> JsonValue:
        digits = re.sub(r"\D", "", text_of(raw))
        digits = digits[:9] if len(digits) == 14 else digits
        if len(digits) != 9 or not digits.isdigit():
            raise Invalid(M("Écrivez les 9 chiffres du SIREN (en haut du Kbis)."))
        return digits

    def suspicious(self, value: JsonValue) -> bool:
        """True when the key is wrong: worth a warning, not a refusal (some bodies have irregular numbers)."""
        return not siren_rules.is_valid(str(value))

    def schema_value(self) -> Schema:
        return {"type": "string", "pattern": r"^[\d ]{9,18}$"}


class Imei(Field):
    """The 15 digits that identify a phone (*#06#)."""

    type: Literal["imei"]
    kind: ClassVar[Kind] = "text"
    identifies: ClassVar[bool] = True

    def parse(self, raw: JsonValue) -> JsonValue:
        digits = re.sub(r"\D", "", text_of(raw))
        if len(digits) != 15 or not imei_rules.is_valid(digits):
            raise Invalid(
                M("Ce n'est pas un IMEI : il a 15 chiffres, sur la boîte, la facture ou le compte Google ou Apple.")
            )
        return digits

    def schema_value(self) -> Schema:
        return {"type": "string", "pattern": r"^[\d ]{15,20}$"}


class CardEnd(Field):
    """The last four digits of a card, never more."""

    type: Literal["card_end"]
    kind: ClassVar[Kind] = "text"
    identifies: ClassVar[bool] = True

    def parse(self, raw: JsonValue) -> JsonValue:
        text = text_of(raw).replace(" ", "")
        if not re.fullmatch(r"\d{4}", text):
            raise Invalid(M("Écrivez seulement les 4 derniers chiffres de la carte, jamais le numéro entier."))
        return text

    def words(self, value: JsonValue, t: Translator) -> str:
        return f"•••• {value}"

    def schema_value(self) -> Schema:
        return {"type": "string", "pattern": r"^\d{4}$"}


class Cheque(Field):
    """The number of a French cheque: seven digits, kept as text for its zeros."""

    type: Literal["cheque"]
    kind: ClassVar[Kind] = "text"
    identifies: ClassVar[bool] = True

    def parse(self, raw: JsonValue) -> JsonValue:
        text = re.sub(r"[\s.-]", "", text_of(raw))
        if not re.fullmatch(r"\d{7}", text):
            raise Invalid(M("Le numéro d'un chèque a 7 chiffres, en bas à gauche ou sur le talon."))
        return text

    def schema_value(self) -> Schema:
        return {"type": "string", "pattern": r"^[\d .-]{7,12}$"}


class Crypto(Field):
    """The address of a crypto wallet or the identifier of a transaction; a Bitcoin address is checked by its key."""

    type: Literal["crypto"]
    kind: ClassVar[Kind] = "text"
    identifies: ClassVar[bool] = True

    def parse(self, raw: JsonValue) -> JsonValue:
        text = "".join(text_of(raw).split())
        if not re.fullmatch(r"[A-Za-z0-9:_-]{20,130}", text):
            raise Invalid(M("Copiez l'adresse entière, sans espace : elle a plus de 20 lettres et chiffres."))
        bitcoin = re.fullmatch(r"(bc1[a-z0-9]{11,71}|[13][A-Za-z0-9]{25,34})", text)
        if bitcoin and not bitcoin_rules.is_valid(text):
            raise Invalid(M("Cette adresse n'est pas exacte, un caractère manque ou a changé. Copiez-la de nouveau."))
        return text

    def schema_value(self) -> Schema:
        return {"type": "string", "minLength": 20, "maxLength": 130}
