"""What is taken: every kind of the list, the original untouched, and a clean copy to look at."""

from __future__ import annotations

import hashlib
import io
from concurrent.futures import ThreadPoolExecutor

import pikepdf
import pytest
from PIL import Image

from assistant.evidence import Refused, Where, accept, pictures
from assistant.evidence.decoding import decode
from assistant.evidence.limits import PREVIEW, SHOWN_PAGES, SHOWN_SIDE
from tests.evidence import files
from tests.evidence.test_manifest import NOON

pytestmark = pytest.mark.never_lost

TAKEN = {
    "photo.jpg": (files.picture(), "image/jpeg"),
    "PHOTO.JPEG": (files.picture(), "image/jpeg"),
    "capture": (files.picture("PNG"), "image/png"),
    "grise.png": (files.picture("PNG", mode="L"), "image/png"),
    "transparente.png": (files.picture("PNG", mode="RGBA"), "image/png"),
    "palette.png": (files.picture("PNG", mode="P"), "image/png"),
    "imprimeur.jpg": (files.picture("JPEG", mode="CMYK"), "image/jpeg"),
    "photo.webp": (files.picture("WEBP"), "image/webp"),
    "IMG_0412.HEIC": (files.picture("HEIF"), "image/heic"),
    "facture.pdf": (files.pdf(), "application/pdf"),
    "conversation.txt": ("20/11/2026 19:02 – Léa : où es-tu ?".encode(), "text/plain"),
    "ancien.txt": ("Déjà écrit à la main".encode("cp1252"), "text/plain"),
    "large.txt": ("Déjà".encode("utf-16"), "text/plain"),
    "marque.txt": (b"BMW grise, plaque AB-123-CD", "text/plain"),
    "hameçonnage.eml": (files.message(attached=b"MZ" + bytes(200)), "message/rfc822"),
    "message.msg": (files.outlook(), "application/vnd.ms-outlook"),
    "voix.mp3": (files.mp3(), "audio/mpeg"),
    "voix sans titre.mp3": (files.mp3(tag=False), "audio/mpeg"),
    "voix.aac": (files.aac(), "audio/aac"),
    "PTT-20261120.opus": (files.ogg(), "audio/ogg"),
    "voix.ogg": (files.ogg(b"\x01vorbis"), "audio/ogg"),
    "repondeur.wav": (files.wav(), "audio/wav"),
    "vieux.amr": (files.amr(), "audio/amr"),
    "dictaphone.m4a": (files.media(), "audio/mp4"),
    "dictaphone.3gp": (files.media(b"3gp4"), "audio/3gpp"),
}


@pytest.mark.parametrize("name", TAKEN)
def test_every_kind_of_the_list_is_taken_and_kept_as_it_came(name: str) -> None:
    data, media_type = TAKEN[name]
    got = accept(name, data, decode=decode)
    assert (got.media_type, got.name, got.data) == (media_type, name, data)
    assert (got.size, got.sha256) == (len(data), hashlib.sha256(data).hexdigest())
    drawn = media_type.startswith("image/") or media_type == "application/pdf"
    assert (got.display is not None) is drawn, "sounds, texts and e-mails are only stored"
    for shown in got.display or ():
        picture = Image.open(io.BytesIO(shown))
        picture.load()
        assert picture.format == "JPEG" and max(picture.size) <= SHOWN_SIDE


def test_the_copy_of_a_photo_stands_upright_and_tells_neither_place_nor_device() -> None:
    data = files.located_photo()
    assert b"FabricantSecret" in data and b"ProfilSecret" in data and b"CommentaireSecret" in data
    got = accept("photo.jpg", data)
    (copy,) = got.display or ()
    shown = Image.open(io.BytesIO(copy))
    assert shown.size == (300, 400), "the original lies on its side"
    red = shown.getpixel((280, 20))
    assert isinstance(red, tuple) and red[0] > 200 and red[1] < 60, "its red corner is now on the right"
    assert b"Secret" not in copy and b"Exif" not in copy and not shown.getexif() and not shown.info.get("comment")
    assert (got.taken, got.located) == ("2026-11-20T19:02:11", True)
    assert b"FabricantSecret" in got.data, "the original keeps everything: it is the evidence"


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "HEIF"])
def test_other_copies_lose_their_notes_too(kind: str) -> None:
    exif = Image.Exif()
    exif[0x010F] = "FabricantSecret"
    data = files.picture(kind, exif=exif)
    assert b"FabricantSecret" in data
    ending = {"PNG": "png", "WEBP": "webp", "HEIF": "heic"}[kind]
    (copy,) = accept(f"a.{ending}", data, decode=decode).display or ()
    assert b"Secret" not in copy


