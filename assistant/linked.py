"""Several facts of one story: what their forms share, what a new part starts with, and which parts to offer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from pydantic import JsonValue

from assistant.facts import Answers
from assistant.fields import ONLINE, Choices, Field, Invalid, Place, said
from assistant.flow import Path
from assistant.form import Form, parts_of

# The one table of what parts have in common, for questions of the same id and type:
# `always` is one answer for the whole dossier, a change in one part changes the others;
# `start` is only what a new part begins with, each part then keeps its own;
# `same_scene` is a start too, where the link says that the facts happened together.
# An author, a loss, a witness is never carried: only the person can say that it is the same.
COMMON: Mapping[str, Literal["always", "start", "same_scene"]] = {
    "decl_role": "always",
    "identite": "always",
    "pm_identite": "always",
    "victime_identite": "always",
    "coordonnees": "always",
    "domicile_tiers": "always",
    "domicile_tiers_adresse": "always",
    "joindre_sans_risque": "always",  # private, and only from one private question to another
    "langue_interprete": "always",
    "accompagnement": "always",
    "aide_juridique": "always",
    "intention_plainte": "start",
    "periode": "same_scene",
    "date_decouverte": "same_scene",
    "lieu": "same_scene",
    "lieu_precis": "same_scene",
    "docs_identite": "same_scene",
}
SHARED = frozenset(name for name, when in COMMON.items() if when == "always")


@dataclass(frozen=True, slots=True)
class Told:
    """One part of a dossier: a form and what was answered to it."""

    form: Form
    answers: Answers


@dataclass(frozen=True, slots=True)
class Offer:
    """A form that may tell more of the same story; `called_for` when the answers point to it. `origin`: which part does."""

    form: Form
    why: str
    called_for: bool
    same_scene: bool
    origin: int


def offers(paths: Sequence[Path], forms: Mapping[str, Form]) -> tuple[Offer, ...]:
    """The linked forms that are served and not in the dossier yet, those the answers call for first. Pure."""
    here = {path.form.id for path in paths}
    found: dict[str, Offer] = {}
    for origin, path in enumerate(paths):
        for link in path.form.head.links:
            if link.form in here or link.form not in forms:
                continue
            offer = Offer(forms[link.form], link.why, path.holds(link.if_), link.same_scene, origin)
            if offer.form.id not in found or offer.called_for > found[offer.form.id].called_for:
                found[offer.form.id] = offer
    return tuple(sorted(found.values(), key=lambda offer: not offer.called_for))


def begun(parts: Sequence[Told], target: Form, origin: int = 0, same_scene: bool = False) -> dict[str, JsonValue]:
    """The answers a new part starts with: what is common to all, and what the part that led to it lends."""
    made: dict[str, JsonValue] = {}
    lends = {"start", "same_scene"} if same_scene else {"start"}
    for name, when in COMMON.items():
        sources = parts if when == "always" else [parts[origin]] if when in lends else []
        for part in sources:
            if name not in made and name in part.answers:
                made = _handed(name, part.form, part.answers[name], target, made)
    return made


def followed(source: Form, before: Answers, after: Answers, target: Form, answers: Answers) -> dict[str, JsonValue]:
    """The answers of another part once common answers of `source` have changed from `before` to `after`."""
    told = dict(answers)
    for name in sorted(SHARED):
        if before.get(name) != after.get(name):
            told = _handed(name, source, after.get(name), target, told)
    return told


def pooled(parts: Sequence[Told]) -> list[dict[str, JsonValue]]:
    """The answers of each part, the common ones said once for all: the first part that has one gives it."""
    told = [dict(part.answers) for part in parts]
    for name in sorted(SHARED):
        first = next((i for i, part in enumerate(parts) if name in part.form.fields and name in told[i]), None)
        for i, part in enumerate(parts):
            if first is not None and i != first:
                told[i] = _handed(name, parts[first].form, told[first][name], part.form, told[i])
    return told


def carried(value: JsonValue, source: Field, target: Field) -> JsonValue:
    """What an answer becomes in the same question of another form; None when nothing of it fits there.

    The other form's own question checks it. What is private there and not here is never carried.
    """
    if not _alike(source, target):
        return None
    try:
        return target.read(value if said(value) else _fitting(value, source, target))
    except Invalid:
        return None


def _fitting(value: JsonValue, source: Field, target: Field) -> JsonValue:
    """The value without what the other question has not got: parts, options, kinds of place."""
    if parts_of(target):
        if isinstance(value, list):
            return [fit for item in value if (fit := _item(item, source, target))]
        return _item(value, source, target)
    if isinstance(target, Choices) and isinstance(value, list):
        return [option for option in value if option in target.options]
    if isinstance(target, Place) and isinstance(value, dict):
        known = {*target.options, ONLINE}
        return {k: _fitting(v, source, target) for k, v in value.items() if k != "kind" or v in known}
    return value


def _alike(source: Field, target: Field) -> bool:
    return source.type == target.type and (target.private or not source.private)


def _item(item: JsonValue, source: Field, target: Field) -> dict[str, JsonValue]:
    asked, given = {part.id: part for part in parts_of(source)}, item if isinstance(item, dict) else {}
    fits = {p.id: carried(given[p.id], asked[p.id], p) for p in parts_of(target) if p.id in given and p.id in asked}
    return {name: value for name, value in fits.items() if value is not None}


def _handed(
    name: str, source: Form, value: JsonValue, target: Form, answers: Mapping[str, JsonValue]
) -> dict[str, JsonValue]:
    """The answers of a part with one common answer put in, or taken away when it has no place there any more.

    What only the other form asks inside the same object (a fax, a code) stays as it was said there.
    """
    told = dict(answers)
    one, other = source.fields.get(name), target.fields.get(name)
    if one is None or other is None or not _alike(one, other):
        return told
    fit = None if value is None else carried(value, one, other)
    own = told.pop(name, None)
    if isinstance(own, dict) and not said(own) and (fit is None or (isinstance(fit, dict) and not said(fit))):
        common = {part.id for part in parts_of(one) if any(_alike(part, p) for p in parts_of(other) if p.id == part.id)}
        fit = {key: part for key, part in own.items() if key not in common} | (fit or {})
    if fit not in (None, {}):
        told[name] = fit
    return told
