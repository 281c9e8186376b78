"""Conditions over answers, with three values: true, false, and unknown as long as the question is not answered."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from assistant.condition_tree import (
    All,
    Answered,
    AnyOf,
    Compare,
    Condition,
    ConditionError,
    Not,
    Scalar,
    fields_of,
    read,
    write,
)
from assistant.facts import DERIVED, SAID
from assistant.fields import Field, Kind
from assistant.problems import did_you_mean

Truth = bool | None  # None = not answered yet
Lookup = Callable[[str], object]  # the fact behind a name; None = not answered, SAID = said not to know

_EQUAL = frozenset({"==", "!=", "in"})
_ORDER = frozenset({"==", "!=", "<", "<=", ">", ">=", "in"})
OPERATORS: Mapping[Kind, frozenset[str]] = {
    "text": _EQUAL, "choice": _EQUAL, "choices": frozenset({"contains"}), "bool": frozenset({"==", "!="}),
    "number": _ORDER, "date": _ORDER, "place": _EQUAL, "none": frozenset(),
}  # fmt: skip
FUNCTIONS = ("answered", "date")


def holds(condition: Condition | None, fact: Lookup) -> Truth:
    """Whether a condition is true, false or not settled (None); no condition is true. Pure."""
    match condition:
        case None:
            return True
        case Answered(field):
            return True if fact(field) is not None else None
        case Not(part):
            truth = holds(part, fact)
            return None if truth is None else not truth
        case All(parts):
            return _all([holds(part, fact) for part in parts])
        case AnyOf(parts):
            truths = [holds(part, fact) for part in parts]
            return True if True in truths else None if None in truths else False
        case Compare(field, op, value):
            return _compare(fact(field), op, value)


def _all(truths: list[Truth]) -> Truth:
    return False if False in truths else None if None in truths else True


def _compare(fact: object, op: str, value: Scalar | tuple[Scalar, ...]) -> Truth:
    if fact is None:
        return None
    if fact is SAID:
        return op == "!="
    match op:
        case "==":
            return fact == value
        case "!=":
            return fact != value
        case "in":
            return isinstance(value, tuple) and fact in value
        case "contains":
            return isinstance(fact, frozenset) and value in fact
    return _ordered(fact, op, value)


def _ordered(fact: object, op: str, value: object) -> Truth:
    if isinstance(fact, dt.date) and isinstance(value, dt.date):
        left, right = fact.toordinal(), value.toordinal()
    elif isinstance(fact, (int, float)) and isinstance(value, (int, float)):
        left, right = fact, value  # type: ignore[assignment]
    else:
        return False
    return {"<": left < right, "<=": left <= right, ">": left > right, ">=": left >= right}[op]


@dataclass(frozen=True, slots=True)
class Fault:
    """What the static check found: a code of the catalogue and its gaps."""

    code: str
    gaps: dict[str, object]


def faults(condition: Condition, above: Mapping[str, Field]) -> list[Fault]:
    """Every fault of a condition against the questions asked above it, all at once."""
    return [fault for leaf in fields_of(condition) if (fault := _fault(leaf, above))]


def _fault(leaf: Compare | Answered, above: Mapping[str, Field]) -> Fault | None:
    derived = DERIVED.get(leaf.field)
    if leaf.field not in above and not (derived and any(need in above for need in derived.needs)):
        return Fault("COND_FIELD", {"value": leaf.field, "hint": did_you_mean(leaf.field, [*above, *DERIVED])})
    kind = derived.kind if derived else above[leaf.field].kind
    if isinstance(leaf, Answered):
        return None
    if leaf.op not in OPERATORS[kind]:
        return Fault("COND_OPERATOR", {"value": _shown(leaf.op), "field": leaf.field, "type": kind})
    values = leaf.value if isinstance(leaf.value, tuple) else (leaf.value,)
    return next((f for value in values if (f := _value_fault(leaf.field, kind, value, above.get(leaf.field)))), None)


def _shown(op: str) -> str:
    return '"…" in' if op == "contains" else op


_PYTHON: Mapping[Kind, tuple[type, ...]] = {
    "text": (str,),
    "choice": (str,),
    "choices": (str,),
    "bool": (bool,),
    "number": (int, float),
    "date": (dt.date,),
    "place": (str,),
}


def _value_fault(name: str, kind: Kind, value: Scalar, field: Field | None) -> Fault | None:
    if not isinstance(value, _PYTHON[kind]) or (kind == "number" and isinstance(value, bool)):
        return Fault("COND_VALUE", {"value": value, "field": name})
    options: Collection[str] | None = getattr(field, "options", None) if kind in ("choice", "choices") else None
    if options is not None and value not in options:
        return Fault("COND_VALUE", {"value": value, "field": name, "hint": did_you_mean(str(value), options)})
    return None


__all__ = [
    "FUNCTIONS",
    "OPERATORS",
    "All",
    "Answered",
    "AnyOf",
    "Compare",
    "Condition",
    "ConditionError",
    "Fault",
    "Lookup",
    "Not",
    "Truth",
    "faults",
    "fields_of",
    "holds",
    "read",
    "write",
]  # fmt: skip
