"""A commune with what was imported of it: zone, unit, postal codes."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from assistant.directory import overlay
from assistant.directory.gazetteer import gazetteer
from assistant.directory.records import Commune
from assistant.directory.register import unit_named
from assistant.directory.tables import force_of, own_communes


def communes() -> dict[str, Commune]:
    """The communes of Isère by INSEE code, in the order of the table."""
    return _communes(overlay.stamp())


def of_row(row: int) -> Commune:
    """A commune by its row in the national table: the project's own in Isère."""
    return _of_row(row, overlay.stamp())


def placed(commune: Commune) -> Commune:
    """The commune with its zone, unit and postal codes as they were imported, if they were."""
    for (codes,) in overlay.select("SELECT postal_codes FROM postal WHERE insee = ?", commune.insee):
        both = (*commune.postal_codes, *str(codes).split("|"))
        commune = replace(commune, postal_codes=tuple(dict.fromkeys(both)))
    for zone in overlay.rows("zones", "insee = ?", commune.insee):
        force = force_of(zone["force"])
        unit = unit_named(force, zone["unit_public_id"], zone["unit_name"]) if force else None
        commune = replace(
            commune,
            zone=force,
            unit=unit.id if unit else None,
            unit_label=unit.name if unit else zone["unit_name"] or None,
            zone_source=zone["source"],
            zone_source_date=zone["source_date"],
            confidence="official",
        )
    return commune


@lru_cache(maxsize=256)  # one page asks several times for the same one
def _of_row(row: int, _: overlay.Stamp) -> Commune:
    return communes().get(gazetteer().codes[row]) or placed(gazetteer().commune(row))


@lru_cache(maxsize=1)
def _communes(_: overlay.Stamp) -> dict[str, Commune]:
    return {insee: placed(one) for insee, one in own_communes().items()}
