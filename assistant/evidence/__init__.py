"""Attached files: which are taken, the clean copy that is shown, and the numbers that name them everywhere."""

from __future__ import annotations

from assistant.evidence.accept import Accepted, accept, pictures
from assistant.evidence.limits import FILE_MB, LIMITS, PIECES, SOUND_MB, TOTAL_MB, announced
from assistant.evidence.pieces import Numbered, Piece, Where, after_removal, check_room, file_name, manifest
from assistant.evidence.refusal import REFUSALS, Refused

__all__ = [
    "FILE_MB",
    "LIMITS",
    "PIECES",
    "REFUSALS",
    "SOUND_MB",
    "TOTAL_MB",
    "Accepted",
    "Numbered",
    "Piece",
    "Refused",
    "Where",
    "accept",
    "after_removal",
    "announced",
    "check_room",
    "file_name",
    "manifest",
    "pictures",
]
