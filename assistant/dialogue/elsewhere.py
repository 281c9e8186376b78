"""Perhaps no complaint: what else it may be, and where to go. Only doors that a source names; the rest is left out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from assistant.dialogue.acts import words_of
from assistant.i18n import Message as M

_SHOWN = 4
ALWAYS = "unit"  # whatever it is, the police and the gendarmerie are still there


@dataclass(frozen=True, slots=True)
class Door:
    """What it may be, where to go, and the stored answer that says more ("" when there is none).

    `cue`: words, without accents, that point to it in what was told; in the languages people write to us.
    """

    title: M
    where: M
    entry: str
    cue: re.Pattern[str]


def _door(title: M, where: M, entry: str, cue: str) -> Door:
    return Door(title, where, entry, re.compile(rf" (?:{cue})", re.IGNORECASE))


DOORS: Mapping[str, Door] = {
    "dispute": _door(
        M("Un contrat, un loyer, un prêt, un voisin"),
        M("Sans tromperie ni violence, c'est souvent un désaccord entre deux personnes : un conciliateur de justice aide à trouver un accord. Pour le joindre : service-public.gouv.fr ou votre mairie."),
        "litige_civil",
        r"contrat|loyer|bail|locataire|proprietaire|voisin|pret[ae]|dette|rembours|caution|conciliat|haie|mur mitoyen|heritage|notaire|divorce|garde alternee|landlord|rent |tenant|neighbo|loan|lease|casero|alquiler|vecin|prestam|affitto|vicin|mieter|miete|nachbar|vizinh|aluguel|komsu|kira|сосед|аренд|сусід|оренд|vecin|chirie|sasiad|czynsz|邻居|房东|الجار|الايجار",
    ),
    "trader": _door(
        M("Un magasin, un site marchand, un opérateur, un artisan"),
        M("Pour signaler un professionnel : SignalConso, le service de l'État (signal.conso.gouv.fr). Ce n'est pas une plainte."),
        "signalconso",
        r"magasin|boutique|commande|colis|livr|vendeur|garantie|operateur|forfait|abonnement|resili|artisan|garagiste|plombier|facture|banque me facture|remise en etat|sav |refund|warranty|subscription|shop |seller|delivery|tienda|garantia|pedido|negozio|garanzia|geschaft|bestell|loja|encomenda|magaza|siparis|магазин|заказ|замовлен|sklep|zamowien|magazin|商店|退款",
    ),
    "insurer": _door(
        M("Un sinistre : dégât des eaux, tempête, panne, accident sans fuite"),
        M("Voyez votre assureur, le plus vite possible ; le délai est écrit dans votre contrat."),
        "assurance_delai",
        r"assur|sinistre|degat des eaux|grele|tempete|inondation|fuite d eau|insur|flood|leak|seguro|assicuraz|versicher|sigorta|страхов|asigur|ubezpiecz|保险|تامين",
    ),
    "town": _door(
        M("Bruit, stationnement, fourrière, déchets, objets trouvés"),
        M("Voyez votre mairie ou la police municipale. Une voiture qui a disparu est peut-être à la fourrière."),
        "voiture_disparue",
        r"bruit|tapage|musique|aboi|stationn|gare devant|fourriere|poubelle|dechet|encombrant|trouve (?:un|une|des)|objet trouve|noise|loud|parking|towed|ruido|rumore|larm|barulho|gurultu|шум|zgomot|halas|噪音|ضجيج",
    ),
    "work": _door(
        M("Salaire, congés, licenciement"),
        M("Un désaccord avec un employeur relève en principe du conseil de prud'hommes ; un syndicat ou un avocat vous dira comment faire."),
        "harcelement_travail",
        r"salaire|paie |patron|employeur|licenci|conges|heures sup|prud|contrat de travail|salary|wage|boss|fired|employer|sueldo|jefe|stipendio|capo |gehalt|chef |salario|patrao|maas|patron|зарплат|начальник|salariu|pensja|szef|工资|老板|راتب",
    ),
    "paper": _door(
        M("Une amende, un titre, une démarche"),
        M("Les fiches officielles sont sur service-public.gouv.fr. Pour une amende, suivez ce qui est écrit sur l'avis."),
        "",
        r"amende|proces verbal|radar|contravention|titre de sejour|carte de sejour|prefecture|permis|passeport|renouvel|changer de nom|naturalis|impots|caf |fine |ticket|visa|residence permit|renew|multa|permiso|permesso|bussgeld|strafzettel|aufenthalt|ceza|oturma|штраф|вид на жительство|amenda|mandat|karta pobytu|罚单|居留",
    ),
    "accused": _door(
        M("On a porté plainte contre vous, ou vous êtes convoqué"),
        M("Parlez à un avocat avant de répondre. Prélude aide les personnes qui portent plainte."),
        "vise_par_plainte",
        r"porte plainte contre moi|plainte contre moi|m accuse|convoqu|garde a vue|accused|summoned|denunciado a mi|vorladung|beschuldigt",
    ),
    "lost": _door(
        M("Perdu, pas volé"),
        M("Une perte n'est pas une infraction. Pour des papiers, une déclaration de perte suffit, et nous pouvons la préparer."),
        "papiers_perdus",
        r"perdu|egare|lost |perdi|perso |verloren|kaybet|потерял|загуб|pierdut|zgubi|丢了|ضاع",
    ),
    "talk": _door(
        M("Besoin d'être écouté ou conseillé"),
        M("Le 116 006 (France Victimes) est gratuit et confidentiel. Idées suicidaires : 3114. Enfant en danger : 119."),
        "association_victimes",
        r"parler a quelqu un|besoin d aide|aide psy|psycholog|seul |triste|depress|deprim|conseil|help me|advice|lonely|ayuda|aiuto|hilfe|ajuda|yardim|помощ|допомог|ajutor|pomoc|帮助|مساعدة",
    ),
    ALWAYS: _door(
        M("Vous pensez quand même à une infraction"),
        M("Vous pouvez aller dans tout commissariat ou toute gendarmerie : la plainte d'une victime doit y être reçue."),
        "obligation_recevoir",
        r"(?!)",
    ),
}  # fmt: skip


def doors_for(text: str) -> tuple[str, ...]:
    """The doors to show for what was told: those its words point to, then the usual ones, the police always last."""
    words = " " + " ".join(words_of(text)) + " "
    pointed = [name for name, door in DOORS.items() if door.cue.search(words)]
    usual = [name for name in ("dispute", "trader", "town", "talk") if name not in pointed]
    return (*(pointed + usual)[:_SHOWN], ALWAYS)
