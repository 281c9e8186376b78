"""Where a case belongs: the commune of the facts, else the home, each only as far as the answers establish it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from pydantic import JsonValue

from assistant.directory import Commune, all_communes, commune, search_communes
from assistant.fields import ONLINE, said
from assistant.flow import Path

_SAINTS = {"st": "saint", "ste": "sainte"}
_FRANCE = frozenset({"", "fr", "france"})


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """`site`: what is known of the place of the facts; `named`: the commune given with it, if in the directory."""

    site: Literal["known", "outside", "online", "abroad", "unknown"]
    named: Commune | None
    home: Commune | None


def whereabouts(path: Path) -> Whereabouts:
    """The place of the facts (`lieu`) and the home (`coordonnees`). Pure."""
    lieu = path.answers.get("lieu")
    place = lieu if isinstance(lieu, dict) and not said(lieu) else {}
    named = commune(str(place["commune"])) if "commune" in place else None
    # a private address must not show through the offices it would bring
    home = None if "coordonnees" in path.form.private else home_commune(path.answers.get("coordonnees"))
    if place.get("country", "FR") != "FR":
        return Whereabouts("abroad", None, home)
    if place.get("kind") == ONLINE:
        return Whereabouts("online", named, home)
    if "commune" in place:
        return Whereabouts("known" if named else "outside", named, home)
    if place.get("kind") == "domicile" and home:
        return Whereabouts("known", home, home)
    return Whereabouts("unknown", None, home)


def home_commune(address: JsonValue) -> Commune | None:
    """The commune written in an address; None when it is abroad, elsewhere in France, or could be several."""
    if not isinstance(address, dict) or said(address):
        return None
    parts = {key: address.get(key) for key in ("pays", "commune", "code_postal")}
    country, name, code = ("" if said(v) or not isinstance(v, (str, int)) else str(v).strip() for v in parts.values())
    if country.casefold() not in _FRANCE or not (name or code):
        return None
    named = [one for one in _named().get(_plain(name), ()) if not code or code in one.postal_codes]
    if not named and code:  # the code keeps a near spelling from naming another town: "Paris" is not Seyssinet-Pariset
        named = [one for one in search_communes(f"{code} {name}") if code in one.postal_codes]
    return named[0] if len(named) == 1 else None


@cache
def _named() -> Mapping[str, tuple[Commune, ...]]:
    """The communes by plain name, so that a case is routed without a search."""
    names: dict[str, tuple[Commune, ...]] = {}
    for one in all_communes():
        names[_plain(one.name)] = (*names.get(_plain(one.name), ()), one)
    return names


def _plain(name: str) -> str:
    """A name without accents, case, signs, or abbreviation of "saint"."""
    letters = unicodedata.normalize("NFKD", name.casefold()).encode("ascii", "ignore").decode()
    return "".join(_SAINTS.get(word, word) for word in re.findall("[a-z]+", letters))
