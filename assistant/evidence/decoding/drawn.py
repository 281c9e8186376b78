"""What opening a file gives: clean pictures, and what is worth knowing of the original."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Drawn:
    """Clean JPEG pictures; `taken` and `located` come from the original and stand on no paper."""

    pictures: tuple[bytes, ...] = field(default=(), repr=False)
    pages: int = 0  # of a PDF
    taken: str = ""  # when, by the clock of the device: 2026-11-20T19:02:11
    located: bool = False  # whether the original holds a position
