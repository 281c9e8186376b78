"""The card of an office, the same after a questionnaire and in the finder: what is known, since when, and how to check."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from functools import cache
from html import escape
from urllib.parse import quote

from babel.dates import format_date, format_time

from assistant.directory import OFFICIAL, Office, stale
from assistant.i18n import Message as M
from assistant.i18n import Translator
from assistant.ui import parts
from assistant.ui.server.settings import ShellSettings

KINDS = {
    "gendarmerie": M("Gendarmerie"),
    "commissariat": M("Police nationale"),
    "mairie": M("Mairie"),
    "bav": M("Bureau d'aide aux victimes"),
    "mjd": M("Maison de justice et du droit"),
    "cidf": M("Droits des femmes et des familles"),
    "permanence_juridique": M("Conseil juridique"),
    "clic": M("Information des personnes âgées"),
    "civi": M("Indemnisation des victimes"),
    "maison_handicapees": M("Maison des personnes handicapées"),
    "prefecture": M("Préfecture"),
    "sous_pref": M("Sous-préfecture"),
    "france_services": M("France services"),
    "maison_departement": M("Maison du Département"),
    "hopital": M("Hôpital"),
    "umj": M("Unité médico-judiciaire"),
    "france_victimes": M("Association d'aide aux victimes"),
    "iscg": M("Intervenant social en commissariat ou gendarmerie"),
    "crip": M("Cellule du Département pour l'enfance en danger"),
}
_CLOCK = {"fr": "H 'h' mm", "en": "HH:mm"}


def card(
    office: Office,
    t: Translator,
    at: dt.datetime,
    number: int = 0,
    extra: str = "",
    level: int = 4,
    settled: bool = False,
) -> str:
    """The card as HTML; `at` is local time in Paris, `number` the one it has on the map, `extra` HTML put at its end,
    `level` that of its heading; `settled`: the competent unit is known, and is this one or another."""
    tag = f'<span class="pl-number">{number}</span> ' if number else ""
    lines = [
        f'<h{level} class="pl-office">{tag}{escape(office.name)}</h{level}>',
        f'<p class="pl-about">{escape(_about(office, t, settled))}</p>',
    ]
    if office.address:
        lines.append(f"<p>{escape(office.address)}</p>")
    if office.phone:
        lines.append(f"<p>{escape(office.phone) if office.stale else parts.tel(office.phone)}</p>")
    lines.append(f"<p>{escape(opening(office, t, at))}</p>")
    if office.stale or office.address_doubtful:
        lines.append(f'<p class="pl-verify">{escape(t(_to_verify(office, at.date(), t)))} {official(t)}</p>')
    source = M("Source : {source}, {date}", source=_short(office.source), date=month(office.source_date, t))
    lines.append(f'<p class="pl-source">{escape(t(source))}{mistake(office, t)}</p>{extra}')
    return f'<div class="pl-card">{"".join(lines)}</div>'


def month(source_date: str, t: Translator) -> str:
    """The date of a source as it is said, to the month: "2014-12-30" -> "décembre 2014"; the date itself if it is no date."""
    year, _, rest = source_date.partition("-")
    number = rest[:2]
    if not (year.isdigit() and number.isdigit() and 1 <= int(number) <= 12):
        return source_date
    return str(format_date(dt.date(int(year), int(number), 1), "MMMM y", locale=t.lang))


def _short(source: str) -> str:
    """The name of a source without its details, which the page credits in full."""
    return re.split(r", | \(", source, maxsplit=1)[0]


def official(t: Translator) -> str:
    """The link to the official directory."""
    return f'<a href="{OFFICIAL}" rel="noreferrer">{escape(t(M("Annuaire officiel")))}</a>'


def unlisted(kinds: Iterable[str], t: Translator) -> str:
    """Which counters may exist near and are not known here: one line, with where to look; no address is invented."""
    told = M(
        "Il peut y avoir aussi, près d'ici, d'autres guichets dont nous n'avons pas l'adresse : {kinds}. Cherchez-les dans l'annuaire officiel, ou demandez à la mairie.",
        kinds=" · ".join(t(KINDS[kind]) for kind in kinds),
    )
    return f'<p class="pl-help pl-unlisted">{escape(t(told))} {official(t)}</p>'


def mistake(office: Office, t: Translator) -> str:
    """The link that tells the operator of a mistake: which card, and nothing of the person; empty when nobody reads it."""
    to = _contact()
    if not to:
        return ""
    if "@" in to and "://" not in to:
        address, more = f"mailto:{quote(to, safe='@')}?subject={quote(f'Annuaire, fiche {office.id}')}", ""
    else:
        address, more = to, ' target="_blank"'
    words = t(M("Signaler une erreur sur cette fiche"))
    return f'<br><a class="pl-mistake" href="{escape(address)}" rel="noreferrer noopener"{more}>{escape(words)}</a>'


@cache
def _contact() -> str:
    return str(ShellSettings().contact or "")


def refusal_card(t: Translator) -> str:
    """The link to the card; in a tab of its own, so that a file that is open stays open."""
    words = M("Si l'on refuse votre plainte : la carte à montrer (nouvel onglet)")
    return f'<p><a href="/carte?lang={t.lang}" target="_blank" rel="noreferrer noopener">{escape(t(words))}</a></p>'


def opening(office: Office, t: Translator, at: dt.datetime) -> str:
    """Open now, next opening, or what to do when neither is known. Hours of an old source count as unknown."""
    state = office.opening(at)
    if state.open_now:
        return t(M("Ouvert maintenant"))
    following = (
        t(M("Prochaine ouverture : {when}", when=_when(state.next_opening, t, at))) if state.next_opening else ""
    )
    if state.open_now is False:
        return f"{t(M('Fermé en ce moment.'))} {following}".strip()
    if following:
        return f"{t(M('Jour férié : horaires non connus, téléphonez.'))} {following}"
    return t(M("Horaires non connus : téléphonez avant d'y aller."))


def _when(moment: dt.datetime, t: Translator, at: dt.datetime) -> M:
    """The moment as it is said from the day of `at`."""
    clock = format_time(moment.replace(tzinfo=None), _CLOCK.get(t.lang, "HH:mm"), locale=t.lang)
    days = (moment.date() - at.date()).days
    if days in (0, 1):
        return M("aujourd'hui à {time}", time=clock) if days == 0 else M("demain à {time}", time=clock)
    day = format_date(moment.date(), "EEEE d MMMM", locale=t.lang)
    return M("{day} à {time}", day=day, time=clock)


def _about(office: Office, t: Translator, settled: bool) -> str:
    about = [t(KINDS.get(office.kind, M("Autre service")))]
    if office.distance_km is not None:
        km = f"{office.distance_km:.1f}".replace(".", "," if t.lang == "fr" else ".")
        about.append(t(M("à {km} km du centre de la commune", km=km)))
    if office.force:
        about.append(t(M("Compétente pour cette commune") if office.competent else _OTHER[settled]))
    return " · ".join(about)


# What is said of a unit that no source names for the commune, when the competent one is known and when it is not.
_OTHER = {
    True: M("Doit aussi recevoir votre plainte"),
    False: M("Compétence non établie ; vous y serez reçu quand même"),
}


def _to_verify(office: Office, today: dt.date, t: Translator) -> M:
    """What is doubtful: an old source, or the address alone."""
    if stale(office.source_date, today):
        date = month(office.source_date, t)
        return M("Adresse et téléphone à vérifier : la source date de {date}.", date=date)
    return M("Adresse à vérifier avant de vous déplacer.")
