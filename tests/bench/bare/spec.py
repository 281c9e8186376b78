"""What the bare page draws: one plain call a widget, nothing of ours around it."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Literal

import streamlit as st

from tests.bench.plan import Drawn, Plan, Stop, read_plan
from tests.bench.visitor import BACK

NUMBERS = '<p>En danger ? <a href="tel:17">17</a> · <a href="tel:112">112</a> · <a href="sms:114">SMS 114</a></p>'
Where = int | None  # the page a button leads to


def spec() -> Plan:
    """The recorded walk; BENCH_PLAN is its file."""
    return read_plan(Path(os.environ["BENCH_PLAN"]))


def following(widget: Drawn, here: Stop) -> Where:
    """Continue and its like lead on, Retour leads back, the rest leads nowhere."""
    step = {here.press: 1, BACK: -1}.get(widget.key)
    return None if step is None else spec().stops.index(here) + step


def _go(place: int) -> None:
    st.session_state["place"] = place % len(spec().stops)


def _mode(widget: Drawn) -> Literal["rerun", "ignore"]:
    return "rerun" if widget.at_once else "ignore"


def _button(widget: Drawn, to: Where) -> None:
    if to is None:
        st.button(widget.label, key=widget.key)
    else:
        st.button(widget.label, key=widget.key, on_click=_go, args=(to,))


def _radio(widget: Drawn, _: Where) -> None:
    st.radio(widget.label, widget.options, index=None, key=widget.key, on_change=_mode(widget))


def _selectbox(widget: Drawn, _: Where) -> None:
    st.selectbox(widget.label, widget.options, index=None, key=widget.key, on_change=_mode(widget))


def _text_input(widget: Drawn, _: Where) -> None:
    st.text_input(widget.label, key=widget.key, on_change=_mode(widget))


def _text_area(widget: Drawn, _: Where) -> None:
    st.text_area(widget.label, key=widget.key, on_change=_mode(widget))


def _checkbox(widget: Drawn, _: Where) -> None:
    st.checkbox(widget.label, key=widget.key, on_change=_mode(widget))


def _download_button(widget: Drawn, _: Where) -> None:
    st.download_button(widget.label, lambda: b"", file_name=widget.key, key=widget.key, on_click="ignore")


DRAW: Mapping[str, Callable[[Drawn, Where], None]] = {
    "button": _button,
    "radio": _radio,
    "selectbox": _selectbox,
    "text_input": _text_input,
    "text_area": _text_area,
    "checkbox": _checkbox,
    "download_button": _download_button,
}
