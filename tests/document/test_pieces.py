"""Attached files on the papers: numbered once, where they belong, with what proves them; never a name that betrays."""

from __future__ import annotations

import hashlib
import json
import subprocess
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from pydantic import JsonValue

from assistant.cases import Case, papers, result
from assistant.cases import dossier as built
from assistant.document.build import complaint, letter, pel_sheet
from assistant.evidence import Piece, Where
from assistant.i18n import translator
from assistant.settings import settings
from tests.document.dossiers import BIKE, lines
from tests.document.papers import pdf_text, squeezed, word_lines
from tests.document.test_libreoffice import SOFFICE
from tests.document.test_parts import CARD, HOUSE, linked

pytestmark = pytest.mark.never_lost

Asked = tuple[str, str] | tuple[str, str, int]


@pytest.fixture(autouse=True)
def data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PRELUDE_DATA", str(tmp_path))
    settings.cache_clear()


def piece(where: Asked, name: str = "IMG_0831.jpg", media_type: str = "image/jpeg", minute: int = 0) -> Piece:
    digest = hashlib.sha256(repr((where, name)).encode()).hexdigest()
    added = datetime(2026, 11, 23, 9, 40 + minute)
    return Piece(f"{where}{name}", Where(*where), name, media_type, 2_413_377, digest, added)


VELO: Asked = ("vol_velo", "velo", 0)
PIECES = (
    piece(("vol_velo", "preuves_liste"), "voix.opus", "audio/ogg", minute=9),
    piece(("vol_velo", "preuves_liste"), "antivol.heic", "image/heic", minute=3),
    piece(("vol_velo", "velo", 1)),
    piece(VELO, "facture.pdf", "application/pdf", minute=2),
    piece(VELO),
)
LISTED = [
    "Numéro | Se rapporte à | Nature | Nom du fichier | Ajouté le",
    "Pièce n° 1 | Objet n° 1 : Vélo à assistance électrique (VAE) | Image JPEG | IMG_0831.jpg | 23/11/2026 à 9 h 40",
    "Pièce n° 2 | Objet n° 1 : Vélo à assistance électrique (VAE) | Document PDF | facture.pdf | 23/11/2026 à 9 h 42",
    "Pièce n° 3 | Objet n° 2 : Trottinette électrique | Image JPEG | IMG_0831.jpg | 23/11/2026 à 9 h 40",
    "Pièce n° 4 | Ensemble des faits | Image HEIC | antivol.heic | 23/11/2026 à 9 h 43",
    "Pièce n° 5 | Ensemble des faits | Enregistrement sonore | voix.opus | 23/11/2026 à 9 h 49",
]


def bike(*pieces: Piece, **changes: JsonValue) -> Case:
    answers: dict[str, JsonValue] = {name: value for name, value in (BIKE | changes).items() if value is not None}
    return replace(linked(("vol_velo", answers)), pieces=pieces or PIECES)


def printed(case: Case) -> list[str]:
    return [line.replace("\u00a0", " ") for line in lines(complaint(built(case)))]


def test_files_are_listed_in_order_then_what_the_person_will_bring() -> None:
    said = printed(bike())
    start = said.index("Fichiers joints, sous le numéro de leur original")
    assert said[start - 1] == "== Pièces"
    assert said[start + 1 : start + 11] == [
        *LISTED,
        "Pièces que la personne peut montrer",
        "Numéro | Nature",
        "Pièce n° 6 | facture",
        "Pièce n° 7 | photo – le cadre, 2025",
    ]


@pytest.mark.parametrize(
    ("pieces", "listed", "counted"),
    [
        (PIECES, [{"nature": "facture"}, {"nature": "photo"}], "7 pièces dont 5 fichiers joints, liste à la fin"),
        (PIECES[:1], [{"nature": "aucune"}], "1 fichier joint, liste à la fin"),
        (PIECES[:2], None, "2 fichiers joints, liste à la fin"),
        (PIECES[:1], [{"nature": "facture"}], "2 pièces dont 1 fichier joint, liste à la fin"),
        ((piece(("vol_velo", "recit")),), {"unknown": True}, "1 fichier joint, liste à la fin"),
    ],
)
def test_page_one_counts_them(pieces: tuple[Piece, ...], listed: JsonValue, counted: str) -> None:
    said = printed(bike(*pieces, preuves_liste=listed))
    row = next(line for line in said if line.startswith("Objets et pièces"))
    assert row.endswith(f"; {counted}")
    assert said.index(row) < said.index("== Récit de la personne")


def test_the_last_section_prints_the_fingerprint_of_each_original() -> None:
    case = bike()
    said = printed(case)
    last = said[said.index("Empreintes des fichiers joints") :]
    names = ["piece-01.jpg", "piece-02.pdf", "piece-03.jpg", "piece-04.heic", "piece-05.ogg"]
    assert last[1:-1] == [
        "Original | SHA-256",
        *(f"{name} | {one.piece.sha256}" for name, one in zip(names, case.evidence, strict=True)),
    ]
    assert [one.file_name for one in case.evidence] == names, "the zip names them so"
    assert any("des réponses et de la liste des fichiers joints" in line for line in said)


