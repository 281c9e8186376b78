"""Numbers and amounts of money, typed as people type them."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import ClassVar, Literal

from babel.numbers import format_currency, get_currency_symbol
from pydantic import JsonValue

from assistant.fields.base import Field, Invalid, Kind, Schema, text_of
from assistant.i18n import Message as M
from assistant.i18n import Translator

CURRENCIES = ("EUR", "USD", "CHF", "GBP", "BTC", "ETH", "USDT")
_LIMIT = Decimal(10) ** 12


def decimal_of(raw: JsonValue) -> Decimal:
    """A number from French or English writing (`2 400,50`, `2,400.50`, `89.9`); raises `Invalid`."""
    text = re.sub(r"[\s\u00a0\u202f'€]|EUR", "", text_of(raw))
    if "," in text and "." in text:  # the last sign met is the decimal one
        text = text.replace("." if text.rfind(",") > text.rfind(".") else ",", "")
    try:
        number = Decimal(text.replace(",", "."))
    except InvalidOperation:
        raise Invalid(M("Écrivez un nombre, par exemple 12 ou 89,90.")) from None
    if not number.is_finite() or number.copy_abs() >= _LIMIT:  # abs() would round, and overflow on 1e999999999
        raise Invalid(M("Ce nombre est trop grand."))
    return number


def _json(number: Decimal) -> int | float:
    return int(number) if number == number.to_integral_value() else float(number)


class Number(Field):
    """A whole number between `minimum` and `maximum`."""

    type: Literal["number"]
    kind: ClassVar[Kind] = "number"
    minimum: int = 0
    maximum: int = 1_000_000
    unit: str | None = None

    def parse(self, raw: JsonValue) -> JsonValue:
        number = decimal_of(raw)
        if number != number.to_integral_value():
            raise Invalid(M("Écrivez un nombre entier."))
        if not self.minimum <= number <= self.maximum:
            raise Invalid(M("Écrivez un nombre entre {low} et {high}.", low=self.minimum, high=self.maximum))
        return int(number)

    def words(self, value: JsonValue, t: Translator) -> str:
        return f"{value} {t(self.unit)}" if self.unit else str(value)

    def schema_value(self) -> Schema:
        return {"type": "integer", "minimum": self.minimum, "maximum": self.maximum}


class Money(Field):
    """An amount and its currency; `{"amount": 2400.00, "currency": "EUR"}`, never negative."""

    type: Literal["money"]
    kind: ClassVar[Kind] = "number"

    def parse(self, raw: JsonValue) -> JsonValue:
        given = raw if isinstance(raw, dict) else {"amount": raw}
        if unexpected := set(given) - {"amount", "currency"}:
            raise Invalid(M("Rubrique inconnue : {name}.", name=sorted(unexpected)[0]))
        amount = decimal_of(given.get("amount"))
        if amount < 0:
            raise Invalid(M("Écrivez un montant positif."), ("amount",))
        currency = given.get("currency", "EUR")
        if currency not in CURRENCIES:
            raise Invalid(M("Choisissez une devise de la liste."), ("currency",))
        return {"amount": _json(amount), "currency": currency}

    def words(self, value: JsonValue, t: Translator) -> str:
        if not isinstance(value, dict):
            return str(value)
        amount, currency = Decimal(str(value["amount"])), str(value["currency"])
        if get_currency_symbol(currency, "fr") == currency and currency not in CURRENCIES[:4]:
            return f"{amount.normalize():f} {currency}"  # a crypto-currency keeps its decimals
        return str(format_currency(amount, currency, locale=t.lang))

    def fact(self, value: JsonValue) -> object:
        return value["amount"] if isinstance(value, dict) else value

    def schema_value(self) -> Schema:
        return {
            "type": "object",
            "properties": {"amount": {"type": "number", "minimum": 0}, "currency": {"enum": list(CURRENCIES)}},
            "required": ["amount"],
            "additionalProperties": False,
        }
