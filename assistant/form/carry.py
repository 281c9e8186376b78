"""Answers that go over to another version of their form: each is read again by its new question, and what does not fit
is told with its words, so that the person can copy it.

The rules of `linked.carried` (several forms of one story) with every loss told; a value is never made, only kept or left.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pydantic import JsonValue

from assistant.facts import Answers
from assistant.fields import Choice, Choices, Field, Invalid, Place, said
from assistant.form.model import Form, parts_of
from assistant.i18n import Message as M
from assistant.i18n import Translator

OPTION = M("Cette réponse n'est plus proposée.")
TYPE = M("On répond autrement à cette question.")
PART = M("Cette rubrique n'est plus demandée.")
PRIVATE = M("Elle restait entre vous et cet écran ; elle serait maintenant sur les documents. À vous de décider.")
STRANGE = M("Votre version ne posait pas cette question.")


@dataclass(frozen=True, slots=True)
class Told:
    """An answer, or a piece of one, and what is to be said of it; `where` is its place in the answers."""

    where: tuple[str | int, ...]
    name: M
    value: JsonValue
    why: M
    question: Field | None = field(default=None, repr=False)

    def said(self, t: Translator) -> str:
        """The answer in the words the person knows, to be copied."""
        try:
            if self.question is not None:
                return self.question.show(self.question.read(self.value), t)
        except Invalid:
            pass  # an answer from elsewhere that its own question would refuse: shown as it is
        return self.value if isinstance(self.value, str) else json.dumps(self.value, ensure_ascii=False)


@dataclass(slots=True)
class Carried:
    """What goes over, and what cannot."""

    answers: dict[str, JsonValue] = field(default_factory=dict)
    dropped: list[Told] = field(default_factory=list)


def carry(old: Form, new: Form, answers: Answers) -> dict[str, JsonValue]:
    """The answers for the new version: those of questions that are gone stay in the draft too, where no walk and no
    paper looks for them. `carry(today, today, answers)` keeps what fits when the old form cannot be read."""
    return carried(old, new, answers).answers


def carried(old: Form, new: Form, answers: Answers) -> Carried:
    """`carry`, with what is dropped."""
    found = Carried()
    for name, value in answers.items():
        source, target = old.fields.get(name), new.fields.get(name)
        if value in (None, "", [], {}):
            continue
        if target is None:
            found.answers[name] = value
        elif source is None:  # left from a version before: nobody knows any more what it answered
            found.dropped.append(Told((name,), M(target.label), value, STRANGE, target))
        else:
            kept = _fit(value, source, target, (name,), M(source.label), found.dropped)
            if kept is not None:
                found.answers[name] = kept
    return found


def _fit(
    value: JsonValue, source: Field, target: Field, where: tuple[str | int, ...], name: M, dropped: list[Told]
) -> JsonValue:
    """What of an answer the new question takes; None when nothing."""
    if source.type != target.type or (source.private and not target.private):
        why = TYPE if source.type != target.type else PRIVATE
        dropped.append(Told(where, name, value, why, source))
        return None
    left: list[Told] = []
    fitting = value if said(value) else _fitting(value, source, target, where, name, left)
    dropped += left
    if left and fitting in ([], {}):
        return None
    try:
        return target.read(fitting)
    except Invalid as invalid:
        gone = isinstance(target, Choice) and not said(value)
        dropped.append(Told(where, name, fitting, OPTION if gone else invalid.errors[0][1], source))
        return None


def _fitting(
    value: JsonValue, source: Field, target: Field, where: tuple[str | int, ...], name: M, left: list[Told]
) -> JsonValue:
    """The answer without the pieces that the new question has not got: parts, options, kinds of place."""
    if parts_of(target):
        if isinstance(value, list):
            named = (((*where, n), M("{name} ({n})", name=name, n=n + 1), item) for n, item in enumerate(value))
            items = (_item(item, source, target, at, its_name, left) for at, its_name, item in named)
            return [item for item in items if item]
        return _item(value, source, target, where, name, left)
    if isinstance(target, Choices) and isinstance(value, list):
        known = list(target.options)  # a list: an answer from elsewhere may hold what has no hash
        if gone := [option for option in value if option not in known]:
            left.append(Told(where, name, gone, OPTION, source))
        return [option for option in value if option in known]
    if isinstance(source, Place) and isinstance(target, Place) and isinstance(value, dict):
        return _place(value, source, target, where, name, left)
    return value


def _item(
    item: JsonValue, source: Field, target: Field, where: tuple[str | int, ...], name: M, left: list[Told]
) -> dict[str, JsonValue]:
    asked, fits = {part.id: part for part in parts_of(source)}, dict[str, JsonValue]()
    targets = {part.id: part for part in parts_of(target)}
    for key, value in item.items() if isinstance(item, dict) else ():
        own, other, at = asked.get(key), targets.get(key), (*where, key)
        inner = M("{question} › {part}", question=name, part=M(own.label if own else key))
        if own is None or other is None:
            left.append(Told(at, inner, value, PART, own))
        elif (fit := _fit(value, own, other, at, inner, left)) is not None:
            fits[key] = fit
    return fits


def _place(
    value: Mapping[str, JsonValue], source: Place, target: Place, where: Sequence[str | int], name: M, left: list[Told]
) -> dict[str, JsonValue]:
    """A kind of place that was offered and is not any more goes away; the commune and the words stay."""
    kept = dict(value)
    if kept.get("kind") in [kind for kind in source.options if kind not in target.options]:
        left.append(Told((*where, "kind"), name, {"kind": kept.pop("kind")}, OPTION, source))
    if isinstance(end := kept.get("end"), dict):
        kept["end"] = _place(end, source, target, (*where, "end"), name, left)
    return kept
