"""Facts computed from answers that rules may name: declared here once, with what they are computed from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from pydantic import JsonValue

from assistant.fields import ONLINE, Kind, bounds, said

Answers = Mapping[str, JsonValue]
MAJORITY = 18  # years, C. civ. 388


class _Said:
    """An answer that is "ne sait pas" or "le dira à l'audition": answered, and equal to nothing."""


SAID = _Said()


def _age(answers: Answers, today: dt.date) -> object:
    born = _birth(answers.get("identite"))
    return years_between(born, today) if born else None


def _birth(person: JsonValue) -> dt.date | None:
    found = bounds(person.get("naissance_date")) if isinstance(person, dict) else None
    return found[0].date() if found else None


def years_between(born: dt.date, day: dt.date) -> int:
    """Whole years of age on a day."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def _mineur(answers: Answers, today: dt.date) -> object:
    """Whether the victim is a minor: the child represented, else the person who files."""
    if answers.get("decl_role") == "representant_mineur":
        return True
    age = _age(answers, today)
    return age < MAJORITY if isinstance(age, int) else None


def _majeur(answers: Answers, today: dt.date) -> object:
    """Whether the person who files is an adult."""
    if answers.get("decl_role") in ("representant_mineur", "representant_protege", "personne_morale"):
        return True
    age = _age(answers, today)
    return age >= MAJORITY if isinstance(age, int) else None


def _commune(answers: Answers, today: dt.date) -> object:
    lieu = answers.get("lieu")
    return lieu.get("commune") if isinstance(lieu, dict) else None


def _en_ligne(answers: Answers, today: dt.date) -> object:
    lieu = answers.get("lieu")
    return lieu.get("kind") == ONLINE if isinstance(lieu, dict) and not said(lieu) else None


def _etranger(answers: Answers, today: dt.date) -> object:
    lieu = answers.get("lieu")
    return "country" in lieu and lieu["country"] != "FR" if isinstance(lieu, dict) and not said(lieu) else None


def amounts(value: JsonValue) -> list[Decimal]:
    """Every amount in euros inside an answer (a money value, or a list of items that hold one)."""
    if isinstance(value, dict):
        if "amount" in value:
            return [Decimal(str(value["amount"]))] if value.get("currency", "EUR") == "EUR" else []
        return [a for v in value.values() for a in amounts(v)]
    return [a for v in value for a in amounts(v)] if isinstance(value, list) else []


def _total(answers: Answers, today: dt.date) -> object:
    """The loss: the total the person gave, else the sum of what was paid or debited."""
    for field in ("prejudice_total", "paiements", "operations_contestees", "montant"):
        found = amounts(answers.get(field))
        if found:
            return float(sum(found))
    return None


@dataclass(frozen=True, slots=True)
class Derived:
    """A computed fact: its kind for the checker, the questions it needs (one is enough), and how."""

    kind: Kind
    needs: tuple[str, ...]
    compute: Callable[[Answers, dt.date], object]


DERIVED: Mapping[str, Derived] = {
    "age": Derived("number", ("identite",), _age),
    "mineur": Derived("bool", ("identite", "decl_role"), _mineur),
    "majeur": Derived("bool", ("identite", "decl_role"), _majeur),
    "commune": Derived("text", ("lieu",), _commune),
    "en_ligne": Derived("bool", ("lieu",), _en_ligne),
    "a_l_etranger": Derived("bool", ("lieu",), _etranger),
    "total": Derived("number", ("prejudice_total", "paiements", "operations_contestees", "montant"), _total),
}
