"""The HTML that surrounds Streamlit: emergency strip and quick exit in the first bytes, readable before any script."""

import gzip
import json
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import streamlit
from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit import config

from assistant.ui.server.assets import accepts, content, version
from assistant.ui.server.files import HERE, SCRIPT, STATIC, STYLES
from assistant.ui.server.language import COOKIE, PARAMETER, direction, negotiate
from assistant.ui.server.settings import ShellSettings
from assistant.ui.server.texts import swapped, texts

# All that a browser needs of Streamlit's own doors; its statistics, its programs' interface, its bare page stay shut.
STREAMLIT = (
    "/_stcore/health",
    "/_stcore/host-config",
    "/_stcore/upload_file/",
    "/_stcore/bidi-components/",
    "/component/",
    "/media/",
)
PAGE = re.compile(r"/(?:[a-z0-9][a-z0-9_-]{0,59}/?){0,4}")
TAG = re.compile(
    r'<(?:script type="(module)"|link rel="(modulepreload|stylesheet)")[^>]*(?:src|href)="\./(static/[^"]+)"'
)
# Chunks that Streamlit asks for only after its first message: every page needs them, so they come with the rest.
LATER = (
    "Html",
    "TextInput",
    "TextArea",
    "Button",
    "Input",
    "TextField",
    "WidgetLabel",
    "purify",
    "useBasicWidgetState",
)
THEME_KEYS = ("primaryColor", "backgroundColor", "secondaryBackgroundColor", "textColor")


@dataclass(frozen=True, slots=True)
class Frame:
    """What the shell takes from the installed Streamlit: addresses of its scripts and styles, nothing of its words."""

    script: str
    styles: tuple[str, ...]
    chunks: tuple[str, ...]


class ShellPage:
    """Answers every page address with the shell, passes on what Streamlit must answer, and knows nothing else."""

    def __init__(self, app: ASGIApp, settings: ShellSettings, passed: tuple[str, ...] = ()) -> None:
        self.app, self.settings = app, settings
        self.passed = frozenset(passed)  # whole addresses: one that only begins like them would reach Streamlit's page

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"].startswith(STREAMLIT) or scope["path"] in self.passed:
            await self.app(scope, receive, send)
        elif is_page(scope["path"]) and scope["method"] in {"GET", "HEAD"}:
            await self.answer(Request(scope))(scope, receive, send)
        else:
            await PlainTextResponse("Not Found", status_code=404)(scope, receive, send)

    def answer(self, request: Request) -> Response:
        """The shell in the person's language, gzipped when the browser accepts it."""
        lang = negotiate(
            request.cookies.get(COOKIE), request.query_params.get(PARAMETER), request.headers.get("accept-language")
        )
        headers = {"Content-Language": lang, "Vary": "Accept-Language, Cookie, Accept-Encoding"}
        zipped = accepts(request.headers.get("accept-encoding", ""), "gzip")
        if zipped:
            headers["Content-Encoding"] = "gzip"
        return Response(shell(lang, self.settings, zipped), media_type="text/html; charset=utf-8", headers=headers)


def is_page(path: str) -> bool:
    """True for an address a person can read in the bar: short, plain, and no file name at its end."""
    return PAGE.fullmatch(path) is not None


@lru_cache(maxsize=64)
def shell(lang: str, settings: ShellSettings, zipped: bool = False) -> bytes:
    """The whole page in one language, UTF-8, gzipped if asked. Made once per language."""
    html = _template().render(
        lang=lang,
        dir=direction(lang),
        t=texts(lang),
        brand=settings.brand,
        exit_url=str(settings.exit_url),
        frame=frame(),
        style=Markup((STATIC / "first.css").read_text("utf-8")),  # our own file, nothing of a person in it
        css_urls=[f"/prelude/{name}?v={version(STATIC / name)}" for name in STYLES],
        js_url=f"/prelude/{SCRIPT}?v={version(STATIC / SCRIPT)}",
        data=Markup(_data(settings)),
    )
    page = html.encode()
    return gzip.compress(page, 9, mtime=0) if zipped else page


@lru_cache(maxsize=1)
def frame() -> Frame:
    """Streamlit's script and style addresses, made absolute so that they work under any page address."""
    root = Path(streamlit.__file__).parent / "static"
    found = [(one or other, f"/{path}") for one, other, path in TAG.findall(content(root / "index.html").decode())]
    scripts = [path for kind, path in found if kind == "module"]
    if len(scripts) != 1:
        raise RuntimeError("Streamlit's index.html has changed: the shell must be adapted to this version.")
    later = sorted(path.name for path in (root / "static" / "js").glob("*.js") if path.name.split(".")[0] in LATER)
    return Frame(
        script=scripts[0],
        styles=tuple(path for kind, path in found if kind == "stylesheet"),
        chunks=(*(path for kind, path in found if kind == "modulepreload"), *(f"/static/js/{name}" for name in later)),
    )


def theme(name: str) -> dict[str, str]:
    """The colours and font of config.toml's light or dark theme, so that Streamlit has them before its first message.

    Without the font, it downloads its own (170 KB) for that one moment.
    """
    font = str(config.get_option("theme.font"))
    colours = {key: str(config.get_option(f"theme.{name}.{key}")) for key in THEME_KEYS}
    return {**colours, "bodyFont": font, "headingFont": font}


def _data(settings: ShellSettings) -> str:
    """The data block for shell.js; `<` is escaped so that no text can close the block."""
    data = {
        "brand": settings.brand,
        "exit": str(settings.exit_url),
        "script": frame().script,
        "chunks": frame().chunks,
        "texts": swapped(),
        "themes": {"light": {"base": 0, **theme("light")}, "dark": {"base": 1, **theme("dark")}},
    }
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


@lru_cache(maxsize=1)
def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(HERE), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.get_template("shell.html")