@pytest.mark.parametrize("kind", ["pdf", "docx"])
def test_both_papers_say_the_same_of_the_files(kind: str) -> None:
    content = papers(bike())[f"complaint.{kind}"]()
    text = pdf_text(content) if kind == "pdf" else squeezed("".join(word_lines(content)))
    at = 0
    for words in [*(cell for line in LISTED for cell in line.split(" | ")), "Pièce n° 6", "Original"]:
        assert squeezed(words) in text[at:], words
        at = text.index(squeezed(words), at) + len(squeezed(words))
    for one in PIECES:
        assert one.sha256 in text


def test_case_json_holds_them_so_that_the_signature_covers_them() -> None:
    told = json.loads(bike().content)["attachments"]
    assert [one["number"] for one in told] == [1, 2, 3, 4, 5]
    assert told[1] == {
        "number": 2, "form": "vol_velo", "question": "velo", "item": 0, "media_type": "application/pdf",
        "size": 2_413_377, "sha256": PIECES[3].sha256, "added": "2026-11-23T09:42", "name": "facture.pdf",
    }  # fmt: skip
    other = (*PIECES[:4], replace(PIECES[4], sha256="0" * 64))
    digests = {built(case).digest for case in (bike(), bike(*other), bike(*PIECES[:4]))}
    assert len(digests) == 3
    assert built(bike(*reversed(PIECES))).digest == built(bike()).digest, "the order of upload changes nothing"


def test_a_dossier_without_files_is_what_it_was() -> None:
    case = linked(("vol_velo", BIKE))
    assert "attachments" not in json.loads(case.content)
    text = "\n".join(printed(case)) + pel_sheet(built(case)) + "\n".join(lines(letter(built(case))))
    assert "ichiers joints" not in text and "piece-" not in text
    assert "Pièce n° 1 | facture" in text


def test_files_of_a_question_that_is_not_asked_are_nowhere() -> None:
    hidden = piece(("vol_velo", "videosurv_detail"), "camera.jpg")
    elsewhere = piece(("cambriolage", "preuves_liste"), "autre.jpg")
    case = bike(*PIECES, hidden, elsewhere, videosurv="non", videosurv_detail=None)
    assert len(case.evidence) == 5
    for words in ("camera.jpg", "autre.jpg", hidden.sha256, elsewhere.sha256):
        assert words not in "\n".join(printed(case)) + case.content.decode()


def test_files_stand_for_the_evidence_that_was_not_written() -> None:
    """Three photos were added: the paper must not ask for evidence, and neither must the result."""
    fr = translator("fr")
    without = linked(("vol_velo", {k: v for k, v in BIKE.items() if k != "preuves_liste"}))
    assert "preuves_liste" in result(without, fr)["missing"]  # type: ignore[operator]
    case = replace(without, pieces=PIECES)
    assert "preuves_liste" not in result(case, fr)["missing"]  # type: ignore[operator]
    assert "- Pièces" in printed(without)
    assert "- Pièces" not in printed(case)
    assert "- Pièces" in printed(replace(without, pieces=(piece(VELO),))), "a photo of the bicycle is no list"


SENSITIVE: dict[str, JsonValue] = {
    "recit": "Il a écrit « je vais te tuer ».",
    "frequence": [{"faits": "Il est venu", "date": {"start": "2026-11-03"}}],
    "preuves_liste": [{"nature": "lettre"}],
}


def test_a_sensitive_dossier_prints_no_name_of_a_file() -> None:
    case = linked(("menaces", SENSITIVE))
    pieces = (
        piece(("menaces", "frequence", 0), "menace de mon mari.jpg"),
        piece(("menaces", "preuves_liste"), "mon mari.eml", "message/rfc822"),
    )
    case = replace(case, pieces=pieces)
    said = printed(case)
    assert "Numéro | Se rapporte à | Nature | Ajouté le" in said
    assert "Pièce n° 1 | Menace : mardi 3 novembre 2026 – Il est venu | Image JPEG | 23/11/2026 à 9 h 40" in said
    assert "Pièce n° 2 | Ensemble des faits | Courriel, à ouvrir avec prudence | 23/11/2026 à 9 h 40" in said
    assert "Pièce n° 3 | lettre" in said
    told = json.loads(case.content)["attachments"]
    assert ["name" in one for one in told] == [False, False]
    everything = (
        b"".join(
            make() if name.endswith((".json", ".txt")) else squeezed("".join(word_lines(make()))).encode()
            for name, make in papers(case).items()
            if not name.endswith(".pdf")
        )
        + pdf_text(papers(case)["document.pdf"]()).encode()
    )
    assert b"mari" not in everything


def test_one_sensitive_part_hides_the_names_of_all() -> None:
    both = linked(("vol_velo", BIKE), ("menaces", {"recit": "Il menace."}))
    case = replace(both, pieces=PIECES)
    assert "facture.pdf" not in "\n".join(printed(case))
    assert all("name" not in one for one in json.loads(case.content)["attachments"])


