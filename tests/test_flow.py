"""The walk: which pages, what is missing, hidden answers left out, where it stops."""

from __future__ import annotations

import datetime as dt
from pathlib import Path as FilePath

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import JsonValue

from assistant.fields import IN_PERSON, UNKNOWN
from assistant.flow import Path, validate, walk
from assistant.form import Form, load_library
from tests.test_form import HEAD, library

pytestmark = pytest.mark.journey
TODAY = dt.date(2026, 11, 23)

BIKE = """\
pages:
  - id: faits
    title: Les faits
    fields:
      - {id: attache, type: choice, label: Comment, need: essential, options: {antivol: Antivol, cave: Cave}}
      - {id: porte, type: yes_no, label: Forcée, need: essential, if: 'attache == "cave"'}
  - id: cave
    title: La cave
    if: porte
    fields:
      - {id: serrure, type: text, label: Serrure, need: useful}
  - id: qui
    title: Qui ?
    fields:
      - {id: identite, type: group, label: Vous, need: essential, parts: [{id: nom, type: text, label: Nom, need: essential}, {id: naissance_date, type: date, label: Né le}]}
      - {id: tuteur, type: text, label: Tuteur, need: essential, if: mineur}
"""


class Filing:
    """A few words for flow tests: answer, then expect."""

    def __init__(self, form: Form, answers: dict[str, JsonValue] | None = None) -> None:
        self.form, self.answers = form, answers or {}

    @property
    def path(self) -> Path:
        return walk(self.form, self.answers, TODAY)

    def answer(self, **values: JsonValue) -> Filing:
        return Filing(self.form, self.answers | values)

    def expect_pages(self, *pages: str) -> Filing:
        assert tuple(s.page.id for s in self.path.steps) == pages
        return self

    def expect_missing(self, *fields: str) -> Filing:
        assert self.path.missing == fields
        return self


@pytest.fixture
def bike(tmp_path: FilePath) -> Filing:
    return Filing(library(tmp_path, BIKE).forms["essai"])


def test_pages_open_with_answers(bike: Filing) -> None:
    bike.expect_pages("faits", "qui").expect_missing("attache", "identite")
    bike.answer(attache="antivol").expect_missing("identite")
    cave = bike.answer(attache="cave").expect_pages("faits", "qui").expect_missing("porte", "identite")
    cave.answer(porte=True).expect_pages("faits", "cave", "qui")
    cave.answer(porte=False).expect_pages("faits", "qui")


def test_said_not_to_know_is_an_answer_equal_to_nothing(bike: Filing) -> None:
    bike.answer(attache=UNKNOWN).expect_pages("faits", "qui").expect_missing("identite")
    bike.answer(attache="cave", porte=IN_PERSON).expect_pages("faits", "qui").expect_missing("identite")


def test_hidden_answers_stay_out(bike: Filing) -> None:
    path = bike.answer(attache="antivol", porte=True, serrure="Vachette").path
    assert dict(path.answers) == {"attache": "antivol"}


def test_an_object_without_its_essential_part_is_missing(bike: Filing) -> None:
    born: JsonValue = {"start": "2010-01-01", "end": "2010-01-01", "precision": "day"}
    child = bike.answer(attache="antivol", identite={"naissance_date": born}).expect_missing("identite", "tuteur")
    child.answer(identite={"nom": "Roux", "naissance_date": born}).expect_missing("tuteur")


def test_stop_ends_the_path(tmp_path: FilePath) -> None:
    body = BIKE.replace("    title: La cave\n", "    title: La cave\n    stop: Appelez votre syndic.\n")
    filing = Filing(library(tmp_path, body).forms["essai"]).answer(attache="cave", porte=True)
    filing.expect_pages("faits", "cave")
    assert filing.path.stop is not None


def test_nothing_is_missing_on_a_sensitive_form(tmp_path: FilePath) -> None:
    path = Filing(library(tmp_path, BIKE, head=HEAD + "sensitive: true\n").forms["essai"]).path
    assert (path.missing, path.useful_missing, path.complete) == ((), (), True)


def test_validate_tells_the_place_of_every_error(bike: Filing) -> None:
    clean, errors = validate(
        bike.form, {"attache": "garage", "identite": {"nom": "Roux", "age": 3}, "zut": 1, "porte": True, "serrure": ""}
    )
    assert set(errors) == {("attache",), ("identite", "age"), ("zut",)}
    assert clean == {"porte": True}


FORMS = load_library().forms


@given(st.data())
def test_walk_is_the_same_on_what_it_kept(data: st.DataObject) -> None:
    """For every served form: the answers kept by a walk give the same walk again."""
    form = FORMS[data.draw(st.sampled_from(sorted(FORMS)))]
    answers: dict[str, JsonValue] = {}
    for name, field in form.fields.items():
        options = getattr(field, "options", None)
        if field.type == "choice" and options:
            answers[name] = data.draw(st.sampled_from([*options, None]))
        elif field.type == "yes_no":
            answers[name] = data.draw(st.sampled_from([True, False, None]))
    path = walk(form, answers, TODAY)
    again = walk(form, path.answers, TODAY)
    assert (again.steps, again.missing, dict(again.answers)) == (path.steps, path.missing, dict(path.answers))
