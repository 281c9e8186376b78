"""Answers given in a file: read as they are, checked whole, refused with the place of every error."""

from __future__ import annotations

import json
from pathlib import Path

from assistant.facts import Answers
from assistant.flow import validate
from assistant.form import Form


class Unfit(Exception):
    """A file that cannot be taken; the message says what to mend."""


def answers(form: Form, file: Path) -> Answers:
    """The clean answers of a JSON file; `Unfit` tells each answer that does not fit, by its dotted path."""
    raw = _read(file)
    if not isinstance(raw, dict):
        raise Unfit(f'{file} : un objet de réponses est attendu, par exemple {{"decl_role": "victime"}}.')
    clean, errors = validate(form, raw)
    if errors:
        raise Unfit("\n".join(f"{'.'.join(map(str, where))} : {message}" for where, message in errors.items()))
    return clean


def _read(file: Path) -> object:
    try:
        return json.loads(file.read_text(encoding="utf-8-sig"))  # Windows writes a mark before the first character
    except OSError as error:
        raise Unfit(f"Fichier illisible : {file} ({error.strerror}).") from error
    except RecursionError as error:
        raise Unfit(f"{file} : trop de niveaux les uns dans les autres.") from error
    except ValueError as error:  # not UTF-8, not JSON, or a number of thousands of digits
        raise Unfit(f"{file} n'est pas du JSON en UTF-8 : {error}.") from error
