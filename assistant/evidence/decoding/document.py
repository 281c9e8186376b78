"""A PDF searched for whatever acts by itself, then opened page by page from a copy that holds only what was searched."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

from assistant.evidence.decoding.drawn import Drawn
from assistant.evidence.decoding.picture import jpeg
from assistant.evidence.limits import OBJECTS, PAGES, PIXELS, SHOWN_PAGES, SHOWN_SIDE, UNPACKED
from assistant.evidence.refusal import Refused

if TYPE_CHECKING:
    from pikepdf import Object, Pdf

_ACTS = frozenset(
    "/JavaScript /Launch /SubmitForm /ImportData /GoToE /GoToR /Rendition /RichMediaExecute /Movie /Sound".split()
)
_ACTIVE_KEYS = frozenset("/JS /JavaScript /XFA /RichMediaContent".split())
_FILE_KEYS = frozenset("/EmbeddedFiles /EF".split())
_PACKED = frozenset("/FlateDecode /Fl /LZWDecode /LZW /RunLengthDecode /RL".split())
_STEP = 1 << 20  # bytes unpacked at a time
_DOTS = 2.0  # of a page, for a point: 144 an inch


def document(data: bytes, show: bool) -> Drawn:
    """The first pages as pictures; raises `Refused` for a PDF that is locked, active, holds files, or is too long."""
    import pikepdf

    try:
        opened = pikepdf.open(io.BytesIO(data), attempt_recovery=False, suppress_warnings=True)
    except pikepdf.PasswordError:
        raise Refused("pdf_locked") from None
    with opened as pdf:
        if pdf.is_encrypted:
            raise Refused("pdf_locked")
        if len(pdf.pages) > PAGES:
            raise Refused("pdf_long", limit=PAGES)
        if not len(pdf.pages):
            raise Refused("damaged")
        _search(pdf)
        copy = io.BytesIO()
        pdf.save(copy)
    return _drawn(copy.getvalue(), show)


def _search(pdf: Pdf) -> None:
    """Every object once: programs, actions, files inside, and how much they unpack to."""
    import pikepdf

    unpacked = 0
    for one in _values(pdf):
        if not isinstance(one, (pikepdf.Dictionary, pikepdf.Stream)):
            continue
        keys = frozenset(one.keys())
        action = one.get("/S")
        if keys & _ACTIVE_KEYS or (isinstance(action, pikepdf.Name) and str(action) in _ACTS):
            raise Refused("pdf_active")
        if keys & _FILE_KEYS or one.get("/Type") == "/EmbeddedFile" or one.get("/Subtype") == "/FileAttachment":
            raise Refused("pdf_files")
        if isinstance(one, pikepdf.Stream):
            _check_picture(one)
            unpacked += _unpacked(one, UNPACKED - unpacked)


def _values(pdf: Pdf) -> Iterator[Object]:
    """Every value of every object, references not followed: what they name comes by itself."""
    import pikepdf

    seen = 0
    for top in pdf.objects:
        waiting = [top]
        while waiting:
            one = waiting.pop()
            seen += 1
            if seen > OBJECTS * 20:
                raise Refused("heavy")
            yield one
            inside: list[Object] = []
            if isinstance(one, (pikepdf.Dictionary, pikepdf.Stream)):
                inside = [value for _, value in one.items()]
            elif isinstance(one, pikepdf.Array):
                inside = list(one)
            waiting += [value for value in inside if isinstance(value, pikepdf.Object) and not value.is_indirect]


def _check_picture(stream: Object) -> None:
    if stream.get("/Subtype") == "/Image":
        width, height = int(stream.get("/Width", 0)), int(stream.get("/Height", 0))
        if width * height > PIXELS:
            raise Refused("too_large")


def _unpacked(stream: Object, room: int) -> int:
    """Bytes that a compressed stream unpacks to; raises `Refused` past the room that is left."""
    import pikepdf

    filters = stream.get("/Filter", pikepdf.Array())
    names = [str(name) for name in filters] if isinstance(filters, pikepdf.Array) else [str(filters)]
    packed = [name for name in names if name in _PACKED]
    if len(packed) > 1:  # packed twice: a thousand times a thousand
        raise Refused("heavy")
    raw = stream.read_raw_bytes()
    if names[:1] not in (["/FlateDecode"], ["/Fl"]):
        return len(raw)
    size, reader = 0, zlib.decompressobj()
    try:
        piece = reader.decompress(raw, _STEP)
        while piece:
            size += len(piece)
            if size > room:
                raise Refused("heavy")
            piece = reader.decompress(reader.unconsumed_tail, _STEP)
    except zlib.error:  # the reader of pages decides whether it can do with it
        pass
    return size


def _drawn(data: bytes, show: bool) -> Drawn:
    """Every page opened, the first ones drawn."""
    import pypdfium2  # type: ignore[import-untyped]

    pictures = []
    with pypdfium2.PdfDocument(data) as pdf:
        pdf.init_forms()
        for number in range(len(pdf)):
            page = pdf[number]
            if show and number < SHOWN_PAGES:
                longer = max(page.get_size())
                bitmap = page.render(scale=min(_DOTS, SHOWN_SIDE / max(longer, 1)))
                pictures.append(jpeg(bitmap.to_pil()))
            page.close()
        return Drawn(tuple(pictures), pages=len(pdf))
