"""Pictures and PDF opened to the end and drawn anew. Runs in a process of its own: see `isolated`."""

from __future__ import annotations

from assistant.evidence.decoding.drawn import Drawn
from assistant.evidence.kinds import Kind
from assistant.evidence.refusal import Refused


def decode(kind: Kind, data: bytes, show: bool = True) -> Drawn:
    """The clean copy of a picture or of the first pages of a PDF; `show`: false opens everything and draws nothing.

    Raises `Refused` and nothing else. Sets limits that are those of the whole process.
    """
    try:
        if kind.family == "pdf":
            from assistant.evidence.decoding.document import document

            return document(data, show)
        from assistant.evidence.decoding.picture import picture

        return picture(data, kind)
    except Refused:
        raise
    except MemoryError:
        raise Refused("heavy") from None
    except Exception as error:  # what these libraries raise on broken files has no common class
        raise Refused("damaged") from error
