"""A form: its shape, its reading from a folder, and its checks."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from assistant.form.check import (
    check_form,
    condition_problems,
    essential_ids,
    is_moment,
    link_problems,
    reference_problems,
    untranslated,
)
from assistant.form.guides import Guide, Guides, load_guides
from assistant.form.load import FORMS, Loaded, load_form
from assistant.form.model import (
    Action,
    Advice,
    Caution,
    Confidence,
    Deadline,
    DocumentKind,
    Form,
    Link,
    Page,
    parts_of,
    per_object,
    walk_fields,
)
from assistant.form.shared import load_shared
from assistant.problems import Problem


@dataclass(frozen=True)
class Library:
    """Every form of a folder that can be served, and every problem of all of them."""

    root: Path
    forms: dict[str, Form]
    loaded: dict[str, Loaded]
    problems: tuple[Problem, ...]
    guides: Guides


def load_library(root: Path = FORMS) -> Library:
    """Reads all forms of a folder; a broken form is left out and told, the others are served."""
    shared, essential = load_shared(root), essential_ids(root)
    loaded = {p.parent.name: load_form(p.parent, shared) for p in sorted(root.glob("[a-z]*/form.yaml"))}
    checked = {name: check_form(one, essential) for name, one in loaded.items()}
    forms = {n: one.form for n, one in loaded.items() if one.form and not any(p.is_error for p in checked[n])}
    guides = load_guides(root)
    told = [
        *shared.problems,
        *guides.problems,
        *reference_problems(root),
        *(p for one in loaded.values() for p in one.problems),
        *(p for found in checked.values() for p in found),
        *link_problems(loaded),
    ]
    return Library(root, forms, loaded, tuple(sorted(set(told))), guides)


__all__ = [
    "FORMS",
    "Action",
    "Advice",
    "Caution",
    "Confidence",
    "Deadline",
    "DocumentKind",
    "Form",
    "Guide",
    "Guides",
    "Library",
    "Link",
    "Loaded",
    "Page",
    "Problem",
    "check_form",
    "condition_problems",
    "essential_ids",
    "is_moment",
    "load_form",
    "load_guides",
    "load_library",
    "load_shared",
    "parts_of",
    "per_object",
    "untranslated",
    "walk_fields",
]
