"""Rows read from a file, laid over what is known: same unit, same row; nothing is ever taken away."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping

from assistant.directory import overlay
from assistant.directory.importing.report import Draft, Left, Report
from assistant.directory.names import fold
from assistant.directory.tables import embedded

_ONE_EACH = ("gendarmerie", "commissariat", "mairie")  # the only one known in a commune is the only one of a file there
Values = dict[str, str]
Tables = dict[str, dict[str, Values]]  # table -> key -> row


def known() -> Tables:
    """Every imported row by its key."""
    return {table: {_key(table, row): dict(row) for row in overlay.rows(table)} for table in overlay.COLUMNS}


def merge(tables: Tables, drafts: Iterable[Draft], report: Report) -> None:
    """Puts the drafts into the tables, and tells in the report what each one changed."""
    drafts = _joined(drafts)
    places = {table: _places(table, tables) for table in ("units", "partners")}
    in_file = Counter(
        (draft.values["kind"], draft.values["commune_insee"]) for draft in drafts if draft.table in places
    )
    seen: dict[tuple[str, str], int] = {}
    for draft in drafts:
        if draft.table in places:
            draft.values["id"] = _identity(draft.values, places[draft.table], in_file)
        key = draft.table, _key(draft.table, draft.values)
        if key in seen:
            report.refused.append(Left(draft.line, _name(draft), f"même fiche que la ligne {seen[key]}"))
            continue
        seen[key] = draft.line
        _lay(tables, draft, places.get(draft.table, {}), report)


def _lay(tables: Tables, draft: Draft, places: Mapping[str, Values], report: Report) -> None:
    """One row: added, changed, or the same; an older one is refused."""
    key = _key(draft.table, draft.values)
    before = tables[draft.table].get(key) or places.get(key)
    after = {column: draft.values.get(column, "") for column in overlay.COLUMNS[draft.table]}
    if before is None:
        report.added.append(key)
    else:
        after["public_id"] = after.get("public_id") or before.get("public_id", "")
        after = {column: after[column] for column in overlay.COLUMNS[draft.table]}
        if before["source_date"] > after["source_date"]:
            reason = f"plus ancienne que la fiche connue ({before['source_date']})"
            report.refused.append(Left(draft.line, _name(draft), reason))
            return
        fields = [column for column in after if after[column] != before.get(column, "")]
        if not fields:
            report.unchanged += 1
            return
        report.changed.append({"id": key, "fields": fields})
    tables[draft.table][key] = after


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


def _places(table: str, tables: Tables) -> dict[str, Values]:
    """The embedded rows with the imported ones over them."""
    return {row["id"]: dict(row) for row in embedded(table)} | tables[table]


def _identity(values: Values, places: Mapping[str, Values], in_file: Mapping[tuple[str, str], int]) -> str:
    """The id of the unit: the one it gives, else that of the same unit already known, else a new one that will not move."""
    if values["id"]:
        return values["id"]
    there = [p for p in places.values() if (p["commune_insee"], p["kind"]) == (values["commune_insee"], values["kind"])]
    for same in (_same_number, _same_name, _same_phone):
        if found := next((place["id"] for place in there if same(place, values)), None):
            return found
    alone = len(there) == 1 and in_file[values["kind"], values["commune_insee"]] == 1
    if alone and values["kind"] in _ONE_EACH and "public_id" not in there[0]:
        return there[0]["id"]
    slug = re.sub(r"[^a-z0-9]+", "-", fold(values["name"]))[:60].strip("-")
    return f"{values['kind']}-{values['commune_insee']}-{slug}"


def _same_number(place: Values, values: Values) -> bool:
    return bool(values.get("public_id")) and place.get("public_id") == values.get("public_id")


def _same_name(place: Values, values: Values) -> bool:
    return fold(place["name"]) == fold(values["name"])


def _same_phone(place: Values, values: Values) -> bool:
    return bool(values["phone"]) and re.sub(r"\D", "", place["phone"]) == re.sub(r"\D", "", values["phone"])


def _key(table: str, row: Mapping[str, str]) -> str:
    return row["insee"] if table in ("zones", "postal") else row["id"]


def _name(draft: Draft) -> str:
    return draft.values.get("name") or draft.values.get("unit_name") or draft.values.get("insee", "")
