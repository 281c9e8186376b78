"""A replica that says what it was asked: what nginx passes on can be read nowhere else. Real HTTP, no Streamlit."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tests.deploy.behind import free_port, opened, until

LARGE = 16_000_000  # bytes: more than the buffers of every socket on the way


def speaking(letter: str) -> Starlette:
    """The replica `letter`. /media/<letter> and /_stcore/upload_file/<letter> are known to that replica only."""

    async def said(request: Request) -> Response:
        body = await request.body()
        path = request.url.path
        owner = path.rpartition("/")[2]
        if path.startswith("/media/") and owner != letter:
            return Response("Not Found", status_code=404)
        if path.startswith("/_stcore/upload_file/") and owner != letter:
            return Response("Invalid session_id", status_code=400)
        if path == "/large":
            return Response(b"x" * LARGE)
        told = {"letter": letter, "path": path, "size": len(body), "headers": dict(request.headers)}
        answer = JSONResponse(told | {"client": request.client.host if request.client else ""})
        if path == "/visite":
            answer.set_cookie("prelude_visite", "x", httponly=True)
        if path == "/effacer":
            answer.delete_cookie("prelude_visite")
        return answer

    return Starlette(routes=[Route("/{path:path}", said, methods=["GET", "POST", "PUT"])])


@contextmanager
def echo(letter: str) -> Iterator[int]:
    """Serves it; gives its port."""
    port = free_port()
    server = uvicorn.Server(uvicorn.Config(speaking(letter), port=port, log_level="error", lifespan="off", ws="none"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    until(lambda: opened(port), f"the echo on port {port}")
    try:
        yield port
    finally:
        server.should_exit = True
        thread.join(timeout=20)


def heard(answer: str) -> dict[str, object]:
    """What the replica said."""
    told: dict[str, object] = json.loads(answer)
    return told