def test_a_home_kept_unsaid_is_not_told_by_the_name_of_a_file() -> None:
    hidden: dict[str, JsonValue] = {"domicile_tiers": True, "domicile_tiers_adresse": {"nom": "A", "adresse": "B"}}
    case = bike(piece(VELO, "bail 4 rue des Terreaux.pdf", "application/pdf"), **hidden)
    assert "Terreaux" not in "\n".join(printed(case)) + case.content.decode()


def test_a_card_number_in_the_name_of_a_file_is_masked() -> None:
    case = bike(piece(VELO, "carte 4970 1012 3456 7893.jpg"))
    assert "4970 1012" not in "\n".join(printed(case)) + case.content.decode()
    assert "•••• 7893" in "\n".join(printed(case))


def test_the_files_of_two_parts_have_one_numbering() -> None:
    pieces = (
        piece(("fraude_carte_virement", "operations_contestees"), "releve.pdf", "application/pdf"),
        piece(("cambriolage", "informatique", 0)),
        piece(("cambriolage", "preuves_liste"), minute=1),
    )
    case = replace(linked(("cambriolage", HOUSE), ("fraude_carte_virement", CARD)), pieces=pieces)
    said = printed(case)
    assert any(line.endswith("Fichiers joints, en tout : 3.") for line in said)
    first = said[: said.index(next(line for line in said if "Partie 2 sur 2" in line))]
    numbers = [line.split(" | ")[:2] for line in said if line.startswith("Pièce n°")]
    assert numbers == [
        ["Pièce n° 1", "Objet n° 1 : Ordinateur"],
        ["Pièce n° 2", "Ensemble des faits"],
        ["Pièce n° 4", "photos de la porte"],
        ["Pièce n° 5", "facture"],
        ["Pièce n° 3", "Opérations contestées"],
        ["Pièce n° 6", "relevé de compte"],
    ]
    assert "releve.pdf" not in "\n".join(first) and "releve.pdf" in "\n".join(said)
    assert [(one.number, one.piece.where.form) for one in case.evidence] == [
        (1, "cambriolage"), (2, "cambriolage"), (3, "fraude_carte_virement")
    ]  # fmt: skip
    sheet = pel_sheet(built(case))
    assert "Pièce 1 : fichier piece-01.jpg (Objet n° 1 : Ordinateur)" in sheet
    assert "Pièce 3 : fichier piece-03.pdf (Opérations contestées)" in sheet
    alone = "\n".join(lines(letter(built(case).only([1]))))
    assert "Pièce n° 3 | Opérations contestées" in alone, "a letter keeps the numbers of the dossier"
    assert "Objet n° 1 : Ordinateur" not in alone


@pytest.mark.parametrize(
    ("where", "told"),
    [
        (("vol_velo", "velo", 0), "Objet n° 1 : Vélo à assistance électrique (VAE)"),
        (("vol_velo", "velo", 1), "Objet n° 2 : Trottinette électrique"),
        (("vol_velo", "velo", 7), "Vélo"),
        (("vol_velo", "velo"), "Vélo"),
        (("vol_velo", "prejudice_detail", 0), "Poste : Antivol – 45,00 €"),
        (("vol_velo", "recit"), "Récit"),
    ],
)
def test_what_a_file_is_about(where: Asked, told: str) -> None:
    said = printed(bike(piece(where), prejudice_detail=[{"poste": "Antivol", "montant": {"amount": 45}}]))
    line = next(line for line in said if line.startswith("Pièce n° 1"))
    assert line.split(" | ")[1].startswith(told)


def test_a_file_given_to_a_listed_piece_is_that_piece() -> None:
    case = bike(piece(("vol_velo", "preuves_liste", 1), "cadre.jpg"))
    said = printed(case)
    assert "Pièce n° 1 | Pièce : photo – le cadre, 2025 | Image JPEG | cadre.jpg | 23/11/2026 à 9 h 40" in said
    assert [line for line in said if line.startswith("Pièce n° 2")] == ["Pièce n° 2 | facture"]


if SOFFICE:

    def test_no_row_is_lost_at_the_foot_of_a_page_in_libreoffice(tmp_path: Path) -> None:
        """A header that may not split, alone at the foot of a page, once took its whole table with it."""
        long = replace(PIECES[0], name="une facture dont le nom tient sur deux lignes.pdf")
        papers_ = {f"p{n}.docx": bike(long, *PIECES[1:], preuves_liste=[{"nature": "x"}] * n) for n in range(1, 5)}
        for name, case in papers_.items():
            (tmp_path / name).write_bytes(papers(case)["complaint.docx"]())
        profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
        files = [str(tmp_path / name) for name in papers_]
        command = [str(SOFFICE), profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), *files]
        subprocess.run(command, capture_output=True, timeout=240, check=True)
        for name in papers_:
            text = pdf_text((tmp_path / name).with_suffix(".pdf").read_bytes())
            assert [one.sha256 in text for one in PIECES] == [True] * 5, name
