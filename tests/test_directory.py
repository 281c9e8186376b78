"""The directory: who is near, who is competent, which court, and where every row comes from."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant import directory

pytestmark = pytest.mark.journey

TODAY = date(2026, 11, 23)
CODES = tuple(commune.insee for commune in directory.all_communes())

insee_codes = st.sampled_from(CODES)
points = st.tuples(st.floats(-90, 90), st.floats(-180, 180))


# --- nearest, competent ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("insee", "zone", "unit", "km"),
    [
        ("38563", "PN", "commissariat_police-38563-01", 2.0),  # Voiron
        ("38382", "GN", "gendarmerie-38382-01", 1.3),  # Saint-Égrève
        ("38193", "GN", "gendarmerie-38193-01", 0.2),  # L'Isle-d'Abeau
        ("38138", "GN", "gendarmerie-38138-01", 1.0),  # Crémieu
        ("38509", "GN", "gendarmerie-38509-01", 0.9),  # La Tour-du-Pin
        ("38034", "GN", "gendarmerie-38034-01", 0.7),  # Beaurepaire
        ("38416", "GN", "gendarmerie-38416-01", 0.5),  # Saint-Marcellin
    ],
)
def test_nearest_and_competent_unit(insee: str, zone: directory.Force, unit: str, km: float) -> None:
    nearest = directory.nearest_units(insee, zone)[0]
    assert (nearest.id, nearest.distance_km, nearest.competent) == (unit, km, True)
    assert directory.offices_for(insee, TODAY)[0].id == unit


@pytest.mark.parametrize(
    ("insee", "expected"),
    [
        # the competent unit is not the nearest of its force: it comes first, then its force, then the other
        (
            "38151",
            [
                ("commissariat_police-38185-01", True),
                ("commissariat_police-38151-01", None),
                ("gendarmerie-38317-01", None),
            ],
        ),
        # the competent unit has no known position: named, never "near"
        (
            "38422",
            [("press-smu-2024", True), ("gendarmerie-38150-01", None), ("commissariat_police-38421-01", None)],
        ),
        # the zone is known, not the unit: the nearest of that force first, nobody competent
        ("38039", [("gendarmerie-38547-01", None), ("commissariat_police-38185-01", None)]),
        # nothing is established: the nearest of each force, the nearest first
        ("38001", [("gendarmerie-38315-01", None), ("commissariat_police-38563-01", None)]),
    ],
)
def test_offices_in_order(insee: str, expected: list[tuple[str, bool | None]]) -> None:
    assert [(office.id, office.competent) for office in directory.offices_for(insee, TODAY)] == expected


def test_a_unit_without_position_is_kept_but_never_near() -> None:
    everything = directory.nearest_units("38422", limit=1000)
    assert len(everything) == 64
    assert "press-smu-2024" not in {office.id for office in everything}
    first = directory.offices_for("38422", TODAY)[0]
    assert (first.id, first.distance_km, first.phone, first.address_doubtful) == ("press-smu-2024", None, None, True)


def test_every_commune_has_a_court_a_mairie_and_both_forces() -> None:
    assert len(CODES) == 512
    for insee in CODES:
        offices = directory.offices_for(insee, TODAY)
        assert {office.force for office in offices} == {"GN", "PN"}, insee
        assert len({office.id for office in offices}) == len(offices), insee
        court = directory.court_for(insee)
        assert court is not None and court.name.startswith("Tribunal judiciaire de "), insee
        hall = directory.town_hall(insee, TODAY)
        assert hall is not None, insee
        assert hall.id == f"mairie-{insee}"


def test_competent_only_where_the_table_names_a_unit() -> None:
    for commune in directory.all_communes():
        seen = (*directory.offices_for(commune.insee, TODAY), *directory.nearest_units(commune.insee, limit=1000))
        competent = {office.id for office in seen if office.competent}
        assert competent == ({commune.unit} if commune.unit else set()), commune.name


def test_named_units_exist_and_are_of_the_commune_s_force() -> None:
    named = [commune for commune in directory.all_communes() if commune.unit]
    assert len(named) == 71
    for commune in named:
        first = directory.offices_for(commune.insee, TODAY)[0]
        assert (first.id, first.force, first.competent) == (commune.unit, commune.zone, True)
        assert commune.unit_label
        assert commune.zone_source


def test_zones_are_those_that_a_source_establishes() -> None:
    zones = [commune.zone for commune in directory.all_communes()]
    assert (zones.count("PN"), zones.count("GN"), zones.count(None)) == (11, 69, 432)
    assert all((commune.zone is None) == (commune.zone_source is None) for commune in directory.all_communes())


@pytest.mark.parametrize("insee", ["38151", "38169", "38179", "38185", "38421", "38423", "38516"])
def test_the_district_of_grenoble_is_named_and_its_seat_is_the_competent_unit(insee: str) -> None:
    commune = directory.commune(insee)
    assert commune is not None
    assert (commune.unit_label, commune.unit) == ("CSP de Grenoble", "commissariat_police-38185-01")


def test_a_moved_unit_has_an_address_to_verify() -> None:
    moved = directory.offices_for("38053", TODAY)[0]
    assert moved.id == "commissariat_police-38053-01"
    assert moved.address_doubtful
    assert "Déménagé" in (moved.note or "")


# --- court ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "court"),
    [
        ("L'Isle-d'Abeau", "Vienne"),
        ("Villefontaine", "Vienne"),
        ("La Verpillière", "Vienne"),
        ("Saint-Quentin-Fallavier", "Vienne"),
        ("Satolas-et-Bonce", "Vienne"),
        ("Vaulx-Milieu", "Vienne"),
        ("Four", "Vienne"),
        ("Roche", "Vienne"),
        ("Bonnefamille", "Vienne"),
        ("Chèzeneuve", "Vienne"),
        ("Beaurepaire", "Vienne"),
        ("Bourgoin-Jallieu", "Bourgoin-Jallieu"),
        ("La Tour-du-Pin", "Bourgoin-Jallieu"),
        ("Crémieu", "Bourgoin-Jallieu"),
        ("Voiron", "Grenoble"),
        ("Saint-Marcellin", "Grenoble"),
    ],
)
def test_court_does_not_follow_the_arrondissement(name: str, court: str) -> None:
    insee = next(commune.insee for commune in directory.all_communes() if commune.name == name)
    found = directory.court_for(insee, TODAY)
    assert found is not None
    assert found.name == f"Tribunal judiciaire de {court}"
    assert found.stale  # a record of 2014-15


# --- partners -------------------------------------------------------------------------------------


def test_mairie_of_seyssins() -> None:
    hall = directory.town_hall("38486", TODAY)
    assert hall is not None
    assert (hall.id, hall.address, hall.stale) == (
        "mairie-38486",
        "Parc François-Mitterrand, 38180 Seyssins",
        False,
    )


def test_partners_by_kind_and_distance() -> None:
    near = directory.partners_near("38563", {"mjd", "bav"}, 2, today=TODAY)
    assert [office.kind for office in near] == ["mjd", "bav"]
    assert all(office.force is None and office.competent is None and office.stale for office in near)
    assert directory.partners_near("38563", {"unknown kind"}) == ()


# --- distance -------------------------------------------------------------------------------------


@given(points, points)
def test_distance_is_symmetric_and_bounded(here: tuple[float, float], there: tuple[float, float]) -> None:
    km = directory.distance_km(*here, *there)
    assert km == pytest.approx(directory.distance_km(*there, *here), abs=1e-6)
    assert 0 <= km <= 20016
    assert directory.distance_km(*here, *here) == 0


def test_distance_of_one_degree_of_latitude() -> None:
    assert directory.distance_km(45.0, 5.0, 46.0, 5.0) == pytest.approx(111.195, abs=0.001)


@given(insee_codes, st.sampled_from(["GN", "PN", None]), st.integers(1, 70))
def test_units_come_in_order_of_distance(insee: str, force: directory.Force | None, limit: int) -> None:
    offices = directory.nearest_units(insee, force, limit)
    distances = [office.distance_km for office in offices if office.distance_km is not None]
    assert len(distances) == len(offices) <= limit
    assert distances == sorted(distances)
    assert force is None or {office.force for office in offices} == {force}
    assert directory.nearest_units(insee, force, 1) == offices[:1]


# --- data and documentation -----------------------------------------------------------------------


def test_every_source_is_credited_in_the_documentation() -> None:
    page = (Path(__file__).parents[1] / "docs" / "donnees-territoire.md").read_text(encoding="utf-8")
    for source in directory.sources():
        assert source.label in page, source.id
        assert source.licence in page
        assert source.url in page


def test_every_place_has_a_dated_source_and_lies_in_or_near_isere() -> None:
    law = {"permanence_juridique", "mjd", "bav", "civi", "cidf"}
    kinds = law | {"mairie", "clic", "maison_handicapees", "prefecture", "sous_pref"}
    places = directory.nearest_units("38185", limit=1000) + directory.partners_near("38185", kinds, 1000)
    assert len(places) == 64 + 560
    for place in places:
        assert place.source
        assert place.source_date
        assert place.lat is not None
        assert place.lon is not None
        assert 44.6 < place.lat < 46.0
        assert 4.6 < place.lon < 6.4


def test_importing_the_directory_loads_no_heavy_library() -> None:
    script = "import sys, assistant.directory; print({'opening_hours', 'rapidfuzz', 'streamlit'} & set(sys.modules))"
    printed = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert printed.stdout.strip() == "set()"
