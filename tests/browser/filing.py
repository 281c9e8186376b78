"""The words in which the browser tests tell a filing: choose, start, answer, continue, change, download.

    filing = Filing(page, server_url)
    filing.choose("vol_velo")
    filing.start()
    filing.answer("decl_role", "Pour moi")
    filing.proceed()
    assert filing.heading == "Quand et où ?"

A question is named by its place in the answers (`velo-0-marque`), an option by the words on the screen.
"""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from zoneinfo import ZoneInfo

from docx import Document
from playwright.sync_api import Locator, Page, expect
from pypdf import PdfReader

from tests.browser.still import PATIENCE, settled

TODAY = dt.datetime.now(ZoneInfo("Europe/Paris")).date()


class Filing:
    """One person in front of one page."""

    def __init__(self, page: Page, url: str) -> None:
        self.page, self.url = page, url

    # Where we are

    @property
    def heading(self) -> str:
        """The words of the step's one h1."""
        return plain(self.page.locator("#stMain h1").inner_text())

    @property
    def step(self) -> str:
        """The number the page gives the shell: it changes each time the person is taken somewhere."""
        return self._marker.get_attribute("data-step") or ""

    @property
    def _marker(self) -> Locator:
        return self.page.locator("#prelude-page").first  # the one of the run before stays a moment behind it

    def box(self, key: str) -> Locator:
        """The widget or container of this key."""
        return self.page.locator(f".st-key-{key}")

    def settled(self) -> None:
        """Waits until the page is still."""
        settled(self.page)

    # Moves

    def open(self, path: str = "/") -> None:
        self.page.goto(self.url + path)
        self.page.locator("#stMain h1").wait_for()
        self.settled()

    def move(self, act: Callable[[], None]) -> None:
        """Does something that takes the person elsewhere, and waits to be there."""
        before = self.step
        act()
        expect(self._marker).not_to_have_attribute("data-step", before)
        self.settled()

    def press(self, key: str) -> None:
        """Clicks a button that changes step."""
        self.move(self.box(key).get_by_role("button").first.click)

    def choose(self, form_id: str) -> None:
        """From the home page to the screen before the questions."""
        self.open()
        self.unfold(f"kind-{form_id}")
        self.press(f"kind-{form_id}")
        self.box("start").wait_for()
        self.settled()

    def unfold(self, key: str) -> None:
        """Opens the fold in which this widget is."""
        fold = self.page.locator("details").filter(has=self.box(key))
        fold.locator("summary").click()
        self.box(key).wait_for()
        self.settled()

    def start(self) -> None:
        self.press("start")

    def proceed(self) -> None:
        """Continuer (or "Enregistrer et revenir au récapitulatif")."""
        self.press("continue")

    def back(self) -> None:
        self.press("back")

    def open_steps(self) -> None:
        """Opens the list of steps, which is drawn by a run of its own, while the fold unfolds: waits for the end of both."""
        self.box("pl-steps").locator("summary").click()
        self.box("step-recap").wait_for()
        self.settled()

    def go_through(self, answers: Mapping[str, Mapping[str, str | bool]]) -> list[str]:
        """Answers page after page (heading -> answers) up to the recap; gives the headings met."""
        met = []
        while self.box("continue").count():
            met.append(self.heading)
            for key, value in answers.get(self.heading, {}).items():
                self.answer(key, value)
            self.proceed()
        return met

    # Answers

    def answer(self, key: str, value: str | bool) -> None:
        """Fills a box, picks the option with these words, or ticks (True) and unticks (False) a box."""
        box = self.box(f"q-{key}")
        box.first.wait_for()
        if isinstance(value, bool):
            box.get_by_role("checkbox").set_checked(value, force=True)
        elif box.locator("[role=radiogroup]").count():
            self._pick(box, value)
        else:
            box.locator("input, textarea").first.fill(value)

    def _pick(self, box: Locator, words: str) -> None:
        label = box.locator("label").filter(has_text=words).first
        label.click()
        expect(label.locator("input")).to_be_checked()

    def value(self, key: str) -> str:
        """What is in a box, or the words of the option picked."""
        box = self.box(f"q-{key}")
        box.first.wait_for()
        if box.locator("[role=radiogroup]").count():
            return plain(box.locator("label").filter(has=self.page.locator("input:checked")).inner_text())
        return box.locator("input, textarea").first.input_value()

    # What comes out

    def download(self, key: str, folder: Path) -> Path:
        """Clicks a download and gives the file, under the name the browser would give it."""
        self.settled()
        with self.page.expect_download(timeout=2 * PATIENCE) as waiting:
            self.box(key).get_by_role("button").click()
        path = folder / waiting.value.suggested_filename
        waiting.value.save_as(path)
        return path

    def words(self) -> str:
        """All the words of the page as they are seen, spaces made plain; of a still page, not of half of two."""
        self.settled()
        return plain(self.page.locator("#stMain").inner_text())


def plain(text: str) -> str:
    """Text with ordinary spaces only: a screen keeps French punctuation with its word."""
    return " ".join(text.replace("\u00a0", " ").replace("\u202f", " ").split())


def day(ago: int) -> str:
    """The day so many days ago, as people type it."""
    return f"{TODAY - dt.timedelta(days=ago):%d/%m/%Y}"


def pdf_words(path: Path) -> str:
    return plain(" ".join(page.extract_text() for page in PdfReader(path).pages))


def docx_words(path: Path) -> str:
    """Every word of the body, tables included."""
    return plain(
        " ".join(text.text or "" for text in Document(str(path)).element.body.iter() if text.tag.endswith("}t"))
    )


def inside(path: Path) -> Iterator[tuple[str, str]]:
    """Every readable text of a file: name, text with no space (a number may be written in pairs)."""
    data = path.read_bytes()
    yield path.name, data.decode("latin-1")
    if path.suffix == ".pdf":
        reader = PdfReader(path)
        yield f"{path.name} text", "".join(page.extract_text() for page in reader.pages)
        yield (
            f"{path.name} metadata",
            str(reader.metadata) + str(reader.xmp_metadata and reader.xmp_metadata.stream.get_data()),
        )
        yield f"{path.name} attachments", str(reader.attachments)
    elif zipfile.is_zipfile(io.BytesIO(data)):
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                inner = path.parent / f"{path.name}.d" / Path(name).name
                inner.parent.mkdir(exist_ok=True)
                inner.write_bytes(archive.read(name))
                yield from inside(inner)
