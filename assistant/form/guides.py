"""Step-by-step help "on your phone": written once, shown under the questions that need it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from pydantic import Field as Key
from pydantic import ValidationError

from assistant.fields import Field
from assistant.fields.base import Id, Text
from assistant.form.load import FORMS, told
from assistant.form.model import Part, parts_of
from assistant.form.yamlfile import load
from assistant.problems import Problem, problem

GUIDES = Path("_shared") / "blocks" / "guides.yaml"


class Guide(Part):
    """Some gestures in order; `for` names the questions, or parts of questions, they help to answer."""

    id: Id
    title: Text
    for_: tuple[Id, ...] = Key(alias="for", min_length=1)
    steps: tuple[Text, ...] = Key(min_length=1)
    help: Text


@dataclass(frozen=True)
class Guides:
    """The guides of a forms folder, and what keeps some of them from being read."""

    guides: tuple[Guide, ...]
    problems: tuple[Problem, ...]

    def of(self, fields: Iterable[Field]) -> tuple[Guide, ...]:
        """The guides for some questions, in the order of the file."""
        ids = {name for field in fields for name in (field.id, *(part.id for part in parts_of(field)))}
        return tuple(guide for guide in self.guides if ids & set(guide.for_))


def load_guides(root: Path = FORMS) -> Guides:
    """Reads the guides; a folder without any has none, a faulty one is left out and told."""
    if not (root / GUIDES).is_file():
        return Guides((), ())
    file = load(root / GUIDES)
    found, problems = list[Guide](), list(file.problems)
    if not isinstance(file.data, list) and not file.problems:
        problems.append(problem("VALUE_INVALID", file.path, 1, key=file.path.name, detail="une liste est attendue"))
    for index, raw in enumerate(file.data if isinstance(file.data, list) else []):
        try:
            found.append(Guide.model_validate(raw))
        except ValidationError as error:
            problems += [told(Guide, detail, file, (index, *detail["loc"])) for detail in error.errors()]
    return Guides(tuple(found), tuple(problems))
