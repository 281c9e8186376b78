"""A map drawn from the contours, with no outside server: an SVG picture whose numbers are those of the list beside it."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from math import cos, radians

from assistant.directory import Commune, Office
from assistant.directory.contours import Box, Ring, contours, inside

WIDTH, HEIGHT = 720, 480  # units of the drawing
_SMALLEST = 0.06  # degrees of latitude: a map of one house would say nothing
_MARGIN = 0.12
_AROUND = 12.0  # km: what is drawn at least, if something is there
_LETTER = 15.0  # width of a letter of a name, with some margin
_TOWN = re.compile(r"\b\d{5} (.+)$")  # the end of an address
# Middle tones, 3:1 or better on the light and on the dark page: the picture cannot know which one it is on.
_STYLE = (
    ".c{fill:#7f8b8d;fill-opacity:.08;stroke:#7f8b8d;stroke-width:1}"
    ".h{fill:#3f93a3;fill-opacity:.28;stroke:#3f93a3;stroke-width:3}"
    ".p{fill:#0b5563;stroke:#fff;stroke-width:2}.n{fill:#fff;font:700 26px sans-serif;text-anchor:middle}"
    ".t{fill:#0b5563;stroke:#fff;stroke-width:6px;paint-order:stroke;font:700 24px sans-serif;text-anchor:middle}"
    ".s{stroke:#7f8b8d;stroke-width:3}.k{fill:#7f8b8d;font:24px sans-serif}"
)


def has_map(commune: Commune) -> bool:
    """Only the contours of Isère are embedded."""
    return commune.insee in contours()


def svg(commune: Commune, offices: Sequence[Office]) -> str:
    """The picture: communes around, the one asked for, and a number for each office whose position is known."""
    view = _View(_box(commune, offices))
    shapes = [
        f'<path class="c" d="{view.path(contours()[code])}"/>' for code in inside(view.box) if code != commune.insee
    ]
    shapes.append(f'<path class="h" d="{view.path(contours()[commune.insee])}"/>')
    spots = [spot for number, office in enumerate(offices, 1) if (spot := _spot(view, number, office))]
    towns = {spot.town: spot for spot in reversed(spots) if spot.town}
    names = [spot.name for spot in towns.values()]
    drawn = "".join((*shapes, *names, *(spot.point for spot in reversed(spots)), _scale(view)))  # the first on top
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}">'
        f"<style>{_STYLE}</style>{drawn}</svg>"
    )


def image(commune: Commune, offices: Sequence[Office], alt: str) -> str:
    """The picture as HTML that a page may hold."""
    data = b64encode(svg(commune, offices).encode()).decode()
    return f'<img class="pl-map" src="data:image/svg+xml;base64,{data}" alt="{escape(alt)}" width="{WIDTH}" height="{HEIGHT}">'


class _View:
    """Degrees -> units of the drawing, the whole box in the middle, north up."""

    def __init__(self, box: Box) -> None:
        south, west, north, east = box
        self.narrow = cos(radians((south + north) / 2))
        self.unit = min(HEIGHT / (north - south), WIDTH / ((east - west) * self.narrow))
        tall, wide = HEIGHT / self.unit, WIDTH / self.unit / self.narrow
        self.north, self.west = (north + south + tall) / 2, (west + east - wide) / 2
        self.box = (self.north - tall, self.west, self.north, self.west + wide)

    def at(self, lat: float, lon: float) -> tuple[float, float]:
        return (lon - self.west) * self.narrow * self.unit, (self.north - lat) * self.unit

    def path(self, rings: Sequence[Ring]) -> str:
        return "".join(
            "M" + " ".join(f"{x:.0f},{y:.0f}" for x, y in (self.at(*p) for p in ring)) + "Z" for ring in rings
        )


def _box(commune: Commune, offices: Sequence[Office]) -> Box:
    """Around the commune and its nearest places: a far one would make the rest unreadable."""
    points = [point for ring in contours()[commune.insee] for point in ring]
    far = sorted(office.distance_km for office in offices if office.distance_km is not None)
    limit = max(_AROUND, *far[:2]) if far else _AROUND
    near = (office for office in offices if office.distance_km is not None and office.distance_km <= limit)
    points += [(one.lat, one.lon) for one in near if one.lat is not None and one.lon is not None]
    lats, lons = zip(*points, strict=True)
    south, north, west, east = min(lats), max(lats), min(lons), max(lons)
    pad = max((north - south) * _MARGIN, (_SMALLEST - (north - south)) / 2, 0.01)
    return south - pad, west - pad * 1.4, north + pad, east + pad * 1.4


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where an office falls on the drawing, and the town of its address, drawn once under the first of its offices."""

    x: float
    y: float
    number: int
    town: str

    @property
    def point(self) -> str:
        circle = f'<circle class="p" cx="{self.x:.0f}" cy="{self.y:.0f}" r="21"/>'
        return circle + f'<text class="n" x="{self.x:.0f}" y="{self.y + 9:.0f}">{self.number}</text>'

    @property
    def name(self) -> str:
        y = self.y + 46 if self.y + 54 < HEIGHT else self.y - 28  # above, when there is no room below
        half = len(self.town) * _LETTER / 2
        x = min(max(self.x, half), WIDTH - half)  # whole, even at the edge
        return f'<text class="t" x="{x:.0f}" y="{y:.0f}">{escape(self.town)}</text>'


def _spot(view: _View, number: int, office: Office) -> _Spot | None:
    """None for an office outside the drawing, or whose position is not known."""
    if office.lat is None or office.lon is None:
        return None
    x, y = view.at(office.lat, office.lon)
    found = _TOWN.search(office.address)
    return _Spot(x, y, number, found[1] if found else "") if 0 <= x <= WIDTH and 0 <= y <= HEIGHT else None


def _scale(view: _View) -> str:
    """A bar of a round number of kilometres."""
    km = next((km for km in (20, 10, 5, 2) if km / 111.2 * view.unit < WIDTH / 3), 1)
    long, y = km / 111.2 * view.unit, HEIGHT - 14
    return f'<path class="s" d="M16,{y}h{long:.0f}"/><text class="k" x="16" y="{y - 8}">{km} km</text>'
