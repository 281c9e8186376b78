"""The shell of the real app around the contract page."""

import streamlit as st

from assistant.ui.server import middleware, routes

app = st.App("app.py", middleware=middleware(), routes=routes())
