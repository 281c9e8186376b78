"""Which fonts the paper is set in, and which characters they can draw: typst refuses a page with a missing glyph."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path

# Family name -> package that carries it. One more script (Georgian, Hebrew...) is one more line and its package;
# a package that is not installed is left out, and its characters are then replaced with a warning.
FAMILIES: tuple[tuple[str, str], ...] = (
    ("Noto Sans", "fontpkg_noto_sans"),
    ("Noto Sans Arabic", "fontpkg_noto_sans_arabic"),
    ("Atkinson Hyperlegible", "fontpkg_atkinson_hyperlegible"),
)
_UNKNOWN_WIDTH = 0.7
_WIDEST_COLUMN = 30.0  # em of one line; a longer cell wraps
_LOOKED_AT = 400  # characters of a cell that say how wide its column wants to be


def _folder(package: str) -> Path | None:
    """The folder of a font package, without importing it."""
    spec = find_spec(package)
    places = spec.submodule_search_locations if spec else None
    return Path(places[0]) / "files" if places else None


@cache
def folders() -> tuple[Path, ...]:
    """The folders handed to typst, which then looks nowhere else."""
    return tuple(folder for _, package in FAMILIES if (folder := _folder(package)))


def names() -> tuple[str, ...]:
    """The installed families, first choice first."""
    return tuple(name for name, package in FAMILIES if _folder(package))


@cache
def _faces(folder: Path) -> tuple[tuple[Mapping[int, str], Mapping[int, float]], ...]:
    """For each face of a family, its characters and their advance widths in em."""
    from fontTools.ttLib import TTFont  # 100 ms: not on the first page's path

    faces = []
    for file in sorted(folder.glob("*.[ot]tf")):
        with TTFont(file, lazy=True) as font:
            glyphs, metrics, em = font.getBestCmap(), font["hmtx"], font["head"].unitsPerEm
            faces.append((glyphs, {code: metrics[glyph][0] / em for code, glyph in glyphs.items()}))
    return tuple(faces)


@cache
def coverage() -> tuple[frozenset[int], ...]:
    """Per family, the code points that all its faces can draw (regular, bold, italic)."""
    return tuple(frozenset.intersection(*(frozenset(glyphs) for glyphs, _ in _faces(f))) for f in folders())


@cache
def _widths() -> Mapping[int, float]:
    """Advance width in em of every character, from the first family that has it (what typst picks too)."""
    found: dict[int, float] = {}
    for folder in reversed(folders()):
        for _, advances in _faces(folder):
            found.update(advances)
    return found


def width(text: str) -> float:
    """Width of a line of text, in em, kerning apart."""
    widths = _widths()
    return sum(widths.get(ord(character), _UNKNOWN_WIDTH) for character in text)


def _capped(wants: Sequence[float], room: float) -> list[float]:
    """The same widths, the widest ones cut to one level so that all fit in `room`."""
    left, level, count = room, 0.0, len(wants)
    for want in sorted(wants):
        level = left / count
        if want > level:
            break
        left, count = left - want, count - 1
    return [min(want, level) for want in wants] if sum(wants) > room else list(wants)


def shares(columns: Sequence[Sequence[str]], room: float) -> tuple[float, ...]:
    """Widths in em, `room` in all, of a table's columns: a word is broken only if it must, then to each its need."""
    cells = [[cell[:_LOOKED_AT] for cell in column] for column in columns]
    words = [max((width(word) for cell in column for word in cell.split()), default=0.0) + 1 for column in cells]
    lines = [min(_WIDEST_COLUMN, max(map(width, column), default=0.0) + 1) for column in cells]
    least = _capped(words, room)
    liked = [max(pair) for pair in zip(least, lines, strict=True)]
    spare, wanted = room - sum(least), sum(liked) - sum(least)
    if wanted <= spare:
        return tuple(like * room / sum(liked) for like in liked)
    return tuple(low + (high - low) * spare / wanted for low, high in zip(least, liked, strict=True))
