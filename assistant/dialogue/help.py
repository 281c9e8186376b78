"""Whom to call on a sensitive matter. The numbers that product.md always shows; what is unsure about them is not said."""

from __future__ import annotations

from collections.abc import Mapping

from assistant.i18n import Message as M

_ALWAYS = ("17", "112", "114")
_MORE: Mapping[str, tuple[str, ...]] = {
    "violences_conjugales": ("3919", "119", "116 006"),
    "viol_agression_sexuelle": ("3919", "15", "116 006"),
    "enfant_vulnerable": ("119", "3133"),
    "chantage_sextorsion": ("3018", "3114", "116 006"),
    "cyberharcelement": ("3018", "3114", "116 006"),
    "harcelement_scolaire": ("3018", "119", "3114"),
    "harcelement_moral_sexuel": ("116 006", "3919", "3114"),
    "menaces": ("116 006",),
    "disparition": ("116 000",),
}
WHO: Mapping[str, M] = {
    "17": M("police ou gendarmerie"),
    "112": M("urgences, partout en Europe"),
    "114": M("par SMS, si vous ne pouvez pas parler"),
    "15": M("Samu"),
    "18": M("pompiers"),
    "119": M("enfance en danger"),
    "3018": M("harcèlement et violences numériques"),
    "3114": M("prévention du suicide"),
    "3133": M("maltraitance d'une personne âgée ou handicapée"),
    "3919": M("violences faites aux femmes"),
    "116 000": M("enfants disparus"),
    "116 006": M("aide aux victimes"),
}


def numbers(*forms: str) -> tuple[str, ...]:
    """Those to call for these forms, the emergency first."""
    return (*_ALWAYS, *dict.fromkeys(n for form in forms for n in _MORE.get(form, ()) if n not in _ALWAYS))
