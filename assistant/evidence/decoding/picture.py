"""A picture opened to its last pixel, turned upright, reduced, and written anew without anything but its pixels."""

from __future__ import annotations

import io
import re
import warnings
from typing import TYPE_CHECKING

from assistant.evidence.decoding.drawn import Drawn
from assistant.evidence.kinds import HEIC, JPEG, PNG, WEBP, Kind
from assistant.evidence.limits import PIXELS, SHOWN_SIDE, SIDE
from assistant.evidence.refusal import Refused

if TYPE_CHECKING:
    from PIL.Image import Image as Picture

_OPENERS = {JPEG: "JPEG", PNG: "PNG", WEBP: "WEBP", HEIC: "HEIF"}
_QUALITY = 85
_EXIF, _POSITION, _TAKEN, _CHANGED = 0x8769, 0x8825, 0x9003, 0x0132
_MOMENT = re.compile(r"(\d{4}):(\d\d):(\d\d) (\d\d:\d\d:\d\d)")


def picture(data: bytes, kind: Kind) -> Drawn:
    """The clean copy of a picture, at most SHOWN_SIDE pixels on its longer side."""
    from PIL import Image

    if kind is HEIC:
        import pillow_heif

        pillow_heif.options.DECODE_THREADS = 1
        pillow_heif.register_heif_opener(thumbnails=False)
    Image.MAX_IMAGE_PIXELS = PIXELS
    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            opened = Image.open(io.BytesIO(data), formats=[_OPENERS[kind]])
        except (Image.DecompressionBombError, Image.DecompressionBombWarning):
            raise Refused("too_large") from None
    with opened:
        if opened.width * opened.height > PIXELS or max(opened.size) > SIDE:
            raise Refused("too_large")
        if kind is not HEIC and opened.format != "MPO" and getattr(opened, "n_frames", 1) > 1:
            raise Refused("animated")
        taken, located = _facts(opened)
        return Drawn((jpeg(opened),), taken=taken, located=located)


def _facts(opened: Picture) -> tuple[str, bool]:
    """When the original says that it was taken, and whether it says where."""
    exif = opened.getexif()
    said = exif.get_ifd(_EXIF).get(_TAKEN) or exif.get(_CHANGED) or ""
    moment = _MOMENT.match(said if isinstance(said, str) else "")
    return "{}-{}-{}T{}".format(*moment.groups()) if moment else "", bool(exif.get_ifd(_POSITION))


def jpeg(opened: Picture) -> bytes:
    """A picture on white, reduced, as a JPEG that holds nothing else."""
    from PIL import Image, ImageOps

    opened.draft("RGB", (SHOWN_SIDE, SHOWN_SIDE))  # a JPEG is still read to its end, at a fraction of the memory
    opened.load()
    whole = opened.mode in ("RGB", "RGBA", "L")  # no second copy of a large picture
    small = opened if whole else opened.convert("RGBA" if opened.has_transparency_data else "RGB")
    small.thumbnail((SHOWN_SIDE, SHOWN_SIDE))
    small = ImageOps.exif_transpose(small)
    sheet = Image.new("RGB", small.size, "white")  # a new sheet has no comment, profile or position to carry over
    sheet.paste(small, mask=small if small.mode == "RGBA" else None)
    written = io.BytesIO()
    sheet.save(written, "JPEG", quality=_QUALITY)
    return written.getvalue()
