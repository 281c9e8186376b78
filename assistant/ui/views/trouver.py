"""The finder: brigade, commissariat, mairie and partners of a commune, without any questionnaire. Nothing is kept."""

from __future__ import annotations

import datetime as dt
import re
from html import escape

import streamlit as st

from assistant import directory
from assistant.directory import Commune, Office, Show
from assistant.i18n import Message as M
from assistant.i18n import Translator
from assistant.ui import map as plan
from assistant.ui import parts, session
from assistant.ui.offices import card, month, official, refusal_card, unlisted

_BOX, _WHICH = "find-commune", "find-which"
_POINT = re.compile(r"\s*(-?\d{1,2}(?:\.\d+)?)\s*,\s*(-?\d{1,3}(?:\.\d+)?)\s*")
_SHOWN: tuple[tuple[Show, M], ...] = (
    ("PN", M("Police")),
    ("GN", M("Gendarmerie")),
    ("partners", M("Mairie et partenaires")),
)


def draw() -> None:
    t = session.visit().t
    parts.title(t(M("Trouver une brigade ou un commissariat")))
    parts.paragraph(
        t(M("Vous pouvez déposer plainte dans l'unité de votre choix, partout en France. En urgence : 17 ou 112."))
    )
    commune = _ask(t)
    if commune:
        _answer(commune, t)
    st.html(f'<div class="pl-refusal">{refusal_card(t)}</div>')
    if commune:
        _credits(t)


def _answer(commune: Commune, t: Translator) -> None:
    """What is known of the commune; without a single place known there, filters would filter nothing."""
    at = session.now().replace(tzinfo=session.PARIS)
    everything = frozenset(kind for kind, _ in _SHOWN)
    some = bool(directory.places(commune.insee, everything, at.date()))
    show, open_only = _filters(t) if some else (everything, False)
    offices = directory.places(commune.insee, show, at.date(), at if open_only else None)
    with st.container(key="pl-results"):
        _results(commune, offices, t, at)
        if some and not offices:
            text = M(
                "Aucun de ces lieux n'est ouvert maintenant à notre connaissance. Beaucoup d'horaires nous sont inconnus : téléphonez."
            )
            parts.paragraph(t(text if open_only else M("Aucun lieu à montrer avec ce choix.")))
    if "partners" in show and (kinds := directory.unlisted(commune.insee, at.date())):
        st.html(unlisted(kinds, t))


def _ask(t: Translator) -> Commune | None:
    """The commune asked for, chosen among homonyms when there are several."""
    st.html(f'<div data-prelude-commune="{_BOX}"></div>')
    typed = st.text_input(t(M("Commune ou code postal")), key=_BOX, on_change=_settle, autocomplete="off").strip()
    _locate(t)
    if not typed:
        return None
    found, matches = directory.only_commune(typed), directory.find_communes(typed)
    if found is None and len(matches) == 1:
        found = matches[0].commune
    if found is None and matches:
        names = {match.commune.insee: directory.listed_name(match) for match in matches}
        chosen = st.radio(t(M("Laquelle ?")), list(names), index=None, format_func=lambda i: names[str(i)], key=_WHICH)
        found = directory.commune(str(chosen)) if chosen else None
    if not matches and found is None:
        parts.paragraph(t(M("Nous ne trouvons pas cette commune. Vérifiez son nom ou donnez son code postal.")))
    return found


def _locate(t: Translator) -> None:
    """The button that asks the device for its position; only a person's tap does."""
    button = (
        f'<button type="button" class="pl-button" data-prelude-locate="{_BOX}" '
        f'data-asking="{escape(t(M("Votre appareil cherche sa position…")))}" '
        f'data-refused="{escape(t(M("Position non disponible. Écrivez le nom de la commune.")))}">'
        f"{escape(t(M('Utiliser ma position')))}</button>"
    )
    told = M(
        "Facultatif : au kilomètre près, pour trouver la commune, puis oubliée. Votre appareil demandera votre accord."
    )
    st.html(f'<div class="pl-locate">{button}<p class="pl-help">{escape(t(told))}</p><p role="status"></p></div>')


def _settle() -> None:
    """A position becomes the name of a commune at once: the position itself is not kept."""
    typed = str(session.widgets().get(_BOX, ""))
    point = _POINT.fullmatch(typed)
    if point:
        found = directory.commune_at(float(point[1]), float(point[2]))
        session.widgets()[_BOX] = f"{found.name} ({found.department})" if found else ""
    session.widgets().pop(_WHICH, None)


def _filters(t: Translator) -> tuple[frozenset[Show], bool]:
    with st.container(horizontal=True, key="pl-filters"):
        show = frozenset(kind for kind, words in _SHOWN if st.checkbox(t(words), value=True, key=f"find-{kind}"))
        open_only = st.checkbox(t(M("Ouvert maintenant")), key="find-open")
    return show, open_only


