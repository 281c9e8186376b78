"""A home kept unsaid: with the address of a third party declared in any part, no paper prints the real one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from pydantic import JsonValue

from assistant.facts import Answers

HOME = frozenset({"adresse", "code_postal", "commune", "pays"})
UNSAID = "[adresse non communiquée]"
_HOMES: Mapping[str, frozenset[str]] = {"coordonnees": HOME, "victime_identite": frozenset({"adresse"})}
# The author's address is no secret to the author, and the third party's is the one to print.
_OTHERS = frozenset({"auteur_identite", "domicile_tiers_adresse"})


def elsewhere(answers: Answers) -> bool:
    """Whether these answers declare the address of a third party as domicile (CPP 10-2)."""
    chosen = answers.get("domicile_tiers")
    return chosen is True or (chosen is not False and "domicile_tiers_adresse" in answers)


def sheltered(answers: Answers, everywhere: Iterable[Answers]) -> dict[str, JsonValue]:
    """The answers without the real home: not where it was asked, nor where its street was typed again."""
    homes = [home for told in everywhere if isinstance(home := told.get("coordonnees"), dict)]
    streets = [street for home in homes if (street := _street(str(home.get("adresse", ""))))]
    kept: dict[str, JsonValue] = {}
    for name, value in answers.items():
        shared = _without(value, _HOMES.get(name, frozenset()))
        for street in streets if name not in _OTHERS else ():
            shared = _masked(shared, street)
        if shared != {}:
            kept[name] = shared
    return kept


def _without(value: JsonValue, parts: frozenset[str]) -> JsonValue:
    return {key: part for key, part in value.items() if key not in parts} if isinstance(value, dict) else value


def _street(address: str) -> re.Pattern[str] | None:
    """The first line of an address wherever it is written; None when it is too short to be told from plain words."""
    line = re.split(r"[,\n]", re.sub(r"^(\d+\w?(?: (?:bis|ter|quater))?),", r"\1", address.strip(), flags=re.I))[0]
    words = re.findall(r"\w+", line)
    if len(words) < 3 and not (len(words) == 2 and any(word.isdigit() for word in words)):
        return None
    return re.compile(r"(?<!\w)" + r"\W+".join(map(re.escape, words)) + r"(?!\w)", re.IGNORECASE)


def _masked(value: JsonValue, street: re.Pattern[str]) -> JsonValue:
    if isinstance(value, str):
        return street.sub(UNSAID, value)
    if isinstance(value, list):
        return [_masked(item, street) for item in value]
    return {key: _masked(item, street) for key, item in value.items()} if isinstance(value, dict) else value
