"""One case through the table: the doors in order, the offices near it, and the court that can prosecute."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from pydantic import JsonValue

from assistant.directory import (
    Commune,
    Counter,
    Court,
    Office,
    UnknownCommune,
    commune,
    counters,
    court_for,
    covered,
    offices_for,
    town_hall,
)
from assistant.flow import Path
from assistant.form import Confidence
from assistant.i18n import Message as M
from assistant.i18n import Translator
from assistant.routing.notes import Note, notes
from assistant.routing.table import Channel, Line, RoutingTable, Rule
from assistant.routing.where import Whereabouts, whereabouts

_NOON = dt.time(12)
_NO_COURT = M("Aucun tribunal indiqué.")
_FACTS = M("Tribunal du lieu des faits : {commune}.")
_FIRST = M("Faits en plusieurs lieux : tribunal du premier, {commune}, à titre indicatif.")
_ONLINE_HOME = M("Faits en ligne : tribunal de votre domicile, {commune}.")
_ONLINE_NAMED = M("Faits en ligne : tribunal de la commune indiquée, {commune}.")
_NO_PLACE = M("Lieu des faits non précisé : tribunal de votre domicile, {commune}, à titre indicatif.")
# Whatever the table lacks, nobody is left without a door (CPP 15-3).
_LAST = Rule(
    forms=("tout",),
    offices="units",
    court="facts",
    channels=(Line(id="poste", reason="Tout commissariat, toute gendarmerie doit recevoir une plainte."),),
)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A channel proposed to the person, in French texts to translate; `rank` from 1, `checked`: date of the entry."""

    id: str
    label: str
    is_complaint: bool
    url: str | None
    phone: str | None
    rank: int
    reason: str
    conditions: tuple[str, ...]
    conditions_unmet: tuple[str, ...]
    confidence: Confidence
    source: str
    checked: dt.date

    def as_json(self, t: Translator) -> dict[str, JsonValue]:
        """The channel of the result object."""
        unmet: list[JsonValue] = [t(text) for text in self.conditions_unmet]
        return {
            "id": self.id,
            "label": t(self.label),
            "is_complaint": self.is_complaint,
            "url": self.url,
            "phone": self.phone,
            "rank": self.rank,
            "reason": t(self.reason),
            "conditions_unmet": unmet,
            "confidence": self.confidence,
            "source": self.source,
            "checked": self.checked.isoformat(),
        }


@dataclass(frozen=True, slots=True)
class CourtChoice:
    """A tribunal judiciaire and why this one."""

    court: Court
    why: M

    def as_json(self, t: Translator) -> dict[str, JsonValue]:
        """The court of the result object."""
        return {"id": self.court.id, "name": self.court.name, "why": t(self.why)}


@dataclass(frozen=True, slots=True)
class Routing:
    """Where to go: channels by rank, offices (competent first, then near), the court where one is established, and what
    must be said of the place."""

    channels: tuple[Proposal, ...]
    offices: tuple[Office, ...]
    court: CourtChoice | None
    today: dt.date
    notes: tuple[Note, ...] = ()
    counters: tuple[Office, ...] = ()  # near the person: victim support, legal advice, hospital... for the screen
    unlisted: tuple[str, ...] = ()  # the kinds of counter of which none is known near

    def as_json(self, t: Translator, at: dt.datetime | None = None) -> dict[str, JsonValue]:
        """`channels`, `offices`, `court` of the result object, and `notes` when the place calls for some; without `at` no opening is asserted."""
        channels: list[JsonValue] = [proposal.as_json(t) for proposal in self.channels]
        offices: list[JsonValue] = [_office_json(office, self.today, at) for office in self.offices]
        notes_: list[JsonValue] = [note.as_json(t) for note in self.notes]
        court = self.court.as_json(t) if self.court else None
        told: dict[str, JsonValue] = {"channels": channels, "offices": offices, "court": court}
        return told | {"notes": notes_} if notes_ else told


