"""A page that uses every part of the contract between the pages and the shell; only the tests open it."""

import streamlit as st

state = st.session_state
state.setdefault("step", "un")
state.setdefault("seq", 0)
state.setdefault("focus", "heading")
state.setdefault("lang", "")


def go(step: str, focus: str = "heading") -> None:
    state.step, state.focus, state.seq = step, focus, state.seq + 1


lang = state.lang or st.query_params.get("lang") or st.context.cookies.get("prelude_lang") or "fr"
chosen = "1" if state.lang else ""
guard = "1" if state.step == "deux" else ""
st.html(
    f'<div id="prelude-page" data-lang="{lang}" data-dir="ltr" data-lang-chosen="{chosen}" data-step="{state.step}" '
    f'data-focus="{state.focus}" data-seq="{state.seq}" data-title="" data-guard="{guard}" '
    f'data-announce="Étape {state.step}"></div>'
)
st.title(f"Que s’est-il passé ? ({state.step})", anchor=False)
if state.focus == "error":
    st.html(
        '<div data-prelude-error role="group" aria-label="Erreurs"><p>À corriger :</p>'
        '<ul><li><a href="#nom" data-prelude-goto="nom">Votre nom</a></li></ul></div>'
    )
    st.html('<p data-prelude-for="nom">Écrivez votre nom.</p>')
st.html('<p data-prelude-help-for="nom">Comme sur votre pièce d’identité.</p>')
st.text_input("Votre nom", key="nom", max_chars=60)
st.selectbox("Lien avec la victime", ["Victime", "Parent"], key="lien", index=None)
st.radio("Quand ?", ["Aujourd’hui", "Hier"], key="quand", index=None)
st.html('<p data-prelude-for="quand">Choisissez un jour.</p>' if state.focus == "error" else "<p>Une réponse.</p>")
st.date_input("Date", key="date", value=None, format="DD/MM/YYYY")
st.text_area("Racontez", key="recit")
st.button("Suite", key="suite", type="primary", width="stretch", on_click=go, args=("deux",))
st.button("Vérifier", key="verifier", width="stretch", on_click=go, args=(state.step, "error"))
other = "en" if lang == "fr" else "fr"
st.button({"en": "English", "fr": "Français"}[other], key="langue", on_click=lambda: state.update(lang=other))


@st.dialog("Avant de partir")
def farewell() -> None:
    st.write("Tout est gardé.")
    st.text_input("Un mot", key="mot")


if st.button("Fenêtre", key="fenetre"):
    farewell()
st.button("Recharger", key="icone", icon=":material/check:")
