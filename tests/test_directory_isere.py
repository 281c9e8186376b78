"""The 512 communes of Isère, one by one, against the table they come from: court, units of both forces, competence."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from assistant import directory
from assistant.flow import walk
from assistant.form import FORMS, load_library
from assistant.routing import load_routing, route

pytestmark = pytest.mark.directory
TODAY = date(2026, 11, 23)
TABLE = Path(directory.__file__).parent / "data" / "communes.csv"
with TABLE.open(encoding="utf-8", newline="") as lines:
    ROWS = tuple(csv.DictReader(lines))
# The arrondissement of La Tour-du-Pin, and yet the tribunal of Vienne.
TRAPS = {
    "L'Isle-d'Abeau", "Villefontaine", "La Verpillière", "Saint-Quentin-Fallavier", "Satolas-et-Bonce", "Vaulx-Milieu",
    "Four", "Roche", "Bonnefamille", "Chèzeneuve",
}  # fmt: skip
PATH = walk(load_library().forms["vol_velo"], {}, TODAY)
ROUTING = load_routing(FORMS)


def test_the_table_has_the_512_communes_and_the_ten_traps() -> None:
    assert len({row["insee"] for row in ROWS}) == len(ROWS) == 512
    assert {row["name"] for row in ROWS} > TRAPS


@pytest.mark.parametrize("row", ROWS, ids=[row["insee"] for row in ROWS])
def test_a_commune_has_its_court_both_forces_and_no_competence_but_the_one_that_is_written(row: dict[str, str]) -> None:
    routed = route(ROUTING, PATH, TODAY, row["insee"])
    assert routed.court is not None and routed.court.court == directory.court_for(row["insee"], TODAY)
    assert routed.court.court.id == row["court"]
    if row["name"] in TRAPS:
        assert routed.court.court.name == "Tribunal judiciaire de Vienne"
    for force in ("GN", "PN"):
        near = directory.nearest_units(row["insee"], force, 3, today=TODAY)
        assert [unit.force for unit in near] == [force] * 3
        assert all(unit.distance_km is not None and unit.distance_km < 100 for unit in near)
    assert {office.force for office in routed.offices} >= {"GN", "PN"}
    everywhere = (*routed.offices, *directory.nearest_units(row["insee"], limit=1000, today=TODAY))
    assert {office.id for office in everywhere if office.competent} == {row["unit"]} - {""}
    assert {office.competent for office in everywhere} <= {True, None}
    if row["unit"]:
        assert routed.offices[0].id == row["unit"], "the competent unit comes first"
    hall = directory.town_hall(row["insee"], TODAY)
    assert hall is not None and (hall.id, hall.force, hall.competent) == (f"mairie-{row['insee']}", None, None)
