"""The resume code: 80 random bits and a check character, in letters that cannot be mistaken for one another."""

from __future__ import annotations

import secrets
import threading
from dataclasses import asdict, dataclass

from argon2.low_level import Type, hash_secret_raw
from stdnum import luhn

from assistant.storage.sealing import KEY, derive

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford: neither I, L, O nor U
LENGTH = 16  # 80 bits; the check character is the 17th
_READ_AS = str.maketrans("OIL", "011")
_AT_ONCE = threading.BoundedSemaphore(2)  # 64 MiB each: wrong codes must not fill the memory


@dataclass(frozen=True, slots=True)
class Cost:
    """What one try of a code costs (argon2id). `memory` in KiB."""

    memory: int = 65_536
    time: int = 3
    lanes: int = 1

    def as_json(self) -> dict[str, int]:
        return asdict(self)


REAL = Cost()  # about 240 ms
CHEAP = Cost(memory=64, time=1)  # for tests that try ten thousand codes
_DEAREST = Cost(memory=262_144, time=10, lanes=4)  # beyond, a file asks for our memory rather than for its key


def new_code() -> str:
    """A code as it is shown: `7K3M-Q2XA-…-C`, the check character last."""
    letters = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    letters += luhn.calc_check_digit(letters, ALPHABET)
    return "-".join([*(letters[n : n + 4] for n in range(0, LENGTH, 4)), letters[LENGTH:]])


def read_code(typed: str) -> str | None:
    """The 17 letters of a code as a person types it (case, spaces, dashes, O for 0); None if it cannot be one."""
    letters = "".join(letter for letter in typed.upper() if letter.isalnum()).translate(_READ_AS)
    sound = len(letters) == LENGTH + 1 and set(letters) <= set(ALPHABET)
    return letters if sound and luhn.checksum(letters, ALPHABET) == 0 else None


def key_from(code: str, salt: bytes, cost: Cost) -> bytes:
    """The key that a code gives, two at a time at most. `code`: as `read_code` returns it."""
    with _AT_ONCE:
        raw = hash_secret_raw(code.encode(), salt, cost.time, cost.memory, cost.lanes, KEY, Type.ID)
    return derive(raw, "code")


def cost_from(told: object) -> Cost | None:
    """The cost written in a row or a file; None when it is not one we agree to pay."""
    if not isinstance(told, dict) or set(told) != {"memory", "time", "lanes"}:
        return None
    asked = Cost(**{name: value for name, value in told.items() if type(value) is int})
    within = 1 <= asked.time <= _DEAREST.time and 1 <= asked.lanes <= _DEAREST.lanes
    return asked if within and 8 * asked.lanes <= asked.memory <= _DEAREST.memory else None
