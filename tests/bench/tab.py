"""One browser tab as the server sees it: Streamlit's websocket protocol, without a browser."""

from __future__ import annotations

import asyncio
import html
import re
import socket
import time
from dataclasses import dataclass, field

from google.protobuf.message import Message as Proto
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect

Value = str | bool
WIDGETS = ("radio", "text_input", "text_area", "checkbox", "selectbox", "button", "download_button")
LONGEST_RUN = 60  # seconds; beyond, the server is taken as stuck
LARGEST = 20_000_000  # bytes of one message, as on the server
_H1 = re.compile(r"<h1[^>]*>(.*?)</h1>", re.S)
_KEY = re.compile(r"\$\$ID-[0-9a-f]+-(.+)")


class Unexpected(RuntimeError):
    """The server did not do what a browser would expect: the figures would mean nothing."""


@dataclass(slots=True)
class Tab:
    """A connected session: what is on the page, what was typed, and what a rerun took."""

    socket: ClientConnection
    prompt: bool = True
    elements: dict[tuple[int, ...], Element] = field(default_factory=dict)
    blocks: int = 0
    script: str = ""
    states: dict[str, WidgetState] = field(default_factory=dict)
    cached: dict[str, ForwardMsg] = field(default_factory=dict)
    received: int = 0

    @classmethod
    async def open(cls, address: str, prompt: bool = True) -> Tab:
        """A new tab on `http://host:port`, its first run done."""
        url = address.replace("http", "ws", 1) + "/_stcore/stream"
        tab = cls(await connect(url, subprotocols=["streamlit"], max_size=LARGEST, open_timeout=30), prompt)  # type: ignore[list-item]
        await tab.rerun()
        return tab

    async def close(self) -> None:
        await self.socket.close()

    async def rerun(self, pressed: str = "") -> float:
        """Sends what a browser sends after a change or a click on the key `pressed`; seconds until the run is over."""
        message = self._ask(self.widget(pressed).id if pressed else "")  # type: ignore[attr-defined]
        began = time.perf_counter()
        await self.socket.send(message)
        async with asyncio.timeout(LONGEST_RUN):
            while not self._take(await self._receive()):
                pass
        took = time.perf_counter() - began
        self._mount()
        return took

    async def _receive(self) -> str | bytes:
        """One message. `prompt`: what came is acknowledged at once, else when the system likes (40 ms on Linux)."""
        if self.prompt and hasattr(socket, "TCP_QUICKACK"):
            self.socket.transport.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_QUICKACK, 1)
        return await self.socket.recv()

    def type(self, key: str, value: Value) -> bool:
        """Puts a value in a widget; True when a browser would rerun the page at once."""
        widget = self.widget(key)
        if isinstance(value, bool):
            state = WidgetState(id=widget.id, bool_value=value)  # type: ignore[attr-defined]
        else:
            state = WidgetState(id=widget.id, string_value=value)  # type: ignore[attr-defined]
        changed = state != self.states.get(widget.id)  # type: ignore[attr-defined]
        self.states[widget.id] = state  # type: ignore[attr-defined]
        return changed and not widget.ignore_rerun  # type: ignore[attr-defined]

    def widget(self, key: str) -> Proto:
        """The widget of a key on the page."""
        found = self.widgets().get(key)
        if found is None:
            raise Unexpected(f"no widget {key!r} on the page {self.title!r}")
        return found[1]

    def widgets(self) -> dict[str, tuple[str, Proto]]:
        """Key -> kind and message of every widget on the page, in order."""
        found: dict[str, tuple[str, Proto]] = {}
        for _, element in sorted(self.elements.items()):
            kind = element.WhichOneof("type")
            if kind in WIDGETS and (key := _KEY.fullmatch(getattr(element, kind).id)):
                found[key[1]] = (kind, getattr(element, kind))
        return found

    @property
    def title(self) -> str:
        """The text of the page's h1, empty when there is none."""
        for element in self.elements.values():
            if element.HasField("heading") and element.heading.tag == "h1":
                return element.heading.body
            if element.HasField("html") and (found := _H1.search(element.html.body)):
                return html.unescape(found[1])
        return ""

    def _ask(self, trigger: str) -> bytes:
        message = BackMsg()
        state = message.rerun_script
        state.page_script_hash = self.script
        state.context_info.locale, state.context_info.timezone = "fr-FR", "Europe/Paris"
        state.cached_message_hashes.extend(self.cached)
        state.widget_states.widgets.extend(self.states.values())
        if trigger:
            state.widget_states.widgets.add(id=trigger, trigger_value=True)
        return message.SerializeToString()

    def _take(self, data: str | bytes) -> bool:
        """Applies one message; True when the run is over."""
        assert isinstance(data, bytes)
        self.received += len(data)
        message = ForwardMsg.FromString(data)
        kind = message.WhichOneof("type")
        if kind == "ref_hash":
            known = ForwardMsg.FromString(self.cached[message.ref_hash].SerializeToString())
            known.metadata.CopyFrom(message.metadata)
            message, kind = known, known.WhichOneof("type")
        elif message.metadata.cacheable:
            self.cached[message.hash] = message
        if kind == "new_session":
            self.elements, self.blocks, self.script = {}, 0, message.new_session.page_script_hash
        elif kind == "delta":
            self._draw(message)
        elif kind == "script_finished":
            return self._finished(message.script_finished)
        return False

    def _draw(self, message: ForwardMsg) -> None:
        path, delta = tuple(message.metadata.delta_path), message.delta
        if delta.HasField("add_block"):
            self.blocks += 1
        elif delta.HasField("new_element"):
            self.elements[path] = delta.new_element
            if delta.new_element.HasField("exception"):
                raise Unexpected(f"the page shows an error: {delta.new_element.exception.message[:300]}")

    def _finished(self, status: int) -> bool:
        """A run cut by another (st.rerun, st.switch_page) is followed by that one."""
        if status == ForwardMsg.FINISHED_EARLY_FOR_RERUN:
            return False
        if status != ForwardMsg.FINISHED_SUCCESSFULLY:
            raise Unexpected(f"the script ended with status {status}")
        return True

    def _mount(self) -> None:
        """As the front end: widgets no longer on the page are forgotten, new ones have their default."""
        kept: dict[str, WidgetState] = {}
        for kind, widget in self.widgets().values():
            name = widget.id  # type: ignore[attr-defined]
            if kind in ("button", "download_button"):
                continue
            default = _default(kind, widget)
            state = None if getattr(widget, "set_value", False) else self.states.get(name)
            if state is not None or default is not None:
                kept[name] = state or default
        self.states = kept


def _default(kind: str, widget: Proto) -> WidgetState | None:
    """What a new widget holds, or what the server has just put in it."""
    name, forced = widget.id, widget.set_value  # type: ignore[attr-defined]
    if kind == "checkbox":
        return WidgetState(id=name, bool_value=widget.value if forced else widget.default)  # type: ignore[attr-defined]
    if kind in ("radio", "selectbox"):
        if forced:
            return WidgetState(id=name, string_value=widget.raw_value)  # type: ignore[attr-defined]
        if not widget.HasField("default"):  # nothing chosen
            return None
        return WidgetState(id=name, string_value=widget.options[widget.default])  # type: ignore[attr-defined]
    return WidgetState(id=name, string_value=widget.value if forced else widget.default)  # type: ignore[attr-defined]
