"""Files made on the spot by the libraries that write them, sound ones and hostile ones."""

from __future__ import annotations

import io
import os
import struct
import wave
import zipfile
import zlib
from email.message import EmailMessage

import pikepdf
from PIL import Image


def picture(kind: str = "JPEG", size: tuple[int, int] = (400, 300), **options: object) -> bytes:
    """A picture that is no flat colour: a red corner tells which way is up."""
    mode = str(options.pop("mode", "RGB"))
    made = Image.effect_noise(size, 60).convert(mode)
    made.paste(Image.new(mode, (size[0] // 4, size[1] // 4), "red"), (0, 0))
    written = io.BytesIO()
    if kind == "HEIF":
        import pillow_heif

        pillow_heif.register_heif_opener()
    made.save(written, kind, **options)
    return written.getvalue()


def located_photo() -> bytes:
    """A photo lying on its side, with its date, its place and its author, as a phone writes them."""
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned clockwise
    exif[0x010F] = "FabricantSecret"
    exif.get_ifd(0x8769)[0x9003] = "2026:11:20 19:02:11"
    exif.get_ifd(0x8825).update({1: "N", 2: (45.0, 21.0, 52.0), 3: "E", 4: (5.0, 35.0, 20.0)})
    return picture("JPEG", (400, 300), exif=exif, icc_profile=b"ProfilSecret", comment=b"CommentaireSecret")


def png_of(width: int, height: int) -> bytes:
    """The header of a huge PNG over a few bytes of pixels."""

    def chunk(name: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(999))) + chunk(b"IEND", b"")


def animation(kind: str, frames: int) -> bytes:
    written = io.BytesIO()
    made = [Image.new("RGB", (8, 8), (n % 256, n // 256, 0)) for n in range(frames)]
    made[0].save(written, kind, save_all=True, append_images=made[1:], duration=20)
    return written.getvalue()


def pdf(pages: int = 2, change: object = None, **saved: object) -> bytes:
    """A PDF with a line on each page; `change`: what to do to it before it is written."""
    made = pikepdf.new()
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    for number in range(1, pages + 1):
        page = made.add_blank_page(page_size=(595, 842))
        page.Contents = made.make_stream(b"BT /F1 24 Tf 60 700 Td (Facture, page %d) Tj ET" % number)
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
    if callable(change):
        change(made)
    written = io.BytesIO()
    made.save(written, **saved)  # type: ignore[arg-type]
    return written.getvalue()


def archive(name: str = "rapport.txt", content: bytes = b"bonjour") -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(name, content)
    return written.getvalue()


def wav(seconds: float = 0.1) -> bytes:
    written = io.BytesIO()
    with wave.open(written, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(8000)
        sound.writeframes(os.urandom(int(8000 * seconds) * 2))
    return written.getvalue()


def mp3(frames: int = 5, tag: bool = True) -> bytes:
    """MPEG 1 layer III, 128 kbit/s, 44.1 kHz: 417 bytes a frame."""
    frame = b"\xff\xfb\x90\x00" + bytes(413)
    title = b"ID3\x03\x00\x00" + bytes((0, 0, 0, 20)) + bytes(20)
    return (title if tag else b"") + frame * frames


def aac(frames: int = 5, size: int = 64) -> bytes:
    head = bytes((0xFF, 0xF1, 0x50, 0x80 | size >> 11, size >> 3 & 255, (size & 7) << 5 | 0x1F, 0xFC))
    return (head + bytes(size - 7)) * frames


def ogg(first: bytes = b"OpusHead\x01\x01", pages: int = 3) -> bytes:
    def page(number: int, content: bytes) -> bytes:
        flags = 2 if number == 0 else 0
        head = b"OggS\x00" + bytes((flags,)) + struct.pack("<qIII", 0, 7, number, 0)
        return head + bytes((1, len(content))) + content

    return page(0, first) + b"".join(page(n, bytes(50)) for n in range(1, pages))


def amr(frames: int = 4) -> bytes:
    return b"#!AMR\n" + (b"\x3c" + bytes(31)) * frames


def box(name: bytes, *content: bytes) -> bytes:
    whole = b"".join(content)
    return struct.pack(">I", 8 + len(whole)) + name + whole


def media(brand: bytes = b"M4A ", *handlers: bytes) -> bytes:
    """A container of tracks: sound by default, film with `vide`."""
    made = [box(b"trak", box(b"mdia", box(b"hdlr", bytes(8), h, bytes(13)))) for h in handlers or (b"soun",)]
    return box(b"ftyp", brand, bytes(4), brand) + box(b"moov", *made) + box(b"mdat", os.urandom(500))


def message(attached: bytes = b"") -> bytes:
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = "banque@exemple.fr", "moi@exemple.fr", "Votre compte est bloqué"
    made["Date"], made["Message-ID"] = "Fri, 20 Nov 2026 19:02:11 +0100", "<1@exemple.fr>"
    made.set_content("Cliquez ici pour débloquer votre compte.")
    made.add_alternative("<html><body><script>alert(1)</script>Cliquez</body></html>", subtype="html")
    if attached:
        made.add_attachment(attached, maintype="application", subtype="octet-stream", filename="facture.exe")
    return made.as_bytes()


def compound(*names: str) -> bytes:
    """A compound file (Outlook, Word of old) with these names in its directory."""
    size, free, last = 512, 0xFFFFFFFF, 0xFFFFFFFE
    entries = b""
    for rank, name in enumerate(("Root Entry", *names)):
        said = name.encode("utf-16-le") + b"\x00\x00"
        entries += said.ljust(64, b"\x00") + struct.pack("<HB", len(said), 5 if rank == 0 else 2) + bytes(61)
    entries = entries.ljust(-(-len(entries) // size) * size, b"\x00")
    sectors = len(entries) // size
    table = [0xFFFFFFFD, *(n + 2 for n in range(sectors - 1)), last]
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHH", 0x3E, 3, 0xFFFE, 9)
    head += struct.pack("<H", 6) + bytes(10) + struct.pack("<IIIIIIII", 1, 1, 0, 4096, last, 0, last, 0)
    head += struct.pack("<109I", 0, *[free] * 108)
    return head + struct.pack(f"<{size // 4}I", *(table + [free] * (size // 4 - len(table)))) + entries


def outlook() -> bytes:
    return compound("__nameid_version1.0", "__properties_version1.0", "__substg1.0_0037001F")
