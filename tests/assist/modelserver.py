"""A real HTTP server that speaks like a model server, as well or as badly as a test wants; it records what it is sent."""

from __future__ import annotations

import asyncio
import datetime as dt
import ipaddress
import json
import socket
import threading
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import uvicorn
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Route

from assistant.assist.server import Server

Behaviour = Callable[[Request], Awaitable[Response]]
STARTUP = 20.0


class ModelServer:
    """`behaves`: what it does with a request; `bodies` and `keys`: what it was sent."""

    def __init__(self) -> None:
        self.behaves: Behaviour = says({"forms": []})
        self.bodies: list[str] = []
        self.keys: list[str] = []
        self.url = ""
        self._server: uvicorn.Server | None = None
        self._thread: threading.Thread | None = None

    @property
    def server(self) -> Server:
        return Server(self.url, "petit-modele", "le service d'essai", "cle-secrete")

    async def _answer(self, request: Request) -> Response:
        self.bodies.append((await request.body()).decode("utf-8"))
        self.keys.append(request.headers.get("authorization", ""))
        return await self.behaves(request)

    def start(self, certificate: tuple[Path, Path] | None = None) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        app = Starlette(routes=[Route("/v1/chat/completions", self._answer, methods=["POST", "GET"])])
        tls = {"ssl_certfile": str(certificate[0]), "ssl_keyfile": str(certificate[1])} if certificate else {}
        config = uvicorn.Config(app, port=port, log_level="critical", timeout_graceful_shutdown=1, **tls)  # type: ignore[arg-type]
        self._server, self.url = uvicorn.Server(config), f"http{'s' if certificate else ''}://127.0.0.1:{port}/v1"
        self._thread = threading.Thread(target=self._server.run, daemon=True)
        self._thread.start()
        end = time.monotonic() + STARTUP
        while not self._server.started:
            assert time.monotonic() < end, "the model server of the tests did not start"
            time.sleep(0.02)

    def stop(self) -> None:
        """Goes away at once, as a machine that is switched off."""
        if self._server and self._thread:
            self._server.should_exit = self._server.force_exit = True
            self._thread.join(STARTUP)


@contextmanager
def running(certificate: tuple[Path, Path] | None = None) -> Iterator[ModelServer]:
    made = ModelServer()
    made.start(certificate)
    try:
        yield made
    finally:
        made.stop()


def self_signed(folder: Path) -> tuple[Path, Path]:
    """A certificate for 127.0.0.1 that no authority has signed."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = dt.datetime.now(dt.UTC)
    alone = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    made = made.serial_number(1).not_valid_before(now - dt.timedelta(1)).not_valid_after(now + dt.timedelta(1))
    signed = made.add_extension(alone, critical=False).sign(key, hashes.SHA256())
    files = folder / "cert.pem", folder / "key.pem"
    files[0].write_bytes(signed.public_bytes(serialization.Encoding.PEM))
    files[1].write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return files


# How it behaves


def envelope(content: object) -> dict[str, Any]:
    return {"choices": [{"index": 0, "message": {"role": "assistant", "content": content}}]}


def says(answer: object) -> Behaviour:
    """An answer: an object as JSON, a text as it is."""
    text = answer if isinstance(answer, str) else json.dumps(answer, ensure_ascii=False)

    async def behave(_: Request) -> Response:
        return JSONResponse(envelope(text))

    return behave


def body(raw: bytes, status: int = 200, **headers: str) -> Behaviour:
    """These bytes, whatever they are."""

    async def behave(_: Request) -> Response:
        return Response(raw, status, headers or None, media_type="application/json")

    return behave


def redirects(to: str, status: int = 307) -> Behaviour:
    async def behave(_: Request) -> Response:
        return RedirectResponse(to, status)

    return behave


def hangs(first: bytes = b"", seconds: float = 30.0) -> Behaviour:
    """Says the beginning of something, then nothing; without a beginning, not even that."""

    async def pieces() -> AsyncIterator[bytes]:
        yield first
        await asyncio.sleep(seconds)

    async def behave(_: Request) -> Response:
        if not first:
            await asyncio.sleep(seconds)
        return StreamingResponse(pieces(), media_type="application/json")

    return behave


def drips(raw: bytes, pause: float = 0.5) -> Behaviour:
    """A good answer, letter by letter: each wait is short, the whole is not."""

    async def pieces() -> AsyncIterator[bytes]:
        for letter in raw:
            yield bytes((letter,))
            await asyncio.sleep(pause)

    async def behave(_: Request) -> Response:
        return StreamingResponse(pieces(), media_type="application/json")

    return behave


def first(*behaviours: Behaviour) -> Behaviour:
    """One after the other, the last one for ever."""
    left = list(behaviours)

    async def behave(request: Request) -> Response:
        return await (left.pop(0) if len(left) > 1 else left[0])(request)

    return behave
