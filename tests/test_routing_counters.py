"""Counters that may help, near the person: which kinds is data, where they are is the directory, and a mistake is told."""

from __future__ import annotations

import datetime as dt
from pathlib import Path as FilePath

import pytest
from pydantic import JsonValue

from assistant.directory import PARTNERS
from assistant.flow import walk
from assistant.form import load_library
from assistant.routing import Routing, check_routing, load_routing, route
from tests.test_routing import CHANNELS, RULES, folder, line_of, routed

pytestmark = pytest.mark.directory
TODAY = dt.date(2026, 11, 23)
LIBRARY, TABLE = load_library(), load_routing()
GRENOBLE: JsonValue = {"commune": "Grenoble", "code_postal": "38000"}
HELP = "counters:\n  - forms: [velo]\n    kinds: [mjd, umj]\n  - kinds: [bav]\n"


def asked(form: str, answers: dict[str, JsonValue]) -> Routing:
    return route(TABLE, walk(LIBRARY.forms[form], answers, TODAY), TODAY)


def test_every_form_has_its_counters_and_all_kinds_serve() -> None:
    used = {kind for name in LIBRARY.forms for kind in TABLE.counters_of(name)}
    assert used == set(PARTNERS)
    assert all(TABLE.counters_of(name) for name in LIBRARY.forms)


@pytest.mark.parametrize(
    ("form", "kinds"),
    [
        ("violences_conjugales", {"iscg", "cidf", "umj", "france_victimes"}),
        ("enfant_vulnerable", {"crip", "maison_departement"}),
        ("violences", {"umj", "hopital"}),
        ("papiers_identite", {"france_services"}),
        ("vol_velo", {"bav", "france_victimes", "permanence_juridique"}),
    ],
)
def test_the_kinds_fit_the_facts(form: str, kinds: set[str]) -> None:
    assert kinds <= set(TABLE.counters_of(form))


def test_they_are_near_the_home_else_near_the_place(tmp_path: FilePath) -> None:
    library, table = folder(tmp_path, CHANNELS + RULES + HELP)
    near = routed(library, table, {"lieu": {"commune": "38053"}, "coordonnees": GRENOBLE})
    assert [(one.kind, one.name) for one in near.counters] == [("mjd", "Maison de justice et du droit de Grenoble")]
    assert near.counters[0].distance_km is not None and near.counters[0].distance_km < 5
    assert near.unlisted == ("umj",)
    there = routed(library, table, {"lieu": {"commune": "38053"}})
    assert there.counters and there.counters[0].name != near.counters[0].name
    nowhere = routed(library, table, {})
    assert (nowhere.counters, nowhere.unlisted) == ((), ())


def test_a_private_address_does_not_show_through_them(tmp_path: FilePath) -> None:
    library, table = folder(tmp_path, CHANNELS + RULES + HELP, private=True)
    assert routed(library, table, {"coordonnees": GRENOBLE}).counters == ()


def test_where_none_is_known_none_is_invented() -> None:
    found = asked("violences", {"lieu": {"commune": "75056"}})
    assert found.counters == ()
    assert found.unlisted == TABLE.counters_of("violences")


def test_they_are_no_doors_and_each_has_its_source_and_date() -> None:
    found = asked("violences", {"lieu": {"commune": "38185"}})
    assert found.counters
    assert not {one.id for one in found.counters} & {one.id for one in found.offices}
    for one in found.counters:
        assert one.source and one.source_date and one.force is None


@pytest.mark.parametrize(
    ("change", "code", "part"),
    [
        (("kinds: [mjd, umj]", "kinds: [mjd, umjj]"), "VALUE_INVALID", "kinds: [mjd"),
        (("forms: [velo]\n    kinds", "forms: [velos]\n    kinds"), "FORM_UNKNOWN", "forms: [velos]"),
        (("kinds: [bav]", "sortes: [bav]"), "KEY_UNKNOWN", "sortes"),
    ],
)
def test_a_mistake_is_told_with_its_line(tmp_path: FilePath, change: tuple[str, str], code: str, part: str) -> None:
    text = CHANNELS + RULES + HELP.replace(*change)
    library, table = folder(tmp_path, text)
    assert (code, line_of(text, part)) in {(p.code, p.line) for p in check_routing(library, table)}
