"""One small widget a field type: how it is drawn, and how what was typed is read back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from assistant.ui.widgets.asking import Asking, Draw, Raw, error_html, key_of
from assistant.ui.widgets.dates import ask_date, ask_period, raw_date, raw_period
from assistant.ui.widgets.groups import ask_group, ask_list, raw_group, raw_list
from assistant.ui.widgets.places import ask_place, raw_place
from assistant.ui.widgets.simple import (
    ask_choice,
    ask_choices,
    ask_long_text,
    ask_money,
    ask_text,
    raw_choice,
    raw_choices,
    raw_money,
    raw_text,
)


class Widget(NamedTuple):
    """`draw` puts a question on the screen, `raw` gives what was typed (None = nothing), still to be checked."""

    draw: Draw
    raw: Raw


_LINE = Widget(ask_text, raw_text)
_BOX = Widget(ask_long_text, raw_text)

WIDGETS: Mapping[str, Widget] = {
    "text": _LINE,
    "long_text": _BOX,
    "lines": _BOX,
    "urls": _BOX,
    "number": _LINE,
    "money": Widget(ask_money, raw_money),
    "yes_no": Widget(ask_choice, raw_choice),
    "choice": Widget(ask_choice, raw_choice),
    "choices": Widget(ask_choices, raw_choices),
    "period": Widget(ask_period, raw_period),
    "date": Widget(ask_date, raw_date),
    "place": Widget(ask_place, raw_place),
    "email": _LINE,
    "phone": _LINE,
    "iban": _LINE,
    "siren": _LINE,
    "imei": _LINE,
    "card_end": _LINE,
    "cheque": _LINE,
    "crypto": _LINE,
    "plate": _LINE,
    "vin": _LINE,
    "group": Widget(ask_group, raw_group),
    "list": Widget(ask_list, raw_list),
}

__all__ = ["WIDGETS", "Asking", "Widget", "error_html", "key_of"]
