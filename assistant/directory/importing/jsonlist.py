"""The objects of a JSON list, one at a time: the whole directory of the administration would weigh a gigabyte at once."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator

from assistant.directory.importing.report import Unreadable

_PIECE = 1 << 20  # bytes read at a time
_LONGEST = 4 * _PIECE  # characters of one object: a service takes three thousand
_BETWEEN = re.compile(r"[\s,]*")
_SCALAR = r'\s*+"\w++"\s*+:[^,\[\]{}]++,'  # what some exports say before the list: how many there are
_LIST = re.compile(rf'\s*+(?:{{(?:{_SCALAR})*+\s*+"(?:services?|results|records)"\s*+:\s*+)?\[')


def objects(name: str, content: bytes) -> Iterator[tuple[int, int, dict[str, object]]]:
    """Bytes read so far, number of the object (from 1) and object, of `[…]` or `{"service": […]}`. Raises Unreadable."""
    pieces = _pieces(name, content)
    read, text = next(pieces)
    begun = _LIST.match(text)
    if begun is None:
        raise Unreadable(f"{name} : une liste de services est attendue.")
    decode, at, number = json.JSONDecoder().raw_decode, begun.end(), 0
    while True:
        at = _between(text, at)
        if text[at : at + 1] == "]":
            if text[at + 1 :].lstrip()[:1] not in ("", "}", ","):
                raise Unreadable(f"{name} n'est pas du JSON lisible après la liste.")
            break
        try:
            one, at = decode(text, at)
        except RecursionError:
            raise Unreadable(f"{name} : des listes imbriquées sans fin, ce n'est pas un de ces fichiers.") from None
        except ValueError:
            text, at = text[at:], 0
            read, more = next(pieces, (read, ""))
            if not more or len(text) > _LONGEST:
                raise Unreadable(
                    f"{name} n'est pas du JSON lisible après le service n° {number}, ou s'arrête là."
                ) from None
            text += more
            continue
        number += 1
        if isinstance(one, dict):
            yield read, number, one
    if not number:
        raise Unreadable(f"{name} : la liste des services est vide.")


def _between(text: str, at: int) -> int:
    found = _BETWEEN.match(text, at)
    return found.end() if found else at


def _pieces(name: str, content: bytes) -> Iterator[tuple[int, str]]:
    decode = codecs.getincrementaldecoder("utf-8-sig")().decode
    try:
        for at in range(0, len(content), _PIECE):
            yield min(at + _PIECE, len(content)), decode(content[at : at + _PIECE], at + _PIECE >= len(content))
    except UnicodeDecodeError as error:
        raise Unreadable(f"{name} n'est pas en UTF-8 : enregistrez-le dans cet encodage.") from error
