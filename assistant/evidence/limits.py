"""What a dossier can receive, in figures and in the sentences that announce them before a person chooses a file."""

from __future__ import annotations

from assistant.i18n import Message as M

MEGABYTE = 1024 * 1024
FILE_MB = 10  # a picture, a PDF, a text, an e-mail
SOUND_MB = 20  # about 20 minutes of a phone's recorder
PIECES = 20
TOTAL_MB = 60

PIXELS = 64_000_000  # 192 MB once opened; the default of every phone we know is below
SIDE = 30_000  # pixels
SHOWN_SIDE = 1600  # pixels, of the copy that is shown
PAGES = 200  # of a PDF
SHOWN_PAGES = 3
OBJECTS = 100_000  # of a PDF
UNPACKED = 300 * MEGABYTE  # all that a PDF holds, once unpacked
PREVIEW = 2000  # characters of a text
NAME = 80  # characters

_PICTURES = M("Photos (JPEG, PNG, WebP, HEIC), PDF, textes et courriels : {limit} Mo au plus chacun.", limit=FILE_MB)
_PAPERS = M("PDF, textes et courriels : {limit} Mo au plus chacun. Pas d'image sur cette page.", limit=FILE_MB)
_SOUNDS = M(
    "Enregistrements sonores (mp3, m4a, aac, ogg, opus, wav, amr, 3gp) : {limit} Mo au plus chacun.", limit=SOUND_MB
)
_TOTAL = M("En tout, {pieces} fichiers et {total} Mo au plus pour un dossier.", pieces=PIECES, total=TOTAL_MB)
_KEPT = M(
    "L'original est gardé tel quel, car il sert de preuve ; ce qui est affiché est une copie, sans lieu ni appareil."
)


def announced(images: bool = True) -> tuple[M, ...]:
    """The limits as sentences, to be read before a file is chosen; `images`: whether this question receives pictures."""
    return (_PICTURES if images else _PAPERS, _SOUNDS, _TOTAL, *([_KEPT] if images else []))


LIMITS = announced()
