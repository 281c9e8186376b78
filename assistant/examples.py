"""`examples.yaml` beside each form: the administrator's own cases, run as tests."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping

from pydantic import JsonValue

from assistant import review
from assistant.cases import Case
from assistant.flow import validate
from assistant.form import Form
from assistant.form.yamlfile import YamlFile, load
from assistant.problems import Problem, did_you_mean, problem
from assistant.routing import RoutingTable

ENOUGH = 3  # a usual case, a minimal one, a trap
_KEYS = ("name", "today", "lang", "answers", "expect")


def check_examples(form: Form, file: YamlFile, table: RoutingTable) -> list[Problem]:
    """Every answer that is refused and every expectation that fails, with its line."""
    if not isinstance(file.data, list):
        return [*file.problems] or [problem("FILE_MISSING", file.path, 1, name=file.path.name)]
    found = list(file.problems)
    if len(file.data) < ENOUGH:
        found.append(problem("EXAMPLES_FEW", file.path, 1, n=len(file.data)))
    for index, example in enumerate(file.data):
        unfit = list(_unfit(file, index, example))
        found += unfit
        if isinstance(example, dict) and not unfit:
            found += _check(form, file, index, example, table)
    return found


def _unfit(file: YamlFile, index: int, example: JsonValue) -> Iterator[Problem]:
    """What keeps an example from being run: a part that has not its shape, a day that does not exist."""
    given = example if isinstance(example, dict) else {"examples": None}
    for key, value in given.items():
        if key in ("examples", "answers", "expect") and not isinstance(value, dict):
            detail = "un bloc de clés est attendu"
        elif key == "today" and not _is_day(value):
            detail = "une date est attendue, par exemple 2026-11-20"
        else:
            continue
        yield problem("VALUE_INVALID", file.path, file.line((index, key)), key=key, detail=detail)


def _is_day(value: JsonValue) -> bool:
    try:
        return bool(dt.date.fromisoformat(str(value)))
    except ValueError:
        return False


def load_examples(form_id: str, root: object) -> YamlFile:
    """The examples file of a form of a folder."""
    from pathlib import Path

    return load(Path(str(root)) / form_id / "examples.yaml")


def example_case(form: Form, example: Mapping[str, JsonValue], table: RoutingTable) -> Case:
    """The case of an example whose answers are valid."""
    raw = example.get("answers")
    answers, _ = validate(form, raw if isinstance(raw, dict) else {})
    day = dt.date.fromisoformat(str(example.get("today", "2026-11-23")))
    return Case(
        form, answers, table, "P-EXEM-PLE0", dt.datetime.combine(day, dt.time(10)), str(example.get("lang", "fr"))
    )


def _check(
    form: Form, file: YamlFile, index: int, example: dict[str, JsonValue], table: RoutingTable
) -> Iterator[Problem]:
    name, raw, expect = str(example.get("name", index + 1)), example.get("answers"), example.get("expect")
    for key in set(example) - set(_KEYS):
        gaps = {"key": key, "hint": did_you_mean(key, _KEYS), "allowed": ", ".join(_KEYS)}
        yield problem("KEY_UNKNOWN", file.path, file.line((index, key)), **gaps)
    _, errors = validate(form, raw if isinstance(raw, dict) else {})
    for where, message in errors.items():
        path = ".".join(map(str, where))
        yield problem(
            "EXAMPLE_ANSWER", file.path, file.line((index, "answers", *where)), name=name, path=path, detail=message
        )
    if errors:
        return
    case = example_case(form, example, table)
    for key, wanted in expect.items() if isinstance(expect, dict) else ():
        line = file.line((index, "expect", key))
        if key not in EXPECTATIONS:
            hint = did_you_mean(key, EXPECTATIONS)
            yield problem("KEY_UNKNOWN", file.path, line, key=key, hint=hint, allowed=", ".join(EXPECTATIONS))
            continue
        got = EXPECTATIONS[key](case, wanted)
        if got is not None:
            yield problem("EXAMPLE_EXPECT", file.path, line, name=name, key=key, expected=wanted, got=got)


Expectation = Callable[[Case, JsonValue], object]  # None when it holds, else what was got


def _same(get: Callable[[Case], object]) -> Expectation:
    def compare(case: Case, wanted: JsonValue) -> object:
        got = get(case)
        return None if got == wanted else f"{got}"

    return compare


def _contains(get: Callable[[Case], list[str]]) -> Expectation:
    """All wanted are there, in that order; others may stand between."""

    def compare(case: Case, wanted: JsonValue) -> object:
        got, names = get(case), wanted if isinstance(wanted, list) else [wanted]
        return None if [g for g in got if g in names] == names else f"{got}"

    return compare


def _absent(get: Callable[[Case], list[str]]) -> Expectation:
    def compare(case: Case, wanted: JsonValue) -> object:
        got, names = get(case), wanted if isinstance(wanted, list) else [wanted]
        return f"{got}" if any(name in got for name in names) else None

    return compare


def _deadlines(case: Case, wanted: JsonValue) -> object:
    got = {d.id: d.due.isoformat()[:16] if d.due else None for d in review.deadlines(case.path, case.created.date())}
    named = wanted if isinstance(wanted, dict) else {}
    return (
        None
        if all(k in got and (v is None or got[k] == v) for k, v in named.items()) and (named or not got)
        else f"{got}"
    )


def _channels(case: Case) -> list[str]:
    return [proposal.id for proposal in case.routing.channels]


EXPECTATIONS: Mapping[str, Expectation] = {
    "pages": _contains(lambda c: [s.page.id for s in c.path.steps]),
    "not_pages": _absent(lambda c: [s.page.id for s in c.path.steps]),
    "fields": _contains(lambda c: list(c.path.fields)),
    "not_fields": _absent(lambda c: list(c.path.fields)),
    "missing": _same(lambda c: list(c.path.missing)),
    "useful_missing": _same(lambda c: list(c.path.useful_missing)),
    "warnings": _contains(lambda c: [w.code for w in review.warnings(c.path, c.created.date())]),
    "not_warnings": _absent(lambda c: [w.code for w in review.warnings(c.path, c.created.date())]),
    "channel": _same(lambda c: next(iter(_channels(c)), None)),
    "channels": _contains(_channels),
    "not_channels": _absent(_channels),
    "document_kind": _same(lambda c: c.kind),
    "deadlines": _deadlines,
    "court": _same(lambda c: c.routing.court.court.id if c.routing.court else None),
    "offices": _contains(lambda c: [o.id for o in c.routing.offices]),
    "emergency": _same(lambda c: c.danger is not None),
    "complete": _same(lambda c: c.path.complete),
}
