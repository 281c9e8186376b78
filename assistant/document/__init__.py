"""From a walked form to papers: `build` gives neutral blocks, the writers turn blocks into bytes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from assistant.document.blocks import Document


def _pdf(document: Document) -> bytes:
    from assistant.document.pdf import write  # typst takes 140 ms to import: only when a paper is made

    return write(document)


def _docx(document: Document) -> bytes:
    from assistant.document.docx import write  # 170 ms, as above

    return write(document)


# Extension point: one more format is one more module and one more line. Each gives the same words in the same order.
WRITERS: Mapping[str, Callable[[Document], bytes]] = MappingProxyType({"pdf": _pdf, "docx": _docx})
