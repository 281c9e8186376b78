"""Prélude: prepares a complaint; a form is data, pure functions do the rest, Streamlit only draws."""
