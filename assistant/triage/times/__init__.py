"""When the facts of a message happened: a moment or an interval with its precision, never a silent guess."""

from __future__ import annotations

import datetime as dt

from assistant.triage.times.choose import choose
from assistant.triage.times.reading import read
from assistant.triage.times.values import Precision, When

__all__ = ["Precision", "When", "when"]


def when(text: str, now: dt.datetime, gone: bool = False) -> When | None:
    """The time of the facts in a message, in local time; None when none is told, or when it must be asked.

    `gone`: the words are known to tell of what has been, as where the date of the facts is asked ("mardi").

    A future time, a weekday that may be the next one, an hour without a day, a date that can be read in two ways are asked.
    Pure, linear in the length of the text, never raises.
    """
    return choose(read(text, now.replace(tzinfo=None)), gone)
