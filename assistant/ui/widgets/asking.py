"""What every question on the screen shares: its label, help and error, its key, and when it reruns the page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from html import escape
from typing import Literal

import streamlit as st
from pydantic import JsonValue

from assistant.fields import Field, said
from assistant.i18n import Message, Translator
from assistant.i18n import Message as M

State = Mapping[str, object]
Where = tuple[str | int, ...]
Mode = Literal["rerun", "ignore"]


@dataclass(frozen=True, slots=True)
class Asking:
    """One question being asked: `where` is its place in the answers, and gives its key."""

    field: Field
    where: Where
    value: JsonValue
    t: Translator
    errors: Mapping[Where, Message]
    today: dt.date
    mode: Mode = "ignore"
    part: bool = False
    note: str = ""  # where the answer that stands there comes from

    @property
    def key(self) -> str:
        return key_of(self.where)

    def inner(self, field: Field, *tail: str | int, value: JsonValue = None) -> Asking:
        """The same asking for a part of this question."""
        return replace(self, field=field, where=(*self.where, *tail), value=value, part=True, note="")

    @property
    def label(self) -> str:
        """The label for a screen reader: with what is optional said."""
        text = self.t(self.field.label)
        return text if self.needed else f"{text} ({self.t(M('facultatif'))})"

    @property
    def needed(self) -> bool:
        return self.field.need == "essential"

    def own_errors(self) -> list[Message]:
        """Messages about this question itself; those about its parts are shown at the parts."""
        return [message for where, message in self.errors.items() if where == self.where]

    def messages(self) -> list[Message]:
        """Messages about this question or anything inside it."""
        size = len(self.where)
        return [message for where, message in self.errors.items() if where[:size] == self.where]


def key_of(where: Where) -> str:
    """The widget key of a place in the answers: `q-velo-0-marque`."""
    return "-".join(("q", *map(str, where)))


def label(asking: Asking, messages: list[Message] | None = None, tag: str = "") -> None:
    """The visible label, the help under it, and the error above the field, linked to the input by the shell."""
    t, field, key = asking.t, asking.field, asking.key
    tag = tag or ("div" if asking.part else "h2")
    note = "" if asking.needed or asking.part else f' <span class="pl-optional">{escape(_need_text(asking))}</span>'
    lines = [f'<{tag} class="pl-label" data-prelude-label-for="{key}">{escape(t(field.label))}{note}</{tag}>']
    if field.help:
        lines.append(f'<p class="pl-help" data-prelude-help-for="{key}">{escape(t(field.help))}</p>')
    if asking.note:
        lines.append(f'<p class="pl-help pl-told-before" data-prelude-help-for="{key}">{escape(asking.note)}</p>')
    lines += [error_html(t(m), key) for m in (asking.messages() if messages is None else messages)]
    st.html(f'<div class="pl-ask{" pl-part" if asking.part else ""}">{"".join(lines)}</div>')


def _need_text(asking: Asking) -> str:
    return asking.t(M("utile si vous l'avez") if asking.field.need == "useful" else M("facultatif"))


def error_html(text: str, key: str) -> str:
    """One message beside its field."""
    return f'<p class="pl-error" data-prelude-error data-prelude-for="{key}">{escape(text)}</p>'


def mend(key: str, allowed: Collection[object] | None = None) -> None:
    """Leaves aside what came back from a copy and fits its box no longer: an option that is gone, a text no more (None)."""
    if key in st.session_state:
        value = st.session_state[key]
        if not (isinstance(value, str) if allowed is None else value is None or value in allowed):
            del st.session_state[key]


def offers_unknown(asking: Asking) -> bool:
    """ "Je ne sais pas" stands beside what an investigator may not be told, not beside what can be left blank."""
    return asking.field.unknown and asking.field.need != "optional" and not asking.part


def ask_unknown(asking: Asking) -> bool:
    """The "Je ne sais pas" box under a question; True when ticked."""
    if not offers_unknown(asking):
        return False
    mend(f"{asking.key}-unknown", (True, False))
    return st.checkbox(
        asking.t(M("Je ne sais pas")),
        value=said(asking.value) == "unknown",
        key=f"{asking.key}-unknown",
        on_change="ignore",
    )


def unknown_ticked(key: str, state: State) -> bool:
    return bool(state.get(f"{key}-unknown"))


def text_at(key: str, state: State) -> str:
    """The text typed in a box, stripped of nothing but its ends; lone surrogates never reach the core."""
    value = state.get(key)
    return value.encode("utf-8", "replace").decode("utf-8").strip() if isinstance(value, str) else ""


Draw = Callable[[Asking], None]
Raw = Callable[[Field, Where, State, dt.date], JsonValue]
