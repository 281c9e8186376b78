"""Where our static files are, and where their prepared copies are kept (build/static, never inside site-packages)."""

import json
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path

import streamlit

HERE = Path(__file__).resolve().parent
STATIC = HERE.parent / "static"
BUILD = HERE.parents[2] / "build" / "static"
# The version is in the path: copies left by an older Streamlit are never served by mistake.
COPIES = BUILD / f"streamlit-{streamlit.__version__}"
FONTS = {"400": "AtkinsonHyperlegible-Regular.ttf", "700": "AtkinsonHyperlegible-Bold.ttf"}
SCRIPT = "shell.js"
STYLES = ("shell.css", "pages.css")  # what surrounds Streamlit; what our pages draw themselves
# In the order they run; each says what it is for in its first line.
PARTS = ("start", "quit", "theme", "language", "page", "fields", "coach", "communes", "press", "keep", "words", "watch")
MEDIA_TYPES = {
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
    ".ttf": "font/ttf",
}


def copies_of(relative: Path) -> Path:
    """Where the compressed copies of one of Streamlit's files are (`.br` and `.gz` are added to the name)."""
    return COPIES / relative


def ours() -> Mapping[str, Path]:
    """Name under /prelude/ -> file. A font not yet prepared is served as it came: heavier, same face."""
    listed = {name: STATIC / name for name in (SCRIPT, *STYLES, "icon.svg")}
    for weight in FONTS:
        prepared = font_copy(weight)
        listed[f"fonts/atkinson-{weight}.woff2"] = prepared if prepared.is_file() else font_source(weight)
    return listed


def font_source(weight: str) -> Path:
    """The TrueType file of the font package."""
    return Path(str(files("fontpkg_atkinson_hyperlegible"))) / "files" / FONTS[weight]


def font_copy(weight: str) -> Path:
    """The WOFF2 made at install (23 KB instead of 53)."""
    return BUILD / f"atkinson-{weight}.woff2"


def script() -> bytes:
    """The browser's script: Streamlit's English words per language, then our parts, in one closed scope."""
    words = {path.stem: json.loads(path.read_text("utf-8")) for path in sorted((STATIC / "words").glob("*.json"))}
    table = json.dumps(words, ensure_ascii=False, separators=(",", ":"))
    parts = "\n".join((STATIC / "shell" / f"{part}.js").read_text("utf-8") for part in PARTS)
    return f'(() => {{\n"use strict";\nconst STREAMLIT_WORDS={table};\n{parts}}})();\n'.encode()
