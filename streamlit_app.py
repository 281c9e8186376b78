"""What `streamlit run` serves: the Streamlit pages inside our own HTML shell. Nothing else belongs here."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import streamlit as st

from assistant.ui import mishap
from assistant.ui.library import warm
from assistant.ui.purging import purging
from assistant.ui.server import middleware, routes


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[None]:
    """Forms and word lists load in the background while the first visitor reads the first bytes; old copies go."""
    warm()
    with purging():
        yield


app = st.App(
    "assistant/ui/app.py", lifespan=lifespan, middleware=middleware(), routes=routes(), on_script_error=mishap.tell
)
