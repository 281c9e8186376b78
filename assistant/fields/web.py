"""Web addresses, kept exactly as pasted: an investigator needs the whole URL."""

from __future__ import annotations

import re
from typing import ClassVar, Literal

from assistant.fields.base import Invalid, Kind, Schema
from assistant.fields.text import Lines
from assistant.i18n import Message as M

_URL = re.compile(r"^(?:[a-z][a-z0-9+.-]*://)?[^\s/$.?#]+\.[^\s]+$", re.IGNORECASE)


class Urls(Lines):
    """Addresses of sites, ads or profiles, one a line; with or without https://."""

    type: Literal["urls"]  # type: ignore[assignment]
    kind: ClassVar[Kind] = "text"

    def parse_line(self, text: str, index: int) -> str:
        if len(text) > 2000 or not _URL.match(text):
            raise Invalid(M("Collez une adresse comme https://exemple.fr/annonce."), (index,))
        return text

    def schema_value(self) -> Schema:
        return {"type": "array", "minItems": 1, "maxItems": 100, "items": {"type": "string", "minLength": 4}}
