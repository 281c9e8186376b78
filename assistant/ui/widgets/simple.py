"""Widgets of one box or one choice."""

from __future__ import annotations

import datetime as dt
from typing import Literal

import streamlit as st
from pydantic import JsonValue

from assistant.fields import Choice, Choices, Field, LongText, Money, said
from assistant.fields.number import CURRENCIES
from assistant.i18n import Message as M
from assistant.ui.widgets.asking import (
    Asking,
    State,
    Where,
    ask_unknown,
    key_of,
    label,
    mend,
    offers_unknown,
    text_at,
    unknown_ticked,
)

UNKNOWN: JsonValue = {"unknown": True}
IN_PERSON: JsonValue = {"in_person": True}
_INPUT: dict[str, Literal["email", "phone"]] = {"email": "email", "phone": "phone"}


def ask_text(asking: Asking) -> None:
    """One line; the stored value is shown as the person would type it."""
    label(asking)
    value = "" if said(asking.value) or asking.value is None else asking.field.typed(asking.value)
    mend(asking.key)
    st.text_input(
        asking.label,
        value,
        key=asking.key,
        label_visibility="collapsed",
        on_change=asking.mode,
        type=_INPUT.get(asking.field.type, "default"),
        autocomplete="off",
        icon="",
        placeholder="",
        validate="",  # Streamlit's own check keeps a wrong address in the browser: it would be lost without a word
    )
    ask_unknown(asking)


def raw_text(field: Field, where: Where, state: State, today: dt.date) -> JsonValue:
    key = key_of(where)
    return UNKNOWN if unknown_ticked(key, state) else text_at(key, state) or None


def ask_long_text(asking: Asking) -> None:
    """A tall box; several lines for the story, fewer for a list of addresses."""
    label(asking)
    value = "" if said(asking.value) or asking.value is None else asking.field.typed(asking.value)
    mend(asking.key)
    height = 260 if isinstance(asking.field, LongText) and asking.needed else 120
    st.text_area(
        asking.label, value, key=asking.key, height=height, label_visibility="collapsed", on_change=asking.mode
    )
    ask_unknown(asking)


def ask_money(asking: Asking) -> None:
    """An amount and its currency, euros first."""
    label(asking)
    given = asking.value if isinstance(asking.value, dict) and "amount" in asking.value else {}
    amount = str(given.get("amount", "")).replace(".", ",")
    amount += "0" if amount[-2:-1] == "," else ""  # 12,50 and not 12,5
    mend(asking.key)
    mend(f"{asking.key}-currency", CURRENCIES)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input(
            asking.label, amount, key=asking.key, label_visibility="collapsed", on_change=asking.mode, width=180
        )
        st.selectbox(
            f"{asking.t(M('Devise'))} – {asking.t(asking.field.name)}",
            CURRENCIES,
            index=CURRENCIES.index(str(given.get("currency", "EUR"))),
            key=f"{asking.key}-currency",
            label_visibility="collapsed",
            on_change="ignore",
            width=110,
        )
    ask_unknown(asking)


def raw_money(field: Field, where: Where, state: State, today: dt.date) -> JsonValue:
    key = key_of(where)
    if unknown_ticked(key, state):
        return UNKNOWN
    amount = text_at(key, state)
    return {"amount": amount, "currency": str(state.get(f"{key}-currency") or "EUR")} if amount else None


def _choice_options(asking: Asking) -> dict[JsonValue, str]:
    """The value of each option and its words, "je ne sais pas" included where it is an answer."""
    t = asking.t
    if isinstance(asking.field, Choice):
        options: dict[JsonValue, str] = {key: t(text) for key, text in asking.field.options.items()}
    else:
        options = {"true": t(M("Oui")), "false": t(M("Non"))}
    if offers_unknown(asking):
        options["unknown"] = t(M("Je ne sais pas"))
    if said(asking.value) == "in_person":
        options["in_person"] = t(M("Je le dirai de vive voix"))
    return options


def ask_choice(asking: Asking) -> None:
    """Radio buttons up to eight options, a list beyond; nothing is chosen in advance."""
    label(asking)
    options = _choice_options(asking)
    ids = list(options)
    value = said(asking.value) or (str(asking.value).lower() if isinstance(asking.value, bool) else asking.value)
    index = ids.index(value) if value in options else None
    words = {str(i): text for i, text in options.items()}
    mend(asking.key, ids)
    if len(ids) > 8 and asking.part:
        st.selectbox(
            asking.label, ids, index=index, format_func=lambda i: words[str(i)], key=asking.key,
            label_visibility="collapsed", on_change=asking.mode, placeholder=asking.t(M("Choisir")),
        )  # fmt: skip
        return
    st.radio(
        asking.label, ids, index=index, format_func=lambda i: words[str(i)], key=asking.key,
        label_visibility="collapsed", on_change=asking.mode, horizontal=not isinstance(asking.field, Choice),
    )  # fmt: skip


def raw_choice(field: Field, where: Where, state: State, today: dt.date) -> JsonValue:
    value = state.get(key_of(where))
    if value in ("unknown", "in_person"):
        return {str(value): True}
    if isinstance(field, Choice):
        return str(value) if value is not None else None
    return None if value is None else value == "true"


def ask_choices(asking: Asking) -> None:
    """A box for each option: easier to read and to tap than a closed list."""
    label(asking)
    chosen = asking.value if isinstance(asking.value, list) else []
    assert isinstance(asking.field, Choices)
    with st.container(key=asking.key, gap="xsmall"):
        for option, text in asking.field.options.items():
            mend(f"{asking.key}-{option}", (True, False))
            st.checkbox(asking.t(text), value=option in chosen, key=f"{asking.key}-{option}", on_change=asking.mode)
        ask_unknown(asking)


def raw_choices(field: Field, where: Where, state: State, today: dt.date) -> JsonValue:
    key = key_of(where)
    assert isinstance(field, Choices)
    chosen: list[JsonValue] = [option for option in field.options if state.get(f"{key}-{option}")]
    return chosen or (UNKNOWN if unknown_ticked(key, state) else None)


__all__ = [
    "Money", "ask_choice", "ask_choices", "ask_long_text", "ask_money", "ask_text",
    "raw_choice", "raw_choices", "raw_money", "raw_text",
]  # fmt: skip
