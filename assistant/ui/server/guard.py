"""What is refused before any work: writes and websockets that another site asks for."""

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
POLICY_VIOLATION = 1008


class Guard:
    """Replaces Streamlit's anti-forgery cookie, which is set at the first visit: here the origin itself is checked."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket" and not same_origin(Headers(scope=scope)):
            await send({"type": "websocket.close", "code": POLICY_VIOLATION})
        elif scope["type"] == "http" and scope["method"] not in SAFE_METHODS and not same_origin(Headers(scope=scope)):
            await PlainTextResponse("Forbidden", status_code=403)(scope, receive, send)
        else:
            await self.app(scope, receive, send)


def same_origin(headers: Headers) -> bool:
    """True unless a browser says that another site asks. Programs send no Origin and carry nobody's session."""
    origin = headers.get("origin")
    if origin is not None and origin.partition("://")[2] != headers.get("host"):
        return False
    return headers.get("sec-fetch-site", "none") in {"none", "same-origin"}
