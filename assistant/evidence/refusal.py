"""Why a file is not taken: each reason is a calm sentence that says what is wrong and what to do instead."""

from __future__ import annotations

from collections.abc import Mapping

from assistant.i18n import Message as M

# What several sentences advise: any reader of PDF, on a phone too, can print to a PDF without scripts or files.
REFUSALS: Mapping[str, M] = {
    "empty": M("Ce fichier est vide. Choisissez-le de nouveau."),
    "too_big": M("Ce fichier est trop lourd : {limit} Mo au plus pour ce genre de fichier. Gardez l'original, et ajoutez une copie plus légère ou la seule partie utile."),
    "many": M("Ce dossier a déjà {limit} fichiers, il ne peut pas en recevoir plus. Retirez-en un, ou notez les autres dans la liste de vos preuves et apportez-les."),
    "full": M("Avec ce fichier, le dossier dépasserait {limit} Mo. Retirez un fichier, ou notez celui-ci dans la liste de vos preuves et apportez-le."),
    "image_here": M("Cette page ne reçoit pas d'image. Gardez-la sans l'envoyer à personne ; l'enquêteur vous dira s'il a besoin de la voir. Un PDF, un texte, un courriel ou un enregistrement sonore conviennent."),
    "archive": M("C'est un dossier compressé (zip ou semblable). Ouvrez-le et ajoutez un par un les fichiers qu'il contient."),
    "office": M("C'est un document de bureautique (Word, Excel, LibreOffice…). Ouvrez-le, choisissez « Imprimer », puis « Enregistrer au format PDF », et ajoutez le PDF."),
    "program": M("C'est un programme ou une suite de commandes, cela ne peut pas être ajouté. Si c'est une preuve, ne l'ouvrez pas, laissez-le où il est et parlez-en à l'enquêteur."),
    "web": M("C'est une page web ou un dessin qui peut contenir un programme. Faites-en une capture d'écran, ou imprimez la page au format PDF, et ajoutez cette copie."),
    "video": M("Une vidéo ne peut pas être ajoutée ici. Gardez-la sur l'appareil où elle est, notez-la dans la liste de vos preuves et montrez-la à l'enquêteur."),
    "picture_kind": M("Ce format d'image n'est pas accepté. Faites une capture d'écran de l'image, ou enregistrez-la en JPEG ou en PNG."),
    "sound_kind": M("Ce format de son n'est pas accepté. Ceux-ci le sont : mp3, m4a, aac, ogg, opus, wav, amr, 3gp."),
    "unknown": M("Ce genre de fichier n'est pas accepté. Faites-en une capture d'écran, ou un PDF (« Imprimer », puis « Enregistrer au format PDF »)."),
    "extension": M("Le nom de ce fichier finit par « .{extension} », mais son contenu est autre chose : {kind}. Redonnez-lui son vrai nom, ou faites-en une capture d'écran."),
    "hidden": M("Ce fichier contient autre chose que ce qu'il annonce : il n'est pas pris, par prudence. Gardez-le, faites-en une capture d'écran ou imprimez-le au format PDF, et ajoutez cette copie."),
    "damaged": M("Ce fichier est incomplet ou abîmé. Choisissez-le de nouveau ou téléchargez-le encore ; sinon, faites-en une capture d'écran."),
    "too_large": M("Cette image est trop grande pour être ouverte ici. Gardez-la, faites-en une capture d'écran et ajoutez la capture."),
    "animated": M("Cette image est animée. Faites-en une capture d'écran et ajoutez la capture."),
    "heavy": M("Ce fichier est trop lourd à ouvrir. Gardez-le, faites-en une capture d'écran ou un PDF plus simple, et ajoutez cette copie."),
    "busy": M("Beaucoup de fichiers arrivent en même temps. Attendez quelques secondes et choisissez-le de nouveau."),
    "pdf_locked": M("Ce PDF est protégé. Ouvrez-le, choisissez « Imprimer », puis « Enregistrer au format PDF », et ajoutez cette copie."),
    "pdf_active": M("Ce PDF contient un programme ou une action automatique. Si vous savez d'où il vient, ouvrez-le, choisissez « Imprimer », puis « Enregistrer au format PDF », et ajoutez cette copie."),
    "pdf_files": M("Ce PDF contient d'autres fichiers. Ouvrez-le, choisissez « Imprimer », puis « Enregistrer au format PDF », et ajoutez cette copie."),
    "pdf_long": M("Ce PDF a plus de {limit} pages. Ouvrez-le, choisissez « Imprimer », les pages utiles, puis « Enregistrer au format PDF », et ajoutez cette copie."),
}  # fmt: skip


class Refused(Exception):
    """A file that is not taken; `message` is for the person, `code` (a key of REFUSALS) for tests and counts."""

    def __init__(self, code: str, **gaps: object) -> None:
        super().__init__(code)
        self.code = code
        self.message = M(REFUSALS[code].msgid, plural=None, **gaps)
