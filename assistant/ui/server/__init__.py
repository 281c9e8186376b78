"""The ASGI shell around Streamlit: first bytes of the page, headers, compressed files, plain routes.

Order matters: headers wrap everything, refusals come before any work, files before pages, and Streamlit last.
"""

from collections.abc import Sequence

from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from assistant.ui.server.assets import Assets, catalogue
from assistant.ui.server.guard import Guard
from assistant.ui.server.headers import SecureHeaders
from assistant.ui.server.page import ShellPage
from assistant.ui.server.refusal import card
from assistant.ui.server.settings import ShellSettings
from assistant.ui.server.suggest import suggest
from assistant.ui.server.visit import typed, visit


def middleware(settings: ShellSettings | None = None) -> Sequence[Middleware]:
    """The middleware of `st.App`; settings come from PRELUDE_* unless given."""
    return [
        Middleware(SecureHeaders),
        Middleware(Guard),
        Middleware(Assets, files=catalogue()),
        Middleware(ShellPage, settings=settings or ShellSettings(), passed=tuple(route.path for route in routes())),
    ]


def routes() -> Sequence[Route]:
    """Routes that answer without Streamlit: the health check, which says nothing about the machine, the communes
    that fit what is being typed, the cookie of a visit, and the card of a refusal."""
    return [
        Route("/sante", health, methods=["GET"]),
        Route("/communes", suggest, methods=["POST"]),
        Route("/visite", visit, methods=["POST"]),
        Route("/visite/saisie", typed, methods=["POST"]),
        Route("/carte", card, methods=["GET"]),
    ]


async def health(_request: Request) -> PlainTextResponse:
    """200 "ok" as soon as the process answers; for a proxy or a supervisor."""
    return PlainTextResponse("ok")
