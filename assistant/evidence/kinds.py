"""The kinds of files that are taken: nothing else is. The first extension is the one a piece is named with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from assistant.evidence.limits import FILE_MB, SOUND_MB
from assistant.i18n import Message as M

Family = Literal["image", "pdf", "text", "mail", "sound"]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of file: what it is called on the paper, and the endings its name may have."""

    media_type: str
    family: Family
    extensions: tuple[str, ...]
    label: M

    @property
    def limit(self) -> int:
        """The most that one file may weigh, in MB."""
        return SOUND_MB if self.family == "sound" else FILE_MB


_TRACKS = ("m4a", "mp4", "m4b", "3gp", "3gpp", "3ga")  # one container: phones mix these endings

JPEG = Kind("image/jpeg", "image", ("jpg", "jpeg", "jfif", "jpe"), M("image JPEG"))
PNG = Kind("image/png", "image", ("png",), M("image PNG"))
WEBP = Kind("image/webp", "image", ("webp",), M("image WebP"))
HEIC = Kind("image/heic", "image", ("heic", "heif", "hif"), M("image HEIC"))
PDF = Kind("application/pdf", "pdf", ("pdf",), M("document PDF"))
TEXT = Kind("text/plain", "text", ("txt", "text", "log"), M("texte"))
EML = Kind("message/rfc822", "mail", ("eml",), M("courriel, à ouvrir avec prudence"))
MSG = Kind("application/vnd.ms-outlook", "mail", ("msg",), M("courriel, à ouvrir avec prudence"))
MP3 = Kind("audio/mpeg", "sound", ("mp3", "mpga"), M("enregistrement sonore"))
AAC = Kind("audio/aac", "sound", ("aac",), M("enregistrement sonore"))
M4A = Kind("audio/mp4", "sound", _TRACKS, M("enregistrement sonore"))
TGP = Kind("audio/3gpp", "sound", ("3gp", *_TRACKS), M("enregistrement sonore"))
OGG = Kind("audio/ogg", "sound", ("ogg", "oga", "opus"), M("enregistrement sonore"))
WAV = Kind("audio/wav", "sound", ("wav", "wave"), M("enregistrement sonore"))
AMR = Kind("audio/amr", "sound", ("amr", "awb"), M("enregistrement sonore"))

KINDS: Mapping[str, Kind] = {
    kind.media_type: kind
    for kind in (JPEG, PNG, WEBP, HEIC, PDF, TEXT, EML, MSG, MP3, AAC, M4A, TGP, OGG, WAV, AMR)
}  # fmt: skip

# Endings that are never taken, with the sentence that helps; the content is looked at first.
REFUSED_ENDINGS: Mapping[str, str] = {
    ending: code
    for code, endings in {
        "archive": "zip zipx rar 7z gz tgz bz2 xz tar zst cab iso img dmg arj lzh",
        "office": "doc docx docm dot dotx dotm xls xlsx xlsm xlsb xlt xltx xltm ppt pptx pptm pps ppsx odt ods odp odg"
        " rtf pages numbers key wps one pub vsd csv",
        "program": "exe com bat cmd ps1 psm1 vbs vbe js jse mjs wsf wsh hta scr pif msi msix appx apk ipa app deb rpm"
        " sh bash py pyc pl rb php jar class lnk url desktop reg dll so dylib sys cpl inf jnlp swf",
        "web": "html htm xhtml shtml mht mhtml svg svgz xml xsl webarchive",
        "video": "mov avi mkv webm wmv flv mpg mpeg m4v mts m2ts 3g2 vob ogv",
        "picture_kind": "gif bmp tif tiff avif jxl jp2 ico psd dng raw cr2 cr3 nef arw",
        "sound_kind": "wma flac aif aiff mid midi caf ape",
    }.items()
    for ending in endings.split()
}
