"""Which forms to propose: what is likely, without what was refused, and the question that tells two of them apart."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.dialogue.values import OUT, Likely
from assistant.i18n import Message as M

SURE = 0.7  # from here one suggestion: measured, see docs
WEAK = 0.25  # below, a guess would be noise: the person says more, or chooses
_SIDE = 0.15  # a sensitive form this likely is enough to be discreet


@dataclass(frozen=True, slots=True)
class Question:
    """A question that separates forms. Each answer: its id, its words, the forms it speaks for."""

    id: str
    text: M
    answers: tuple[tuple[str, M, frozenset[str]], ...]

    @property
    def forms(self) -> frozenset[str]:
        """Every form of which it says something."""
        return frozenset().union(*(forms for _, _, forms in self.answers))

    def separates(self, one: str, other: str) -> bool:
        """Whether no answer speaks for both, and some answer for each."""
        return {one, other} <= self.forms and not any({one, other} <= forms for _, _, forms in self.answers)


def _yes_no(question: str, text: M, yes: str, no: str) -> Question:
    return Question(
        question, text, (("yes", M("Oui"), frozenset(yes.split())), ("no", M("Non"), frozenset(no.split())))
    )


_THEFTS = "vol_simple vol_velo vol_vehicule cambriolage papiers_identite degradations"
QUESTIONS: tuple[Question, ...] = (
    _yes_no("force", M("Vous a-t-on frappé, bousculé ou menacé pour prendre vos affaires ?"), "vol_violence", f"{_THEFTS} fraude_carte_virement"),
    _yes_no("taken", M("Vous a-t-on pris quelque chose ?"), "vol_violence vol_simple vol_velo vol_vehicule cambriolage", "violences degradations menaces injure_diffamation"),
    Question("what", M("Qu'est-ce qui a été pris ?"), (
        ("bike", M("Un vélo ou une trottinette"), frozenset({"vol_velo"})),
        ("car", M("Une voiture, une moto, un scooter, ou ce qui était dedans"), frozenset({"vol_vehicule"})),
        ("papers", M("Seulement des papiers d'identité"), frozenset({"papiers_identite"})),
        ("else", M("Autre chose"), frozenset({"vol_simple", "cambriolage"})),
    )),
    Question("inside", M("Où étaient vos affaires ?"), (
        ("home", M("Dans un logement, une cave, un garage fermé ou un local"), frozenset({"cambriolage"})),
        ("vehicle", M("Dans un véhicule"), frozenset({"vol_vehicule"})),
        ("outside", M("Sur moi, dehors, ou dans un lieu ouvert au public"), frozenset({"vol_simple", "vol_velo"})),
    )),
    _yes_no("partner", M("Est-ce votre conjoint, votre ex, ou quelqu'un de votre famille ?"), "violences_conjugales enfant_vulnerable enfant_famille", "violences menaces harcelement_moral_sexuel cyberharcelement viol_agression_sexuelle injure_diffamation degradations"),
    _yes_no("images", M("Vous demande-t-on quelque chose en menaçant, ou menace-t-on de montrer des images intimes ?"), "chantage_sextorsion", "cyberharcelement menaces arnaque_en_ligne piratage usurpation_identite"),
    Question("school", M("Où cela se passe-t-il surtout ?"), (
        ("school", M("À l'école, ou entre élèves"), frozenset({"harcelement_scolaire"})),
        ("work", M("Au travail, dans la rue, entre voisins"), frozenset({"harcelement_moral_sexuel", "violences", "menaces"})),
        ("online", M("En ligne ou au téléphone"), frozenset({"cyberharcelement"})),
    )),
    Question("payer", M("Qui a fait le paiement ?"), (
        ("me", M("Moi, parce qu'on m'a trompé"), frozenset({"arnaque_en_ligne", "escroquerie"})),
        ("them", M("Quelqu'un d'autre, avec ma carte, mon compte ou un chèque"), frozenset({"fraude_carte_virement"})),
    )),
    Question("online", M("Comment avez-vous été en contact ?"), (
        ("online", M("Internet, SMS ou téléphone"), frozenset({"arnaque_en_ligne", "cyberharcelement"})),
        ("met", M("En face, par courrier, par un démarchage"), frozenset({"escroquerie", "harcelement_moral_sexuel"})),
    )),
    Question("account", M("Qu'est-ce qui vous est arrivé en premier ?"), (
        ("entered", M("On est entré dans mon compte ou mon appareil"), frozenset({"piratage"})),
        ("name", M("On se sert de mon nom, de mes papiers ou de ma photo"), frozenset({"usurpation_identite"})),
        ("paid", M("J'ai payé ou donné des informations"), frozenset({"arnaque_en_ligne", "fraude_carte_virement"})),
    )),
    _yes_no("threat", M("Vous a-t-on menacé de vous faire du mal, à vous ou à un proche ?"), "menaces", "injure_diffamation discrimination_haine harcelement_moral_sexuel cyberharcelement"),
    _yes_no("hate", M("Est-ce à cause de votre origine, votre religion, votre orientation, votre sexe ou un handicap ?"), "discrimination_haine", "injure_diffamation menaces violences degradations harcelement_moral_sexuel"),
    _yes_no("crash", M("Y a-t-il eu un choc avec un véhicule dont le conducteur est parti ?"), "accident_fuite", "degradations vol_vehicule violences"),
    _yes_no("danger", M("L'enfant, ou la personne fragile, est-il en danger ou maltraité ?"), "enfant_vulnerable", "enfant_famille harcelement_scolaire disparition"),
    _yes_no("child", M("La personne visée est-elle un enfant, ou une personne âgée ou handicapée ?"), "enfant_vulnerable harcelement_scolaire", "violences_conjugales violences viol_agression_sexuelle escroquerie"),
    _yes_no("whereabouts", M("Savez-vous où se trouve la personne ?"), "enfant_famille enfant_vulnerable", "disparition"),
    _yes_no("touched", M("Y a-t-il eu un geste ou un acte sexuel non voulu ?"), "viol_agression_sexuelle", "violences harcelement_moral_sexuel violences_conjugales menaces"),
    _yes_no("animal", M("Est-ce un animal qui a souffert ?"), "animal", "environnement degradations violences"),
)  # fmt: skip
BY_ID: Mapping[str, Question] = {question.id: question for question in QUESTIONS}
_DELICATE = frozenset({"touched", "images", "partner", "danger"})  # "I'd rather not answer" stands beside these


def delicate(question: str) -> bool:
    """Whether a question may be hard to answer: not answering is then offered in so many words."""
    return question in _DELICATE


def weighed(
    ranked: Sequence[Likely], settled: Sequence[tuple[str, str]], refused: Collection[str]
) -> tuple[Likely, ...]:
    """The likelihoods with what the person answered and refused taken in; adding up to one again, the likeliest first."""
    for question, answer in settled:
        ranked = [replace(one, score=one.score * _factor(one.form, question, answer)) for one in ranked]
    kept = [replace(one, score=0.0) if one.form in refused else one for one in ranked]
    total = sum(one.score for one in kept)
    scaled = [replace(one, score=one.score / total) for one in kept] if (settled or refused) and total else kept
    return tuple(sorted(scaled, key=lambda one: -one.score))


def _factor(form: str, question: str, answer: str) -> float:
    """What an answer leaves of a form: all, hardly anything when it speaks against it, part when it says nothing of it."""
    asked = BY_ID.get(question)
    speaks_for = next((forms for name, _, forms in asked.answers if name == answer), None) if asked else None
    if asked is None or speaks_for is None:  # "I don't know" takes nothing away
        return 1.0
    return 1.0 if form in speaks_for else 0.02 if form in asked.forms else 0.3


def separating(forms: Sequence[str], asked: Collection[str]) -> str:
    """The question not put yet that tells the likeliest form from the next, and best from the third too; "" if none."""
    pairs = [(forms[0], other) for other in forms[1:]]
    for pair in pairs:
        fit = [q for q in QUESTIONS if q.id not in asked and q.separates(*pair)]
        if fit:
            return max(fit, key=lambda q: sum(q.separates(*p) for p in pairs)).id
    return ""


def proposable(ranked: Sequence[Likely]) -> tuple[Likely, ...]:
    """What can be proposed as a form, the likeliest first."""
    return tuple(sorted((one for one in ranked if one.form != OUT and one.score > 0), key=lambda one: -one.score))


def delicate_forms(ranked: Sequence[Likely], sensitive: Collection[str], most: int = 3) -> bool:
    """Whether a sensitive form is the likeliest of all, or likely enough among those that would be shown."""
    first = ranked[0].form if ranked else ""
    return any(one.form in sensitive and (one.form == first or one.score >= _SIDE) for one in proposable(ranked)[:most])
