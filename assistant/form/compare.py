"""Two versions of a form side by side, told in pages and questions: what a person, or who publishes, reads."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, TypeVar

from pydantic import BaseModel

from assistant.condition import Condition
from assistant.fields import Field, Need
from assistant.form.model import Form, Head, Page, parts_of
from assistant.form.sentence import sentence
from assistant.i18n import Message as M
from assistant.i18n import Translator

Sort = Literal[
    "page_added", "page_removed", "page_reworded", "page_condition", "page_text",
    "added", "removed", "reworded", "moved", "answer", "need", "condition", "private", "help", "setting",
    "option_added", "option_removed", "option_reworded", "order", "result",
]  # fmt: skip
T = TypeVar("T", Page, Field)
_NEEDS: Mapping[Need, M] = {
    "essential": M("« {name} » est maintenant une question essentielle"),
    "useful": M("« {name} » est maintenant utile, sans être essentielle"),
    "optional": M("« {name} » est maintenant facultative"),
}
_TEXTS = M("La présentation du questionnaire a changé")
_ADVICE = M("Les conseils ont changé")
# What each key of the head is for a person; a key that is not here is told as the presentation.
_RESULT: Mapping[str, M] = {
    "safety": _ADVICE,
    "advice": _ADVICE,
    "documents": M("Le document préparé peut être d'une autre sorte"),
    "deadlines": M("Les délais à ne pas manquer ont changé"),
    "actions": M("Ce qu'il y a à faire a changé"),
    "bring": M("Les pièces à apporter ont changé"),
    "cautions": M("Les points signalés à la relecture ont changé"),
    "sources": M("Les sources ont changé"),
}
_OWN = frozenset({"id", "label", "type", "need", "if_", "private", "help", "options", "parts"})  # told one by one


@dataclass(frozen=True, slots=True)
class When:
    """A condition, with the form whose words say it."""

    condition: Condition
    form: Form


@dataclass(frozen=True, slots=True)
class Change:
    """One difference: of which sort, of which page, question (`list.part` for a part) or key, and in words."""

    sort: Sort
    id: str
    text: M
    when: When | None = None

    def said(self, t: Translator) -> str:
        """The difference in the reader's language, with the condition as a sentence."""
        if self.when is None:
            return t(self.text)
        return t(M("{text} (si {when})", text=self.text, when=sentence(self.when.condition, self.when.form, t)))


def differences(old: Form, new: Form) -> tuple[Change, ...]:
    """Everything that differs, pages first; empty exactly when both would get the same version from this program."""
    if repr((old.head, old.pages)) == repr((new.head, new.pages)):
        return ()
    return (*_pages(old, new), *_all_questions(old, new), *_order(old, new), *_head(old.head, new.head))


def _matched(old: Iterable[T], new: Iterable[T]) -> tuple[list[T], list[tuple[T, T]], list[T]]:
    """What is gone, what is in both, what is new; by id, in the order of the form that has it."""
    before, after = {one.id: one for one in old}, {one.id: one for one in new}
    gone = [one for name, one in before.items() if name not in after]
    both = [(before[name], one) for name, one in after.items() if name in before]
    return gone, both, [one for name, one in after.items() if name not in before]


def _when(condition: Condition | None, form: Form) -> When | None:
    return When(condition, form) if condition is not None else None


def _pages(old: Form, new: Form) -> Iterator[Change]:
    gone, both, added = _matched(old.pages, new.pages)
    for page in added:
        yield Change("page_added", page.id, M("Nouvelle étape : « {name} »", name=M(page.title)), _when(page.if_, new))
    for page in gone:
        yield Change("page_removed", page.id, M("Étape retirée : « {name} »", name=M(page.title)))
    for before, after in both:
        name = M(after.title)
        if before.title != after.title:
            text = M("L'étape « {old} » s'appelle maintenant « {name} »", old=M(before.title), name=name)
            yield Change("page_reworded", after.id, text)
        if before.if_ != after.if_:
            some = M("L'étape « {name} » n'est maintenant montrée que dans certains cas", name=name)
            text = some if after.if_ else M("L'étape « {name} » est maintenant montrée dans tous les cas", name=name)
            yield Change("page_condition", after.id, text, _when(after.if_, new))
        if _rest(before, ("id", "title", "if_", "fields")) != _rest(after, ("id", "title", "if_", "fields")):
            yield Change("page_text", after.id, M("Le texte de l'étape « {name} » a changé", name=name))


def _all_questions(old: Form, new: Form) -> Iterator[Change]:
    yield from _questions(old.fields.values(), new.fields.values(), new)
    before, after = _places(old), _places(new)
    for name, page in after.items():
        if name in before and before[name].id != page.id:
            text = M(
                "« {name} » est maintenant à l'étape « {page} »", name=_quoted(new.fields[name]), page=M(page.title)
            )
            yield Change("moved", name, text)


def _places(form: Form) -> dict[str, Page]:
    return {question.id: page for page in form.pages for question in page.fields}


