"""A visit as it is kept: what was said, where the person is, what is on the screen. To bytes and back; no drawing.

What is read back is checked again question by question: a draft may come from a file, or from another version.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Collection, Mapping
from typing import NamedTuple

from pydantic import JsonValue

from assistant import dialogue
from assistant.flow import validate
from assistant.form import Form
from assistant.i18n import LANGUAGES, SOURCE
from assistant.ui.session import Visit

FORMAT = "prelude.visit/1"
_VIEWS = ("before", "page", "recap", "result")
Typed = dict[str, JsonValue]


def take(visit: Visit, parts: Collection[str], typed: Typed) -> bytes:
    """The visit with these parts only. `typed`: what is in the widgets of the page, by key."""
    here = visit.form_id in parts
    told: dict[str, object] = {
        "format": FORMAT,
        "lang": visit.lang,
        "form_id": visit.form_id if here else next(iter(parts), ""),
        "view": visit.view if here else "recap",
        "page": visit.page if here else "",
        "from_recap": visit.from_recap and here,
        "parts": {name: dict(answers) for name, answers in dict(visit.parts).items() if name in parts},
        "told": {name: _told(visit, name) for name in parts if name in visit.told},
        "versions": versions(visit, parts),
        "lists": dict(visit.lists) if here else {},
        "opened": dict(visit.opened) if here else {},
        "typed": typed if here else {},
        "reference": visit.reference,
        "created": visit.created.isoformat() if visit.created else "",
        "danger": [visit.danger[0], list(visit.danger[1])] if visit.danger else None,
        "danger_seen": sorted(visit.danger_seen),
        "consent": visit.consent,
        "talk": dialogue.dump(visit.talk) if len(parts) == len(visit.parts) else None,
    }
    return json.dumps(told, ensure_ascii=False, sort_keys=True).encode()


def _told(visit: Visit, form_id: str) -> dict[str, list[object]]:
    """What stands as the conversation said it."""
    answers = visit.parts.get(form_id, {})
    marks = visit.told[form_id].items()
    return {name: [value, list(words)] for name, (value, words) in marks if answers.get(name) == value}


def _marks(told: object) -> dict[str, tuple[JsonValue, tuple[str, ...]]]:
    return {
        name: (mark[0], tuple(map(str, mark[1])))
        for name, mark in _mapping(told).items()
        if isinstance(mark, list) and len(mark) == 2 and isinstance(mark[1], list)
    }


def versions(visit: Visit, parts: Collection[str]) -> dict[str, str]:
    """The version of the form of each part."""
    return {name: visit.own[name].version for name in parts if name in visit.own}


def versions_of(state: bytes) -> dict[str, str]:
    """The versions that a state names, by form."""
    told = json.loads(state)
    return {name: str(v) for name, v in _mapping(told.get("versions")).items()} if isinstance(told, dict) else {}


def says_new(state: bytes, before: bytes) -> bool:
    """Whether more was said than in an earlier state of the same file. Being elsewhere says nothing: what was typed on a
    page that was left is in the answers, and a box that is empty as it was at first is no word."""
    now, then = _said(state), _said(before)
    if (now.answers, now.lists) != (then.answers, then.lists):
        return True
    return any(value != then.typed[key] if key in then.typed else bool(value) for key, value in now.typed.items())


def says_same(one: bytes, other: bytes) -> bool:
    """Whether two states say the same: they need no choice between them."""
    return _said(one) == _said(other)


class _Said(NamedTuple):
    answers: JsonValue
    lists: JsonValue
    typed: Typed


def _said(state: bytes) -> _Said:
    told = json.loads(state) if state else {}
    return _Said(told.get("parts"), told.get("lists"), _mapping(told.get("typed")))


def put(visit: Visit, state: bytes, forms: Mapping[str, Form]) -> Typed:
    """Puts a state into the visit; gives what was typed in the widgets. What no longer fits is left out.

    Raises ValueError for what is no visit at all, and changes nothing then."""
    told = json.loads(state)
    if not isinstance(told, dict) or told.get("format") != FORMAT:
        raise ValueError("format")
    parts = {
        name: validate(forms[name], answers)[0]
        for name, answers in _mapping(told.get("parts")).items()
        if name in forms and isinstance(answers, dict)
    }
    form_id = str(told.get("form_id"))
    if form_id not in parts:
        raise ValueError("form")
    visit.parts, visit.form_id = parts, form_id
    visit.own = {name: forms[name] for name in parts}
    visit.told = {name: _marks(marks) for name, marks in _mapping(told.get("told")).items() if name in parts}
    visit.lang = told["lang"] if told.get("lang") in LANGUAGES else SOURCE
    visit.view = told["view"] if told.get("view") in _VIEWS else "recap"
    visit.page, visit.from_recap = str(told.get("page") or ""), told.get("from_recap") is True
    visit.lists = {name: value for name, value in _mapping(told.get("lists")).items() if isinstance(value, list)}
    opened = _mapping(told.get("opened")).items()
    visit.opened = {name: n for name, n in opened if n is None or (type(n) is int and 0 <= n < 1000)}
    visit.reference, visit.created = str(told.get("reference") or ""), _moment(told.get("created"))
    danger = told.get("danger")
    visit.danger = (str(danger[0]), tuple(map(str, danger[1]))) if _is_danger(danger) else None  # type: ignore[index]
    seen = told.get("danger_seen")
    visit.danger_seen = frozenset(map(str, seen)) if isinstance(seen, list) else frozenset()
    visit.consent = told["consent"] if isinstance(told.get("consent"), bool) else None
    visit.talk = dialogue.load(told.get("talk"))
    return _mapping(told.get("typed"))


def _mapping(value: object) -> dict[str, JsonValue]:
    return value if isinstance(value, dict) else {}


def _is_danger(value: object) -> bool:
    return isinstance(value, list) and len(value) == 2 and isinstance(value[1], list)


def _moment(value: object) -> dt.datetime | None:
    try:
        return dt.datetime.fromisoformat(str(value))
    except ValueError:
        return None
