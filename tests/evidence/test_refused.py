"""What is refused, and the sentence that is then said."""

from __future__ import annotations

import io
import tarfile

import pikepdf
import pytest

from assistant.evidence import REFUSALS, Refused, accept
from assistant.evidence.decoding import decode
from assistant.evidence.limits import FILE_MB, MEGABYTE, PAGES, PIXELS, SOUND_MB
from assistant.i18n import translator
from tests.evidence import files

pytestmark = pytest.mark.never_lost

JPEG, PNG, PDF = files.picture(), files.picture("PNG"), files.pdf()
JAR = files.archive("META-INF/MANIFEST.MF", b"Manifest-Version: 1.0")
PAGE = b"<html><body onload=alert(1)>bonjour</body></html>"


def _tar() -> bytes:
    written = io.BytesIO()
    with tarfile.open(fileobj=written, mode="w") as packed:
        packed.addfile(tarfile.TarInfo("a.txt"))
    return written.getvalue()


def _acting(**action: object) -> bytes:
    return files.pdf(1, lambda made: made.Root.update({"/OpenAction": pikepdf.Dictionary(**action)}))


def _holding(made: pikepdf.Pdf) -> None:
    made.attachments["facture.exe"] = pikepdf.AttachedFileSpec(made, b"MZ", filename="facture.exe")


def _noted(made: pikepdf.Pdf) -> None:
    note = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.FileAttachment, Rect=[0, 0, 9, 9])
    made.pages[0].Annots = pikepdf.Array([made.make_indirect(note)])


def _deep(made: pikepdf.Pdf) -> None:
    """An action hidden in the second of two, four levels below an annotation."""
    second = pikepdf.Dictionary(S=pikepdf.Name.Launch, F="calc.exe")
    first = pikepdf.Dictionary(S=pikepdf.Name.URI, URI="https://exemple.fr", Next=pikepdf.Array([second]))
    made.pages[0].Annots = pikepdf.Array(
        [pikepdf.Dictionary(Subtype=pikepdf.Name.Link, AA=pikepdf.Dictionary(U=first))]
    )


def _swollen(made: pikepdf.Pdf) -> None:
    made.pages[0].Contents = made.make_stream(b" " * (310 * MEGABYTE))


def _packed_twice(made: pikepdf.Pdf) -> None:
    import zlib

    filters = pikepdf.Array([pikepdf.Name.FlateDecode, pikepdf.Name.FlateDecode])
    made.pages[0].Contents = pikepdf.Stream(made, zlib.compress(zlib.compress(bytes(10**6))), Filter=filters)


def _pictured(made: pikepdf.Pdf) -> None:
    picture = made.make_stream(b"x", Subtype=pikepdf.Name.Image, Width=100_000, Height=100_000, BitsPerComponent=1)
    made.pages[0].Resources.XObject = pikepdf.Dictionary(X=picture)


