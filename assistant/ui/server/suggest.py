"""POST /communes: the communes that fit what is being typed. Not in the address, so in no log; nothing is kept."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from assistant.directory import find_communes, listed_name, offered_name

LONGEST = 400  # bytes: no name of a commune is longer


async def suggest(request: Request) -> Response:
    """At most eight `[what to type, what to read]`; 413 for a body that is no name. About 2 ms."""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > LONGEST:
            return PlainTextResponse("Too long", status_code=413)
    found = find_communes(body.decode("utf-8", errors="replace"))
    return JSONResponse([[offered_name(match), listed_name(match)] for match in found])
