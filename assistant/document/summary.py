"""Page 1: what the agent reads in one minute, then the identity, then what is still to be completed with the person."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta

from babel import Locale
from babel.numbers import format_currency

from assistant.document.blocks import Block, Heading, Items, Notice, Row, Rows, Token
from assistant.document.dossier import FR, Dossier, Item, Told, capital, row_of
from assistant.document.identity import age, full_name, identity_blocks, text
from assistant.document.objects import objects
from assistant.document.shelter import HOME
from assistant.facts import MAJORITY
from assistant.fields import Field, Group, bounds, said, shown_parts
from assistant.fields import Items as ItemList
from assistant.form import parts_of

NOTICE = "Document de préparation, {}. Il ne fait courir ni n'arrête aucun délai. Aucun agent ne l'a lu."
ROLES: Mapping[str, str] = {
    "victime": "victime",
    "representant_mineur": "représentant légal d'un enfant mineur",
    "representant_protege": "tuteur ou curateur d'un majeur protégé",
    "personne_morale": "représentant d'une personne morale",
    "ayant_droit": "ayant droit d'une personne décédée",
    "proche": "proche de la victime, sans en être le représentant légal",
    "temoin": "témoin",
}
AUTHORS: Mapping[str, str] = {
    "inconnu": "inconnu",
    "decrit": "décrit",
    "surnom_ou_pseudo": "surnom, pseudo ou adresse",
    "identifie": "identifié",
}
_TOKEN = "Jeton signé : référence, date et empreinte du dossier, sans donnée personnelle."
_KEPT = timedelta(days=31)  # one month at most, CSI L. 252-5
_CAMERA = "À demander AUJOURD'HUI : effacement possible en quelques jours (un mois au plus)"
_CAMERA_LATE = "À demander AUJOURD'HUI : plus d'un mois après les faits, les images sont peut-être effacées"
# What protects the person and the agent comes before the rest, whichever form asks it.
_SAFETY = ("danger", "arme", "strangulation", "enfants_presents", "mesures_existantes", "violence")
_DONE = ("opposition", "contestation", "banque_prevenue", "assureur_prevenu", "contenus_retires")
_CARE = ("soins", "certificat")  # told in free words, which may say that nothing was done
_SHORT = 200  # characters; a longer answer is left to the detail
# Questions that page 1 prints in full: the detail does not repeat them.
_IN_FULL = frozenset(
    "decl_role intention_plainte periode date_decouverte lieu lieu_precis prejudice_total videosurv videosurv_detail "
    "police_venue police_reference langue_interprete accompagnement identite pm_identite coordonnees domicile_tiers "
    "domicile_tiers_adresse auteur_connu auteur_lien".split()
)


def in_full(told: Told, field: Field) -> bool:
    """Whether page 1 says all of this answer."""
    return field.id in _IN_FULL or _is_safety(told, field)


def _is_safety(told: Told, field: Field) -> bool:
    lone = not isinstance(field, (ItemList, Group))
    return lone and field.id.startswith(_SAFETY) and len(told.words(field.id)) <= _SHORT


def page_one(dossier: Dossier, told: Told, contents: tuple[Block, ...] = ()) -> tuple[Block, ...]:
    """Everything of the first page, from the token to the list of gaps. `contents`: what the paper holds, before it."""
    loss = "sans valeur de plainte ni de déclaration de perte"
    value = loss if any(part.kind == "declaration_perte" for part in dossier.parts) else "sans valeur de plainte"
    before, after = brief_rows(dossier, told)
    return (
        *([Token(dossier.token, _TOKEN)] if dossier.token else []),
        Notice(NOTICE.format(value)),
        *contents,
        Heading(2, "En bref"),
        Rows((*_who(dossier, told), *before, *_speaks(dossier, told), *after)),
        *identity_blocks(told),
        *gaps(told),
    )


def brief_rows(dossier: Dossier, told: Told) -> tuple[tuple[Row, ...], tuple[Row, ...]]:
    """What is said in brief of the facts, and of what was done since: all but the person."""
    return (*_facts(dossier, told), *_evidence(dossier, told)), tuple(_since(told))


def _joined(*words: str) -> str:
    return ", ".join(word for word in words if word)


def _who(dossier: Dossier, told: Told) -> Iterator[Row]:
    name, role = full_name(told.group("identite")), told.choice("decl_role")
    loser = dossier.kind == "declaration_perte" and role == "victime"  # nobody is the victim of a loss
    if who := _joined(name, "" if loser else ROLES.get(role) or told.words("decl_role")):
        yield Row("Déclarant", who)
    if company := _joined(told.part("pm_identite", "denomination"), told.part("pm_identite", "fonction")):
        yield Row("Personne morale", company)
    victim = told.group("victime_identite")
    if who := _joined(full_name(victim), told.part("victime_identite", "lien")):
        yield Row("Victime", who)
    minor = victim if role == "representant_mineur" else told.group("identite") if role == "victime" else {}
    years = age(told, minor)
    if role == "representant_mineur" or (years is not None and years < MAJORITY):
        yield Row("Victime mineure", "oui" if years is None else f"{years} ans à ce jour")
    yield from told.rows("intention_plainte")


def _facts(dossier: Dossier, told: Told) -> Iterator[Row]:
    yield Row("Faits déclarés", capital(FR(dossier.path.form.head.facts)))
    yield from told.rows("periode", label="Quand")
    yield from told.rows("date_decouverte")
    yield from told.rows("lieu", label="Où")
    yield from told.rows("lieu_precis")
    yield from _author(told)
    yield from told.rows(*(f.id for f in told.fields if _is_safety(told, f)))


def _author(told: Told) -> Iterator[Row]:
    """One of four states, in the person's words too, then the few words that name or describe."""
    if not (words := told.words("auteur_connu")):
        yield from (*told.rows("auteur_connu", label="Auteur"), *told.rows("auteur_lien"))
        return
    named = _joined(told.part("auteur_identite", "nom"), told.part("auteur_identite", "surnom"))
    looks = told.group("auteur_signalement")
    seen = "" if named else _joined(*_plain(told.field("auteur_signalement"), looks)) if looks else ""
    told_of = _joined(named, told.words("auteur_lien"), seen if len(seen) <= _SHORT else "")
    state = AUTHORS.get(told.choice("auteur_connu"), "")
    yield Row("Auteur", f"{capital(state)} : « {words} »" + (f"\n{told_of}" if told_of else ""))


