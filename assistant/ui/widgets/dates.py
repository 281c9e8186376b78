"""Dates as people say them: a day and maybe an hour, or two of them when the moment is not known."""

from __future__ import annotations

import datetime as dt
from html import escape

import streamlit as st
from pydantic import JsonValue

from assistant.fields import Field
from assistant.fields.typed import typed_period
from assistant.i18n import Message as M
from assistant.ui import session
from assistant.ui.widgets.asking import Asking, State, Where, ask_unknown, key_of, label, mend, text_at, unknown_ticked
from assistant.ui.widgets.simple import UNKNOWN


def ask_date(asking: Asking) -> None:
    """One day in one box."""
    label(asking)
    form = asking.t(M("jour/mois/année"))
    st.html(f'<p class="pl-help">{escape(form)}</p>')
    day, _ = _typed(asking.value, "start")
    mend(asking.key)
    st.text_input(
        f"{asking.label} ({form})",
        day,
        key=asking.key,
        label_visibility="collapsed",
        on_change=asking.mode,
        autocomplete="off",
        width=200,
    )
    ask_unknown(asking)


def raw_date(field: Field, where: Where, state: State, today: dt.date) -> JsonValue:
    key = key_of(where)
    if unknown_ticked(key, state):
        return UNKNOWN
    return typed_period(text_at(key, state), "", "", "", today)


def ask_period(asking: Asking) -> None:
    """The moment, and the end of the interval where only an interval may be known."""
    t, key = asking.t, asking.key
    label(asking)
    day, clock = _typed(asking.value, "start")
    end_day, end_clock = _typed(asking.value, "end") if _is_range(asking.value) else ("", "")
    # An interval is offered where the date matters; a side date needs one line only.
    whole = (asking.needed and not asking.part) or bool(end_day)
    with st.container(key=key, gap="xsmall"):
        if whole:
            _quick_picks(asking)
        _row(asking, "", t(M("Date")), day, clock)
        if whole:
            _row(asking, "-end", t(M("Jusqu'au")), end_day, end_clock)
        ask_unknown(asking)


def _row(asking: Asking, tail: str, words: str, day: str, clock: str) -> None:
    key = f"{asking.key}{tail}"
    hour = asking.t(M("Heure"))
    mend(f"{key}-day")
    mend(f"{key}-clock")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input(
            _named(asking, words), day, key=f"{key}-day", on_change=asking.mode, autocomplete="off", width=172
        )
        st.text_input(
            _named(asking, hour, words), clock, key=f"{key}-clock", on_change="ignore",
            autocomplete="off", width=126,
        )  # fmt: skip


def _named(asking: Asking, words: str, more: str = "") -> str:
    """The words of one box; what follows in bold is hidden by the shell and read by a screen reader."""
    rest = " – ".join(text for text in (more, asking.t(asking.field.name)) if text)
    return f"{words} **– {rest}**"  # no space after the asterisks, or they are shown


def _quick_picks(asking: Asking) -> None:
    t, today = asking.t, asking.today
    words = M(
        "Exemples : 20/11/2026, 11/2026, hier ; 19h30, vers 8 h. Vous ne savez pas exactement ? Remplissez les deux lignes."
    )
    st.html(f'<p class="pl-help">{escape(t(words))}</p>')
    picks = (
        ("today", M("Aujourd'hui"), today, None),
        ("yesterday", M("Hier"), today - dt.timedelta(days=1), None),
        ("night", M("Cette nuit"), today - dt.timedelta(days=1), today),
    )
    with st.container(horizontal=True, gap="small"):
        for pick, text, start, end in picks:
            st.button(
                _named(asking, t(text)), key=f"{asking.key}-pick-{pick}", on_click=_pick, args=(asking.key, start, end)
            )


def _pick(key: str, start: dt.date, end: dt.date | None) -> None:
    state = session.widgets()
    state[f"{key}-day"] = f"{start:%d/%m/%Y}"
    state[f"{key}-clock"] = "20h" if end else ""
    state[f"{key}-end-day"] = f"{end:%d/%m/%Y}" if end else ""
    state[f"{key}-end-clock"] = "8h" if end else ""


def raw_period(field: Field, where: Where, state: State, today: dt.date) -> JsonValue:
    key = key_of(where)
    if unknown_ticked(key, state):
        return UNKNOWN
    boxes = [text_at(f"{key}{tail}", state) for tail in ("-day", "-clock", "-end-day", "-end-clock")]
    return typed_period(boxes[0], boxes[1], boxes[2], boxes[3], today)


def _is_range(value: JsonValue) -> bool:
    return (
        isinstance(value, dict)
        and value.get("precision") not in ("month", "year")
        and value.get("start") != value.get("end")
    )


def _typed(value: JsonValue, edge: str) -> tuple[str, str]:
    """What the person would have typed for a stored edge: day and hour."""
    if not isinstance(value, dict) or edge not in value:
        return "", ""
    text, precision = str(value[edge]), value.get("precision")
    moment = dt.datetime.fromisoformat(text)
    if precision in ("month", "year"):
        return moment.strftime("%m/%Y" if precision == "month" else "%Y"), ""
    day = moment.strftime("%d/%m/%Y")
    if precision == "day":
        return day, ""
    exact = precision == "minute" or moment.minute
    return day, f"{moment:%H}h{moment:%M}" if exact else f"{moment:%H}h"
