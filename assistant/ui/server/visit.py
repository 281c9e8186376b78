"""POST /visite: a page's ticket becomes the cookie by which a visit finds its copy again; `-` takes the cookie away."""

from __future__ import annotations

import anyio.to_thread
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from assistant import drafts

LONGEST = 1000  # bytes
_DAY = 86_400


async def visit(request: Request) -> Response:
    """204 with the cookie; 410 when the ticket is too old or not ours (the next run of the page brings a new one)."""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > LONGEST:
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
