"""A line to a PostgreSQL server that a test may cut (refused, as when it is stopped) or hold (silent, as when it hangs).

with Line(server_url) as line:
    db = Database(line.url)
    line.hold()
    line.mend()
"""

from __future__ import annotations

import select
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from sqlalchemy import URL

_SLICE = 0.05  # seconds


class Line:
    """Listens on a port of its own and passes on what comes, both ways. `far`: opens a connection to the server."""

    def __init__(self, far: Callable[[], socket.socket]) -> None:
        self._far = far
        self._flows, self._over = threading.Event(), threading.Event()
        self._flows.set()
        self._pairs: list[tuple[socket.socket, socket.socket]] = []
        self._listener = self._listen(0)
        self.port = int(self._listener.getsockname()[1])

    def _listen(self, port: int) -> socket.socket:
        listener = socket.create_server(("127.0.0.1", port), backlog=64)
        threading.Thread(target=self._accept, args=(listener,), daemon=True).start()
        return listener

    def __enter__(self) -> Line:
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self.cut()

    def cut(self) -> None:
        """What is connected is cut, what connects is refused."""
        self._flows.clear()
        # Closing does not wake a thread that waits in accept: shutting down does.
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for pair in self._pairs:
            for end in pair:
                with suppress(OSError):
                    end.shutdown(socket.SHUT_RDWR)
        self._pairs.clear()

    def hold(self) -> None:
        """Everything stays connected, nothing is answered."""
        self._flows.clear()

    def mend(self) -> None:
        """As before, at the same address."""
        self._flows.set()
        if self._listener.fileno() < 0:
            self._listener = self._listen(self.port)

    def _accept(self, listener: socket.socket) -> None:
        while True:
            try:
                near, _ = listener.accept()
            except OSError:
                return
            threading.Thread(target=self._pass, args=(near,), daemon=True).start()

    def _pass(self, near: socket.socket) -> None:
        far = self._far()
        self._pairs.append((near, far))
        other = {near: far, far: near}
        with near, far, suppress(OSError):
            while not self._over.is_set():
                if not self._flows.wait(_SLICE):
                    continue
                for end in select.select([near, far], [], [], _SLICE)[0]:
                    data = end.recv(65_536) if self._flows.is_set() else b"\0"
                    if not data:
                        return
                    if self._flows.is_set():
                        other[end].sendall(data)


@contextmanager
def to_postgres(server: URL) -> Iterator[tuple[Line, URL]]:
    """A line to a PostgreSQL database, and its address through it."""
    folder, port = server.query.get("host") or server.host, server.port or 5432

    def far() -> socket.socket:
        if not isinstance(folder, str) or not folder.startswith("/"):
            return socket.create_connection((str(folder), port))
        local = socket.socket(socket.AF_UNIX)
        local.connect(f"{folder}/.s.PGSQL.{port}")
        return local

    with Line(far) as line:
        query = {name: value for name, value in server.query.items() if name != "host"}
        yield line, server.set(host="127.0.0.1", port=line.port, query=query)


@contextmanager
def to_port(port: int) -> Iterator[Line]:
    """A line to a server of this machine."""
    with Line(lambda: socket.create_connection(("127.0.0.1", port))) as line:
        yield line
