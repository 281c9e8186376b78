"""Attached files: what is taken, what is refused, and how they are numbered."""
