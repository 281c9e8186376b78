"""Where a case belongs: the commune of the facts, else the home, each only as far as the answers establish it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pydantic import JsonValue

from assistant.directory import Commune, commune, named
from assistant.fields import ONLINE, said
from assistant.flow import Path

Site = Literal["known", "outside", "online", "abroad", "unknown"]
_FRANCE = frozenset({"", "fr", "france"})


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """`site`: what is known of the place of the facts; `named`: the commune given with it, if there is one of that code;
    `other`: the commune at the other end of a journey, when it is not the same; `kind`
    and `words` as the person gave them; `asked`: the question of the place was answered, be it `je ne sais pas`."""

    site: Site
    named: Commune | None
    home: Commune | None
    other: Commune | None = None
    kind: str = ""
    words: str = ""
    asked: bool = False


def whereabouts(path: Path) -> Whereabouts:
    """The place of the facts (`lieu`) and the home (`coordonnees`). Pure."""
    lieu = path.answers.get("lieu")
    place = lieu if isinstance(lieu, dict) and not said(lieu) else {}
    there = _commune_of(place)
    # a private address must not show through the offices it would bring
    home = None if "coordonnees" in path.form.private else home_commune(path.answers.get("coordonnees"))
    site, found = _site(place, there, home)
    end = _commune_of(place.get("end"))
    other = end if end and found and end.insee != found.insee else None
    precise = None if "lieu_precis" in path.form.private else path.answers.get("lieu_precis")
    words = " ".join(text for text in (place.get("text"), precise) if isinstance(text, str))
    return Whereabouts(site, found, home, other, str(place.get("kind", "")), words, asked=isinstance(lieu, dict))


def _site(place: dict[str, JsonValue], there: Commune | None, home: Commune | None) -> tuple[Site, Commune | None]:
    """What is known of the place, and the commune that stands for it."""
    if place.get("country", "FR") != "FR":
        return "abroad", None
    if place.get("kind") == ONLINE:
        return "online", there
    if "commune" in place:
        return ("known" if there else "outside"), there
    if place.get("kind") == "domicile" and home:
        return "known", home
    return "unknown", None


def _commune_of(place: JsonValue) -> Commune | None:
    return commune(str(place["commune"])) if isinstance(place, dict) and "commune" in place else None


def home_commune(address: JsonValue) -> Commune | None:
    """The commune written in an address; None when it is abroad, or could be several."""
    if not isinstance(address, dict) or said(address):
        return None
    parts = {key: address.get(key) for key in ("pays", "commune", "code_postal")}
    country, name, code = ("" if said(v) or not isinstance(v, (str, int)) else str(v).strip() for v in parts.values())
    if country.casefold() not in _FRANCE or not (name or code):
        return None
    found = named(name, code) if name else ()
    return found[0] if len(found) == 1 else None
