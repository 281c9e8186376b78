"""Run at install (`python -m assistant.ui.precompress`): compressed copies of Streamlit's files, light fonts.

Everything goes to build/static and is optional: without it the same files are served, gzipped on the fly or whole.
"""

import gzip
import sys
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import streamlit
from fontTools.ttLib import TTFont

from assistant.ui.server.assets import COMPRESSIBLE, SMALLEST, SUFFIXES
from assistant.ui.server.files import FONTS, copies_of, font_copy, font_source
from assistant.ui.server.icons import make_icons, save_woff2

# Comes with the test tools; without it: gzip only, fonts as they came.
brotli = import_module("brotli") if find_spec("brotli") else None

# Best compression takes 2 s a megabyte: worth it for what a visit downloads, not for charts nobody opens.
BEST_UP_TO = 1_000_000


def main() -> int:
    """Makes what is missing; prints one line. 0 always, since nothing here is needed to start."""
    root = Path(streamlit.__file__).parent / "static"
    sources = [path for path in sorted((root / "static").rglob("*")) if path.suffix in COMPRESSIBLE]
    todo = [(path, copies_of(path.relative_to(root))) for path in sources]
    with ProcessPoolExecutor() as pool:
        made = sum(pool.map(compress, *zip(*todo, strict=True), chunksize=4))
    fonts = sum(make_font(weight) for weight in FONTS) + (brotli is not None and make_icons())
    print(f"Fichiers compressés : {made} préparés ; polices : {fonts} préparées (le reste l’était déjà).")
    return 0


def compress(source: Path, copy: Path) -> int:
    """Writes the .br and .gz of one file unless they are there; returns how many were written."""
    body = source.read_bytes()
    written = 0
    for encoding, shrink in _encoders(len(body)).items():
        target = copy.with_name(copy.name + SUFFIXES[encoding])
        if len(body) > SMALLEST and not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            _write(target, shrink(body))
            written += 1
    return written


def make_font(weight: str) -> int:
    """Atkinson Hyperlegible as WOFF2, whole: 23 KB, and no name with an accent is cut out of it."""
    if brotli is None or font_copy(weight).exists():
        return 0
    with TTFont(font_source(weight)) as font:
        save_woff2(font, font_copy(weight))
    return 1


def _encoders(size: int) -> dict[str, Callable[[bytes], bytes]]:
    quality = 11 if size <= BEST_UP_TO else 6
    encoders: dict[str, Callable[[bytes], bytes]] = {"gzip": lambda body: gzip.compress(body, 9, mtime=0)}
    if brotli is not None:
        encoders["br"] = partial(brotli.compress, quality=quality)
    return encoders


def _write(target: Path, body: bytes) -> None:
    """Whole or not at all: an install that is cut must not leave half a script to serve."""
    part = target.with_name(target.name + ".part")
    part.write_bytes(body)
    part.replace(target)


if __name__ == "__main__":
    sys.exit(main())
