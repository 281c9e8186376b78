"""The wire to the model server: one request, in a time and a size that are bounded. What fails is only ever "no answer".

Everything runs in one background loop, so that a server that hangs, or a name that does not resolve, holds nobody beyond the budget.
"""

from __future__ import annotations

import asyncio
import logging
import ssl
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import CancelledError
from typing import Literal, TypeVar

import certifi
import httpx

from assistant.assist.answer import content
from assistant.assist.server import Server

BUDGET = 4.0  # seconds for everything, from the question to the answer or to "no answer"
MOST_BYTES = 256 * 1024  # of an answer
_WORTH = 1.0  # seconds that must be left for a second try
_PAUSE = 0.1
_AT_ONCE = 16  # people; more do without, rather than wait for each other
_PATIENCE, _REST = 3, 60.0  # failures in a row after which the server is left alone, and for how many seconds
_BUSY = frozenset({408, 409, 425, 429, 500, 502, 503, 504})  # worth a second try
_LOG = logging.getLogger("prelude")
Message = Mapping[Literal["role", "content"], str]
T = TypeVar("T")


class _Failed(Exception):
    """No answer; `again`: a second try may have one."""

    def __init__(self, why: str, again: bool = False) -> None:
        super().__init__(why)
        self.again = again


class Client:
    """Asks one server. Made once, kept for the life of the process."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._http: httpx.AsyncClient | None = None
        self._room = threading.BoundedSemaphore(_AT_ONCE)
        self._failures, self._until = 0, 0.0
        self.why = ""  # there was no answer the last time, for the operator

    def ask(self, messages: Sequence[Message], read: Callable[[str], T | None], budget: float = BUDGET) -> T | None:
        """What `read` makes of the answer; None when there is none, or none of use, within the budget. Never raises."""
        end = time.monotonic() + budget
        if time.monotonic() < self._until or not self._room.acquire(blocking=False):
            return None
        try:
            waiting = asyncio.run_coroutine_threadsafe(self._within(end, messages, read), _loop())
            try:
                found = waiting.result(max(end - time.monotonic(), 0) + 0.25)
            except (TimeoutError, CancelledError):  # the loop itself is late
                waiting.cancel()
                raise _Failed("late") from None
        except _Failed as error:
            self._failed(str(error))
            return None
        except Exception as error:  # whatever it is, the conversation goes on without
            self._failed(type(error).__name__)
            return None
        finally:
            self._room.release()
        self._failures = 0
        return found

    def _failed(self, why: str) -> None:
        self._failures, self.why = self._failures + 1, why
        if self._failures >= _PATIENCE:
            self._failures, self._until = 0, time.monotonic() + _REST
            _LOG.warning("The model server does not answer (%s): left alone for %d seconds.", why, _REST)

    async def _within(self, end: float, messages: Sequence[Message], read: Callable[[str], T | None]) -> T:
        try:
            async with asyncio.timeout(max(end - time.monotonic(), 0)):
                return await self._tries(end, messages, read)
        except TimeoutError:
            raise _Failed("too slow") from None

    async def _tries(self, end: float, messages: Sequence[Message], read: Callable[[str], T | None]) -> T:
        for last in (False, True):
            try:
                found = read(content(await self._once(messages)))
                if found is not None:
                    return found
                failed = _Failed("not understood", again=True)
            except httpx.HTTPError as error:
                failed = _Failed(type(error).__name__, again=not isinstance(error.__cause__, ssl.SSLError))
            except _Failed as error:
                failed = error
            if last or not failed.again or end - time.monotonic() < _WORTH:
                break
            await asyncio.sleep(_PAUSE)
        raise failed

    async def _once(self, messages: Sequence[Message]) -> bytes:
        """The body of one answer. No redirection is followed: only the server that people were told of has their words."""
        if self._http is None:
            self._http = httpx.AsyncClient(
                verify=_trusted(),
                follow_redirects=False,
                trust_env=False,
                timeout=BUDGET,
                headers={"Accept-Encoding": "identity"},
            )
        key = {"Authorization": f"Bearer {self._server.key}"} if self._server.key else {}
        body = {
            "model": self._server.name,
            "messages": list(messages),
            "temperature": 0,
            "max_tokens": 900,
            "stream": False,
        }
        async with self._http.stream("POST", f"{self._server.url}/chat/completions", json=body, headers=key) as answer:
            if answer.status_code != httpx.codes.OK:
                raise _Failed(f"HTTP {answer.status_code}", again=answer.status_code in _BUSY)
            if answer.headers.get("Content-Encoding", "identity") != "identity":
                raise _Failed("compressed")  # could grow without end
            got = bytearray()
            async for piece in answer.aiter_raw():
                got += piece
                if len(got) > MOST_BYTES:
                    raise _Failed("too long")
            return bytes(got)


def _trusted() -> ssl.SSLContext:
    """The authorities of this machine, those of an administration included, and the public ones."""
    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return context


_LOOP: list[asyncio.AbstractEventLoop] = []
_STARTING = threading.Lock()


def _loop() -> asyncio.AbstractEventLoop:
    with _STARTING:
        if not _LOOP:
            _LOOP.append(asyncio.new_event_loop())
            threading.Thread(target=_LOOP[0].run_forever, name="model-server", daemon=True).start()
        return _LOOP[0]
