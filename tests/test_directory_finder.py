"""What the finder lists, where a position leads, and the map: as much as is known, and no more."""

from __future__ import annotations

from datetime import date, datetime
from xml.etree import ElementTree

import pytest

from assistant import directory
from assistant.directory.contours import boxes, contours
from assistant.ui import map as plan

pytestmark = pytest.mark.directory
TODAY = date(2026, 11, 23)
ALL = frozenset({"PN", "GN", "partners"})


@pytest.mark.parametrize(
    ("insee", "show", "kinds"),
    [
        ("38563", {"PN"}, {"commissariat"}),
        ("38563", {"GN"}, {"gendarmerie"}),
        ("38563", {"partners"}, {"mairie", "bav", "mjd", "cidf", "permanence_juridique"}),
        ("38563", set(), set()),
        ("75056", ALL, set()),  # nothing is known there, nothing is shown
    ],
)
def test_only_what_is_asked_for(insee: str, show: set[directory.Show], kinds: set[str]) -> None:
    assert {place.kind for place in directory.places(insee, show, TODAY)} == kinds


def test_every_commune_has_both_forces_and_its_mairie_each_place_once() -> None:
    for commune in directory.all_communes():
        found = directory.places(commune.insee, ALL, TODAY)
        assert {"GN", "PN"} <= {place.force for place in found}
        assert f"mairie-{commune.insee}" in {place.id for place in found}
        assert len({place.id for place in found}) == len(found)
        assert not commune.unit or (found[0].id, found[0].competent) == (commune.unit, True)


def test_open_now_keeps_only_what_is_known_to_be_open() -> None:
    monday, night = datetime(2026, 11, 23, 10), datetime(2026, 11, 23, 3)
    assert [place.id for place in directory.places("38563", ALL, TODAY, monday)] == ["mairie-38563"]
    assert directory.places("38563", ALL, TODAY, night) == ()


@pytest.mark.parametrize(
    ("lat", "lon", "name"),
    [(45.36, 5.59, "Voiron"), (48.85, 2.35, "Paris"), (-21.12, 55.46, None), (0.0, 0.0, None), (90.0, 180.0, None)],
)
def test_a_position_leads_to_the_nearest_commune(lat: float, lon: float, name: str | None) -> None:
    found = directory.commune_at(lat, lon)
    if (lat, lon) == (-21.12, 55.46):
        assert found is not None and found.department == "974"
    else:
        assert (found.name if found else None) == name


def test_the_contours_are_those_of_isere_and_hold_their_centre() -> None:
    assert set(contours()) == {commune.insee for commune in directory.all_communes()}
    for commune in directory.all_communes():
        south, west, north, east = boxes()[commune.insee]
        assert commune.lat is not None and commune.lon is not None
        assert south <= commune.lat <= north and west <= commune.lon <= east


@pytest.mark.parametrize("insee", ["38563", "38185", "38193", "38205"])
def test_the_map_is_a_sound_picture_with_the_numbers_of_the_list(insee: str) -> None:
    commune = directory.commune(insee)
    assert commune is not None and plan.has_map(commune)
    offices = directory.places(insee, ALL, TODAY)
    drawn = plan.svg(commune, offices)
    root = ElementTree.fromstring(drawn)
    numbers = {text.text for text in root.iter("{http://www.w3.org/2000/svg}text") if (text.text or "").isdigit()}
    assert numbers and numbers <= {str(n) for n in range(1, len(offices) + 1)}
    for name in root.iterfind(".//{http://www.w3.org/2000/svg}text[@class='t']"):
        x, y = float(name.attrib["x"]), float(name.attrib["y"])
        assert len(name.text or "") * 6 <= x <= plan.WIDTH - len(name.text or "") * 6 and 20 < y < plan.HEIGHT
    assert "http" not in drawn.replace("http://www.w3.org/2000/svg", "")
    assert len(drawn) < 60_000
    assert 'alt="a &lt;b&gt;"' in plan.image(commune, offices, "a <b>")


def test_elsewhere_there_is_no_map() -> None:
    paris = directory.commune("75056")
    assert paris is not None and not plan.has_map(paris)
