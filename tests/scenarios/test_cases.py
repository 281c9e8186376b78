"""Whole cases told as data (`cases/*.yaml`): what a person must get out of each, and what must never be asked or said.

A case: `id`, `title`, `form`, `story` (what the person would write first), `answers` (as `fill --answers` takes them),
`today` (2026-11-23 when absent) and `expect`, where everything is optional:

- `first`, `channels` (in that order, others may stand between), `forbidden`: channel ids
- `court` (id, or null for none), `offices` (ids, in that order), `not_competent`: true when no unit may be called competent
- `kind`: of the document; `deadlines`: {id: date or null}; `no_deadlines`: true; `warnings`, `not_warnings`: codes
- `ask` (shown and essential, or "periode"), `not_ask`, `not_require` (never counted missing): question ids
- `say`, `never_say`: words in what the person reads; `bring`: words of the documents to bring
- `emergency`: numbers that the story alone must bring up; absent: the story is no emergency; `variant`: {story, numbers}

All people, plates, IBAN and numbers are invented.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest
from pydantic import JsonValue

from assistant import review
from assistant.cases import Case, papers, result
from assistant.flow import validate
from assistant.form import load_library
from assistant.form.yamlfile import load
from assistant.i18n import translator
from assistant.routing import load_routing
from assistant.triage.danger import danger

pytestmark = [pytest.mark.journey, pytest.mark.content]
FORMS, TABLE, FR = load_library().forms, load_routing(), translator("fr")
Told = Mapping[str, JsonValue]
# Said in no case whatever (a negated mention is worded otherwise).
NEVER = ("prescrit", "vous serez remboursé", "votre plainte est enregistrée", "déposer plainte arrête")


def _cases() -> dict[str, Told]:
    found: dict[str, Told] = {}
    for path in sorted((Path(__file__).parent / "cases").glob("*.yaml")):
        file = load(path)
        assert not file.problems, [str(p) for p in file.problems]
        assert isinstance(file.data, list)
        for told in file.data:
            assert isinstance(told, dict)
            assert not told.keys() - {"id", "title", "form", "story", "today", "answers", "expect"}, told["id"]
            assert told["id"] not in found
            found[str(told["id"])] = told
    return found


CASES = _cases()
EXPECTED = frozenset(
    "first channels forbidden court offices not_competent kind deadlines no_deadlines warnings not_warnings ask not_ask "
    "not_require say never_say bring emergency variant".split()
)


@pytest.fixture(params=CASES, ids=list(CASES))
def told(request: pytest.FixtureRequest) -> Told:
    return CASES[str(request.param)]


@cache
def case_of(name: str) -> Case:
    told = CASES[name]
    form, answers = FORMS[str(told["form"])], told.get("answers")
    clean, errors = validate(form, answers if isinstance(answers, dict) else {})
    assert errors == {}, errors
    today = dt.datetime.fromisoformat(f"{told.get('today', '2026-11-23')}T10:00")
    return Case(form, clean, TABLE, "P-TEST-0000", today)


@cache
def result_of(name: str) -> dict[str, JsonValue]:
    return result(case_of(name), FR)


def expect(told: Told) -> Told:
    wanted = told["expect"]
    assert isinstance(wanted, dict)
    assert not wanted.keys() - EXPECTED, wanted.keys() - EXPECTED
    return wanted


def words(value: JsonValue) -> list[str]:
    return [str(v) for v in value] if isinstance(value, list) else []


def in_order(got: list[str], wanted: list[str]) -> bool:
    return [g for g in got if g in wanted] == wanted


def test_doors(told: Told) -> None:
    wanted, case, got = expect(told), case_of(str(told["id"])), result_of(str(told["id"]))
    channels = [proposal.id for proposal in case.routing.channels]
    if "first" in wanted:
        assert channels[0] == wanted["first"]
    assert in_order(channels, words(wanted.get("channels"))), channels
    assert not set(channels) & set(words(wanted.get("forbidden")))
    if "court" in wanted:
        assert (case.routing.court.court.id if case.routing.court else None) == wanted["court"]
    offices = [office.id for office in case.routing.offices]
    assert in_order(offices, words(wanted.get("offices"))), offices
    if wanted.get("not_competent"):
        listed = got["offices"]
        assert isinstance(listed, list)
        assert not [office for office in listed if isinstance(office, dict) and office["competent"]]


def test_paper_and_dates(told: Told) -> None:
    wanted, case = expect(told), case_of(str(told["id"]))
    if "kind" in wanted:
        assert case.kind == wanted["kind"]
    names = list(papers(case))
    assert names[0] == f"{case.stem}.pdf"
    assert ("deadlines.ics" in names) is not case.form.sensitive
    due = {d.id: d.due.isoformat()[:16] if d.due else None for d in review.deadlines(case.path, case.created.date())}
    dates = wanted.get("deadlines")
    for name, date in dates.items() if isinstance(dates, dict) else ():
        assert due.get(name, "absent") == date, due
    if wanted.get("no_deadlines"):
        assert [date for date in due.values() if date] == []
    codes = [w.code for w in review.warnings(case.path, case.created.date())]
    assert set(words(wanted.get("warnings"))) <= set(codes), codes
    assert not set(words(wanted.get("not_warnings"))) & set(codes)


def test_what_is_asked(told: Told) -> None:
    wanted, path = expect(told), case_of(str(told["id"])).path
    shown = path.fields
    assert [n for n in words(wanted.get("ask")) if n not in shown or shown[n].need != "essential"] == []
    assert [n for n in words(wanted.get("not_ask")) if n in shown] == []
    assert not set(words(wanted.get("not_require"))) & set(path.missing)


def test_what_is_said(told: Told) -> None:
    wanted, case = expect(told), case_of(str(told["id"]))
    head = case.form.head
    advice = [a.body for a in head.advice if case.path.holds(a.if_)]
    read = json.dumps(result_of(str(told["id"])), ensure_ascii=False) + " ".join([*head.safety, *advice])
    read = read.casefold().replace("\u00a0", " ").replace("’", "'")
    assert [w for w in words(wanted.get("say")) if w.casefold() not in read] == []
    assert [w for w in (*words(wanted.get("never_say")), *NEVER) if w.casefold() in read] == []
    brought = " ".join(review.bring(case.path)).casefold()
    assert [w for w in words(wanted.get("bring")) if w.casefold() not in brought] == []


def test_danger_in_the_story(told: Told) -> None:
    wanted, found = expect(told), danger(str(told["story"]))
    numbers = set(found.numbers) if found else set()
    assert set(words(wanted.get("emergency"))) <= numbers
    if "emergency" not in wanted:
        assert found is None, found
    variant = wanted.get("variant")
    if isinstance(variant, dict):
        other = danger(str(variant["story"]))
        assert other is not None
        assert set(words(variant["numbers"])) <= set(other.numbers)
