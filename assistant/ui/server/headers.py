"""Security headers on every answer, and nothing kept by caches except the files that never change."""

import re

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

HOST = re.compile(r"^[A-Za-z0-9.\-]+(:\d{1,5})?$|^\[[0-9A-Fa-f:]+\](:\d{1,5})?$")
EVERYWHERE = {"X-Content-Type-Options": "nosniff", "Cross-Origin-Resource-Policy": "same-origin"}
# For what a browser may show as a page. Static files do without: a hundred of them would weigh 60 KB more.
ON_PAGES = {
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    # A page that asks for the position or the microphone opens its own word here, with a test.
    # The finder asks for the position when its button is tapped; Streamlit changes page without loading one.
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(self), payment=(), usb=()",
}


def content_security_policy(host: str | None) -> str:
    """The policy of a page served on `host`. No inline script anywhere; Streamlit styles inline, hence 'unsafe-inline'.

    `blob:` scripts: Streamlit's components (v2). The websocket is named: older Safari does not count it in 'self'.
    """
    sockets = f" ws://{host} wss://{host}" if host and HOST.match(host) else ""
    return "; ".join(
        (
            "default-src 'none'",
            "script-src 'self' blob:",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "media-src 'self' blob:",
            f"connect-src 'self'{sockets}",
            "worker-src 'self' blob:",
            "manifest-src 'none'",
            "object-src 'none'",
            "frame-src 'none'",
            "frame-ancestors 'none'",
            "form-action 'self'",
            "base-uri 'none'",
        )
    )


class SecureHeaders:
    """Adds the headers to whatever is answered, errors included."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        policy = content_security_policy(Headers(scope=scope).get("host"))

        async def secured(message: Message) -> None:
            if message["type"] == "http.response.start":
                _secure(MutableHeaders(scope=message), policy)
            await send(message)

        await self.app(scope, receive, secured)


def _secure(headers: MutableHeaders, policy: str) -> None:
    headers.update(EVERYWHERE)
    if headers.get("cache-control", "").startswith("public"):
        return  # one of the listed files, the same for everybody
    headers.update(ON_PAGES)
    headers["Content-Security-Policy"] = policy
    # The shell, downloads (/media) and uploads must leave nothing on the disk of a shared computer.
    headers["Cache-Control"] = "no-store"
