"""The facts in brief, for page 1: what, when, where, who, how much, what can be seen. Each question once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta

from babel.numbers import format_currency

from assistant.document.blocks import Row
from assistant.document.dossier import FR, Dossier, Item, Told, capital
from assistant.document.objects import Object, objects
from assistant.document.pieces import count
from assistant.fields import Field, Group, bounds, said, shown_parts
from assistant.fields import Items as ItemList
from assistant.form import parts_of

AUTHORS: Mapping[str, str] = {
    "inconnu": "inconnu",
    "decrit": "décrit",
    "surnom_ou_pseudo": "surnom, pseudo ou adresse",
    "identifie": "identifié",
}
_KEPT = timedelta(days=31)  # one month at most, CSI L. 252-5
_CAMERA = "À demander AUJOURD'HUI : effacement possible en quelques jours (un mois au plus)"
_CAMERA_LATE = "À demander AUJOURD'HUI : plus d'un mois après les faits, les images sont peut-être effacées"
# What protects the person and the agent comes before the rest, whichever form asks it.
_SAFETY = ("danger", "arme", "strangulation", "enfants_presents", "mesures_existantes", "violence")
_CARE = ("soins", "certificat")  # told in free words, which may say that nothing was done
_FEW = 2  # numbered objects named on page 1; more stand in their table
SHORT = 200  # characters; a longer answer is left to the detail
# Questions that page 1 prints in full: the detail does not repeat them.
_IN_FULL = frozenset(
    "decl_role intention_plainte periode date_decouverte lieu lieu_precis prejudice_total videosurv videosurv_detail "
    "police_venue police_reference langue_interprete accompagnement identite pm_identite coordonnees domicile_tiers "
    "domicile_tiers_adresse auteur_connu auteur_lien".split()
)


def in_full(told: Told, field: Field) -> bool:
    """Whether page 1 says all of this answer."""
    full = field.id in _IN_FULL or _is_safety(told, field) or is_care(told, field)
    return full or (field.brief and bool(_brief(told, field)))


def is_care(told: Told, field: Field) -> bool:
    """What a doctor has seen already, told in a few words."""
    return field.id.startswith(_CARE) and len(told.words(field.id)) <= SHORT


def _is_safety(told: Told, field: Field) -> bool:
    lone = not isinstance(field, (ItemList, Group))
    return lone and field.id.startswith(_SAFETY) and len(told.words(field.id)) <= SHORT


def brief_rows(dossier: Dossier, told: Told) -> tuple[Row, ...]:
    """The facts as an agent reads them in one minute: all but the person, and what was done since."""
    return (*_facts(dossier, told), *_evidence(dossier, told))


def joined(*words: str) -> str:
    return ", ".join(word for word in words if word)


def _facts(dossier: Dossier, told: Told) -> Iterator[Row]:
    yield Row("Faits déclarés", capital(FR(dossier.path.form.head.facts)))
    yield from told.rows("periode", label="Quand")
    yield from told.rows("date_decouverte")
    yield from told.rows("lieu", label="Où")
    yield from told.rows("lieu_precis")
    yield from _author(told)
    yield from told.rows(*(f.id for f in told.fields if _is_safety(told, f)))
    for field in told.fields:
        if field.brief and field.id not in _IN_FULL and not _is_safety(told, field):
            yield from _brief(told, field)


def _brief(told: Told, field: Field) -> tuple[Row, ...]:
    """The row of a question that the form wants on page 1; none when the answer is a list, or too long for it."""
    if isinstance(field, ItemList):
        return ()
    rows = tuple(inline(told, field.id)) if isinstance(field, Group) else told.rows(field.id)
    return rows if all(len(row.said) <= SHORT for row in rows) else ()


def inline(told: Told, name: str, label: str = "") -> Iterator[Row]:
    """An object of a few parts on one line."""
    if group := told.group(name):
        parts = shown_parts(parts_of(told.field(name)), group, FR)
        yield Row(label or told.field(name).name, " ; ".join(f"{part.name} : {words}" for part, words in parts))
    else:
        yield from told.rows(name)


def _author(told: Told) -> Iterator[Row]:
    """One of four states, in the person's words too, then the few words that name or describe."""
    if not (words := told.words("auteur_connu")):
        yield from (*told.rows("auteur_connu", label="Auteur"), *told.rows("auteur_lien"))
        return
    named = joined(told.part("auteur_identite", "nom"), told.part("auteur_identite", "surnom"))
    looks = told.group("auteur_signalement")
    seen = "" if named else joined(*plain(told.field("auteur_signalement"), looks)) if looks else ""
    told_of = joined(named, told.words("auteur_lien"), seen if len(seen) <= SHORT else "")
    state = AUTHORS.get(told.choice("auteur_connu"), "")
    yield Row("Auteur", f"{capital(state)} : « {words} »" + (f"\n{told_of}" if told_of else ""))


def plain(field: Field, item: Item) -> list[str]:
    return [words for part, words in shown_parts(parts_of(field), item, FR) if not said(item[part.id])]


def _evidence(dossier: Dossier, told: Told) -> Iterator[Row]:
    yield from told.rows("prejudice_total", label="Préjudice estimé")
    total = told.path.fact("total")
    if not told.words("prejudice_total") and isinstance(total, float):
        yield Row("Total des montants indiqués", format_currency(total, "EUR", locale="fr"))
    if counted := _counts(dossier, told, "à la fin de la partie" if len(dossier.together) > 1 else "à la fin"):
        yield Row("Objets et pièces", counted)
    yield from _cameras(dossier, told)


def _counts(dossier: Dossier, told: Told, where: str) -> str:
    """How much there is to go through; `where`: where the evidence is listed."""
    found = objects(told)
    things = f"{len(found)} objet{'s' * (len(found) > 1)}"
    if numbered := [o for o in found if o.numbered]:
        named = " ; ".join(_named(o) for o in numbered) if len(numbered) <= _FEW else ""
        things += f", dont {len(numbered)} avec un numéro" + (f" ({named})" if named else "")
    return " ; ".join(part for part in (things if found else "", count(dossier, told, where)) if part)


def _named(one: Object) -> str:
    """A thing and its numbers, to be searched for at once: "Téléphone, IMEI 356938035643809"."""
    return joined(one.name, *(f"{row.label} {row.said}" for row in one.numbers if row.state == "answered"))


def _cameras(dossier: Dossier, told: Told) -> Iterator[Row]:
    cameras = told.items("videosurv_detail")
    if not cameras:
        yes = told.choice("videosurv") == "oui"
        yield from [Row("Caméra", f"oui\n{_when(dossier, told)}")] if yes else told.rows("videosurv", label="Caméra")
    for camera in cameras:
        parts = shown_parts(parts_of(told.field("videosurv_detail")), camera, FR)
        words = " ; ".join(f"{part.name} : {words}" for part, words in parts)
        yield Row("Caméra", f"{_when(dossier, told)}\n{words}")


def _when(dossier: Dossier, told: Told) -> str:
    found = bounds(told.answers.get("periode"))
    late = found is not None and found[1].date() + _KEPT < dossier.created.date()
    return _CAMERA_LATE if late else _CAMERA
