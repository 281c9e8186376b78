"""The papers of real cases against the bare compile or write of the same words, in processor time."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

from assistant.cases import Case, dossier
from assistant.document import docx, pdf
from assistant.document.build import complaint
from assistant.document.fonts import folders
from assistant.document.token import _qr
from assistant.examples import example_case, load_examples
from assistant.form import FORMS, load_library
from assistant.routing import load_routing
from tests.bench.bare.papers import bare_docx, bare_pdf, typst_source
from tests.bench.figures import Figure, centile, middle

ROUNDS = 2
STANDARDS = ("a-3a", "ua-1")

Work = Callable[[], object]


def cases() -> list[Case]:
    """Every example of every form: no document twice in a row, since typst remembers what it has just laid out."""
    table = load_routing(FORMS)
    return [
        example_case(form, one, table)
        for name, form in load_library().forms.items()
        for one in load_examples(name, FORMS).data  # type: ignore[union-attr]
    ]


def cpu_ms(work: Work) -> float:
    """Processor milliseconds of one call, threads included."""
    began = time.process_time()
    work()
    return 1000 * (time.process_time() - began)


def measure() -> Iterator[Figure]:
    """PDF and DOCX, then what comes before them."""
    import typst

    fonts = typst.Fonts(
        font_paths=[str(f) for f in folders()], include_system_fonts=False, include_embedded_fonts=False
    )
    documents = [complaint(dossier(case)) for case in cases()]
    sources = [typst_source(document) for document in documents]
    ours: list[Work] = [lambda d=d: pdf.write(d) for d in documents]  # type: ignore[misc]
    plain: list[Work] = [lambda s=s: bare_pdf(s, fonts) for s in sources]  # type: ignore[misc]
    kept: list[Work] = [lambda s=s: bare_pdf(s, fonts, STANDARDS) for s in sources]  # type: ignore[misc]
    yield _compare("pdf", ours, plain, "typst nu : mêmes mots, mêmes polices, code QR déjà fait", "≤ 1,5 ×")
    yield _compare("pdf_same_standards", ours, kept, "le même, en PDF/A-3a et PDF/UA-1", "")
    words: list[Work] = [lambda d=d: docx.write(d) for d in documents]  # type: ignore[misc]
    written: list[Work] = [lambda d=d: bare_docx(d) for d in documents]  # type: ignore[misc]
    yield _compare("docx", words, written, "python-docx nu : mêmes mots, son modèle", "≤ 1,5 ×")
    built = [cpu_ms(lambda case=case: complaint(dossier(case))) for case in cases()]  # type: ignore[misc]
    what = "des réponses aux blocs du document signé, avant l'écriture"
    yield Figure("paper_blocks", what, "ms", middle(built), None, "", f"{len(built)} dossiers")


def _compare(name: str, ours: list[Work], bare: list[Work], against: str, goal: str) -> Figure:
    """Each document by one then by the other; the first of each is warm-up (imports, fonts)."""
    ours[-1]()
    bare[-1]()
    times: dict[str, list[float]] = {"ours": [], "bare": []}
    for _ in range(ROUNDS):
        for mine, plain in zip(ours, bare, strict=True):
            _qr.cache_clear()  # each person's code is new
            times["ours"].append(cpu_ms(mine))
            times["bare"].append(cpu_ms(plain))
    noise = "; ".join(f"{side} p95 {centile(values, 0.95):.0f}" for side, values in times.items())
    samples = f"{len(ours)} dossiers × {ROUNDS}, après un premier"
    what = f"écriture d'un dossier ({name.partition('_')[0].upper()}), temps de processeur"
    return Figure(name, what, "ms", middle(times["ours"]), middle(times["bare"]), against, samples, goal, noise)
