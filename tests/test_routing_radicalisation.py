"""Radicalisation, a point of the security agreement: whoever speaks of it is told the national number, and nobody else."""

from __future__ import annotations

import datetime as dt

import pytest
from pydantic import JsonValue

from assistant.flow import walk
from assistant.form import load_library
from assistant.routing import load_routing, route

pytestmark = pytest.mark.directory
TODAY = dt.date(2026, 11, 23)
LIBRARY, TABLE = load_library(), load_routing()
ROLES = [
    (name, role)
    for name in ("disparition", "enfant_vulnerable")
    for role in LIBRARY.forms[name].fields["decl_role"].options
]  # type: ignore[attr-defined]


def doors(form: str, role: str, worries: list[JsonValue]) -> list[str]:
    answers: dict[str, JsonValue] = {"decl_role": role, "danger_actuel": worries}
    return [door.id for door in route(TABLE, walk(LIBRARY.forms[form], answers, TODAY), TODAY).channels]


@pytest.mark.parametrize(("form", "role"), ROLES)
def test_who_speaks_of_it_is_told_the_number_whatever_their_role(form: str, role: str) -> None:
    assert "tel_radicalisation" in doors(form, role, ["radicalisation"])
    assert doors(form, role, ["radicalisation"])[0] != "tel_radicalisation", "17 or a unit comes first"
    assert "tel_radicalisation" not in doors(form, role, ["suicide"])


def test_the_number_is_there_and_its_hours_are_not_asserted() -> None:
    channel = TABLE.channels["tel_radicalisation"]
    assert (channel.phone, channel.is_complaint, channel.confidence) == ("0800005696", False, "verify")
