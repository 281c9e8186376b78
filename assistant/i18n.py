"""Texts as values: the core returns `Message`, the edges translate it. French is the source language."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import IO

import yaml
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

LOCALES = Path(__file__).parent.parent / "locales"
SOURCE = "fr"
# Own names: a person looks for their language, not for ours. A folder in locales/ is needed too.
LANGUAGES: Mapping[str, str] = {"fr": "Français", "en": "English"}
_FRENCH_GAPS = re.compile(r"(?<=«) | (?=[»?!:;])")
RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur"})
# The keys of a form file whose text a person reads (lists and mappings of texts included).
FORM_TEXTS = frozenset(
    "title label help why stop options intro short sentence facts item_label unit "  # of pages and questions
    "what when reason conditions text message body safety steps".split()  # of results, routing and channels
)


class Message:
    """A French sentence with named gaps, still to be translated; gaps may hold other messages."""

    __slots__ = ("msgid", "params", "plural")

    def __init__(self, msgid: str, /, *, plural: str | None = None, **params: object) -> None:
        self.msgid, self.plural, self.params = msgid, plural, params

    def __repr__(self) -> str:
        return f"Message({self.msgid!r}, {self.params!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Message) and (self.msgid, self.params) == (other.msgid, other.params)

    def __hash__(self) -> int:
        return hash(self.msgid)

    def __str__(self) -> str:
        return translator(SOURCE)(self)


M = Message  # the short name that the extractor looks for: M("…")


def Mn(one: str, many: str, **params: object) -> Message:
    """A message with a plural, chosen by `n`."""
    return Message(one, plural=many, **params)


@dataclass(frozen=True, slots=True)
class Translator:
    """Turns messages into one language; passed as a value because sessions are threads of one process."""

    lang: str
    catalog: Catalog | None = None
    fine: bool = False  # on a screen, French punctuation never begins a line

    @property
    def direction(self) -> str:
        return "rtl" if self.lang in RIGHT_TO_LEFT else "ltr"

    def __call__(self, text: Message | str) -> str:
        said = self._said(text)
        return _FRENCH_GAPS.sub("\u00a0", said) if self.fine and self.lang == SOURCE else said

    def _said(self, text: Message | str) -> str:
        if isinstance(text, str):
            return self._find(text) or text
        template = self._template(text)
        return template.format(**{k: self._gap(v) for k, v in text.params.items()}) if text.params else template

    def _gap(self, value: object) -> object:
        return self(value) if isinstance(value, Message) else value

    def _template(self, text: Message) -> str:
        if text.plural is None:
            return self._find(text.msgid) or text.msgid
        n = text.params.get("n", 1)
        count = n if isinstance(n, int) else 1
        if self.catalog is not None:
            entry = self.catalog.get(text.msgid)
            if entry is not None and isinstance(entry.string, (tuple, list)) and entry.string[0]:
                one = count == 1 if self.lang == "en" else count < 2
                return str(entry.string[0 if one else -1])
        return text.msgid if count < 2 else text.plural

    def has(self, msgid: str) -> bool:
        """Whether this language has its own words for a text."""
        return bool(self._find(msgid))

    def _find(self, msgid: str) -> str:
        entry = self.catalog.get(msgid) if self.catalog is not None and msgid else None
        return str(entry.string) if entry is not None and isinstance(entry.string, str) else ""


@cache
def translator(lang: str, fine: bool = False) -> Translator:
    """The translator of a language; an unknown language falls back to French rather than failing."""
    path = LOCALES / lang / "LC_MESSAGES" / "assistant.po"
    if lang == SOURCE or lang not in LANGUAGES or not path.exists():
        return Translator(SOURCE, fine=fine)
    with path.open("rb") as file:
        return Translator(lang, read_po(file, locale=lang), fine)


def extract_forms(
    fileobj: IO[bytes], keywords: object, comment_tags: object, options: object
) -> Iterator[tuple[int, None, str, list[str]]]:
    """Babel extractor: every text a person reads in a form file, with its line."""
    root = yaml.compose(fileobj.read().decode("utf-8"))
    if root is not None:
        yield from _texts(root, wanted=False)


def _texts(node: yaml.Node, wanted: bool) -> Iterator[tuple[int, None, str, list[str]]]:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            keyed = isinstance(key, yaml.ScalarNode) and key.value in FORM_TEXTS
            # under `options` or another wanted mapping every value is a text; ids (the keys) are not
            yield from _texts(value, keyed or (wanted and isinstance(value, yaml.ScalarNode)))
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _texts(item, wanted and isinstance(item, yaml.ScalarNode))
    elif isinstance(node, yaml.ScalarNode) and wanted and node.value and node.tag.endswith(":str"):
        yield node.start_mark.line + 1, None, node.value, []
