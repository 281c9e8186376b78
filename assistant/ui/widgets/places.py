"""Places: a commune found as it is typed, a country, online, or unknown."""

from __future__ import annotations

import datetime as dt
from functools import cache
from html import escape

import streamlit as st
from babel import Locale
from pydantic import JsonValue

from assistant.directory import commune, find_communes, listed_name, only_commune, situated
from assistant.fields import ONLINE, Field, Place, said
from assistant.i18n import Message as M
from assistant.i18n import Translator
from assistant.ui.widgets.asking import Asking, State, Where, error_html, key_of, label, mend, offers_unknown, text_at
from assistant.ui.widgets.simple import UNKNOWN


def ask_place(asking: Asking) -> None:
    """First what kind of answer, then the boxes it needs; the kind reruns the page, the rest waits."""
    t, key, field = asking.t, asking.key, asking.field
    assert isinstance(field, Place)
    label(asking)
    ways = _ways(asking, field)
    mend(f"{key}-way", ways)
    mend(f"{key}-text")
    with st.container(key=key, gap="small"):
        way = st.radio(
            t(field.name), list(ways), index=list(ways).index(_way(asking.value)), format_func=lambda w: ways[str(w)],
            key=f"{key}-way", label_visibility="collapsed",
        )  # fmt: skip
        if way == "unknown":
            return
        given = asking.value if isinstance(asking.value, dict) else {}
        if way in ("france", ONLINE):
            words = M("Votre commune (elle décide du tribunal)") if way == ONLINE else M("Commune ou code postal")
            _ask_commune(t(words), given, key, t)
        if way == "france" and field.route:
            end = given.get("end")
            told = t(M("En chemin ? L'autre commune du trajet (facultatif)"))
            _ask_commune(told, end if isinstance(end, dict) else {}, f"{key}-end", t)
        if way == "abroad":
            _ask_country(asking, given)
        if way != ONLINE:
            _ask_kind(asking, field, given)
        words = (
            M("Site, application ou numéro, en quelques mots")
            if way == ONLINE
            else M("Adresse ou repère, même approximatif")
        )
        st.text_input(t(words), str(given.get("text", "")), key=f"{key}-text", on_change="ignore", autocomplete="off")


def _ways(asking: Asking, field: Place) -> dict[str, str]:
    t = asking.t
    ways = {"france": t(M("Dans une commune en France"))}
    if not field.options or ONLINE in field.options:
        ways[ONLINE] = t(M("En ligne ou par téléphone"))
    ways["abroad"] = t(M("À l'étranger"))
    if offers_unknown(asking):
        ways["unknown"] = t(M("Je ne sais pas"))
    return ways


def _way(value: JsonValue) -> str:
    if said(value) == "unknown":
        return "unknown"
    if isinstance(value, dict) and value.get("kind") == ONLINE:
        return ONLINE
    return "abroad" if isinstance(value, dict) and value.get("country") else "france"


def _ask_commune(words: str, given: dict[str, JsonValue], key: str, t: Translator) -> None:
    found = commune(str(given.get("commune", "")))
    before = found.name if found else str(given.get("text", "")) if key.endswith("-end") else ""
    st.html(f'<div data-prelude-commune="{key}-commune"></div>')  # suggestions while it is typed (shell/communes.js)
    mend(f"{key}-commune")
    typed = st.text_input(words, before, key=f"{key}-commune", autocomplete="off")
    if not typed.strip():
        return
    matches = find_communes(typed)
    exact = settled(typed)
    if exact:
        st.html(f'<p class="pl-found">✓ {escape(exact[1])}</p>')
    elif matches:
        names = {match.commune.insee: listed_name(match) for match in matches}
        names[""] = t(M("Aucune de celles-ci"))
        ids = list(names)
        mend(f"{key}-insee", ids)
        st.radio(
            t(M("Laquelle ?")), ids, index=ids.index(found.insee) if found and found.insee in ids else None,
            format_func=lambda i: names[str(i)], key=f"{key}-insee", on_change="ignore",
        )  # fmt: skip
    else:
        text = t(M("Nous ne trouvons pas cette commune : vos mots sont gardés tels quels."))
        st.html(f'<p class="pl-help">{escape(text)}</p>')


def settled(typed: str) -> tuple[str, str] | None:
    """The commune meant without doubt: the INSEE code and its printed name; None when it must be chosen."""
    found = only_commune(typed)
    return (found.insee, situated(found)) if found else None


def _ask_country(asking: Asking, given: dict[str, JsonValue]) -> None:
    countries = _countries(asking.t.lang)
    codes = list(countries)
    code = str(given.get("country", ""))
    mend(f"{asking.key}-country", codes)
    st.selectbox(
        asking.t(M("Pays")), codes, index=codes.index(code) if code in codes else None, format_func=lambda c: countries[str(c)],
        key=f"{asking.key}-country", on_change="ignore", placeholder=asking.t(M("Choisir")),
    )  # fmt: skip


def _ask_kind(asking: Asking, field: Place, given: dict[str, JsonValue]) -> None:
    kinds = [k for k in field.options if k != ONLINE]
    if not kinds:
        return
    kind = given.get("kind")
    mend(f"{asking.key}-kind", kinds)
    st.selectbox(
        asking.t(M("Quel genre de lieu ?")), kinds, index=kinds.index(str(kind)) if kind in kinds else None,
        format_func=lambda k: asking.t(field.options[str(k)]), key=f"{asking.key}-kind", on_change="ignore",
        placeholder=asking.t(M("Choisir")),
    )  # fmt: skip


@cache
def _countries(lang: str) -> dict[str, str]:
    names = Locale.parse(lang).territories
    real = {
        c: n
        for c, n in names.items()
        if len(c) == 2 and c.isalpha() and c not in ("FR", "EU", "EZ", "UN", "ZZ", "XA", "XB", "QO")
    }
    return dict(sorted(real.items(), key=lambda pair: str(pair[1])))


def raw_place(field: Field, where: Where, state: State, today: dt.date) -> JsonValue:
    key = key_of(where)
    way = state.get(f"{key}-way", "france")
    if way == "unknown":
        return UNKNOWN
    value: dict[str, JsonValue] = {}
    if way in ("france", ONLINE):
        value |= _raw_commune(key, state)
    if way == "france" and (end := _raw_commune(f"{key}-end", state)):
        value = value | {"end": end} if value else end  # one end alone is the place
    if way == "abroad" and state.get(f"{key}-country"):
        value["country"] = str(state[f"{key}-country"])
    text = text_at(f"{key}-text", state)
    if text:
        value["text"] = f"{value['text']}, {text}" if value.get("text") else text
    kind = ONLINE if way == ONLINE else state.get(f"{key}-kind")
    if kind and (value or way == ONLINE):
        value["kind"] = str(kind)
    return value or None


def _raw_commune(key: str, state: State) -> dict[str, JsonValue]:
    typed = text_at(f"{key}-commune", state)
    if not typed:
        return {}
    exact = settled(typed)
    if exact:
        return {"commune": exact[0]}
    chosen = state.get(f"{key}-insee")
    matches = [match.commune.insee for match in find_communes(typed)]
    if matches and chosen is None:
        return {"commune": typed}  # refused by the field, which asks to choose in the list
    return {"commune": str(chosen)} if chosen in matches else {"text": typed}


__all__ = ["Translator", "ask_place", "error_html", "raw_place"]
