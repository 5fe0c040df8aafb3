"""Who prepares goods that leave the inventory, who notes the decision, who reads it?"""

from fanal.accounts.models.member import Actor
from fanal.accounts.models.roles import Role
from fanal.accounts.policies.rights import allows
from fanal.disposals.models import Disposal
from fanal.disposals.rules.disposal import DATED, OPEN, DisposalState
from fanal.equipment.policies.equipment import KEEPERS

DECIDERS = (Role.HEAD, Role.DEPUTY, Role.BURSAR)
NOT_DECIDED = (DisposalState.PREPARED, DisposalState.PROPOSED)
BECAME = {
    DisposalState.PREPARED: "la liste est encore en préparation. Arrêtez-la d’abord",
    DisposalState.PROPOSED: "la liste est arrêtée et attend la décision. Rouvrez-la pour la changer",
    DisposalState.DECIDED: "la décision est notée. Si elle l’est mal, reprenez-la",
    DisposalState.CLOSED: "cette sortie est terminée, et ses papiers ne changent plus",
    DisposalState.ABANDONED: "cette sortie est abandonnée. Préparez-en une autre",
}


def _became(disposal: Disposal) -> str:
    return BECAME[disposal.step]


@allows(*KEEPERS, Role.TECHNICIAN, label="Lire une sortie d’inventaire et ses papiers")
def read_disposals(actor: Actor, _: None) -> bool:
    return True


@allows(*KEEPERS, label="Préparer une sortie d’inventaire")
def prepare_disposal(actor: Actor, _: None) -> bool:
    return True


@allows(*KEEPERS, label="Modifier la liste d’une sortie d’inventaire", closed=_became)
def change_disposal(actor: Actor, disposal: Disposal) -> bool:
    return disposal.state == DisposalState.PREPARED


@allows(*KEEPERS, label="Noter l’effacement des données, une perte ou un vol", closed=_became)
def note_disposal(actor: Actor, disposal: Disposal) -> bool:
    return disposal.state in {*NOT_DECIDED, DisposalState.DECIDED}


@allows(*KEEPERS, label="Joindre une preuve à une sortie d’inventaire", closed=_became)
def join_proof(actor: Actor, disposal: Disposal) -> bool:
    return disposal.state != DisposalState.ABANDONED


@allows(*KEEPERS, label="Retirer une preuve d’une sortie d’inventaire qui n’est pas terminée", closed=_became)
def remove_proof(actor: Actor, disposal: Disposal) -> bool:
    return disposal.state in OPEN


@allows(*KEEPERS, label="Garder un équipement hors d’une sortie d’inventaire", closed=_became)
def keep_item(actor: Actor, disposal: Disposal) -> bool:
    return disposal.state in {DisposalState.PREPARED, DisposalState.DECIDED}


@allows(*DECIDERS, label="Arrêter la liste d’une sortie d’inventaire", closed=_became)
def propose_disposal(actor: Actor, disposal: Disposal) -> bool:
    return disposal.state == DisposalState.PREPARED


@allows(*DECIDERS, label="Rouvrir la liste d’une sortie d’inventaire", closed=_became)
def reopen_disposal(actor: Actor, disposal: Disposal) -> bool:
    return disposal.state == DisposalState.PROPOSED


@allows(*KEEPERS, label="Abandonner une sortie d’inventaire", closed=_became)
def abandon_disposal(actor: Actor, disposal: Disposal) -> bool:
    return disposal.state in NOT_DECIDED


@allows(*DECIDERS, label="Noter la décision du propriétaire", closed=_became)
def decide_disposal(actor: Actor, disposal: Disposal) -> bool:
    return disposal.state == DisposalState.PROPOSED


@allows(*DECIDERS, label="Reprendre une décision mal notée", closed=_became)
def undo_decision(actor: Actor, disposal: Disposal) -> bool:
    return disposal.state == DisposalState.DECIDED


@allows(*DECIDERS, label="Sortir les équipements de l’inventaire", closed=_became)
def carry_out(actor: Actor, disposal: Disposal) -> bool:
    """Once more when it is done: of two who press, the second is told that it is."""
    return disposal.state in DATED
