"""POST /visite: a page's ticket becomes the cookie by which a visit finds its copy again; `-` takes the cookie away.
POST /visite/saisie: what was in the boxes of a page that goes away."""

from __future__ import annotations

import json
import re

import anyio.to_thread
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from assistant import drafts
from assistant.storage import Altered, Conflict, Gone, Unavailable

LONGEST = 1000  # bytes of a ticket
_TYPED = 200_000  # bytes of what was typed on one page
_DAY = 86_400
_KEY = re.compile(r"q-[a-z0-9_-]{1,120}")


async def _body(request: Request, longest: int) -> bytes | None:
    """The body, None when it is longer than it should be."""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > longest:
            return None
    return body


async def visit(request: Request) -> Response:
    """204 with the cookie; 410 when the ticket is too old or not ours (the next run of the page brings a new one)."""
    body = await _body(request, LONGEST)
    if body is None:
        return PlainTextResponse("Too long", status_code=413)
    answer = Response(status_code=204)
    secure = request.url.scheme == "https"
    if body == b"-":
        answer.delete_cookie(drafts.COOKIE, path="/", secure=secure, httponly=True, samesite="strict")
        return answer
    found = await anyio.to_thread.run_sync(drafts.read_ticket, body.decode("ascii", errors="replace"))
    if found is None:
        return PlainTextResponse("Gone", status_code=410)
    # Without an age, it goes when the browser is closed: a shared computer keeps nothing.
    answer.set_cookie(
        drafts.COOKIE, drafts.cookie_of(found.token), max_age=found.days * _DAY or None, path="/",
        secure=secure, httponly=True, samesite="strict",
    )  # fmt: skip
    return answer


async def typed(request: Request) -> Response:
    """204 in any case that is not a fault: a page that has gone reads no answer."""
    body = await _body(request, _TYPED)
    token = drafts.token_of(request.cookies.get(drafts.COOKIE, ""))
    if body is None:
        return PlainTextResponse("Too long", status_code=413)
    if token is None:
        return Response(status_code=204)
    try:
        told = json.loads(body)
    except (ValueError, RecursionError):
        return PlainTextResponse("Not JSON", status_code=400)
    boxes = {key: text for key, text in told.items() if _is_box(key, text)} if isinstance(told, dict) else {}
    try:
        await anyio.to_thread.run_sync(drafts.add_typed, token, boxes)
    except (Altered, Conflict, Gone, Unavailable):
        return PlainTextResponse("Not saved", status_code=503)
    return Response(status_code=204)


def _is_box(key: object, text: object) -> bool:
    return isinstance(key, str) and isinstance(text, str) and bool(_KEY.fullmatch(key))
