"""What must never be asked and must not travel: a card number, an IBAN nobody asked for, a social security number, a secret.

A check on this machine only, on what the person wrote freely. It never judges: it says where, why, and what to leave.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from pydantic import JsonValue
from stdnum import iban as iban_rules
from stdnum import luhn

from assistant.fields import Field, Iban, Lines, LongText, Text, said
from assistant.form import Form, parts_of, walk_fields
from assistant.i18n import Message as M

Kind = Literal["card", "iban", "nir", "secret"]

_RUN = re.compile(r"(?<![\w])\d(?:[ .\u00a0-]?\d){12,22}(?!\w)")
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]){11,30}", re.IGNORECASE)
_NIR = re.compile(
    r"(?<!\d)([12])[ .]?(\d{2})[ .]?(0[1-9]|1[0-2]|[2-9]\d)[ .]?(\d{2}|2[AB])[ .]?(\d{3})[ .]?(\d{3})[ .-]?(\d{2})(?!\d)"
)
_IS = r"\s*(?:\b(?:est|était|c'est|is|was)\b)?\s*[:=]?\s*"
_WORDS = r"(?:mots? de passe|mdp|password|passcode)"
_CODES = (
    r"(?:codes?(?: secrets?| confidentiels?| pin| sms| reçus?)*(?: (?:de|d')(?: ?(?:la|ma|sa))? ?"
    r"(?:carte|sécurité|validation|vérification|déverrouillage))?|cryptogramme|cvv2?|cvc|pin(?: code)?)"
)
_SECRETS = (
    re.compile(rf"\b{_WORDS}{_IS}[\"'«“ ]*([^\s\"»”]*\d[^\s\"»”]*)", re.IGNORECASE),
    re.compile(rf"\b{_WORDS}\s*(?:est|is)?\s*[:=]\s*[\"'«“]?\s*([^\s\"»”]+)", re.IGNORECASE),
    re.compile(
        rf"\b{_CODES}{_IS}[\"'«“ ]*(\d(?:[ .]?\d){{2,7}})(?![\d/:h€])(?! ?(?:euros?|€|fois|h\b))", re.IGNORECASE
    ),
)
_CARDS = {15: ("34", "37"), 16: ("2", "4", "5", "6"), 19: ("4", "6")}  # length -> first digits
_BY_FOUR = re.compile(r"\d{4}([ .\u00a0-])\d{4}\1\d{4}\1\d{4}$")  # written as on a card, a slip in it or not

TOLD: Mapping[Kind, M] = {
    "card": M("Ce texte contient un numéro de carte entier. Personne n'en a besoin, ni la police ni la banque : les 4 derniers chiffres suffisent."),
    "iban": M("Ce texte contient un IBAN, et rien ne le demande ici. Dites plutôt quelle banque, l'agent demandera le numéro s'il le faut."),
    "nir": M("Ce texte contient un numéro de sécurité sociale. La loi ne permet pas de le noter ici, et l'agent n'en a pas besoin."),
    "secret": M("Ce texte semble contenir un mot de passe ou un code. Ne le donnez à personne, même à un agent, et changez-le."),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Forbidden:
    """One thing that must not stand in a text: its kind, its place, and what may stand instead."""

    kind: Kind
    start: int
    end: int
    instead: str


def forbidden(text: str, iban_asked: bool = False) -> tuple[Forbidden, ...]:
    """What must be masked in a text, in order, without overlap. Pure, linear."""
    found: list[Forbidden] = []
    for one in (*_ibans(text), *_nirs(text), *_cards(text), *_secrets(text)):
        if not any(one.start < other.end and other.start < one.end for other in found):
            found.append(one)
    kept = [one for one in found if not (one.kind == "iban" and iban_asked)]
    return tuple(sorted(kept, key=lambda one: one.start))


def masked(text: str, iban_asked: bool = False) -> str:
    """The text with what is forbidden replaced; the same text when there is nothing."""
    for one in reversed(forbidden(text, iban_asked)):
        text = text[: one.start] + one.instead + text[one.end :]
    return text


def _ibans(text: str) -> Iterator[Forbidden]:
    for match in _IBAN.finditer(text):
        for words in range(match[0].count(" ") + 1):  # the words after an IBAN may look like its end
            number = match[0].rsplit(" ", words)[0] if words else match[0]
            if iban_rules.is_valid(number):
                yield Forbidden("iban", match.start(), match.start() + len(number), f"{number[:2]}•• (IBAN masqué)")
                break


def _nirs(text: str) -> Iterator[Forbidden]:
    for match in _NIR.finditer(text):
        *body, key = match.groups()
        department = body[3].upper().replace("2A", "19").replace("2B", "18")
        number = int("".join((*body[:3], department, *body[4:])))
        if 97 - number % 97 == int(key):
            yield Forbidden("nir", match.start(), match.end(), "[numéro de sécurité sociale masqué]")


def _cards(text: str) -> Iterator[Forbidden]:
    for run in _RUN.finditer(text):
        ends = [m.end() for m in re.finditer(r"\d", run[0])]
        digits = re.sub(r"\D", "", run[0])
        for size, starts in _CARDS.items():
            for at in sorted({0, len(digits) - size}) if len(digits) >= size else ():  # a cryptogram may follow
                number, start = digits[at : at + size], ends[at] - 1
                end = ends[at + size - 1]
                written = luhn.is_valid(number) or _BY_FOUR.match(run[0][start:end])
                if number.startswith(starts) and written:
                    yield Forbidden("card", run.start() + start, run.start() + end, f"•••• {number[-4:]}")


def _secrets(text: str) -> Iterator[Forbidden]:
    for pattern in _SECRETS:
        for match in pattern.finditer(text):
            value = match[1].rstrip(".,;:!?)'")
            if 3 <= len(value) <= 40 and not value.startswith("["):
                yield Forbidden("secret", match.start(1), match.start(1) + len(value), "[masqué]")


def asks_iban(form: Form) -> bool:
    """Whether a form asks for an IBAN somewhere: one in its texts is then no surprise."""
    return any(isinstance(field, Iban) for field in walk_fields(form))


def cleaned(field: Field, value: JsonValue, iban_asked: bool) -> tuple[JsonValue, tuple[Kind, ...]]:
    """An answer with what is forbidden in its free texts masked, and the kinds that were."""
    if isinstance(value, str) and isinstance(field, (Text, LongText)):
        return masked(value, iban_asked), tuple(dict.fromkeys(one.kind for one in forbidden(value, iban_asked)))
    if isinstance(value, list) and isinstance(field, Lines):
        lines = [masked(str(line), iban_asked) for line in value]
        kinds = [one.kind for line in value for one in forbidden(str(line), iban_asked)]
        return list[JsonValue](lines), tuple(dict.fromkeys(kinds))
    parts = {part.id: part for part in parts_of(field)}
    if not parts or said(value):
        return value, ()
    if isinstance(value, list):
        read = [_item(parts, item, iban_asked) for item in value]
        return [item for item, _ in read], tuple(dict.fromkeys(kind for _, kinds in read for kind in kinds))
    return _item(parts, value, iban_asked)


def _item(parts: Mapping[str, Field], item: JsonValue, iban_asked: bool) -> tuple[JsonValue, tuple[Kind, ...]]:
    if not isinstance(item, dict):
        return item, ()
    read = {name: cleaned(parts[name], value, iban_asked) for name, value in item.items() if name in parts}
    kinds = dict.fromkeys(kind for _, found in read.values() for kind in found)
    return {**item, **{name: value for name, (value, _) in read.items()}}, tuple(kinds)
