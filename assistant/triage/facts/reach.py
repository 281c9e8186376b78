"""Ways to reach or to find someone: phone numbers, e-mail and web addresses, names on a network."""

from __future__ import annotations

import re
from collections.abc import Iterator

import phonenumbers

from assistant.triage.facts.safe import Safe
from assistant.triage.facts.value import Found

_PHONE = re.compile(r"(?<![\d.,/-])(?:\+|00 ?)?\(?\d(?:[ .\u00a0\u202f()_-]{0,3}\d){7,13}(?![\d])")
_DATE = re.compile(r"\d{1,2}[ .-]\d{1,2}[ .-](?:19|20)\d\d(?!\d)|(?:19|20)\d\d[.-]\d{1,2}[.-]\d{1,2}(?!\d)")
_EMAIL = re.compile(r"(?<![\w.+%-])[\w.+%-]{1,64}@[a-z0-9][a-z0-9-]{0,62}(?:\.[a-z0-9-]{1,63}){1,4}", re.IGNORECASE)
_WEB = re.compile(r"(?<![\w@/.-])(?:https?://|www\.)[^\s<>\"'«»]{3,1000}", re.IGNORECASE)
_TLD = r"(?:com|fr|net|org|eu|info|biz|shop|store|online|site|xyz|top|io|app|club|live|pro|tv|vip|link|click|co\.uk|paris|page|website|cc)"
_DOMAIN = re.compile(
    rf"(?<![\w@/.-])(?:[a-z0-9](?:[a-z0-9-]{{0,61}}[a-z0-9])?\.){{1,4}}{_TLD}(?![\w-])(?:/[^\s<>\"'«»]{{0,500}})?",
    re.IGNORECASE,
)
_TAIL = ".,;:!?)]}…*"
_AT = re.compile(r"(?<![\w.@/])@[\w.]{2,40}")
_NETWORK = r"(?:insta(?:gram)?|snap(?:chat)?|tik ?tok|face ?book|fb|telegram|discord|twitter|x|whatsapp|vinted|leboncoin|twitch|steam|youtube)"
_LINK = r"(\s*(?:est|était|c'est|is|was|es|era|ist|war|è)\s+|\s*[:=]\s*|\s+)"
_QUOTED = r"[«\"“'‘]\s?([^«»\"”“'’‘\n]{2,40}?)\s?[»\"”'’]"
_PSEUDO = re.compile(
    rf"\b(?:pseudo(?:nyme)?|pseudonym|username|user name|nickname|alias|apodo|soprannome|benutzername|nick)(?:\s+(?:sur\s+|on\s+)?{_NETWORK})?{_LINK}(?:{_QUOTED}|([\w.-]{{3,40}}))",
    re.IGNORECASE,
)
_ACCOUNT = re.compile(
    rf"\b(?:compte|profil|account|profile|cuenta|perfil|konto|profilo)(?:\s+{_NETWORK})?{_LINK}(?:{_QUOTED}|([\w.-]{{3,40}}))",
    re.IGNORECASE,
)
_IS_NETWORK = re.compile(rf"{_NETWORK}|linkedin|airbnb|booking|paypal|gmail|google|apple|amazon|ebay|netflix")
_NAMES_ITSELF = re.compile(r"[\d_.]|[a-zà-ÿ][A-Z]")  # what looks like a name on a network, and not like a word
_NOT_NAMES = frozenset(
    "est c'est qui que quoi dont avec pour dans sur sous mon ton son une les des aux par pas plus bidon inconnu anonyme faux fausse il elle "
    "and the who that was with from his her une ces ses leur ils elles que como con der die das che con".split()
)


def phones(safe: Safe) -> Iterator[Found]:
    """Numbers of France however they are spaced, of other countries with their code; never a date nor part of an IBAN."""
    for found in _PHONE.finditer(safe.text):
        words = found[0].rstrip(" .-_()")
        span = found.start(), found.start() + len(words)
        if any(low < span[1] and span[0] < high for low, high in safe.ibans) or _DATE.match(words):
            continue
        if number := _number(words):
            yield Found(number, words, span)


def _number(words: str) -> str | None:
    """The number as E.164, None when it is not one."""
    digits = re.sub(r"[^\d+]", "", words)
    if not digits.startswith(("0", "+")):
        return None
    try:
        number = phonenumbers.parse("+" + digits[2:] if digits.startswith("00") else digits, "FR")
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(number):
        return None
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


def emails(safe: Safe) -> Iterator[Found]:
    for found in _EMAIL.finditer(safe.text):
        words = found[0].rstrip(".-")
        yield Found(words.lower(), words, (found.start(), found.start() + len(words)))


def urls(safe: Safe) -> Iterator[Found]:
    """Web addresses exactly as written, bare domains included, without the full stop of the sentence."""
    taken: list[tuple[int, int]] = [found.at for found in emails(safe)]
    for pattern in (_WEB, _DOMAIN):
        for found in pattern.finditer(safe.text):
            words = found[0].rstrip(_TAIL)
            span = found.start(), found.start() + len(words)
            if len(words) >= 4 and not any(low < span[1] and span[0] < high for low, high in taken):
                taken.append(span)
                yield Found(words, words, span)


def pseudonyms(safe: Safe) -> Iterator[Found]:
    """Names on a network: "@name", "pseudo Loulou38", "le compte snap jules.b38", "profil « La Fouine »"."""
    seen: set[str] = set()
    for value, span in sorted(_names(safe.text), key=lambda one: one[1]):
        if value.casefold() not in seen:
            seen.add(value.casefold())
            yield Found(value, safe.text[slice(*span)], span)


def _names(text: str) -> Iterator[tuple[str, tuple[int, int]]]:
    for found in _AT.finditer(text):
        value = found[0].rstrip(".")
        if len(value) > 2:
            yield value, (found.start(), found.start() + len(value))
    for pattern, said in ((_PSEUDO, True), (_ACCOUNT, False)):
        for found in pattern.finditer(text):
            link, quoted, bare = found.groups()
            value = quoted or bare.rstrip(".-")
            start = found.start(2 if quoted else 3)
            word = value.casefold()
            if word in _NOT_NAMES or _IS_NETWORK.fullmatch(word) or value.isdigit() or len(value) < 2 or "•" in value:
                continue
            if quoted or _NAMES_ITSELF.search(value) or (said and link.strip()):
                yield value, (start, start + len(value))