def _results(commune: Commune, offices: tuple[Office, ...], t: Translator, at: dt.datetime) -> None:
    """The list, and the map after the units: beside the whole list on a wide screen (pages.css)."""
    st.html(f'<h2 class="pl-section">{escape(directory.situated(commune))}</h2>')
    _competence(commune, t)
    units = [office for office in offices if office.force]
    _cards(offices, 0, len(units), t, at)
    if offices and plan.has_map(commune):
        alt = M(
            "Carte de {commune} et des communes voisines. Les numéros sont ceux de la liste, qui dit tout.",
            commune=commune.name,
        )
        with st.container(key="pl-map"):
            st.html(plan.image(commune, offices, t(alt)))
    _cards(offices, len(units), len(offices), t, at)


def _cards(offices: tuple[Office, ...], first: int, last: int, t: Translator, at: dt.datetime) -> None:
    settled = any(office.competent for office in offices)
    for number, office in enumerate(offices[first:last], first + 1):
        st.html(card(office, t, at, number, _way(office, t), level=3, settled=settled))


def _competence(commune: Commune, t: Translator) -> None:
    """What is established of the zone, with its source; what is not is said."""
    forces = directory.covered(commune.department)
    if not forces:
        _uncovered(t)
        return
    lines = [t(_zone(commune)), t(M("Téléphonez avant de vous déplacer si vous le pouvez : horaires, rendez-vous."))]
    html = f"<p>{escape(' '.join(lines))}</p>"
    if commune.zone_source and commune.zone in _FORCES:
        source = M(
            "Source : {source}, {date}", source=commune.zone_source, date=month(commune.zone_source_date or "", t)
        )
        html += f'<p class="pl-source">{escape(t(source))}</p>'
    for missing in [force for force in _FORCES if force not in forces]:
        text = M("Nous n'avons pas les unités de {force} de ce département.", force=_FORCES[missing])
        html += f'<p class="pl-advice">{escape(t(text))} {official(t)}</p>'
    st.html(f'<div class="pl-card">{html}</div>')


_FORCES = {"PN": M("police"), "GN": M("gendarmerie")}


def _zone(commune: Commune) -> M:
    force = _FORCES.get(commune.zone or "")
    if force is None:
        return M(
            "Nous ne savons pas quelle unité est compétente pour cette commune. Toute unité doit recevoir votre plainte."
        )
    return M("{commune} est en zone de {force}.", commune=commune.name, force=force)


def _uncovered(t: Translator) -> None:
    """A département of which no unit is known: whom to call, where to look, and that there are other doors."""
    urgent = f"{escape(t(M('En urgence :')))} {parts.tel('17')} {escape(t(M('ou')))} {parts.tel('112')}"
    told = M(
        "Nous n'avons pas les unités de ce département. Cherchez un commissariat ou une gendarmerie dans l'annuaire officiel : partout en France, l'unité de votre choix doit recevoir votre plainte."
    )
    doors = M(
        "Selon les faits, une plainte en ligne ou une lettre au procureur est possible aussi : le questionnaire le dit."
    )
    st.html(
        f'<div class="pl-advice pl-card"><p>{urgent}</p><p>{escape(t(told))} {official(t)}</p><p>{escape(t(doors))}</p></div>'
    )
    st.page_link("views/accueil.py", label=t(M("Dire ce qui s'est passé")))


def _way(office: Office, t: Translator) -> str:
    """The way there, only for whom asks: the link opens another site."""
    if office.lat is None or office.lon is None:
        return ""
    url = f"https://www.openstreetmap.org/directions?to={office.lat}%2C{office.lon}"
    about = M("Ce lien ouvre OpenStreetMap, un autre site : il saura où vous allez. Vérifiez l'adresse d'abord.")
    opened = escape(t(M("Ouvrir l'itinéraire vers {name}", name=office.name)))
    return (
        f'<details class="pl-way"><summary>{escape(t(M("Itinéraire")))}</summary><p class="pl-help">{escape(t(about))}</p>'
        f'<p><a href="{escape(url)}" rel="noreferrer noopener" target="_blank">{opened}</a></p></details>'
    )


def _credits(t: Translator) -> None:
    """Every source of what is shown, with its licence and date."""
    lines = [f"{source.label} – {source.licence}, {month(source.date, t)}" for source in directory.sources()]
    items = "".join(f"<li>{escape(line)}</li>" for line in (*lines, *directory.imported_sources()))
    st.html(f'<section class="pl-credits"><h2>{escape(t(M("Sources des données")))}</h2><ul>{items}</ul></section>')


draw()
