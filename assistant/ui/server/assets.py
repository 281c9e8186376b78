"""Static files (Streamlit's and ours), compressed: prepared at install, else gzipped once and kept in memory."""

import gzip
import hashlib
import mimetypes
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import anyio.to_thread
import streamlit
from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from assistant.ui.server import files
from assistant.ui.server.icons import icon_font, icon_source

FOREVER = "public, max-age=31536000, immutable"  # the name or the ?v= changes with the content
ASK_AGAIN = "public, no-cache"  # kept, but asked for again: the name stays when the content changes
COMPRESSIBLE = frozenset({".js", ".css", ".svg", ".json", ".ttf", ".html"})
SMALLEST = 600  # bytes under which compressing costs more than it saves
SUFFIXES = {"br": ".br", "gzip": ".gz"}


@dataclass(frozen=True, slots=True)
class Asset:
    """One file that may be served: where it is, where its compressed copies would be, how long it may be kept."""

    path: Path
    copies: Path | None = None
    cache: str = FOREVER

    @property
    def media_type(self) -> str:
        known = files.MEDIA_TYPES.get(self.path.suffix) or mimetypes.guess_type(self.path.name)[0]
        return known or "application/octet-stream"


def catalogue() -> Mapping[str, Asset]:
    """URL -> file, made once at start: only what is listed is served, so no path of a request touches the disk."""
    root = Path(streamlit.__file__).parent / "static"
    listed = {
        "/" + path.relative_to(root).as_posix(): Asset(path, files.copies_of(path.relative_to(root)))
        for path in sorted((root / "static").rglob("*"))
        if path.is_file()
    }
    # Its name never changes, its icons do: asked for again at each visit (a few bytes when it is the same).
    listed[f"/static/media/{icon_source().name}"] = Asset(icon_font(), cache=ASK_AGAIN)
    for name, path in files.ours().items():
        listed[f"/prelude/{name}"] = Asset(path, cache=ASK_AGAIN)
    # Streamlit's front end puts back its own favicon: the neutral one answers under that name too.
    for name in ("/favicon.png", "/favicon.ico"):
        listed[name] = listed["/prelude/icon.svg"]
    return listed


class Assets:
    """Answers for the listed files before Streamlit does, in the smallest form the browser reads."""

    def __init__(self, app: ASGIApp, files: Mapping[str, Asset]) -> None:
        self.app, self.files = app, files

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        asset = self.files.get(scope["path"]) if scope["type"] == "http" else None
        if asset is None or scope["method"] not in {"GET", "HEAD"}:
            await self.app(scope, receive, send)
            return
        response = await anyio.to_thread.run_sync(respond, asset, Headers(scope=scope), scope["query_string"])
        await response(scope, receive, send)


def respond(asset: Asset, headers: Headers, query: bytes = b"") -> Response:
    """The answer for one file: 304 when the browser has it, else its bytes in an encoding it accepts."""
    body, encoding = encoded(asset, headers.get("accept-encoding", ""))
    answer = {"Cache-Control": FOREVER if query.startswith(b"v=") else asset.cache, "Vary": "Accept-Encoding"}
    if encoding:
        answer["Content-Encoding"] = encoding
    if answer["Cache-Control"] == ASK_AGAIN:
        answer["ETag"] = f'"{version(asset.path)}-{encoding or "id"}"'
        if headers.get("if-none-match") == answer["ETag"]:
            return Response(status_code=304, headers=answer)
    return Response(body, media_type=asset.media_type, headers=answer)


def encoded(asset: Asset, accepted: str) -> tuple[bytes, str]:
    """Bytes and encoding ("" = as it is): brotli if prepared and accepted, else gzip, else plain."""
    if asset.path.suffix not in COMPRESSIBLE:
        return content(asset.path), ""
    for encoding in ("br", "gzip"):
        if accepts(accepted, encoding) and (body := compressed(asset, encoding)) is not None:
            return body, encoding
    return content(asset.path), ""


def accepts(header: str, encoding: str) -> bool:
    """True when an Accept-Encoding header names the encoding without refusing it (`;q=0`)."""
    named = [part.replace(" ", "").partition(";q=") for part in header.split(",")]
    return any(name == encoding and quality not in {"0", "0.0", "0.00", "0.000"} for name, _, quality in named)


@lru_cache(maxsize=1024)
def compressed(asset: Asset, encoding: str) -> bytes | None:
    """The prepared copy, or for gzip one made now; None when there is nothing to gain. A few MB in memory at most."""
    prepared = asset.copies.with_name(asset.copies.name + SUFFIXES[encoding]) if asset.copies else None
    if prepared is not None and prepared.is_file():
        return prepared.read_bytes()
    body = content(asset.path)
    return gzip.compress(body, 6, mtime=0) if encoding == "gzip" and len(body) > SMALLEST else None


@lru_cache(maxsize=1024)
def content(path: Path) -> bytes:
    """The bytes of a file; the browser's script is put together from its parts."""
    return files.script() if path.name == files.SCRIPT else path.read_bytes()


@lru_cache(maxsize=1024)
def version(path: Path) -> str:
    """Short fingerprint of a file, for ETag and `?v=`."""
    return hashlib.sha256(content(path)).hexdigest()[:12]
