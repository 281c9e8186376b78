"""The facts picked up in a message, each with the words it came from: proposals to confirm, never answers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from assistant.triage.facts.amounts import amounts, lost
from assistant.triage.facts.identifiers import ibans, imeis, plates
from assistant.triage.facts.reach import emails, phones, pseudonyms, urls
from assistant.triage.facts.safe import MASK, safe
from assistant.triage.facts.things import things
from assistant.triage.facts.value import Amount, Found, Thing, Where
from assistant.triage.facts.where import where
from assistant.triage.language import language
from assistant.triage.times import When
from assistant.triage.times.choose import choose
from assistant.triage.times.reading import MOST, read, tokens

MANY = 20  # of each kind


@dataclass(frozen=True, slots=True)
class Slots:
    """What a message says of the facts; the first of several numbers is the one that the command line tells."""

    when: When | None = None
    where: Where | None = None
    amount: Amount | None = None
    amounts: tuple[Amount, ...] = ()
    phones: tuple[Found, ...] = ()
    emails: tuple[Found, ...] = ()
    ibans: tuple[Found, ...] = ()
    imeis: tuple[Found, ...] = ()
    plates: tuple[Found, ...] = ()
    urls: tuple[Found, ...] = ()
    pseudonyms: tuple[Found, ...] = ()
    objects: tuple[Thing, ...] = ()

    def as_json(self) -> dict[str, object]:
        """The `slots` of a line of `triage`."""
        return {
            "when": self.when.as_json() if self.when else None,
            "where": self.where.as_json() if self.where else None,
            "amount": self.amount.as_json() if self.amount else None,
            "phone": _first(self.phones),
            "email": _first(self.emails),
            "iban": _first(self.ibans),
            "imei": _first(self.imeis),
            "plate": _first(self.plates),
            "urls": [one.as_json() for one in self.urls],
            "pseudonyms": [one.as_json() for one in self.pseudonyms],
            "objects": [one.as_json() for one in self.objects],
        }


def _first(found: tuple[Found, ...]) -> dict[str, object] | None:
    return found[0].as_json() if found else None


def slots(text: str, now: dt.datetime | None = None) -> Slots:
    """The facts of a message, local time. Card numbers and secrets are masked before anything is read.

    Pure with `now`, linear up to the letters that are read, never raises; `words` stand in the text so masked.
    """
    hidden = safe(text[:MOST])
    reading = read(hidden.text, (now or dt.datetime.now()).replace(tzinfo=None))
    reached = [tuple(each(hidden)) for each in (phones, emails, ibans, urls)]
    words = list(tokens(_without(hidden.text, reached)))
    lang = language(hidden.text)
    sums = tuple(amounts(reading))[:MANY]
    return Slots(
        when=choose(reading),
        where=where(hidden.text, words, lang),
        amount=lost(hidden.text, sums),
        amounts=sums,
        phones=_once(reached[0]),
        emails=_once(reached[1]),
        ibans=_once(reached[2]),
        imeis=_once(imeis(hidden)),
        plates=_once(plates(hidden)),
        urls=_once(reached[3]),
        pseudonyms=_once(pseudonyms(hidden)),
        objects=tuple(things(hidden.text, words, lang)),
    )


def _without(text: str, found: Iterable[Iterable[Found]]) -> str:
    """The text without addresses and numbers: "faux-colis.com" names no parcel."""
    for one in (each for several in found for each in several):
        text = text[: one.at[0]] + MASK * (one.at[1] - one.at[0]) + text[one.at[1] :]
    return text


def _once(found: Iterable[Found]) -> tuple[Found, ...]:
    """Each value once, in the order of the text."""
    kept = {one.value: one for one in sorted(found, key=lambda one: one.at, reverse=True)}
    return tuple(kept.values())[::-1][:MANY]
