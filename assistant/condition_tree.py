"""Conditions as data: a strict subset of Python expressions read into five frozen shapes, never executed."""

from __future__ import annotations

import ast
import datetime as dt
import json
import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

LIMIT = 300  # characters: longer than any readable sentence, short enough never to blow the parser
Op = Literal["==", "!=", "<", "<=", ">", ">=", "in", "contains"]
Scalar = str | int | float | bool | dt.date
_OPS: dict[type[ast.cmpop], Op] = {
    ast.Eq: "==", ast.NotEq: "!=", ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.In: "in",
}  # fmt: skip


class ConditionError(ValueError):
    """The text is not a condition; the sentence says what was found."""


@dataclass(frozen=True, slots=True)
class Compare:
    field: str
    op: Op
    value: Scalar | tuple[Scalar, ...]


@dataclass(frozen=True, slots=True)
class Answered:
    field: str


@dataclass(frozen=True, slots=True)
class Not:
    part: Condition


@dataclass(frozen=True, slots=True)
class All:
    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    parts: tuple[Condition, ...]


Condition = Compare | Answered | Not | All | AnyOf


def read(text: str) -> Condition:
    """Parses a condition; raises `ConditionError` for anything outside the subset."""
    if len(text) > LIMIT:
        raise ConditionError(f"plus de {LIMIT} caractères")
    try:
        found = _condition(ast.parse(text.strip(), mode="eval").body)
        if len(write(found)) > LIMIT:  # what is kept or edited is the text written back: it must be readable too
            raise ConditionError(f"plus de {LIMIT} caractères une fois écrite avec ses espaces")
        return found
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        if isinstance(error, ConditionError):
            raise
        raise ConditionError("expression illisible") from None


def _condition(node: ast.expr) -> Condition:
    match node:
        case ast.BoolOp(op=ast.And(), values=values):
            return All(tuple(map(_condition, values)))
        case ast.BoolOp(op=ast.Or(), values=values):
            return AnyOf(tuple(map(_condition, values)))
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            return Not(_condition(operand))
        case ast.Name(id=name):
            return Compare(name, "==", True)
        case ast.Call(func=ast.Name(id="answered"), args=[ast.Name(id=name)], keywords=[]):
            return Answered(name)
        case ast.Compare(left=left, ops=[op], comparators=[right]):
            return _compare(left, op, right)
    raise ConditionError(f"« {ast.unparse(node)} » n'est pas permis")


def _compare(left: ast.expr, op: ast.cmpop, right: ast.expr) -> Condition:
    sign = _OPS.get(type(op))
    if sign == "in" and isinstance(right, ast.Name):
        return Compare(right.id, "contains", _scalar(left))
    if sign is None or not isinstance(left, ast.Name):
        raise ConditionError("écrivez d'abord le nom de la question, puis == != < <= > >= ou in")
    if sign == "in":
        if not isinstance(right, ast.List) or not right.elts:
            raise ConditionError('après « in », donnez une liste : ["a", "b"]')
        return Compare(left.id, "in", tuple(map(_scalar, right.elts)))
    return Compare(left.id, sign, _scalar(right))


def _scalar(node: ast.expr) -> Scalar:
    match node:
        case ast.Constant(value=str() | int() | float() as value) if value != math.inf:
            return value
        case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int() | float() as number)) if number != math.inf:
            return -number
        case ast.Call(func=ast.Name(id="date"), args=[ast.Constant(value=str() as day)], keywords=[]):
            try:
                return dt.date.fromisoformat(day)
            except ValueError:
                raise ConditionError(f"« {day} » n'est pas une date AAAA-MM-JJ") from None
    raise ConditionError(f"« {ast.unparse(node)} » n'est pas une valeur")


def write(condition: Condition) -> str:
    """The condition as text; `read(write(c)) == c`."""
    match condition:
        case Answered(field):
            return f"answered({field})"
        case Not(part):
            return f"not {_wrapped(part)}"
        case All(parts):
            return " and ".join(map(_wrapped, parts))
        case AnyOf(parts):
            return " or ".join(map(_wrapped, parts))
        case Compare(field, "==", True):
            return field
        case Compare(field, "contains", value):
            return f"{_literal(value)} in {field}"
        case Compare(field, op, value):
            return f"{field} {op} {_literal(value)}"


def _wrapped(part: Condition) -> str:
    return f"({write(part)})" if isinstance(part, (All, AnyOf)) else write(part)


def _literal(value: Scalar | tuple[Scalar, ...]) -> str:
    if isinstance(value, tuple):
        return "[" + ", ".join(map(_literal, value)) + "]"
    if isinstance(value, dt.date):
        return f'date("{value.isoformat()}")'
    return json.dumps(value, ensure_ascii=False) if isinstance(value, str) else repr(value)


def fields_of(condition: Condition) -> Iterator[Compare | Answered]:
    """Every comparison and `answered()` of a condition, in reading order."""
    match condition:
        case Not(part):
            yield from fields_of(part)
        case All(parts) | AnyOf(parts):
            for part in parts:
                yield from fields_of(part)
        case _:
            yield condition
