"""What every rerun does: pick the page, draw the shared parts around it."""

from __future__ import annotations

import streamlit as st

from assistant.ui import boxes, keeping, parts
from assistant.ui.screens import kept


def main() -> None:
    st.set_page_config(page_title="Prélude", layout="centered", initial_sidebar_state="collapsed")
    keeping.begin()
    pages = [
        st.Page(f"views/{name}.py", title="Prélude", url_path=path, default=not path) for name, path in parts.PAGES
    ]
    chosen = st.navigation(pages, position="hidden")
    boxes.set_aside(away=chosen.url_path != "dossier")
    keeping.save()
    parts.head_line()
    kept.notice()
    parts.danger_card()
    chosen.run()
    kept.heartbeat()
    parts.footer()
    parts.marker()


main()
