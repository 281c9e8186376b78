"""Time limits: how a duration is counted, which moment it starts from, what is left out."""

from __future__ import annotations

import datetime as dt
from pathlib import Path as FilePath

import pytest
from holidays import country_holidays
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import JsonValue

from assistant.flow import validate, walk
from assistant.form import load_library
from assistant.i18n import translator
from assistant.review import Due, add, deadlines, start_of
from tests.test_form import HEAD, library

pytestmark = pytest.mark.journey
TODAY = dt.date(2026, 11, 23)
MOMENTS = st.datetimes(dt.datetime(1990, 1, 1), dt.datetime(2080, 1, 1))


@pytest.mark.parametrize(
    ("start", "duration", "due"),
    [
        ("2026-11-21T08:30", "2 jours ouvrés", "2026-11-24"),  # a Saturday: Monday, then Tuesday
        ("2026-11-20T19:00", "2 jours ouvrés", "2026-11-24"),  # a Friday evening: the same
        ("2026-11-10T10:00", "2 jours ouvrés", "2026-11-13"),  # 11 November is a holiday
        ("2026-11-23T00:00", "1 jour ouvré", "2026-11-24"),
        ("2026-12-24T10:00", "5 jours ouvrés", "2027-01-04"),  # Christmas, New Year, two week-ends
        ("2027-03-26T10:00", "2 jours ouvrés", "2027-03-31"),  # Easter Monday is not worked
        ("2026-11-20T19:00", "10 jours", "2026-11-30"),
        ("2026-11-19T00:00", "13 mois", "2027-12-19"),
        ("2026-12-31T00:00", "2 mois", "2027-02-28"),
        ("2027-12-31T00:00", "2 mois", "2028-02-29"),
        ("2026-11-20T19:00", "6 ans", "2032-11-20"),
        ("2028-02-29T00:00", "1 an", "2029-02-28"),
        ("2026-11-21T08:10", "72 heures", "2026-11-24T08:10"),
        ("2026-10-24T12:00", "24 heures", "2026-10-25T11:00"),  # the clock went back
        ("2026-03-28T12:00", "24 heures", "2026-03-29T13:00"),
        ("2026-11-20T00:00", "9999 ans", None),
        ("2026-11-20T00:00", "99999999 jours ouvrés", None),
    ],
)
def test_durations(start: str, duration: str, due: str | None) -> None:
    found = add(dt.datetime.fromisoformat(start), duration)
    shown = (
        found.isoformat(timespec="minutes") if isinstance(found, dt.datetime) else found.isoformat() if found else None
    )
    assert shown == due


@settings(deadline=None)
@given(MOMENTS, st.integers(1, 30))
def test_a_working_day_is_worked_and_none_is_skipped(start: dt.datetime, count: int) -> None:
    found, free = add(start, f"{count} jours ouvrés"), country_holidays("FR")
    assert isinstance(found, dt.date)
    days = [start.date() + dt.timedelta(days=n) for n in range(1, (found - start.date()).days + 1)]
    worked = [day for day in days if day.weekday() < 5 and day not in free]
    assert (len(worked), worked[-1]) == (count, found)


@settings(deadline=None)
@given(MOMENTS, st.integers(0, 400))
def test_months_never_run_past_the_end_of_a_month(start: dt.datetime, count: int) -> None:
    found = add(start, f"{count} mois")
    assert isinstance(found, dt.date)
    assert (found.year - start.year) * 12 + found.month - start.month == count
    last = (found.replace(day=28) + dt.timedelta(days=4)).replace(day=1) - dt.timedelta(days=1)
    assert found.day == min(start.day, last.day)


@settings(deadline=None)
@given(MOMENTS, st.integers(1, 30), st.sampled_from(["jours", "jours ouvrés", "mois", "ans", "heures"]))
def test_more_never_comes_sooner(start: dt.datetime, count: int, unit: str) -> None:
    first, second = add(start, f"{count} {unit}"), add(start, f"{count + 1} {unit}")
    assert first is not None and second is not None
    assert first <= second  # equal when the clock goes back


BODY = """\
pages:
  - id: faits
    title: Les faits
    fields:
      - {id: periode, type: period, label: Quand}
      - {id: decouverte, type: period, label: Vu}
      - {id: operations, type: list, label: Opérations, parts: [{id: date, type: period, label: Date}, {id: nom, type: text, label: Nom}]}
      - {id: banque, type: group, label: Banque, parts: [{id: le, type: date, label: Le}]}
      - {id: tu, type: yes_no, label: Tu}
deadlines:
  - {id: ans, what: Agir, when: 6 ans, from: [periode], add: 6 ans, rule: CPP 8, source: Légifrance, confidence: sure, calendar: false}
  - {id: mots, what: Prévenir, when: sans tarder, rule: L. 1, source: Légifrance, confidence: verify}
  - {id: assureur, what: Déclarer, when: vite, from: [decouverte, periode.end], add: 2 jours ouvrés, rule: L. 113-2, source: Légifrance, confidence: sure}
  - {id: mois, what: Contester, when: 13 mois, from: [operations.date], add: 13 mois, rule: L. 133-24, source: Légifrance, confidence: sure}
  - {id: cache, what: Secret, when: x, if: tu, from: [periode], add: 1 an, rule: R, source: S, confidence: sure}
"""


def dues(root: FilePath, answers: dict[str, JsonValue], head: str = HEAD, today: dt.date = TODAY) -> tuple[Due, ...]:
    form = library(root, BODY, head).forms["essai"]
    clean, errors = validate(form, answers)
    assert not errors
    return deadlines(walk(form, clean, today), today)


