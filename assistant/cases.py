"""The use cases: from a form and answers to the result, and to the papers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from pathlib import Path as FilePath

from pydantic import JsonValue

from assistant import linked, review
from assistant.document import calendar as ics
from assistant.document.blocks import Document
from assistant.document.build import Dossier, case_answers, complaint
from assistant.document.case import canonical, digest
from assistant.document.dossier import numbered
from assistant.document.letter import letter
from assistant.document.pel import pel_sheet
from assistant.document.pieces import LIST, attachments
from assistant.document.token import load_or_create_key, sign
from assistant.evidence import Numbered, Piece
from assistant.facts import Answers
from assistant.flow import Path, free_texts, walk
from assistant.form import DocumentKind, Form
from assistant.i18n import Translator, translator
from assistant.routing import Routing, RoutingTable, route
from assistant.settings import settings
from assistant.triage.danger import Danger, danger_in_answer

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford: no letter that reads as a digit


def new_reference(choose: Callable[[Sequence[str]], str]) -> str:
    """A short public reference such as `P-7K3M-Q2XA`; it finds nothing and opens nothing. `choose`: a random pick."""
    letters = "".join(choose(_ALPHABET) for _ in range(8))
    return f"P-{letters[:4]}-{letters[4:]}"


@dataclass(frozen=True)
class Case:
    """One person's case at one moment; everything below is computed from it, nothing is stored."""

    form: Form
    answers: Answers
    table: RoutingTable
    reference: str
    created: dt.datetime
    lang: str = "fr"
    commune: str | None = None
    others: tuple[linked.Told, ...] = ()  # further facts of the same story, in order
    pieces: tuple[Piece, ...] = ()  # the attached files of every part; their bytes are elsewhere

    @cached_property
    def parts(self) -> tuple[Case, ...]:
        """Each set of facts as a case of its own, the main one first: what has a door, dates and gaps of its own."""
        own = replace(self, others=())
        return (own, *(replace(own, form=part.form, answers=part.answers) for part in self.others))

    @property
    def sensitive(self) -> bool:
        """One sensitive part is enough: its rules are then those of the whole dossier."""
        return any(part.form.sensitive for part in self.parts)

    @cached_property
    def path(self) -> Path:
        path = walk(self.form, self.answers, self.created.date())
        return path.shown(LIST) if any(piece.where[:2] == (self.form.id, LIST) for piece in self.pieces) else path

    @cached_property
    def evidence(self) -> tuple[Numbered, ...]:
        """The attached files under their numbers, in the whole dossier (not in one of its parts): the zip's too."""
        return numbered([part.path for part in self.parts], self.pieces)

    @cached_property
    def routing(self) -> Routing:
        return route(self.table, self.path, self.created.date(), self.commune)

    @cached_property
    def kind(self) -> DocumentKind:
        return review.document_kind(self.path)

    @cached_property
    def content(self) -> bytes:
        """The canonical case.json, without any private field: what the token signs. `parts`: the further ones."""
        paths = [part.path for part in self.parts]
        told: list[dict[str, object]] = [
            {
                "form": part.form.id,
                "form_version": part.form.version,
                "document_kind": part.kind,
                "answers": case_answers(part.path, paths),
            }
            for part in self.parts
        ]
        about = {
            "format": "prelude.case/1",
            "reference": self.reference,
            "created": self.created.isoformat(timespec="minutes"),
        }
        files = attachments(paths, self.pieces)
        more = {"parts": told[1:]} if self.others else {}
        return canonical(about | told[0] | more | ({"attachments": files} if files else {}))

    @property
    def stem(self) -> str:
        """The name of the main paper: it must not betray a victim."""
        return "document" if self.sensitive else "complaint"

    def wants(self, channel: str) -> bool:
        """Whether a door is proposed for this set of facts."""
        return any(proposal.id == channel for proposal in self.routing.channels)

    def wanting(self, channel: str, kinds: Collection[DocumentKind] = ()) -> list[int]:
        """Ranks of the parts for which a door is proposed, and (if given) whose paper is of one of these kinds."""
        return [n for n, part in enumerate(self.parts) if part.wants(channel) and (not kinds or part.kind in kinds)]

    @property
    def danger(self) -> Danger | None:
        """A danger now, in the free texts of the answers."""
        return next(
            (
                found
                for text, short in free_texts(self.form.fields.values(), self.path.answers)
                if (found := danger_in_answer(text, short))
            ),
            None,
        )


