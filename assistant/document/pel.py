"""The sheet to copy into Plainte en ligne, in that service's order and limits; plain text, nothing is sent.

Order and limits: structure of the service's public source code (about 2023); the person is told that the screen decides.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from babel.dates import format_date

from assistant.document.clean import plain
from assistant.document.detail import STORY
from assistant.document.dossier import FR, Dossier, Told, part_rows
from assistant.document.identity import birth_day, full_name, home, text, third_party
from assistant.document.objects import objects
from assistant.document.pieces import about, files, first_listed, listed
from assistant.fields import bounds
from assistant.form import parts_of

STORY_LIMITS = (30, 1500)  # characters
VIOLENCE_LIMIT = 250
_CHOOSE = "à choisir à l'écran"
_HEAD = (
    "FICHE À RECOPIER DANS « PLAINTE EN LIGNE »",
    "",
    "Rien n'est envoyé : cette fiche vous aide seulement à remplir le service de l'État, rubrique par rubrique.",
    "L'ordre et les limites peuvent avoir changé : l'écran de Plainte en ligne fait foi.",
    "N'y écrivez jamais de code ni de numéro de carte entier, même si une case le propose.",
)
_SEVERAL = (
    "Cette fiche couvre {n} parties de votre histoire, dans l'ordre. L'écran du service ou l'agent vous dira s'il faut\n"
    "une déclaration pour chacune ; si oui, donnez dans chacune la référence ci-dessus."
)
_ROLES = {
    "victime": "victime",
    "representant_mineur": "représentant légal d'une personne",
    "representant_protege": "représentant légal d'une personne",
    "ayant_droit": "représentant légal d'une personne, si l'écran le permet pour un ayant droit",
    "personne_morale": "représentant d'une personne morale",
}
Line = tuple[str, str]


def pel_sheet(dossier: Dossier) -> str:
    """UTF-8 text, « Rubrique : valeur » under short headings; the story whole, with what exceeds the limit said."""
    told = dossier.told
    blocks = ["\n".join((*_HEAD, f"Référence de votre dossier : {dossier.reference}"))]
    blocks += [_SEVERAL.format(n=len(dossier.parts))] if dossier.further else []
    blocks += _sections((("DÉCLARANT", _filer(told)), ("ÉTAT CIVIL", _civil(told))))
    first = first_listed(dossier)
    for n, part in enumerate(dossier.parts, 1):
        if dossier.further:
            blocks.append(f"===== PARTIE {n} SUR {len(dossier.parts)} : {FR(part.path.form.head.facts)} =====")
        blocks += _sections(_of_part(part, part.told, first))
        first += len(listed(part, part.told))
    return "\n\n".join(blocks) + "\n"


Sections = Iterable[tuple[str, Iterable[Line]]]


def _of_part(part: Dossier, told: Told, first: int) -> Sections:
    """What the service asks of one set of facts; `first`: number of its first piece."""
    return (
        ("FAITS", _facts(told)),
        ("LIEU", _place(told)),
        ("DATE ET HEURE", _moment(told)),
        ("OBJETS", _objects(part, told)),
        ("COMPLÉMENTS", _more(told)),
        ("PIÈCES À JOINDRE", _pieces(part, told, first)),
    )


def _sections(sections: Sections) -> Iterator[str]:
    """Each section with its title underlined; nothing of an empty one."""
    for title, lines in sections:
        if written := [_written(*line) for line in lines]:
            yield "\n".join((title, "-" * len(title), *written))


def _written(label: str, value: str) -> str:
    """A line; a value of several lines stands under its label, to be selected whole."""
    value = _typed(value)
    if not label:
        return value
    return f"{label} :\n{value}" if "\n" in value else f"{label} : {value}"


def _typed(text: str) -> str:
    """The same words without what a form would not take: controls, direction overrides, halves of characters."""
    return plain(text).encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _filer(told: Told) -> Iterator[Line]:
    if role := told.choice("decl_role"):
        yield "Vous déposez en qualité de", _ROLES.get(role, told.words("decl_role"))
    if company := told.group("pm_identite"):
        yield from ((row.label, row.said) for row in part_rows(parts_of(told.field("pm_identite")), company))
    if victim := told.group("victime_identite"):
        yield "Personne représentée", full_name(victim)
        yield "Née le", birth_day(victim) or _CHOOSE


def _civil(told: Told) -> Iterator[Line]:
    person = told.group("identite")
    parts = {part.id: part for part in parts_of(told.field("identite"))} if person else {}
    if person:
        yield "Civilité", _CHOOSE
    for name in (
        "nom_naissance", "nom_usage", "prenoms", "naissance_date", "naissance_pays", "naissance_lieu", "nationalite",
        "profession",
    ):  # fmt: skip
        if name in person:
            row = part_rows([parts[name]], person)[0]
            yield row.label, row.said
    if told.elsewhere:
        yield "Adresse", f"celle du tiers que vous avez choisi : {third_party(told) or _CHOOSE}"
    elif address := home(told):
        yield "Adresse", address
    for name, label in (("courriel", "Courriel"), ("telephone", "Mobile")):
        if words := told.part("coordonnees", name):
            yield label, words


def _facts(told: Told) -> Iterator[Line]:
    if story := _typed(told.words(STORY)):
        yield "Récit", _counted(len(story))
        yield "", story
    else:
        yield from ((row.label, row.said) for row in told.rows(STORY))
    if "violence_subie" in told.answers:
        yield "Victime de violences", told.rows("violence_subie")[0].said
    if detail := told.words("violence_detail"):
        over = len(detail) - VIOLENCE_LIMIT
        if over > 0:
            yield "Précisions sur les violences", f"{over} caractères de trop (limite connue : {VIOLENCE_LIMIT})"
        yield ("" if over > 0 else "Précisions sur les violences"), detail


def _counted(length: int) -> str:
    low, high = STORY_LIMITS
    shown = f"{length:,}".replace(",", " ")
    if length > high:
        over = f"{length - high:,}".replace(",", " ")
        return (
            f"{shown} caractères, soit {over} de trop (limite connue : 1 500). À vous de le raccourcir. Texte entier :"
        )
    if length < low:
        return f"{shown} caractères, trop court (minimum connu : {low}). Votre texte :"
    return f"{shown} caractères (limite connue : 1 500). Votre texte :"


def _place(told: Told) -> Iterator[Line]:
    place = told.group("lieu")
    if not place:
        yield from ((row.label, row.said) for row in told.rows("lieu", "lieu_precis"))
        return
    field = told.field("lieu")
    options: dict[str, str] = getattr(field, "options", {})
    kind = text(place, "kind")
    if kind:
        yield "Nature du lieu", options.get(kind, kind)
    end = place.get("end")
    start = {key: value for key, value in place.items() if key not in ("kind", "end")}
    if start:
        yield "Début du trajet" if end else "Adresse exacte", field.words(start, FR)
    if end:
        yield "Fin du trajet", field.words(end, FR)
    yield from ((row.label, row.said) for row in told.rows("lieu_precis"))


def _moment(told: Told) -> Iterator[Line]:
    """An exact date and hour, or the two ends of an interval, as the service asks them."""
    value = told.answers.get("periode")
    found = bounds(value)
    if found is None or not isinstance(value, dict):
        yield from ((row.label, row.said) for row in told.rows("periode"))
        return
    first, last = found
    hours = value.get("precision") in ("minute", "hour")
    days = [str(format_date(moment.date(), "dd/MM/y", locale="fr")) for moment in (first, last)]
    if days[0] == days[1]:
        yield "Date exacte", days[0]
    else:
        yield "Date de début", days[0]
        yield "Date de fin", days[1]
    if not hours:
        vague = "" if value.get("precision") == "day" else f" ; vous avez écrit : {told.words('periode')}"
        yield "Heure", f"non précisée, à dire à l'écran si vous la savez{vague}"
    elif first == last:
        yield "Heure exacte" if value.get("precision") == "minute" else "Heure (à peu près)", f"{first:%H:%M}"
    else:
        about = "" if value.get("precision") == "minute" else " (à peu près)"
        yield "Heure de début", f"{first:%H:%M}{about}"
        yield "Heure de fin", f"{last:%H:%M}{about}"


def _objects(dossier: Dossier, told: Told) -> Iterator[Line]:
    """The loop of the service: one object after the other, its state, its numbers, its amount."""
    found = objects(told)
    for thing in found:
        yield "", f"Objet {thing.rank} sur {len(found)}"
        yield "Catégorie", thing.name
        stolen = thing.state is None and dossier.path.form.head.family == "vol"
        yield "État", thing.state or ("volé" if stolen else f"volé ou dégradé, {_CHOOSE}")
        if thing.look:
            yield "Marque, modèle, couleur", thing.look
        yield from ((row.label, row.said) for row in (*thing.numbers, *thing.rest))
        if thing.value:
            yield "Montant", thing.value
        yield "", ""
    yield from ((row.label, row.said) for row in told.rows("especes", "prejudice_total"))


def _more(told: Told) -> Iterator[Line]:
    """Suspects, witnesses, police already there, cameras, other victims."""
    for name in ("auteur_connu", "auteur_signalement", "auteur_identite"):
        yield from ((row.label, row.said) for row in told.rows(name))
    for n, witness in enumerate(told.items("temoins"), 1):
        yield f"Témoin {n}", " ; ".join(row.said for row in part_rows(parts_of(told.field("temoins")), witness))
    for name in ("police_venue", "police_reference", "videosurv", "videosurv_detail", "autres_victimes"):
        yield from ((row.label, row.said) for row in told.rows(name))


def _pieces(part: Dossier, told: Told, first: int) -> Iterator[Line]:
    for one in files(part):
        yield f"Pièce {one.number}", f"fichier {one.file_name} ({about(part, told, one.piece.where)})"
    parts = parts_of(told.field("preuves_liste")) if (pieces := listed(part, told)) else ()
    for n, piece in enumerate(pieces, first):
        yield f"Pièce {n}", " – ".join(row.said for row in part_rows(parts, piece))