def test_soonest_first_then_words_and_far_ones_folded(tmp_path: FilePath) -> None:
    operations: list[JsonValue] = [{"nom": "sans date"}, {"date": "2026-11-20"}, {"date": "2026-11-19"}]
    found = dues(
        tmp_path, {"periode": {"start": "2026-11-20T19:00", "end": "2026-11-21T08:30"}, "operations": operations}
    )
    assert [(d.id, d.due, d.far, d.calendar) for d in found] == [
        ("assureur", dt.date(2026, 11, 24), False, True),
        ("mois", dt.date(2027, 12, 19), False, True),
        ("ans", dt.date(2032, 11, 20), True, False),
        ("mots", None, False, False),
    ]
    assert found[0].as_json(translator("fr")) == {
        "what": "Déclarer", "due": "2026-11-24", "when": "vite", "rule": "L. 113-2", "confidence": "sure", "source": "Légifrance",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("answers", "due"),
    [
        ({"decouverte": "2026-11-23", "periode": "2026-11-20"}, dt.date(2026, 11, 25)),  # the first that is answered
        ({"decouverte": {"unknown": True}, "periode": "2026-11-20"}, dt.date(2026, 11, 24)),
        ({"decouverte": {"in_person": True}}, None),
        ({}, None),
    ],
)
def test_the_first_answered_moment_starts_the_limit(
    tmp_path: FilePath, answers: dict[str, JsonValue], due: dt.date | None
) -> None:
    found = {d.id: d.due for d in dues(tmp_path, answers)}
    assert found["assureur"] == due


def test_a_limit_already_past_is_never_told(tmp_path: FilePath) -> None:
    answers: dict[str, JsonValue] = {"periode": "2019-01-05", "decouverte": "2026-11-19"}
    found = {d.id: d.due for d in dues(tmp_path, answers)}
    assert "ans" not in found
    assert found["assureur"] == dt.date(2026, 11, 23)  # today is not past


def test_a_sensitive_form_puts_nothing_in_a_calendar(tmp_path: FilePath) -> None:
    found = dues(tmp_path, {"decouverte": "2026-11-23"}, HEAD + "sensitive: true\n")
    assert [d.calendar for d in found if d.due] == [False]


@pytest.mark.parametrize(
    ("name", "start"),
    [
        ("periode", dt.datetime(2026, 10, 1)),
        ("periode.end", dt.datetime(2026, 10, 31, 23, 59)),
        ("operations.date", dt.datetime(2026, 11, 2)),
        ("operations.date.end", dt.datetime(2026, 11, 3, 23, 59)),
        ("banque.le", dt.datetime(2026, 11, 5)),
        ("banque", None),
        ("decouverte", None),
        ("rien.du.tout", None),
    ],
)
def test_the_moment_a_limit_starts_from(tmp_path: FilePath, name: str, start: dt.datetime | None) -> None:
    form = library(tmp_path, BODY).forms["essai"]
    answers: dict[str, JsonValue] = {
        "periode": {"start": "2026-10"},
        "operations": [
            {"date": "2026-11-09"},
            {"date": {"start": "2026-11-02", "end": "2026-11-03"}},
            {"date": {"unknown": True}},
        ],
        "banque": {"le": "2026-11-05"},
    }
    assert start_of(name, walk(form, validate(form, answers)[0], TODAY)) == start


DELIVERED = load_library()


def test_the_insurer_and_the_limitation_of_a_stolen_bicycle() -> None:
    answers: dict[str, JsonValue] = {
        "decl_role": "victime",
        "periode": {"start": "2026-11-20T19:00", "end": "2026-11-21T08:30", "precision": "minute"},
        "date_decouverte": {"start": "2026-11-21T08:30", "end": "2026-11-21T08:30", "precision": "minute"},
    }
    found = {d.id: d.due for d in deadlines(walk(DELIVERED.forms["vol_velo"], answers, TODAY), TODAY)}
    assert found == {"assurance": dt.date(2026, 11, 24), "action_publique": dt.date(2032, 11, 20)}


def test_the_bank_has_thirteen_months_from_the_oldest_debit() -> None:
    form = DELIVERED.forms["fraude_carte_virement"]
    operations: list[JsonValue] = [{"date": "2026-11-20", "montant": 412}, {"date": "2026-11-19", "montant": 89.9}]
    answers, _ = validate(
        form, {"decl_role": "victime", "type_operation": ["carte_en_ligne"], "operations_contestees": operations}
    )
    found = {d.id: d.due for d in deadlines(walk(form, answers, TODAY), TODAY)}
    assert found["contestation"] == dt.date(2027, 12, 19)


def test_no_limitation_date_on_a_sensitive_form() -> None:
    for form in (f for f in DELIVERED.forms.values() if f.sensitive and f.id != "menaces"):
        assert not [d for d in form.head.deadlines if d.add and d.add.endswith(("an", "ans"))]


@pytest.mark.parametrize(
    ("link", "role", "dated"),
    [
        ("voisin", "victime", True),
        ("aucun", "victime", True),
        ("conjoint", "victime", False),
        ("ex", "victime", False),
        ("ami", "victime", False),
        ("parent", "victime", False),
        ("voisin", "representant_mineur", False),
        ("voisin", "temoin", False),
    ],
)
def test_a_threat_has_a_cautious_date_unless_by_a_relative_or_against_a_child(
    link: str, role: str, dated: bool
) -> None:
    form = DELIVERED.forms["menaces"]
    answers, _ = validate(form, {"decl_role": role, "auteur_lien": link, "periode": {"start": "2026-11-18"}})
    found = [d.due for d in deadlines(walk(form, answers, TODAY), TODAY)]
    assert found == ([dt.date(2027, 11, 18)] if dated else [])
