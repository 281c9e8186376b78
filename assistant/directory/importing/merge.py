"""Rows read from a file, laid over what is known: same unit, same row; nothing is ever taken away."""

from __future__ import annotations

import re
import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache

from assistant.directory import overlay
from assistant.directory.importing.layouts import DILA
from assistant.directory.importing.places import unit_id
from assistant.directory.importing.report import Draft, Left, Report
from assistant.directory.names import fold, without_small_words
from assistant.directory.tables import embedded_places

_ONE_EACH = ("gendarmerie", "commissariat", "mairie")  # the only one known in a commune is the only one of a file there
_KEYS = {table: columns[0] for table, columns in overlay.COLUMNS.items()}
Values = dict[str, str]
Kind = tuple[str, str]  # commune, kind of place


def merge(tables: sqlite3.Connection, drafts: Iterable[Draft], report: Report) -> None:
    """Puts the drafts into the tables, and tells in the report what each one changed."""
    drafts = _joined(drafts)
    in_file = Counter(_kind(draft.values) for draft in drafts if draft.table == "places")
    seen: dict[tuple[str, str], int] = {}
    for draft in drafts:
        if draft.table == "places":
            draft.values["id"] = _identity(draft.values, tables, in_file)
            draft.values["plain"] = without_small_words(draft.values["name"])
        key = draft.table, draft.values[_KEYS[draft.table]]
        if key in seen:
            report.refused.append(Left(draft.line, _name(draft), f"même fiche que la ligne {seen[key]}"))
            continue
        seen[key] = draft.line
        _lay(tables, draft, report)


def _lay(tables: sqlite3.Connection, draft: Draft, report: Report) -> None:
    """One row: added, changed, or the same; an older one is refused."""
    table, key = draft.table, draft.values[_KEYS[draft.table]]
    before = next(iter(_imported(tables, table, f"{_KEYS[table]} = ?", key)), None)
    if before is None and table == "places":
        before = _own().get(key)
    after = {column: draft.values.get(column, "") for column in overlay.COLUMNS[table]}
    if before is None:
        report.added.append(key)
    else:
        if "public_id" in after:
            after["public_id"] = after["public_id"] or before.get("public_id", "")
        if reason := _outdone(before, after, report):
            report.refused.append(Left(draft.line, _name(draft), reason))
            return
        fields = [column for column in after if after[column] != before.get(column, "") and column != "plain"]
        if not fields:
            report.unchanged += 1
            return
        report.changed.append({"id": key, "fields": fields})
    marks = ", ".join("?" * len(after))
    tables.execute(f"INSERT OR REPLACE INTO {table} VALUES ({marks})", tuple(after.values()))


def _outdone(before: Values, after: Values, report: Report) -> str:
    """Why the row known is better, empty when it is not: a force knows its units better than the general directory."""
    if before["source_date"] > after["source_date"]:
        return f"plus ancienne que la fiche connue ({before['source_date']})"
    general = report.layout == DILA.id and not before["source"].startswith(DILA.label)
    same_day = before["source_date"] == after["source_date"]
    return "fiche connue à la même date par un fichier plus précis" if general and same_day else ""


def _joined(drafts: Iterable[Draft]) -> list[Draft]:
    """Postal codes come one a row: those of a commune are put together."""
    postal: dict[str, Draft] = {}
    others = []
    for draft in drafts:
        if draft.table != "postal":
            others.append(draft)
        elif found := postal.setdefault(draft.values["insee"], draft):
            codes = {*found.values["postal_codes"].split("|"), draft.values["postal_codes"]}
            found.values["postal_codes"] = "|".join(sorted(codes))
    return [*others, *postal.values()]


def _imported(tables: sqlite3.Connection, table: str, where: str, *values: str) -> list[Values]:
    return overlay.as_rows(table, tables.execute(f"SELECT * FROM {table} WHERE {where}", values).fetchall())


def _identity(values: Values, tables: sqlite3.Connection, in_file: Mapping[Kind, int]) -> str:
    """The id of the unit: the one it gives, else that of the same unit already known, else a new one that will not move."""
    given, kind = values["id"], _kind(values)
    if given and (given in _own() or _imported(tables, "places", "id = ?", given)):
        return given
    imported = _imported(tables, "places", "commune_insee = ? AND kind = ?", *kind)
    own = [place for place in _own_in().get(kind, ()) if not _imported(tables, "places", "id = ?", place["id"])]
    # an official identifier is nobody else's: the unit that has none yet may be the one
    there = [place for place in (*imported, *own) if not (given and unit_id(place["id"]))]
    for same in (
        (_same_number, _same_name) if given and not values["force"] else (_same_number, _same_name, _same_phone)
    ):
        if found := next((place["id"] for place in there if same(place, values)), None):
            return found
    if values["kind"] in _ONE_EACH and len(there) == len(own) == in_file[kind] == 1:
        return own[0]["id"]
    slug = re.sub(r"[^a-z0-9]+", "-", fold(values["name"]))[:60].strip("-")
    return given or f"{values['kind']}-{values['commune_insee']}-{slug}"


def _same_number(place: Values, values: Values) -> bool:
    return bool(values.get("public_id")) and place.get("public_id") == values.get("public_id")


def _same_name(place: Values, values: Values) -> bool:
    return without_small_words(place["name"]) == without_small_words(values["name"])


def _same_phone(place: Values, values: Values) -> bool:
    return bool(values["phone"]) and re.sub(r"\D", "", place["phone"]) == re.sub(r"\D", "", values["phone"])


@cache
def _own() -> dict[str, Values]:
    """The project's own places by id."""
    return {row["id"]: row for row in embedded_places()}


@cache
def _own_in() -> dict[Kind, list[Values]]:
    places: dict[Kind, list[Values]] = {}
    for row in _own().values():
        places.setdefault(_kind(row), []).append(row)
    return places


def _kind(values: Mapping[str, str]) -> Kind:
    return values["commune_insee"], values["kind"]


def _name(draft: Draft) -> str:
    return draft.values.get("name") or draft.values.get("unit_name") or draft.values.get("insee", "")
