"""The self-check, beside the database: each check is well, or says in a sentence what to do."""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
import time
from contextlib import closing
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from pydantic import ValidationError

from assistant.assist.server import fault, server
from assistant.directory import overlay, tables
from assistant.document import fonts
from assistant.document.keyring import public_half_differs
from assistant.document.token import KEY_FILE
from assistant.form import load_library
from assistant.routing import check_routing, load_routing
from assistant.settings import Settings, misread, settings
from assistant.storage import codes

_ROOM = 1_000_000_000  # bytes that must be free
_SLOWEST = 1500  # milliseconds for one code: beyond, people who come back wait for each other


@dataclass(frozen=True, slots=True)
class Found:
    """`say`: what was seen; when it is not well, what to do."""

    ok: bool
    say: str


def variables() -> Found:
    """What is set can be read, is there, and is spelt as we read it."""
    try:
        given = Settings()
    except ValidationError as error:
        return Found(False, misread(error))
    known = [f"PRELUDE_{name.upper()}" for name in Settings.model_fields]
    for name in os.environ:
        meant = get_close_matches(name, known, 1, 0.85) if name.startswith("PRELUDE_") and name not in known else []
        if meant:
            return Found(False, f"{name} n'est pas un réglage : voulez-vous dire {meant[0]} ?")
    if given.paper and not given.paper.is_file():
        return Found(
            False,
            f"PRELUDE_PAPER : {given.paper} n'existe pas. Donnez le chemin d'un fichier Word, ou retirez le réglage.",
        )
    return Found(
        True,
        f"Durée de conservation d'un brouillon, en jours : {given.keep_days}."
        if given.keep_days
        else "Rien n'est gardé au-delà de la visite.",
    )


def data() -> Found:
    """The folder of the service: there or about to be, writable, private."""
    folder = settings().data
    there = next(path for path in (folder.absolute(), *folder.absolute().parents) if path.exists())
    if not os.access(there, os.R_OK | os.W_OK | os.X_OK) or not there.is_dir():
        return Found(
            False,
            f"{there} : on ne peut pas y écrire. Donnez ce dossier au compte du service (chown), ou changez PRELUDE_DATA.",
        )
    if there != folder.absolute():
        return Found(True, f"{folder} sera créé au premier démarrage.")
    return private(folder, 0o700)


def private(path: Path, mode: int) -> Found:
    """Whether nobody but this account has a right to it."""
    opened = stat.S_IMODE(path.stat().st_mode) & ~mode
    say = f"{path} est ouvert à d'autres comptes ({opened:03o} de trop) : chmod {mode:o} {path}"
    return Found(False, say) if opened else Found(True, f"{path} n'est ouvert qu'à ce compte.")


def key() -> Found:
    """The signing key, looked at without repairing it."""
    path = settings().data / KEY_FILE
    if not path.exists():
        return Found(True, "La clé de signature sera créée au premier papier.")
    if not (closed := private(path, 0o600)).ok:
        return closed
    try:
        differs = public_half_differs(settings().data)
    except (OSError, ValueError):
        return Found(
            False,
            f"{path} ne se lit pas : remettez la copie de cette clé, sinon les papiers déjà faits ne seront plus reconnus.",
        )
    if differs:
        return Found(False, f"{path} et sa moitié publique ne vont pas ensemble : relancez « keys rotate ».")
    return Found(True, "Clé de signature lisible, et privée.")


def room() -> Found:
    """Space left where the service writes."""
    places = [place for place in (settings().data, settings().key_folder) if place.exists()] or [Path().absolute()]
    free, place = min((shutil.disk_usage(place).free, place) for place in places)
    say = f"Place libre sur le disque de {place} : {free / 1e9:.1f} Go."
    return (
        Found(True, say)
        if free >= _ROOM
        else Found(False, f"{say} Faites de la place : sans elle, plus rien n'est enregistré.")
    )


def forms() -> Found:
    """Every form can be served."""
    root = settings().forms
    library, table = load_library(root), load_routing(root)
    wrong = [each for each in (*library.problems, *table.problems, *check_routing(library)) if each.is_error]
    if wrong:
        return Found(False, f"Erreurs : {len(wrong)}, dont {wrong[0]} Lancez « check » et corrigez-les.")
    if not library.forms:
        return Found(False, f"Aucun formulaire dans {root} : donnez le bon dossier dans PRELUDE_FORMS.")
    return Found(True, f"Formulaires sans erreur : {len(library.forms)}.")


def directory() -> Found:
    """The tables of the project, and those that the operator imported."""
    embedded = {"communes": tables.own_communes(), "unités": tables.own_places(), "tribunaux": tables.courts()}
    if missing := [name for name, rows in embedded.items() if not rows]:
        return Found(False, f"Table vide : {', '.join(missing)}. Réinstallez le programme.")
    imported = overlay.folder() / overlay.NAME
    if not imported.exists():
        return Found(True, f"Fiches livrées : {len(tables.own_places())}. Aucun annuaire importé.")
    with closing(sqlite3.connect(f"{imported.resolve().as_uri()}?mode=ro", uri=True)) as there:
        if not overlay.sound(there):
            return Found(
                False, f"{imported} est abîmé ou d'une autre version, il n'est pas utilisé : refaites l'import."
            )
        count = there.execute("SELECT count(*) FROM places").fetchone()[0]
    return Found(True, f"Fiches livrées : {len(tables.own_places())}, importées : {count}.")


def fonts_() -> Found:
    """The papers are set in fonts that are there."""
    there = {name for name, folder in zip(fonts.names(), fonts.folders(), strict=True) if any(folder.glob("*.[ot]tf"))}
    if missing := [name for name, _ in fonts.FAMILIES if name not in there]:
        return Found(False, f"Police absente : {', '.join(missing)}. Refaites « make install ».")
    return Found(True, f"Familles de polices : {len(there)}.")


def argon2() -> Found:
    """The quickest of three: what else runs on the machine is not its cost."""
    spent = []
    for _ in range(3):
        begun = time.perf_counter()
        codes.key_from("0" * 17, b"0" * 16, codes.REAL)
        spent.append(time.perf_counter() - begun)
    cost = round(1000 * min(spent))
    if cost > _SLOWEST:
        return Found(
            False,
            f"Un code coûte {cost} ms : la machine est trop lente ou trop chargée, reprendre un dossier sera long.",
        )
    return Found(True, f"Un code coûte {cost} ms et 64 Mio, deux à la fois.")


def model() -> Found:
    """The optional model server: what its settings say, and whether it answers one harmless sentence as it must."""
    if wrong := fault(settings()):
        return Found(False, wrong)
    if (there := server(settings())) is None:
        return Found(True, "Aucun serveur de modèle : rien de ce qui est raconté ne sort du site.")
    from assistant.assist.advise import advise, client

    begun = time.monotonic()
    said = advise(there, ["On m'a volé mon vélo devant la gare."], {"vol_velo": "On m'a volé mon vélo"})
    if said is None:
        return Found(
            False,
            f"Le serveur de modèle ({there.url}) ne répond pas comme il faut ({client(there).why}) : la conversation se passe de lui. Vérifiez PRELUDE_MODEL_URL, PRELUDE_MODEL_NAME, PRELUDE_MODEL_KEY, et qu'il est en marche.",
        )
    spent = f"Le serveur de modèle répond en {time.monotonic() - begun:.1f} s"
    if not settings().model_by:
        return Found(
            True, f"{spent}. Dites qui le tient dans PRELUDE_MODEL_BY : les personnes ne voient que {there.by}."
        )
    return Found(True, f"{spent} ; aux personnes, il est dit tenu par {there.by}.")