def _plain(field: Field, item: Item) -> list[str]:
    return [words for part, words in shown_parts(parts_of(field), item, FR) if not said(item[part.id])]


def _evidence(dossier: Dossier, told: Told) -> Iterator[Row]:
    yield from told.rows("prejudice_total", label="Préjudice estimé")
    total = told.path.fact("total")
    if not told.words("prejudice_total") and isinstance(total, float):
        yield Row("Total des montants indiqués", format_currency(total, "EUR", locale="fr"))
    if counted := _counts(told, "à la fin de la partie" if len(dossier.together) > 1 else "à la fin"):
        yield Row("Objets et pièces", counted)
    yield from _cameras(dossier, told)


def _counts(told: Told, where: str) -> str:
    """How much there is to go through; `where`: where the evidence is listed."""
    found, pieces = objects(told), evidence(told)
    things = f"{len(found)} objet{'s' * (len(found) > 1)}"
    if numbered := sum(o.numbered for o in found):
        things += f", dont {numbered} avec un numéro"
    shown = f"{len(pieces)} pièce{'s' * (len(pieces) > 1)}, liste {where}" if pieces else ""
    if not pieces and told.items("preuves_liste"):
        shown = "aucune pièce"
    return " ; ".join(part for part in (things if found else "", shown) if part)


def evidence(told: Told) -> tuple[Item, ...]:
    """The pieces of evidence; « aucune » written as a piece, as the form suggests, is none."""
    none = {"aucune", "aucun", "aucune preuve", "rien", "non", "néant", "none", "nothing", "no"}
    return tuple(p for p in told.items("preuves_liste") if text(p, "nature").strip(" .").lower() not in none)


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


def _speaks(dossier: Dossier, told: Told) -> Iterator[Row]:
    """The language of the person, and who is beside them."""
    if dossier.language != "fr":
        name = Locale("fr").languages.get(dossier.language, dossier.language)
        yield Row("Langue du questionnaire", f"{name} ; les mots de la personne sont reproduits tels quels")
    yield from _inline(told, "langue_interprete")
    yield from told.rows("accompagnement")


def _since(told: Told) -> Iterator[Row]:
    """Who was told of the facts already, and what was done."""
    if told.group("police_reference"):
        label = told.field("police_venue").name if "police_venue" in told.answers else ""
        yield from _inline(told, "police_reference", label)
    else:
        yield from told.rows("police_venue", "police_reference")
    if before := told.items("antecedents"):
        known = [words for item in before if (words := _joined(*_plain(told.field("antecedents"), item)))]
        yield Row(told.field("antecedents").name, "\n".join(known) or "oui")
    yield from told.rows(*(f.id for f in told.fields if f.id.startswith(_CARE) and len(told.words(f.id)) <= _SHORT))
    if done := list(_done(told)):
        yield Row("Déjà fait", " ; ".join(done))


def _inline(told: Told, name: str, label: str = "") -> Iterator[Row]:
    """An object of a few parts on one line."""
    if group := told.group(name):
        parts = shown_parts(parts_of(told.field(name)), group, FR)
        yield Row(label or told.field(name).name, " ; ".join(f"{part.name} : {words}" for part, words in parts))
    else:
        yield from told.rows(name)


def _done(told: Told) -> Iterator[str]:
    """What the bank, the insurer or a doctor already knows, so that nobody asks for it again."""
    for field in told.fields:
        if field.id.startswith(_DONE) and told.answers[field.id] is not False and (words := told.words(field.id)):
            yield f"{field.name} : {words.replace(chr(10), ', ')}"
    for name, part in (("assurance", "declare"), ("moyen_paiement", "opposition")):
        for item in told.items(name):
            if bounds(item.get(part)):
                found = next(p for p in parts_of(told.field(name)) if p.id == part)
                yield f"{told.field(name).name}, {found.name.lower()} : {row_of(found, item[part]).said}"


def gaps(told: Told, said: frozenset[str] = frozenset()) -> tuple[Block, ...]:
    """What is essential and missing, printed as missing; never on a sensitive form. `said`: what stands elsewhere."""
    if told.sensitive:
        return ()
    missing = [gap for name in told.path.missing if name not in said and (gap := _gap(told, told.field(name)))]
    return (Heading(2, "À compléter avec la personne"), Items(tuple(missing))) if missing else ()


def _gap(told: Told, field: Field) -> str:
    """The question, with the parts that are missing when it was begun; "" when nothing is to be asked."""
    value = told.path.answers.get(field.id)
    skipped = HOME if told.elsewhere and field.id == "coordonnees" else frozenset[str]()
    given: Iterable[object] = value if isinstance(value, list) else [value or {}]
    names = [
        part.name
        for item in given
        for part in parts_of(field)
        if isinstance(item, dict) and part.need == "essential" and part.id not in item and part.id not in skipped
    ]
    if field.private or (skipped and not names):
        return ""
    begun = names and (value is not None or skipped)
    return f"{field.name} : {', '.join(dict.fromkeys(names)).lower()}" if begun else field.name