def route(table: RoutingTable, path: Path, today: dt.date, commune: str | None = None) -> Routing:
    """The first rule of the form that holds, answers or not. `commune`: an INSEE code that replaces the places of the
    answers (`UnknownCommune` when the directory has not got it). Pure; about 0.3 ms."""
    rule = next((r for r in table.rules_of(path.form.id) if path.holds(r.if_)), _LAST)
    given = _given(commune) if commune is not None else None
    place = whereabouts(path) if given is None else Whereabouts("known", given, given)
    why = M("Commune indiquée : {commune}.", commune=given.name) if given else None
    lines = [line for line in rule.channels if line.id in table.channels and _shown(line, path)]
    channels = tuple(_proposal(line, table.channels[line.id], n, path) for n, line in enumerate(lines, 1))
    offices, court = _offices(rule, place, today), _court(rule, place, today, why)
    near = _counters(table.counters_of(path.form.id), place, today)
    return Routing(channels, offices, court, today, notes(place), *near)


def _given(insee: str) -> Commune:
    found = commune(insee)
    if found is None:
        raise UnknownCommune(insee)
    return found


def _shown(line: Line, path: Path) -> bool:
    hidden = line.unless is not None and path.holds(line.unless)
    return path.holds(line.if_) and not hidden


def _proposal(line: Line, channel: Channel, rank: int, path: Path) -> Proposal:
    unmet = (needed for needed in channel.conditions if needed.if_ is None or not path.holds(needed.if_))
    return Proposal(
        id=line.id,
        label=channel.label,
        is_complaint=channel.is_complaint if line.is_complaint is None else line.is_complaint,
        url=channel.url,
        phone=channel.phone,
        rank=rank,
        reason=line.reason,
        conditions=tuple(needed.text for needed in channel.conditions),
        conditions_unmet=tuple(needed.text for needed in unmet),
        confidence=channel.confidence,
        source=channel.source,
        checked=channel.checked,
    )


def _offices(rule: Rule, place: Whereabouts, today: dt.date) -> tuple[Office, ...]:
    """Units near the facts, else near the home; and the town hall of the commune that the rule says, where it is known."""
    wished = (place.home, place.named) if place.site == "online" else (place.named, place.home)
    near = next((one for one in wished if one and covered(one.department)), None)
    units = offices_for(near.insee, today) if near and rule.offices in ("units", "both") else ()
    its = place.named if rule.hall == "facts" else place.home or place.named
    hall = town_hall(its.insee, today) if its and rule.offices in ("town_hall", "both") else None
    return (*units, hall) if hall else units


def _counters(
    kinds: tuple[Counter, ...], place: Whereabouts, today: dt.date
) -> tuple[tuple[Office, ...], tuple[str, ...]]:
    """Counters near the person (the home, else the place), and the kinds that are wanted and not known there."""
    near = place.home or place.named
    if near is None:
        return (), ()
    found = counters(near.insee, kinds, today)
    known = {office.kind for office in found}
    return found, tuple(kind for kind in kinds if kind not in known)


def _court(rule: Rule, place: Whereabouts, today: dt.date, why: M | None) -> CourtChoice | None:
    found, reason = _court_place(rule, place)
    court = court_for(found.insee, today) if found else None
    if found is None or court is None:
        return None
    return CourtChoice(court, why or M(reason.msgid, commune=found.name))


def _court_place(rule: Rule, place: Whereabouts) -> tuple[Commune | None, M]:
    """The commune that gives the court, and why; none for facts abroad or in a commune the directory has not got."""
    named, home = place.named, place.home
    if rule.court == "none" or place.site == "abroad":
        return None, _NO_COURT
    if place.site == "online" or rule.court == "home":
        return home or named, _ONLINE_HOME if home else _ONLINE_NAMED
    if place.site == "unknown":
        return home, _NO_PLACE
    several = named and place.other and place.other.court != named.court
    return named, _FIRST if several else _FACTS


def _office_json(office: Office, today: dt.date, at: dt.datetime | None) -> JsonValue:
    shown: dict[str, JsonValue] = {**office.as_json(at or dt.datetime.combine(today, _NOON))}
    return shown if at else shown | {"open_now": None, "next_opening": None}
