"""What is said of a place that is not an ordinary address: a table, read in order; each line that fits is told."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pydantic import JsonValue

from assistant.directory import OFFICIAL, Commune, covered, situated
from assistant.i18n import Message as M
from assistant.i18n import Translator
from assistant.routing.where import Whereabouts

_EMERGENCY = ("17", "112")


@dataclass(frozen=True, slots=True)
class Note:
    """A sentence about the place of the facts, with numbers to call and the page where it can be checked."""

    code: str
    text: M
    phones: tuple[str, ...] = ()
    url: str | None = None

    def as_json(self, t: Translator) -> dict[str, JsonValue]:
        """A note of the result object."""
        return {"code": self.code, "text": t(self.text), "phones": list(self.phones), "url": self.url}


@dataclass(frozen=True, slots=True)
class Line:
    """A note, and the place it is for: a kind among the options of `lieu`, or words that the person used."""

    note: Note
    kinds: tuple[str, ...] = ()
    words: str = ""

    def fits(self, place: Whereabouts) -> bool:
        return place.kind in self.kinds or bool(self.words and re.search(self.words, place.words, re.IGNORECASE))


# In order; a new kind of place is a line here, a row in tests/test_routing_places.py.
LINES = (
    Line(
        Note(
            "train",
            M(
                "Dans un train, un tram, un car ou une gare : peu importe où roulait le véhicule. Donnez la ligne ou le numéro, la "
                "voiture, les arrêts avant et après, et l'heure. Des caméras ont pu filmer ; les images s'effacent vite."
            ),
        ),
        kinds=("transport", "gare"),
        words=r"\b(trains?|tgv|ter|rer|tram(way)?|m[ée]tro|autocar|ouigo)\b",
    ),
    Line(
        Note(
            "motorway",
            M(
                "Sur une autoroute ou une voie rapide : donnez son numéro, le sens, la borne kilométrique ou l'aire. Si vous y êtes "
                "encore, mettez-vous à l'abri derrière la glissière et appelez le 17 ou le 112."
            ),
            _EMERGENCY,
        ),
        kinds=("autoroute", "voie_rapide"),
        words=r"\bautoroutes?\b|\bA ?\d{1,3}\b(?! ?%)|\baire (de|d')",
    ),
    Line(
        Note(
            "mountain",
            M(
                "En montagne ou en pleine nature : pour un secours, appelez le 112. Donnez le sentier, la piste ou le refuge, "
                "l'altitude ou le point GPS ; la commune peut rester approximative."
            ),
            ("112",),
        ),
        kinds=("nature", "montagne"),
        words=r"\b(montagne|refuge|alpage|glacier|sentier|randonn[ée]e|pistes? de ski|via ferrata)\b",
    ),
)
_ONLINE = Note(
    "online",
    M(
        "Faits en ligne ou par téléphone : déposez plainte près de chez vous, même si l'auteur est loin ou inconnu. Gardez les "
        "adresses des pages, les pseudonymes, les numéros et les messages."
    ),
)
_ABROAD = Note(
    "abroad",
    M(
        "Faits à l'étranger : prévenez si possible la police du pays et le consulat de France. Une unité en France peut vous "
        "recevoir ; nous n'indiquons aucun tribunal, c'est le procureur qui dira lequel. En danger dans l'Union européenne : 112."
    ),
    ("112",),
)
_UNKNOWN = Note(
    "unknown",
    M(
        "Lieu non précisé : ce n'est pas un obstacle. Toute unité doit recevoir votre plainte ; on cherchera le lieu avec vous."
    ),
)
_SEVERAL = Note(
    "several",
    M(
        "Faits en plusieurs lieux : une seule plainte suffit, dans l'unité de votre choix. Citez chaque commune dans le récit."
    ),
)


def notes(place: Whereabouts) -> tuple[Note, ...]:
    """Everything that must be said of a place, honestly and in order. Pure."""
    kinds = (line.note for line in LINES if place.site != "online" and line.fits(place))
    return (*_unestablished(place), *kinds, *_sites(place))


def _sites(place: Whereabouts) -> tuple[Note, ...]:
    if place.site == "online":
        return (_ONLINE,)
    if place.site == "abroad":
        return (_ABROAD,)
    if place.site == "unknown":
        return (_UNKNOWN,) if place.asked else ()
    return (_SEVERAL,) if place.other else ()


def _unestablished(place: Whereabouts) -> tuple[Note, ...]:
    """What the directory does not know of the commune that counts, and of no other."""
    counts = (place.home or place.named) if place.site == "online" else (place.named or place.home)
    if counts is None or (covered(counts.department) and counts.court):
        return ()
    return (_court_unknown(counts) if covered(counts.department) else _nothing_known(counts),)


def _nothing_known(one: Commune) -> Note:
    text = M(
        "{place} : nous n'avons pas établi les unités ni le tribunal de ce département. En urgence, appelez le 17 "
        "ou le 112. Sinon, cherchez l'unité dans l'annuaire officiel : partout en France, elle doit recevoir votre plainte.",
        place=situated(one),
    )
    return Note("not_established", text, _EMERGENCY, OFFICIAL)


def _court_unknown(one: Commune) -> Note:
    text = M(
        "{place} : nous n'avons pas établi le tribunal compétent.",
        place=situated(one),
    )
    return Note("court_not_established", text, url=OFFICIAL)
