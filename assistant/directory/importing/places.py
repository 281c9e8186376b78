"""One place of an official file, put into our columns: commune, address, point, phone."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from assistant.directory.gazetteer import gazetteer
from assistant.directory.importing.files import Row
from assistant.directory.importing.hours import Unread
from assistant.directory.records import Commune
from assistant.directory.register import distance_km
from assistant.directory.search import named

_ID = re.compile(r"([a-z_]+-(?:\d[\dAB]\d{3})-\d{2})\b")  # gendarmerie-38006-01
_LONGEST = 2000  # characters of a value: the hours of a week take four hundred
_FAR = 40.0  # km from the centre of its commune: no commune is that large but one in Guyane
_WIDEST = 250.0  # there


class Refused(ValueError):
    """A row with a mistake; the French words say which."""


class Dropped(ValueError):
    """A row that is right and not for us; the French words say why."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a row says: its table, its values, and what was doubtful in it."""

    table: str
    values: Mapping[str, str]
    doubts: tuple[str, ...] = ()

    def with_values(self, more: Mapping[str, str]) -> Told:
        return replace(self, values={**self.values, **more})

    def with_hours(self, read: Callable[[], str | None]) -> Told:
        """With its opening hours; hours that cannot be read are left unknown, and told."""
        try:
            return self.with_values({"hours": read() or ""})
        except Unread as error:
            doubt = f"horaires illisibles, laissés inconnus : {str(error)[:120]}"
            return replace(self, doubts=(*self.doubts, doubt))


def text(row: Row, column: str) -> str:
    """A value as one line of text, without invisible or control characters. Raises Refused for an endless one."""
    value = row.get(column)
    if not isinstance(value, (str, int, float)):
        return ""
    words = " ".join(str(value).split())
    if len(words) > _LONGEST:
        raise Refused(f"« {column} » : plus de {_LONGEST} caractères")
    return words if words.isprintable() else "".join(letter for letter in words if letter.isprintable())


def site(row: Row, column: str) -> str:
    """The address of a web page; anything else that a browser could follow is left out."""
    words = text(row, column)
    return words if words.startswith(("https://", "http://")) else ""


def unit_id(words: str) -> str:
    """The identifier at the end of a page's address (`…/gendarmerie-38006-01`), empty without one."""
    found = _ID.search(words)
    return found.group(1) if found else ""


def commune_of(insee: str, name: str, postal_code: str) -> Commune:
    """The commune of today, by its code, else by its name and postal code. Raises Refused."""
    row = gazetteer().row(insee.upper().zfill(5)) if insee else None
    if row is not None:
        return gazetteer().commune(row)
    plain = re.sub(r"(?i)\s+cedex.*$", "", name)
    same = [
        one for one in (named(plain) if plain else ()) if not postal_code or one.department in _departments(postal_code)
    ]
    exact = [one for one in same if postal_code in one.postal_codes] or same
    if len(exact) != 1:
        raise Refused(f"commune inconnue ou ambiguë : {insee or name or 'aucune'} {postal_code}".strip())
    return exact[0]


def _departments(postal_code: str) -> tuple[str, ...]:
    """The départements that a postal code can belong to: its first figures (20 is Corsica), a CEDEX code too."""
    return ("2A", "2B") if postal_code.startswith("20") else (postal_code[:2], postal_code[:3])


def place(here: Commune, name: str, kind: str, force: str, row: Row) -> Told:
    """The columns that every layout of places has."""
    lat, lon, doubt = _point(row, here)
    phone, unsure = _phone(text(row, "telephone"))
    street = _street(row)
    values = {
        "id": "",
        "kind": kind,
        "force": force,
        "name": name,
        "street": street,
        "postal_code": text(row, "code_postal") or (here.postal_codes[0] if here.postal_codes else ""),
        "city": here.name,
        "commune_insee": here.insee,
        "lat": lat,
        "lon": lon,
        "phone": phone,
        "address_doubtful": "" if street else "yes",
    }
    return Told("places", values, tuple(each for each in (doubt, unsure) if each))


def _street(row: Row) -> str:
    """The street alone; the whole address gives it when the column of the street is empty."""
    if street := text(row, "voie"):
        return street
    return re.sub(r"[\s,]*\b\d{5}\b.*$", "", text(row, "adresse_geographique")).strip(" ,")


def _point(row: Row, here: Commune) -> tuple[str, str, str]:
    """Latitude and longitude near the commune, put right when swapped; else none, with the reason."""
    try:
        lon, lat = (float(text(row, f"geocodage_{axis}_gps").replace(",", ".")) for axis in "xy")
    except ValueError:
        return "", "", ""
    limit = _WIDEST if here.department == "973" else _FAR
    for north, east in ((lat, lon), (lon, lat)):
        # NaN is near nothing, and the centre of some islands is not known
        if abs(north) <= 90 and abs(east) <= 180 and _far(north, east, here) <= limit:
            return f"{north}", f"{east}", ""
    return "", "", f"position à plus de {limit:.0f} km de {here.name} : laissée inconnue"


def _far(lat: float, lon: float, here: Commune) -> float:
    return 0.0 if here.lat is None or here.lon is None else distance_km(lat, lon, here.lat, here.lon)


def _phone(written: str) -> tuple[str, str]:
    """A number as it is read aloud, `04 76 05 01 83`; none, and why, when it is not one."""
    from phonenumbers import NumberParseException, PhoneNumberFormat, format_number, is_possible_number, parse

    if not written:
        return "", ""
    try:
        number = parse(written, "FR")
    except NumberParseException:
        return "", f"téléphone illisible : {written[:40]}"
    if not is_possible_number(number):
        return "", f"téléphone illisible : {written[:40]}"
    style = PhoneNumberFormat.NATIONAL if number.country_code == 33 else PhoneNumberFormat.INTERNATIONAL
    return format_number(number, style), ""