LOCKED = pikepdf.Encryption(owner="a", user="b")
CLOSED = pikepdf.Encryption(owner="a", user="")
REFUSED: dict[str, tuple[str, bytes, str]] = {
    "nothing in it": ("photo.jpg", b"", "empty"),
    "a heavy photo": ("photo.jpg", JPEG + bytes(FILE_MB * MEGABYTE), "too_big"),
    "a heavy sound": ("voix.mp3", files.mp3(3) + bytes(SOUND_MB * MEGABYTE), "too_big"),
    # scripts and web pages, whatever their name
    "a web page": ("page.html", PAGE, "web"),
    "a web page called a text": ("page.txt", b"  \n<!DOCTYPE html><html></html>", "web"),
    "a wide web page called a text": ("page.txt", "<html></html>".encode("utf-16"), "web"),
    "a drawing": ("plan.svg", b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', "web"),
    "a drawing called a photo": ("plan.png", b'<?xml version="1.0"?><svg onload="alert(1)"/>', "web"),
    "a script of pages": ("a.js", b"alert(1)", "program"),
    "a script of commands": ("a.txt", b"#!/bin/sh\nrm -rf /", "program"),
    "a script of Windows": ("a.txt", b"@echo off\r\ndel *.*", "program"),
    "a script of pages called a photo": ("a.jpg", b"alert(1)", "damaged"),
    # archives and office documents
    "an archive": ("preuves.zip", files.archive(), "archive"),
    "an archive called a photo": ("preuves.jpg", files.archive(), "archive"),
    "a Word document": ("lettre.docx", files.archive("[Content_Types].xml"), "office"),
    "a Word document of old": ("lettre.doc", files.compound("WordDocument", "VBA"), "office"),
    "an Excel file called a message": ("a.msg", files.compound("Workbook", "__properties_version1.0"), "office"),
    "rich text": ("lettre.rtf", b"{\\rtf1 bonjour}", "office"),
    "a table": ("comptes.csv", b"=cmd|' /C calc'!A0;1", "office"),
    "other archives": ("a.rar", b"Rar!\x1a\x07\x00" + bytes(50), "archive"),
    "a tape": ("a.tar", _tar(), "archive"),
    "a packed file": ("a.gz", b"\x1f\x8b\x08" + bytes(50), "archive"),
    # programs
    "a program": ("facture.exe", b"MZ" + bytes(200), "program"),
    "a program called a PDF": ("facture.pdf", b"MZ" + bytes(200), "program"),
    "a program of Linux": ("a", b"\x7fELF" + bytes(200), "program"),
    "a program of Java": ("a.jar", JAR, "program"),
    "a shortcut": ("photo.jpg.lnk", b"L\x00\x00\x00\x01\x14\x02\x00" + bytes(80), "program"),
    "a name read backwards": ("photo\u202egpj.exe", JPEG, "extension"),
    # kinds that are not on the list
    "a film": ("video.mp4", files.media(b"isom", b"soun", b"vide"), "video"),
    "a film of iPhone": ("IMG_1.MOV", files.media(b"qt  ", b"vide"), "video"),
    "a film called a sound": ("voix.ogg", files.ogg(b"\x80theora"), "video"),
    "a film of the web": ("a.webm", b"\x1a\x45\xdf\xa3" + bytes(80), "video"),
    "another sound": ("a.flac", b"fLaC" + bytes(80), "sound_kind"),
    "another picture": ("a.gif", b"GIF89a" + bytes(80), "picture_kind"),
    "a picture of pages": ("a.tiff", b"II*\x00" + bytes(80), "picture_kind"),
    "anything": ("a.xyz", b"\x05\x06\x07\x01" * 9, "unknown"),
    "a text without an ending": ("notes", b"bonjour", "unknown"),
    # the ending does not agree
    "a PNG called JPEG": ("photo.jpg", PNG, "extension"),
    "a PDF called JPEG": ("photo.jpg", PDF, "extension"),
    "a photo called a sound": ("voix.mp3", JPEG, "extension"),
    # two files in one
    "an archive after a photo": ("a.jpg", JPEG + files.archive(), "hidden"),
    "a program of Java after a photo": ("a.jpg", JPEG + JAR, "hidden"),
    "an archive after a PDF": ("a.pdf", PDF + files.archive(), "hidden"),
    "an archive after a PNG": ("a.png", PNG + files.archive(), "hidden"),
    "an archive after a sound": ("a.mp3", files.mp3() + files.archive(), "hidden"),
    "an archive after a message": ("a.eml", files.message() + files.archive(), "damaged"),
    "a web page after a photo": ("a.jpg", JPEG + PAGE, "hidden"),
    "a web page after a PDF": ("a.pdf", PDF + b"\n<SCRIPT>alert(1)</SCRIPT>", "hidden"),
    "a web page after a WebP": ("a.webp", files.picture("WEBP") + PAGE, "hidden"),
    "a program after a photo": ("a.jpg", JPEG + b"MZ" + bytes(80), "hidden"),
    "commands after a photo": ("a.jpg", JPEG + b"\n#!/bin/sh\n", "hidden"),
    "a PDF after a photo": ("a.jpg", JPEG + PDF, "hidden"),
    "a PDF in the notes of a photo": ("a.jpg", files.picture(comment=b"%PDF-1.4"), "hidden"),
    "a folder of bytes after a photo": ("a.jpg", JPEG + b"abcdef" * 2000, "hidden"),
    "a web page in a sound": ("a.mp3", files.mp3() + PAGE, "hidden"),
    # PDF
    "a script in a PDF": ("a.pdf", _acting(S=pikepdf.Name.JavaScript, JS="app.alert(1)"), "pdf_active"),
    "a script in the names of a PDF": (
        "a.pdf",
        files.pdf(1, lambda made: made.Root.update({"/Names": pikepdf.Dictionary({"/JavaScript": pikepdf.Dictionary()})})),
        "pdf_active",
    ),
    "a program started by a PDF": ("a.pdf", _acting(S=pikepdf.Name.Launch, F="calc.exe"), "pdf_active"),
    "an action deep in a PDF": ("a.pdf", files.pdf(1, _deep), "pdf_active"),
    "answers sent by a PDF": ("a.pdf", _acting(S=pikepdf.Name.SubmitForm, F="https://exemple.fr"), "pdf_active"),
    "a form with programs": (
        "a.pdf",
        files.pdf(1, lambda made: made.Root.update({"/AcroForm": pikepdf.Dictionary(XFA="<xdp/>")})),
        "pdf_active",
    ),
    "a file in a PDF": ("a.pdf", files.pdf(1, _holding), "pdf_files"),
    "a file on a page of a PDF": ("a.pdf", files.pdf(1, _noted), "pdf_files"),
    "a file in a packed PDF": (
        "a.pdf",
        files.pdf(1, _holding, object_stream_mode=pikepdf.ObjectStreamMode.generate),
        "pdf_files",
    ),
    "a PDF with a password": ("a.pdf", files.pdf(1, encryption=LOCKED), "pdf_locked"),
    "a PDF that opens but is closed": ("a.pdf", files.pdf(1, encryption=CLOSED), "pdf_locked"),
    "a long PDF": ("a.pdf", files.pdf(PAGES + 1), "pdf_long"),
    "a PDF cut short": ("a.pdf", PDF[: len(PDF) // 2], "damaged"),
    "a PDF without its table": ("a.pdf", PDF.replace(b"startxref", b"startxxxx"), "damaged"),
    "a PDF that is a word": ("a.pdf", b"%PDF-1.7 bonjour %%EOF", "damaged"),
    "a PDF that swells": ("a.pdf", files.pdf(1, _swollen), "heavy"),
    "a PDF packed twice": ("a.pdf", files.pdf(1, _packed_twice, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none), "heavy"),
    "a PDF with a wall of a picture": ("a.pdf", files.pdf(1, _pictured), "too_large"),
    # pictures
    "a wall of a picture": ("a.png", files.png_of(100_000, 100_000), "too_large"),
    "a ribbon of a picture": ("a.png", files.png_of(1_000_000, 1), "too_large"),
    "a picture just too large": ("a.png", files.png_of(PIXELS // 4000 + 1, 4000), "too_large"),
    "a picture cut short": ("a.jpg", JPEG[: len(JPEG) // 2], "damaged"),
    "a picture that lacks its last bytes": ("a.jpg", JPEG[:-40], "damaged"),
    "a PNG cut short": ("a.png", PNG[: len(PNG) // 2], "damaged"),
    "a PNG without enough pixels": ("a.png", files.png_of(500, 500), "damaged"),
    "a WebP cut short": ("a.webp", files.picture("WEBP")[:-50], "damaged"),
    "a HEIC cut short": ("a.heic", files.picture("HEIF")[:-50], "damaged"),
    "a picture that moves": ("a.webp", files.animation("WEBP", 3000), "animated"),
    "a PNG that moves": ("a.png", files.animation("PNG", 3), "animated"),
    # sounds, texts and messages that are not
    "a sound of a few bytes": ("a.mp3", b"ID3\x03\x00\x00\x00\x00\x00\x00abc", "damaged"),
    "a sound cut short": ("a.m4a", files.media()[:-20], "damaged"),
    "a text with raw bytes": ("a.txt", b"abc\x00\x01\x02", "damaged"),
    "a message without headers": ("a.eml", b"Bonjour,\n\nvoici.", "damaged"),
    "a message with raw bytes": ("a.eml", files.message() + b"\x00\x00", "damaged"),
    "a cut message": ("a.msg", files.outlook()[:600], "damaged"),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_refused_and_why(case: str) -> None:
    name, data, code = REFUSED[case]
    with pytest.raises(Refused) as refused:
        accept(name, data, decode=decode)
    assert refused.value.code == code


def test_every_reason_is_met_and_every_sentence_says_what_to_do() -> None:
    elsewhere = {"many", "full", "image_here", "busy"}
    assert {code for _, _, code in REFUSED.values()} | elsewhere == set(REFUSALS)
    for name, data, _ in REFUSED.values():
        with pytest.raises(Refused) as refused:
            accept(name, data, decode=decode)
        for lang in ("fr", "en"):
            said = translator(lang)(refused.value.message)
            assert "{" not in said and said.endswith(".") and len(said.split(". ")) >= 2, said


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIF"])
def test_no_picture_is_taken_where_none_is_received(kind: str) -> None:
    def never(*_: object) -> None:
        raise AssertionError("the picture was opened")

    name = {"JPEG": "a.jpg", "PNG": "a.png", "WEBP": "a.webp", "HEIF": "a.heic"}[kind]
    with pytest.raises(Refused) as refused:
        accept(name, files.picture(kind), images=False, decode=never)  # type: ignore[arg-type]
    assert refused.value.code == "image_here"


NAMES: dict[str, str] = {
    "../../etc/passwd.txt": "passwd.txt",
    "C:\\fakepath\\photo 1.TXT": "photo 1.TXT",
    "/var/www/.htaccess.txt": "htaccess.txt",
    "a\x00b\nc\td.txt": "abcd.txt",
    "photo\u202etxt.exe\u202c.txt": "phototxt.exe.txt",
    "été.txt": "été.txt",
    "e\u0301te\u0301.txt": "été.txt",
    "  .txt": "fichier.txt",
    "\u200b\u200e.txt": "fichier.txt",
    "a" * 5000 + ".txt": "a" * 76 + ".txt",
    "half\ud800.txt": "half.txt",
}


@pytest.mark.parametrize("raw", NAMES)
def test_a_name_is_cleaned_and_never_a_path(raw: str) -> None:
    assert accept(raw, b"bonjour").name == NAMES[raw]
