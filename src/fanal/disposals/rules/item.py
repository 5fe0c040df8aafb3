"""Why does a good leave, where does it go, and what keeps it from leaving?

The words of reasons and destinations are usage. That data are wiped before a good leaves is practice, and
what a school owes to those whose data these are; only what is lost or stolen cannot be wiped any more.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from fanal.core.text.french import counted, full_day
from fanal.equipment.rules.states import GONE, EquipmentState

LONGEST_AGO = 20  # years since data were wiped; beyond, the day is a slip


class DisposalReason(StrEnum):
    """Why a good leaves the inventory."""

    WORN = "worn"
    OBSOLETE = "obsolete"
    REPLACED = "replaced"
    LOST = "lost"
    STOLEN = "stolen"

    @property
    def label(self) -> str:
        return REASONS[self]


REASONS = {
    DisposalReason.WORN: "Hors d’usage",
    DisposalReason.OBSOLETE: "Obsolète",
    DisposalReason.REPLACED: "Remplacé",
    DisposalReason.LOST: "Perdu",
    DisposalReason.STOLEN: "Volé",
}
MISSING = {DisposalReason.LOST: EquipmentState.LOST, DisposalReason.STOLEN: EquipmentState.STOLEN}


class Destination(StrEnum):
    """Where a good goes; nowhere when it is lost or stolen."""

    RECYCLING = "recycling"
    DONATION = "donation"
    OWNER = "owner"
    OTHER = "other"

    @property
    def label(self) -> str:
        return DESTINATIONS[self]


DESTINATIONS = {
    Destination.RECYCLING: "Recyclage (DEEE)",
    Destination.DONATION: "Don",
    Destination.OWNER: "Retour au propriétaire",
    Destination.OTHER: "Autre, à préciser",
}


class Wiping(StrEnum):
    """What somebody said of the data of a good."""

    TODO = "todo"
    DONE = "done"
    NO_DATA = "no_data"

    @property
    def label(self) -> str:
        return {"todo": "À faire", "done": "Effacement fait", "no_data": "Sans donnée"}[self.value]


class DisposalOutcome(StrEnum):
    """REFUSED: the owner keeps it. KEPT: somebody took it out of the batch, or abandoned the batch."""

    PROPOSED = "proposed"
    REFUSED = "refused"
    KEPT = "kept"
    LEFT = "left"

    @property
    def label(self) -> str:
        return OUTCOMES[self]


OUTCOMES = {
    DisposalOutcome.PROPOSED: "Proposé",
    DisposalOutcome.REFUSED: "Refusé par le propriétaire",
    DisposalOutcome.KEPT: "Gardé",
    DisposalOutcome.LEFT: "Sorti",
}


def destination_words(destination: str, words: str) -> str:
    """« Don », « Autre : vente aux enchères »; nothing for what is lost or stolen."""
    if not destination:
        return ""
    return f"Autre : {words}" if destination == "other" and words else Destination(destination).label


DATA_KINDS = frozenset({"computer", "tablet", "printer", "network"})  # sorts of types that may hold data


def usual_wiping(kind: str) -> Wiping:
    """What is to be said of the data of this sort of type, until somebody says otherwise."""
    return Wiping.TODO if kind in DATA_KINDS else Wiping.NO_DATA


def reason_of(state: str, chosen: DisposalReason) -> DisposalReason:
    """What is lost or stolen leaves for that reason, whatever was chosen for all."""
    return DisposalReason(state) if state in GONE else chosen


def proposal_refusals(state: str, reason: DisposalReason) -> list[str]:
    """Why a good in this state cannot be proposed for this reason; `reason` is that of `reason_of`."""
    if state == EquipmentState.DISPOSED:
        return ["il est déjà sorti de l’inventaire."]
    if reason in MISSING and state != MISSING[reason]:
        return [f"il n’est pas noté « {reason.label.lower()} » : changez d’abord son état, dans sa fiche."]
    return []


def item_refusals(
    state: str, reason: DisposalReason, destination: Destination | None, words: str
) -> list[str]:
    """Why what is said of a good of the batch does not hold together."""
    if state in GONE and reason != state:
        return [f"Cet équipement est noté « {EquipmentState(state).label.lower()} » : c’est son motif."]
    reasons = [f"Impossible : {words}" for words in proposal_refusals(state, reason)]
    if reason in MISSING:
        return reasons + (["Ce qui est perdu ou volé n’a pas de destination."] if destination else [])
    if destination is None:
        reasons.append("Choisissez où va l’équipement.")
    if destination is Destination.OTHER and not words.strip():
        reasons.append("Précisez la destination.")
    return reasons


def wiping_refusals(
    wiping: Wiping,
    *,
    method: str,
    wiped_on: date | None,
    is_person: bool,
    service: str,
    today: date,
    newest: tuple[str, date] | None = None,
) -> list[str]:
    """What a certificate needs: how, when, by whom; nothing of it when nothing was wiped.

    `newest`: of these goods, the name of the one bought last, and that day.
    """
    if wiping is not Wiping.DONE:
        return []
    reasons = []
    if not method.strip():
        reasons.append("Dites comment les données ont été effacées.")
    if wiped_on is None or wiped_on > today:
        reasons.append("Donnez le jour de l’effacement, aujourd’hui au plus tard.")
    elif newest is not None and wiped_on < newest[1]:
        reasons.append(f"« {newest[0]} » a été acheté le {full_day(newest[1])}, après ce jour : vérifiez-le.")
    elif today.year - wiped_on.year > LONGEST_AGO:
        reasons.append(f"Ce jour a plus de {LONGEST_AGO} ans : vérifiez-le.")
    if is_person == bool(service.strip()):
        reasons.append("Dites qui a effacé les données : une personne, ou un service, l’un des deux.")
    return reasons


@dataclass(frozen=True)
class DisposalFacts:
    """What is known of one good of a batch. `is_held`: it is entrusted to somebody. `content`: how many
    things lie in it that do not leave with it. `fault_since`: the day of the oldest open request about it.
    """

    state: str
    reason: DisposalReason
    is_held: bool = False
    is_lent: bool = False
    booked_on: date | None = None
    fault_since: date | None = None
    content: int = 0
    is_of_owner: bool = True


def hindrances(facts: DisposalFacts) -> list[str]:
    """What keeps a good from leaving, and what to do: the end of a sentence that begins with its name."""
    if facts.state == EquipmentState.DISPOSED:
        return ["est déjà sorti de l’inventaire : gardez-le hors de cette sortie."]
    sentences = []
    if not facts.is_of_owner:
        sentences.append("n’a plus le même propriétaire : gardez-le hors de cette sortie.")
    if (facts.reason in MISSING or facts.state in GONE) and facts.state != facts.reason:
        sentences.append("a changé d’état depuis : corrigez son motif.")
    if facts.state == EquipmentState.SERVICE:
        sentences.append("est en service : passez-le en réserve.")
    if facts.is_lent:
        sentences.append("est prêté : notez d’abord son retour.")
    elif facts.is_held:
        sentences.append("est confié à quelqu’un : notez d’abord son retour, dans sa fiche.")
    if facts.booked_on is not None:
        sentences.append(f"est réservé le {full_day(facts.booked_on)} : annulez la réservation.")
    if facts.fault_since is not None:
        sentences.append(f"a une demande ouverte depuis le {full_day(facts.fault_since)} : terminez-la.")
    if facts.content:
        sentences.append(
            f"contient {counted(facts.content, 'équipement')} : sortez-les, ou proposez-les aussi."
        )
    return sentences


def may_be_put_away(facts: DisposalFacts) -> bool:
    """Whether it is in service, and nothing else keeps it from leaving."""
    return facts.state == EquipmentState.SERVICE and len(hindrances(facts)) == 1


def leaving_refusals(facts: DisposalFacts, wiping: Wiping) -> list[str]:
    """The same, and data that are not wiped."""
    reasons = hindrances(facts)
    if wiping is Wiping.TODO and facts.reason not in MISSING:
        reasons.append("a des données à effacer : notez l’effacement, ou « sans donnée ».")
    return reasons
