"""The letter to the procureur: the person's own letter, a complaint only once she has signed and sent it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from dataclasses import replace

from babel.dates import format_date

from assistant.document.blocks import PARIS, Block, Document, Heading, Items, Paragraph
from assistant.document.detail import STORY, detail
from assistant.document.dossier import FR, Dossier, Told, capital
from assistant.document.identity import birth_day, full_name, home, text, third_party
from assistant.document.parts import deeper
from assistant.document.pieces import Headings, first_listed, listed
from assistant.linked import SHARED

_WITNESSES = frozenset({"temoin", "proche"})  # they report facts: the complaint belongs to the victim (CPP 15-3)
_HEADINGS = Headings(
    story="Les faits",
    pieces="Pièces jointes",
    caption="Pièces que je joins ou que je peux montrer",
    files="Fichiers que je joins ou que je tiens à votre disposition",
)
# The letter says these in its own sentences.
_SAID = frozenset(
    "decl_role intention_plainte identite pm_identite coordonnees domicile_tiers domicile_tiers_adresse "
    "langue_interprete mesures_demandees".split()
)
_ACTING: Mapping[str, str] = {
    "representant_mineur": "agissant en qualité de représentant légal de {victim}, mineur(e)",
    "representant_protege": "agissant en qualité de tuteur ou curateur de {victim}",
    "ayant_droit": "agissant en qualité d'ayant droit de {victim}, personne décédée",
    "proche": "proche de {victim}",
    "temoin": "témoin",
}


def letter(dossier: Dossier) -> Document:
    """The letter as blocks, complete or not; nothing in its title tells the facts of a sensitive form.

    Facts of several parts are numbered: one letter, one sender, one list of requests.
    """
    told = dossier.told
    return Document(
        title="Lettre" if dossier.sensitive else "Lettre au procureur de la République",
        reference=dossier.reference,
        created=dossier.created,
        footer="",
        kind="letter",
        blocks=(
            Paragraph(_sender(told)),
            Paragraph(_recipient(dossier), side="right"),
            Paragraph(f"Fait le {_day(dossier)}", side="right"),
            Paragraph(_subject(dossier)),
            Paragraph("Madame la Procureure, Monsieur le Procureur,"),
            Paragraph(_opening(dossier, told)),
            *_facts(dossier),
            *_requests(dossier, told),
            Paragraph(
                "Je vous prie d'agréer, Madame la Procureure, Monsieur le Procureur, l'expression de ma considération"
                " respectueuse."
            ),
            Paragraph("Signature manuscrite à apposer", side="right"),
        ),
    )


def _blank(what: str = "") -> str:
    """What is missing is printed as missing, for the person to write before signing."""
    return f"[{what} à compléter]" if what else "[à compléter]"


def _facts(dossier: Dossier) -> Iterator[Block]:
    """The story and its detail; of several parts, each under its number, and what they share only with the first."""
    first, main = first_listed(dossier), dossier.told.answers
    for n, part in enumerate(dossier.parts, 1):
        told = part.told
        said = _SAID if n == 1 else _SAID | {name for name in SHARED if told.answers.get(name) == main.get(name)}
        written = _written(part, told, said, first)
        if dossier.further:
            yield Heading(2, f"Faits n° {n} – {capital(FR(part.path.form.head.facts))}")
        yield from deeper(written) if dossier.further else written
        first += len(listed(part, told))


def _written(part: Dossier, told: Told, said: Set[str], first: int) -> tuple[Block, ...]:
    return (
        *_story_to_write(told),
        *detail(part, told, lambda field: field.id in said, replace(_HEADINGS, first=first)),
    )


def is_complaint(dossier: Dossier) -> bool:
    """Whether the letter files a complaint for a part, or only reports its facts."""
    return dossier.kind == "plainte" and dossier.path.answers.get("decl_role") not in _WITNESSES


def _day(dossier: Dossier) -> str:
    day = dossier.created.astimezone(PARIS) if dossier.created.tzinfo else dossier.created
    first = "'1er'" if day.day == 1 else "d"
    return str(format_date(day.date(), f"{first} MMMM y", locale="fr"))


def _sender(told: Told) -> str:
    """Name, declared domicile, phone, e-mail; a company comes before who represents it."""
    person = told.group("identite")
    name = full_name(person) or _blank("nom et prénoms")
    company = told.group("pm_identite")
    if denomination := text(company, "denomination"):
        role = text(company, "fonction")
        head = [denomination, text(company, "siege"), f"représentée par {name}" + (f", {role}" if role else "")]
    else:
        head = [name]
    reach = [told.part("coordonnees", part) for part in ("telephone", "courriel")]
    return "\n".join(line for line in (*head, *_address(told, company=bool(denomination)), *reach) if line)


def _address(told: Told, company: bool) -> tuple[str, ...]:
    if told.elsewhere:
        return ("Domicile déclaré chez :", third_party(told) or _blank())
    if company:
        return ()
    missing = "" if told.sensitive or "coordonnees" in told.answers else _blank("adresse")
    return (home(told, "\n") or missing,)


def _recipient(dossier: Dossier) -> str:
    known = next((part for part in dossier.parts if part.court), dossier)  # one letter: the first court established
    court = known.court or "tribunal judiciaire compétent"
    lines = [
        "À Madame la procureure ou Monsieur le procureur de la République",
        f"près le {court[:1].lower()}{court[1:]}",
    ]
    if known.court_address:
        lines += [known.court_address, "(adresse à vérifier avant l'envoi)"]
    return "\n".join(lines)


def _named(told: Told) -> str:
    """The name of the author when the person says who it is; a nickname leaves the complaint against X."""
    return told.part("auteur_identite", "nom") if told.choice("auteur_connu") == "identifie" else ""


def _subject(dossier: Dossier) -> str:
    against = dict.fromkeys("personne dénommée" if _named(p.told) else "X" for p in dossier.parts if is_complaint(p))
    acts = [f"dépôt de plainte contre {' et '.join(against)}"] if against else []
    acts += [] if all(map(is_complaint, dossier.parts)) else ["signalement de faits"]
    facts = " ; ".join(dict.fromkeys(FR(part.path.form.head.facts) for part in dossier.parts))
    return f"Objet : {' et '.join(acts)} – {facts}, sous réserve de la qualification que vous retiendrez"


def _opening(dossier: Dossier, told: Told) -> str:
    """One sentence: who writes, for whom, to do what."""
    person = told.group("identite")
    ending = {"f": "e", "m": ""}.get(text(person, "sexe"), "(e)")
    name = full_name(person) or _blank("nom et prénoms")
    about = [f"Je soussigné{ending} {name}", *_civil(told, ending), _acting(told)]
    return ", ".join(part for part in about if part) + f", {_acts(dossier)} exposés ci-dessous."


def _acts(dossier: Dossier) -> str:
    """What the letter does with which facts: against whom, or only to report them."""
    acts: dict[str, list[int]] = {}
    for n, part in enumerate(dossier.parts, 1):
        whom = _named(part.told) or "X"
        verb = f"porte plainte contre {whom} pour" if is_complaint(part) else "porte à votre connaissance"
        acts.setdefault(verb, []).append(n)
    if len(acts) == 1:
        return f"{next(iter(acts))} les faits"
    return " et ".join(f"{verb} les faits n° {' et '.join(map(str, which))}" for verb, which in acts.items())


def _civil(told: Told, ending: str) -> Iterator[str]:
    person = told.group("identite")
    day, place = birth_day(person), text(person, "naissance_lieu")
    blank = "" if told.sensitive else _blank()
    born = [f"le {day or blank}" if day or blank else "", f"à {place or blank}" if place or blank else ""]
    if any(born):
        country = text(person, "naissance_pays")
        yield f"né{ending} " + " ".join(part for part in born if part) + (f" ({country})" if country else "")
    if nationality := text(person, "nationalite"):
        yield f"de nationalité {nationality.lower()}"
    if job := text(person, "profession"):
        yield f"profession : {job}"


def _acting(told: Told) -> str:
    role = told.choice("decl_role")
    if role == "personne_morale":
        company = told.group("pm_identite")
        siren = f" (SIREN {text(company, 'siren')})" if text(company, "siren") else ""
        return f"agissant pour {text(company, 'denomination') or _blank()}{siren}"
    victim = told.group("victime_identite")
    born = f" (date de naissance : {birth_day(victim)})" if birth_day(victim) else ""
    if not full_name(victim) and role == "proche":
        return "proche de la victime"
    return _ACTING.get(role, "").format(victim=(full_name(victim) or _blank()) + born)


def _story_to_write(told: Told) -> tuple[Block, ...]:
    """A letter without a story is no use: the place to write it by hand, unless it is to be told in person."""
    if STORY in told.answers or told.sensitive:
        return ()
    return (Heading(2, _HEADINGS.story), Paragraph(_blank("récit des faits")))


def _requests(dossier: Dossier, told: Told) -> Iterator[Block]:
    """What the person asks for; each rests on the law, or on an answer."""
    wished = (wish for part in dossier.parts for wish in part.told.words("mesures_demandees").split("\n") if wish)
    wishes = list(dict.fromkeys(wished))
    asked = list(_asked(dossier, told))
    if wishes or asked:
        yield Heading(2, "Mes demandes")
    for sentence in asked:
        yield Paragraph(sentence)
    if wishes:
        yield Paragraph("Je demande que les mesures de protection suivantes soient étudiées :")
        yield Items(tuple(wishes))


def _asked(dossier: Dossier, told: Told) -> Iterator[str]:
    if any(map(is_complaint, dossier.parts)):
        yield "Je vous prie de m'aviser des suites données à cette plainte (article 40-2 du code de procédure pénale)."
    need, language = told.group("langue_interprete").get("interprete"), told.part("langue_interprete", "langue")
    if need == "oui":
        tongue = f", langue : {language}" if language else ""
        yield f"Je demande l'assistance d'un interprète{tongue} (article 10-2 du code de procédure pénale)."
    if need == "lsf":
        yield "Je demande l'assistance d'un interprète en langue des signes (article 10-2 du code de procédure pénale)."
    if told.elsewhere and told.group("domicile_tiers_adresse").get("accord") is True:
        yield "Je déclare pour domicile l'adresse d'un tiers, qui a donné son accord (article 10-2 du même code)."