def _quoted(question: Field, outer: M | None = None) -> M:
    """How a question is called; a part, after what it is part of."""
    own = M(question.label)
    return own if outer is None else M("{question} › {part}", question=outer, part=own)


def _questions(
    old: Iterable[Field], new: Iterable[Field], form: Form, outer: M | None = None, path: str = ""
) -> Iterator[Change]:
    gone, both, added = _matched(old, new)
    for question in added:
        text = M("Nouvelle question : « {name} »", name=_quoted(question, outer))
        yield Change("added", path + question.id, text, _when(question.if_, form))
    for question in gone:
        yield Change("removed", path + question.id, M("Question retirée : « {name} »", name=_quoted(question, outer)))
    for before, after in both:
        name, where = _quoted(after, outer), path + after.id
        yield from _question(before, after, name, where, form)
        if before.type == after.type:
            yield from _options(before, after, name, where)
            yield from _questions(parts_of(before), parts_of(after), form, name, f"{where}.")


def _question(before: Field, after: Field, name: M, where: str, form: Form) -> Iterator[Change]:
    """What differs in one question, without its options and parts."""
    if before.label != after.label:
        yield Change("reworded", where, M("« {old} » devient « {name} »", old=M(before.label), name=name))
    if before.type != after.type:
        yield Change("answer", where, M("On répond autrement à « {name} »", name=name))
    if before.need != after.need:
        yield Change("need", where, M(_NEEDS[after.need].msgid, name=name))
    if before.if_ != after.if_:
        some = M("« {name} » n'est maintenant posée que dans certains cas", name=name)
        text = some if after.if_ else M("« {name} » est maintenant posée dans tous les cas", name=name)
        yield Change("condition", where, text, _when(after.if_, form))
    if before.private != after.private:
        hidden = M("La réponse à « {name} » ne figure plus sur les documents", name=name)
        text = hidden if after.private else M("La réponse à « {name} » figure maintenant sur les documents", name=name)
        yield Change("private", where, text)
    if before.help != after.help:
        yield Change("help", where, M("L'explication sous « {name} » a changé", name=name))
    if before.type == after.type and _rest(before, _OWN) != _rest(after, _OWN):
        yield Change("setting", where, M("La réponse à « {name} » est contrôlée ou montrée autrement", name=name))


def _rest(block: BaseModel, apart: Collection[str]) -> dict[str, str]:
    """The other keys of a block, to be compared and told together; what is no part of the version is no news."""
    keys = type(block).model_fields.items()
    return {key: repr(getattr(block, key)) for key, about in keys if about.repr and key not in apart}


def _options(before: Field, after: Field, name: M, where: str) -> Iterator[Change]:
    old: Mapping[str, str] = getattr(before, "options", {})
    new: Mapping[str, str] = getattr(after, "options", {})
    for key, words in new.items():
        if key not in old:
            text = M("« {name} » : nouvelle réponse possible, « {option} »", name=name, option=M(words))
            yield Change("option_added", where, text)
        elif old[key] != words:
            text = M(
                "« {name} » : la réponse « {old} » devient « {option} »", name=name, old=M(old[key]), option=M(words)
            )
            yield Change("option_reworded", where, text)
    for key in (key for key in old if key not in new):
        text = M("« {name} » : la réponse « {option} » n'est plus proposée", name=name, option=M(old[key]))
        yield Change("option_removed", where, text)


def _order(old: Form, new: Form) -> Iterator[Change]:
    """Whether what both have comes in another order; a question on another page is told as moved instead."""
    before, after = list(_sequence(old)), list(_sequence(new))
    common = set(before) & set(after)
    if [one for one in before if one in common] != [one for one in after if one in common]:
        yield Change("order", "", M("L'ordre des étapes, des questions ou des réponses a changé"))


def _sequence(form: Form) -> Iterator[tuple[str, str]]:
    for page in form.pages:
        yield "", page.id
        yield from _inside(page.fields, page.id)


def _inside(questions: Iterable[Field], outer: str) -> Iterator[tuple[str, str]]:
    for question in questions:
        yield outer, question.id
        own = f"{outer}.{question.id}"
        yield from ((f"{own}:", option) for option in getattr(question, "options", {}))
        yield from _inside(parts_of(question), own)


def _head(old: Head, new: Head) -> Iterator[Change]:
    """What differs on the result page and around the questions, one sentence for each kind of text."""
    told: dict[M, str] = {}
    after = _rest(new, ("sensitive",))
    for key, before in _rest(old, ("sensitive",)).items():
        if before != after[key]:
            told.setdefault(_RESULT.get(key, _TEXTS), key)
    if old.sensitive != new.sensitive:
        spoken = M("Plus rien n'est compté comme manquant : tout peut être dit de vive voix")
        told[spoken if new.sensitive else M("Ce qui manque d'essentiel est maintenant signalé")] = "sensitive"
    yield from (Change("result", key, text) for text, key in told.items())