def test_large_pictures_are_reduced_and_small_ones_left() -> None:
    for size, shown in (((4000, 1000), (1600, 400)), ((90, 40), (90, 40))):
        (copy,) = accept("a.jpg", files.picture(size=size), decode=decode).display or ()
        assert Image.open(io.BytesIO(copy)).size == shown


def test_nothing_shows_through_a_transparent_picture() -> None:
    clear = Image.new("RGBA", (50, 50), (255, 0, 0, 0))
    written = io.BytesIO()
    clear.save(written, "PNG")
    (copy,) = accept("a.png", written.getvalue(), decode=decode).display or ()
    assert Image.open(io.BytesIO(copy)).getpixel((25, 25)) == (255, 255, 255)


def test_the_first_pages_of_a_pdf_are_drawn_and_all_are_counted() -> None:
    got = accept("releve.pdf", files.pdf(pages=5))
    assert (got.pages, len(got.display or ())) == (5, SHOWN_PAGES)
    first, second, _ = got.display or ()
    assert pictures(got.shown or b"") == got.display, "kept as one, shown page by page"
    page = Image.open(io.BytesIO(first)).convert("L")
    assert page.getextrema()[0] < 100, "the line of text is drawn"
    assert first != second


def test_a_page_may_be_as_large_as_a_wall() -> None:
    def wide(made: pikepdf.Pdf) -> None:
        made.pages[0].MediaBox = [0, 0, 14_400, 14_400]

    (copy,) = accept("plan.pdf", files.pdf(1, wide), decode=decode).display or ()
    assert max(Image.open(io.BytesIO(copy)).size) <= SHOWN_SIDE


def test_links_and_filled_fields_are_no_programs() -> None:
    def linked(made: pikepdf.Pdf) -> None:
        action = pikepdf.Dictionary(S=pikepdf.Name.URI, URI="https://www.exemple.fr")
        link = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9], A=action)
        made.pages[0].Annots = pikepdf.Array([made.make_indirect(link)])
        made.Root.OpenAction = pikepdf.Array([made.pages[0].obj, pikepdf.Name.Fit])
        made.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array())

    assert accept("facture.pdf", files.pdf(2, linked), decode=decode).pages == 2


def test_where_no_picture_is_received_a_pdf_is_opened_and_not_drawn() -> None:
    got = accept("certificat.pdf", files.pdf(), images=False)
    assert (got.pages, got.display) == (2, None)
    with pytest.raises(Refused, match="pdf_active"):
        accept("certificat.pdf", files.pdf(1, lambda made: made.Root.update({"/JS": "app.alert(1)"})), images=False)


def test_a_text_has_a_preview_that_is_short_and_reads_as_written() -> None:
    got = accept("a.txt", ("Bonjour\r\n\u202egpj.exe\u202c " + "a" * 9000).encode(), decode=decode)
    assert got.preview.startswith("Bonjour\ngpj.exe a")
    assert len(got.preview) <= PREVIEW


def test_two_photos_of_one_shot_and_the_film_before_it_are_a_photo() -> None:
    """What phones write after the end of a picture: a second one for bright screens, or a short film."""
    both = io.BytesIO()
    one = Image.effect_noise((300, 200), 50).convert("RGB")
    one.save(both, "MPO", save_all=True, append_images=[one.resize((60, 40))])
    film = files.picture() + files.media(b"mp42", b"vide")
    for data in (both.getvalue(), film, files.picture() + bytes(3000), files.picture() + b'vivo{"a":1}'):
        assert len(accept("IMG.jpg", data, decode=decode).display or ()) == 1


def test_several_files_at_once_from_several_threads() -> None:
    given = [
        ("a.jpg", files.picture()),
        ("b.pdf", files.pdf()),
        ("c.jpg", files.picture()),
        ("d.heic", files.picture("HEIF")),
    ]
    with ThreadPoolExecutor(4) as threads:
        taken = list(threads.map(lambda one: accept(*one), given))
    assert [(one.name, one.media_type) for one in taken] == [
        ("a.jpg", "image/jpeg"), ("b.pdf", "application/pdf"), ("c.jpg", "image/jpeg"), ("d.heic", "image/heic")
    ]  # fmt: skip


def test_nothing_of_a_file_is_in_what_a_log_would_say() -> None:
    got = accept("preuve-mon-mari.txt", b"secret de la personne")
    piece = got.piece("p1", Where("violences", "preuves_liste"), NOON)
    for said in (repr(got), repr(piece)):
        assert "mari" not in said and "secret" not in said and got.sha256 not in said
    assert (piece.name, piece.size, piece.sha256) == ("preuve-mon-mari.txt", 21, got.sha256)
