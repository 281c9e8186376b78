"""Who files: civil status in the order of an agent's own form, and the domicile that the person chose to declare."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from assistant.document.blocks import Block, Heading, Row, Rows
from assistant.document.dossier import Item, Told, part_rows, row_of, typed_day
from assistant.document.shelter import HOME
from assistant.facts import years_between
from assistant.fields import Field, bounds, said
from assistant.form import parts_of

CIVIL = ("nom_naissance", "nom_usage", "prenoms", "ecriture_origine", "sexe")
BIRTH = ("naissance_date", "naissance_lieu", "naissance_pays")
STATUS = ("nationalite", "situation_familiale", "profession")


def text(item: Item, part: str) -> str:
    """A part that is a plain text; "" for a state, or none."""
    value = item.get(part)
    return value if isinstance(value, str) else ""


def full_name(person: Item) -> str:
    """First names, then the name as the person writes it; "" when neither is known."""
    birth, used = text(person, "nom_naissance") or text(person, "nom"), text(person, "nom_usage")
    name = f"{used} (nom de naissance : {birth})" if used and birth and used != birth else used or birth
    return " ".join(part for part in (text(person, "prenoms"), name) if part)


def birth_day(person: Item) -> str:
    """The birth date as an agent types it; "" when the day is not known."""
    return typed_day(person.get("naissance_date"))


def age(told: Told, person: Item) -> int | None:
    """Whole years on the day of the paper; None when the birth day is not known."""
    found = bounds(person.get("naissance_date"))
    return years_between(found[0].date(), told.path.today) if found and birth_day(person) else None


def home(told: Told, between: str = ", ") -> str:
    """The person's own address; "" when it was not given or must not be printed."""
    given = told.group("coordonnees")
    town = " ".join(part for part in (text(given, "code_postal"), text(given, "commune")) if part)
    return between.join(part for part in (text(given, "adresse"), town, text(given, "pays")) if part)


def third_party(told: Told) -> str:
    """The name and address of who receives the mail of the person; "" when none was described."""
    given = told.group("domicile_tiers_adresse")
    return ", ".join(part for part in (text(given, "nom"), text(given, "adresse")) if part)


def domicile_rows(told: Told) -> tuple[Row, ...]:
    """The declared domicile: never the real home beside the address of a third party."""
    if told.elsewhere:
        given = told.group("domicile_tiers_adresse")
        parts = {part.id: part for part in parts_of(told.field("domicile_tiers_adresse"))} if given else {}
        label = "Domicile déclaré : adresse d'un tiers (CPP 10-2)"
        agreed = part_rows([parts["accord"]], given) if "accord" in parts else ()
        return (Row(label, third_party(told) or "oui"), *agreed)
    if words := home(told):
        return (Row("Domicile", words),)
    states = (said(told.group("coordonnees").get(part)) for part in sorted(HOME))
    state = next((state for state in states if state), None)
    return (Row("Domicile", "", state),) if state else ()


def _parts(told: Told, name: str, ids: Iterable[str]) -> Iterable[Row]:
    item = told.group(name)
    known: Mapping[str, Field] = {part.id: part for part in parts_of(told.field(name))} if item else {}
    for part in ids:
        if part in item:
            yield row_of(known[part], item[part])


def _together(label: str, rows: Sequence[Row]) -> tuple[Row, ...]:
    """Answers that an agent types side by side, on one line when each is an answer."""
    if len(rows) < 2 or any(row.state != "answered" for row in rows):
        return tuple(rows)
    return (Row(label, ", ".join(row.value for row in rows)),)


def identity_rows(told: Told) -> tuple[Row, ...]:
    """Every part of the identity that was told, once."""
    given, reached = told.group("identite"), told.group("coordonnees")
    late = [part for part in given if part not in {*CIVIL, *BIRTH, *STATUS}]
    return (
        *told.states(("identite",)),
        *_parts(told, "identite", CIVIL),
        *_together("Date et lieu de naissance", tuple(_parts(told, "identite", BIRTH))),
        *_parts(told, "identite", STATUS),
        *domicile_rows(told),
        *_together("Téléphone, courriel", tuple(_parts(told, "coordonnees", ("telephone", "courriel")))),
        *_parts(told, "coordonnees", [part for part in reached if part not in {*HOME, "telephone", "courriel"}]),
        *told.states(("coordonnees",)),
        *_parts(told, "identite", late),
    )


def identity_blocks(told: Told) -> tuple[Block, ...]:
    """The identity of who files, and the company that is represented."""
    person, company = identity_rows(told), told.group("pm_identite")
    blocks: list[Block] = [Rows(person)] if person else []
    if company:
        blocks.append(Rows(part_rows(parts_of(told.field("pm_identite")), company), told.field("pm_identite").name))
    else:
        blocks += [Rows(rows) for rows in (told.states(("pm_identite",)),) if rows]
    return (Heading(2, "Identité du déclarant"), *blocks) if blocks else ()
