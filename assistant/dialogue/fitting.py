"""Which questions of a form the confirmed facts answer. A table says it, the questions check it, the rest is asked."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources

import yaml
from pydantic import JsonValue

from assistant.dialogue.values import Fact
from assistant.fields import Choice, Field, Invalid, Items, Lines, Place
from assistant.form import Form, parts_of

Targets = Mapping[str, Sequence[str]]  # `mine`, `theirs`, `else` -> questions
FIRST = ("object",)  # so that a number joins the thing it is the number of


@dataclass(frozen=True, slots=True)
class Fitted:
    """What a question is answered with, and the person's words that it comes from."""

    value: JsonValue
    words: tuple[str, ...]


@dataclass(frozen=True)
class _Table:
    facts: Mapping[str, Targets]
    places: Mapping[str, Sequence[str]]
    kinds: Sequence[str]
    maker: str
    options: Mapping[str, str]
    described: Targets
    named: Mapping[str, Sequence[str]]


@functools.cache
def _table() -> _Table:
    raw = yaml.safe_load(resources.files(__package__).joinpath("fitting.yaml").read_text(encoding="utf-8"))
    things = raw["objects"]
    described = {whose: things[whose] for whose in ("mine", "theirs")}
    return _Table(
        raw["facts"], raw["places"], things["kinds"], things["maker"], things["options"], described, things["named"]
    )


def fitted(form: Form, facts: Sequence[Fact]) -> dict[str, Fitted]:
    """The answers by question, each read by its own question; nothing for a sensitive form."""
    found: dict[str, Fitted] = {}
    if form.sensitive:
        return found
    for fact in sorted(facts, key=lambda one: one.kind not in FIRST):
        for name, value in _answers(form, fact, found):
            try:
                clean = form.fields[name].read(value)
            except Invalid:
                continue
            words = found[name].words if name in found else ()
            found[name] = Fitted(clean, (*words, fact.words))
            break
    return found


def _answers(form: Form, fact: Fact, found: Mapping[str, Fitted]) -> Iterator[tuple[str, JsonValue]]:
    """The questions that may hold the fact, the best first, each with what it would then be answered."""
    if fact.kind == "object":
        yield from _objects(form, fact, found)
        return
    for target in _targets(form, _table().facts[fact.kind], fact.whose):
        name, _, part = target.partition(".")
        before, question = found[name].value if name in found else None, form.fields[name]
        value = _in(question, part, fact.value, before) if part else _whole(question, fact.value, before)
        if value is not None:
            yield name, value


def _targets(form: Form, targets: Targets, whose: str) -> list[str]:
    """The questions of the form for a fact of theirs, of the person's, or of nobody known."""
    if whose or "else" in targets:
        return [one for one in targets.get(whose or "else", ()) if _has(form, one)]
    mine, theirs = ([one for one in targets.get(side, ()) if _has(form, one)] for side in ("mine", "theirs"))
    asked = mine[:1] if mine and not theirs else theirs[:1] if theirs and not mine else []
    return [one for one in asked if form.fields[one.partition(".")[0]].need == "essential"]


def _has(form: Form, target: str) -> bool:
    name, _, part = target.partition(".")
    question = form.fields.get(name)
    return question is not None and not question.private and (not part or any(p.id == part for p in parts_of(question)))


def _whole(question: Field, value: JsonValue, before: JsonValue) -> JsonValue:
    """The fact as the answer of a question, or one more line of it."""
    if isinstance(question, Place):
        return _place(question, value)
    if isinstance(question, Lines):
        return [*(before if isinstance(before, list) else []), value]
    return value if before is None else None


def _place(question: Place, value: JsonValue) -> JsonValue:
    """A place with its kind as the form calls it; a kind that it does not offer stays in the person's words."""
    if not isinstance(value, dict):
        return None
    kind = str(value.get("kind", ""))
    offered = [one for one in (kind, *_table().places.get(kind, ())) if one in question.options]
    kept = {key: one for key, one in value.items() if key != "kind" and not (key == "text" and offered)}
    return {**kept, "kind": offered[0]} if offered else kept or None


def _in(question: Field, part: str, value: JsonValue, before: JsonValue) -> JsonValue:
    """The fact as a part of the one thing that a question describes; None where there are several, or it is said already."""
    if isinstance(question, Items):
        items = before if isinstance(before, list) else []
        inside = items[0] if len(items) == 1 else {} if not items else None
        return [{**inside, part: value}] if isinstance(inside, dict) and part not in inside else None
    inside = before if isinstance(before, dict) else {}
    return {**inside, part: value} if part not in inside else None


def _objects(form: Form, fact: Fact, found: Mapping[str, Fitted]) -> Iterator[tuple[str, JsonValue]]:
    """The lists and groups in which the object would be one more thing."""
    told = fact.value if isinstance(fact.value, dict) else {"family": "other"}
    family, brand, table = str(told.get("family")), told.get("brand"), _table()
    for target in (*_targets(form, table.described, fact.whose or "mine"), *table.named.get(family, ())):
        name, _, spoken = target.partition(".")
        if not _has(form, target) or (fact.whose == "theirs" and target not in table.described["theirs"]):
            continue
        question = form.fields[name]
        thing = _thing(question, family, spoken, fact.words, name in table.named.get(family, ()))
        if thing is None:
            continue
        if brand and any(part.id == table.maker for part in parts_of(question)):
            thing[table.maker] = brand
        before = found[name].value if name in found else None
        if thing and isinstance(question, Items):
            yield name, [*(before if isinstance(before, list) else []), thing]
        elif thing and before is None:
            yield name, thing


def _thing(question: Field, family: str, spoken: str, words: str, named: bool) -> dict[str, JsonValue] | None:
    """What the question says of such a thing; None when it does not describe one."""
    if spoken:
        return {spoken: words}
    option, choices = _table().options.get(family, family), [p for p in parts_of(question) if isinstance(p, Choice)]
    for part in choices:
        if part.id in _table().kinds and option in part.options:
            return {part.id: option}
    return {} if named else None
