"""A danger told in any place of a questionnaire where people write freely is heard; the name of a thing is none."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pydantic import JsonValue

from assistant.fields import Field, Group, Items, LongText, Text
from assistant.flow import free_texts
from assistant.form import load_library
from assistant.triage.danger import danger_in_answer

pytestmark = pytest.mark.chat
NOW = "il est devant la porte avec un couteau, aidez-moi"


def written(question: Field) -> Iterator[JsonValue]:
    """The answers to a question in which one free text, wherever it is, tells a danger."""
    if isinstance(question, (Text, LongText)):
        yield NOW
    elif isinstance(question, (Group, Items)):
        for part in question.parts:
            for value in written(part):
                yield {part.id: value} if isinstance(question, Group) else [{}, {part.id: value}]


def test_every_free_text_of_every_form_is_listened_to() -> None:
    deaf, heard = [], 0
    for form in load_library().forms.values():
        for question in form.fields.values():
            for value in written(question):
                texts = list(free_texts([question], {question.id: value}))
                heard += 1
                if not any(danger_in_answer(text, short) for text, short in texts):
                    deaf.append((form.id, question.id))
    assert deaf == []
    assert heard > 200


@pytest.mark.parametrize(
    ("text", "is_danger"),
    [
        ("une carabine de chasse", False),
        ("un couteau pliant montré dans une vidéo", False),
        ("petite lame, manche noir, tenue dans la main droite", False),
        ("marques de pied-de-biche près de la serrure", False),
        ("je saigne beaucoup", True),
        ("il est devant ma porte", True),
        ("help he has a knife", True),
        ("J'ai un couteau sous la gorge en ce moment", True),
        ("je vais me tuer ce soir", True),
    ],
)
def test_one_line_names_a_thing_or_calls_for_help(text: str, is_danger: bool) -> None:
    assert (danger_in_answer(text, short=True) is not None) == is_danger