def result(case: Case, t: Translator, at: dt.datetime | None = None) -> dict[str, JsonValue]:
    """The result object, without `files`; texts in the reader's language. `at`: the moment for opening hours.

    It is that of the main part; `parts` holds those of the others, when there are any.
    """
    path, today = case.path, case.created.date()
    urgent = case.danger
    return {
        "form": case.form.id,
        "form_version": case.form.version,
        "document_kind": case.kind,
        "complete": path.complete,
        "missing": list(path.missing),
        "useful_missing": list(path.useful_missing),
        "warnings": [
            {"code": w.code, "message": t(w.message), "fields": list(w.fields)} for w in review.warnings(path, today)
        ],
        "emergency": {"kind": urgent.kind, "numbers": list(urgent.numbers)} if urgent else None,
        **case.routing.as_json(t, at),
        "deadlines": [due.as_json(t) for due in review.deadlines(path, today)],
        "actions": [{"what": t(a.what), "when": t(a.when), "done": a.done} for a in review.actions(path)],
        "bring": [t(what) for what in review.bring(path)],
        **({"parts": [result(part, t, at) for part in case.parts[1:]]} if case.others else {}),
    }


def dossier(case: Case) -> Dossier:
    """What the papers say besides the form; signs the case with this server's key."""
    digested = digest(case.content)
    key = load_or_create_key(settings().data)
    token = sign(case.reference, case.created.date(), digested, key)
    together = tuple(part.path for part in case.parts)
    main, *others = (
        Dossier(
            path=part.path,
            reference=case.reference,
            created=case.created,
            kind=part.kind,
            court=part.routing.court.court.name if part.routing.court else "",
            court_address=part.routing.court.court.address if part.routing.court else "",
            token=token,
            digest=digested.hex(),
            language=case.lang,
            together=together,
            pieces=case.pieces,
        )
        for part in case.parts
    )
    return replace(main, further=tuple(others))


Paper = Callable[[], bytes]


def papers(case: Case, attach: bool = False) -> Mapping[str, Paper]:
    """File name -> how to make it, only those this case calls for. `attach`: put case.json inside the PDF."""
    said = cache(lambda: dossier(case))
    inside = attach and not case.sensitive
    lettered, online = case.wanting("procureur", ("plainte", "signalement")), case.wanting("pel")
    made: dict[str, Paper] = {
        f"{case.stem}.pdf": lambda: _write("pdf", complaint(said()), case.content if inside else None),
        f"{case.stem}.docx": lambda: _write("docx", complaint(said())),
    }
    if lettered:
        made["letter.pdf"] = lambda: _write("pdf", letter(said().only(lettered)))
        made["letter.docx"] = lambda: _write("docx", letter(said().only(lettered)))
    if online:
        made["pel.txt"] = lambda: pel_sheet(said().only(online)).encode("utf-8")
    if not case.sensitive:
        made["deadlines.ics"] = lambda: ics.write(_events(case), case.created)
    made["case.json"] = lambda: case.content
    return made


def _write(kind: str, paper: Document, attachment: bytes | None = None) -> bytes:
    if kind == "docx":
        from assistant.document import docx  # 170 ms to import, and the PDF writer 140: only when a paper is made

        return docx.write(paper, settings().paper)
    from assistant.document import pdf

    return pdf.write(paper, attachment)


def _events(case: Case) -> list[ics.Event]:
    """The dated limits, after a reminder that nothing is filed yet: the day after tomorrow."""
    t, soon = translator("fr"), case.created.date() + dt.timedelta(days=2)
    reminder = ics.Event(f"{case.reference}-rappel", soon, f"dossier {case.reference} préparé, pas encore déposé", "")
    return [reminder] + [
        ics.Event(f"{case.reference}-{n}", due.due, t(due.what), f"{t(due.when)} ({due.rule})")
        for n, due in enumerate(review.all_deadlines([part.path for part in case.parts], case.created.date()))
        if due.due is not None and due.calendar
    ]


def write_papers(case: Case, folder: FilePath, attach: bool = False) -> list[str]:
    """Writes every paper of the case in a folder; the names written."""
    folder.mkdir(parents=True, exist_ok=True)
    made = papers(case, attach)
    for name, make in made.items():
        (folder / name).write_bytes(make())
    return list(made)
