"""How old a fact is, whether a door is open, and the JSON that says so."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from assistant import directory

pytestmark = pytest.mark.journey

TODAY = date(2026, 11, 23)
MONDAY_NOON = datetime(2026, 11, 23, 12, 0)
PARIS = ZoneInfo("Europe/Paris")


# --- freshness ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source_date", "today", "old"),
    [
        ("2014-12-30", TODAY, True),
        ("2026-10", TODAY, False),
        ("2024-11-23", TODAY, False),  # 24 months to the day
        ("2024-11-22", TODAY, True),
        ("2024-11", TODAY, True),  # counted from its first day
        ("2024-12", TODAY, False),
        ("2024-02-29", date(2026, 2, 28), False),
        ("2024-02-29", date(2026, 3, 1), True),
        ("2026", TODAY, False),
        ("", TODAY, True),
        ("hier", TODAY, True),
        ("2014-12-30 et après", TODAY, True),
    ],
)
def test_stale(source_date: str, today: date, old: bool) -> None:
    assert directory.stale(source_date, today) is old


def test_nothing_is_fresh_without_a_date() -> None:
    hall = directory.town_hall("38486")
    assert hall is not None
    assert hall.stale
    assert hall.opening(MONDAY_NOON).open_now is None


# --- hours ----------------------------------------------------------------------------------------

WEEK = "Mo-Fr 08:30-12:00,13:30-17:00; Sa 09:00-12:00"


@pytest.mark.parametrize(
    ("hours", "at", "open_now", "next_opening"),
    [
        (WEEK, "2026-11-23T09:00", True, None),
        (WEEK, "2026-11-23T12:30", False, "2026-11-23T13:30"),
        (WEEK, "2026-11-21T15:00", False, "2026-11-23T08:30"),
        (WEEK, "2026-12-24T18:00", False, "2026-12-26T09:00"),  # Christmas is not counted on
        (WEEK, "2026-12-25T10:00", None, "2026-12-26T09:00"),  # nothing is said of public holidays
        (WEEK, "2027-03-29T10:00", None, "2027-03-30T08:30"),  # Easter Monday
        (f"{WEEK}; PH off", "2026-12-25T10:00", False, "2026-12-26T09:00"),
        ("Mo-Sa 08:00-12:00; Su,PH 09:00-12:00", "2026-12-25T10:00", True, None),
        ("24/7", "2026-12-25T03:00", True, None),
        ("Mo-Su 22:00-06:00; PH 22:00-06:00", "2026-11-24T03:00", True, None),
        (None, "2026-11-23T09:00", None, None),
        ("", "2026-11-23T09:00", None, None),
        ("Lundi : 8h00-12h00", "2026-11-23T09:00", None, None),
        ("Mo-Fr 25:99", "2026-11-23T09:00", None, None),
    ],
)
def test_open_state(hours: str | None, at: str, open_now: bool | None, next_opening: str | None) -> None:
    expected = datetime.fromisoformat(next_opening).replace(tzinfo=PARIS) if next_opening else None
    assert directory.open_state(hours, datetime.fromisoformat(at)) == directory.OpenState(open_now, expected)


def test_open_state_reads_other_time_zones() -> None:
    utc = datetime.fromisoformat("2026-07-06T06:45+00:00")  # 08:45 in Paris, in summer
    assert directory.open_state(WEEK, utc).open_now is True


def test_the_hours_of_every_mairie_are_read() -> None:
    for commune in directory.all_communes():
        hall = directory.town_hall(commune.insee, TODAY)
        assert hall is not None
        state = hall.opening(datetime(2026, 11, 22, 4, 0))  # a Sunday night
        expected = (False, True) if hall.hours else (None, False)
        assert (state.open_now, state.next_opening is not None) == expected, hall.name


# --- JSON -----------------------------------------------------------------------------------------

OFFICE_KEYS = ["id", "kind", "force", "name", "address", "phone", "distance_km", "competent"]
OFFICE_KEYS += ["open_now", "next_opening", "source", "source_date"]


def test_office_json_has_the_shape_of_the_result_object() -> None:
    hall = directory.town_hall("38486", TODAY)
    assert hall is not None
    shown = hall.as_json(datetime(2026, 11, 23, 12, 30))
    assert list(shown) == OFFICE_KEYS
    assert (shown["open_now"], shown["next_opening"], shown["source_date"]) == (False, "2026-11-23T14:00", "2026-10")


def test_nearest_json() -> None:
    police = directory.nearest_json("38563", "PN", MONDAY_NOON)
    assert [list(office) for office in police] == [[*OFFICE_KEYS, "hours", "to_check"]] * 5
    assert {office["force"] for office in police} == {"PN"}
    assert (police[0]["id"], police[0]["competent"], police[0]["to_check"]) == (
        "commissariat_police-38563-01",
        True,
        True,
    )
    both = directory.nearest_json("38563", None, MONDAY_NOON.replace(tzinfo=PARIS))
    assert [office["id"] for office in both[:2]] == ["gendarmerie-38563-01", "commissariat_police-38563-01"]
