"""The icon font cut down to the icons in use: 375 KB that every first visit would download become about 10."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterable
from functools import cache
from logging import getLogger
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit

from assistant.ui.server.files import BUILD, HERE

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont

LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789_"
ICON = re.compile(r":material/([a-z0-9_]+)")
UI = HERE.parent
FORMS = HERE.parents[2] / "forms"


def used_icons() -> frozenset[str]:
    """Names of the icons that Streamlit's widgets, our pages and the forms name as `:material/name:`."""
    bundles = (Path(streamlit.__file__).parent / "static" / "static" / "js").glob("*.js")
    named = _names(path for path in bundles if path.stat().st_size < 600_000)
    return named | _names(UI.rglob("*.py")) | _names(FORMS.rglob("*.yaml"))


def icon_source() -> Path:
    """Streamlit's whole icon font."""
    return next((Path(streamlit.__file__).parent / "static" / "static" / "media").glob("MaterialSymbols-Rounded.*"))


@cache
def icon_copy() -> Path:
    """Where the reduced font is: its name depends on the icons, so a new icon never meets an old font."""
    wanted = " ".join(sorted(used_icons())) + streamlit.__version__
    return BUILD / f"icons-{hashlib.sha256(wanted.encode()).hexdigest()[:12]}.woff2"


def icon_font() -> Path:
    """The font to serve: reduced to exactly the icons in use (made now if one is new: 3 s, once), else the whole one."""
    try:
        make_icons()
    except (ImportError, OSError) as error:  # no brotli, or a folder that cannot be written
        getLogger(__name__).info("Whole icon font served: %s", error)
    return icon_copy() if icon_copy().is_file() else icon_source()


def make_icons() -> bool:
    """Writes the reduced font unless it is there. Icons are ligatures of letters, so the letters stay too."""
    if icon_copy().is_file():
        return False
    from fontTools import subset
    from fontTools.ttLib import TTFont

    with TTFont(icon_source()) as font:
        options = subset.Options(layout_features=["*"], layout_closure=False, notdef_outline=True)
        cut = subset.Subsetter(options)
        cut.populate(glyphs=sorted(used_icons() & set(font.getGlyphOrder())), text=LETTERS)
        cut.subset(font)
        save_woff2(font, icon_copy())
    return True


def save_woff2(font: TTFont, target: Path) -> None:
    """Writes a font compressed for browsers, whole or not at all."""
    target.parent.mkdir(parents=True, exist_ok=True)
    font.flavor = "woff2"
    part = target.with_suffix(f".{os.getpid()}.part")
    font.save(part)
    part.replace(target)


def _names(paths: Iterable[Path]) -> frozenset[str]:
    return frozenset(name for path in paths for name in ICON.findall(path.read_text("utf-8", errors="ignore")))
