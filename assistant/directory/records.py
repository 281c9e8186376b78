"""What the directory knows, as frozen values: a row of a table, or an office seen from a commune."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from assistant.directory.hours import UNKNOWN_STATE, OpenState, open_state

Force = Literal["GN", "PN"]


@dataclass(frozen=True, slots=True)
class Commune:
    """A commune, its centroid in degrees; `zone`, `unit` and `court` are None where no source establishes them."""

    insee: str
    name: str
    postal_codes: tuple[str, ...]
    lat: float | None
    lon: float | None
    population: int
    department: str
    zone: Force | None = None
    unit: str | None = None
    unit_label: str | None = None
    zone_source: str | None = None
    zone_source_date: str | None = None
    confidence: str | None = None
    court: str | None = None


@dataclass(frozen=True, slots=True)
class Unit:
    """A place that receives people: a unit, or a partner (`force` None); without coordinates it is never "nearest"."""

    id: str
    kind: str
    force: Force | None
    name: str
    address: str
    postal_code: str
    commune_insee: str
    lat: float | None
    lon: float | None
    phone: str | None
    hours: str | None
    website: str | None
    source: str
    source_date: str
    address_doubtful: bool
    note: str | None


@dataclass(frozen=True, slots=True)
class Court:
    """A tribunal judiciaire; `stale` says that its address and phone must be checked before use."""

    id: str
    name: str
    address: str
    phone: str | None
    source: str
    source_date: str
    stale: bool


@dataclass(frozen=True, slots=True)
class Source:
    """Where the rows of some tables come from, and the licence that must be named beside them."""

    id: str
    label: str
    tables: tuple[str, ...]
    licence: str
    licence_url: str | None
    url: str
    date: str


@dataclass(frozen=True, slots=True)
class Office:
    """A place seen from a commune's centroid: `distance_km` to 0.1 km, `competent` True only if a source says so."""

    id: str
    kind: str
    force: Force | None
    name: str
    address: str
    phone: str | None
    distance_km: float | None
    competent: Literal[True] | None
    lat: float | None
    lon: float | None
    hours: str | None
    website: str | None
    source: str
    source_date: str
    stale: bool
    address_doubtful: bool
    note: str | None

    def opening(self, at: datetime) -> OpenState:
        """Open at that moment, as far as the hours are known; old hours count as unknown."""
        return UNKNOWN_STATE if self.stale else open_state(self.hours, at)

    def as_json(self, at: datetime) -> dict[str, str | float | bool | None]:
        """The office of the result object; `next_opening` is local time in Paris, to the minute."""
        state = self.opening(at)
        following = state.next_opening
        local = following.replace(tzinfo=None).isoformat(timespec="minutes") if following else None
        return {
            "id": self.id,
            "kind": self.kind,
            "force": self.force,
            "name": self.name,
            "address": self.address,
            "phone": self.phone,
            "distance_km": self.distance_km,
            "competent": self.competent,
            "open_now": state.open_now,
            "next_opening": local,
            "source": self.source,
            "source_date": self.source_date,
        }
