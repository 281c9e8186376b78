"""The reference: the widgets of the questionnaire, page by page, in plain Streamlit. `streamlit run` serves this file."""

import streamlit as st

from tests.bench.bare.spec import DRAW, NUMBERS, following, spec

stops = spec().stops
here = stops[st.session_state.get("place", 0)]
st.set_page_config(page_title="Prélude", layout="centered")
st.html(NUMBERS)
st.title(here.title, anchor=False)
for widget in here.widgets:
    DRAW[widget.kind](widget, following(widget, here))
