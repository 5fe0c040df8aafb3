"""How far has a batch of goods come on its way out of the inventory, and what may still be done to it?

Who decides is `equipment.rules.states.decider`; the source: `docs/domain/equipment.md`, « Disposal ».
"""

from datetime import date, timedelta
from enum import StrEnum

from fanal.core.text.french import full_day
from fanal.equipment.rules.states import DisposalDecision, decision_refusals

MOST_ITEMS = 500  # machines in one batch: a list that a board reads
KEPT_YEARS = 5
OLDEST_DECISION = timedelta(days=365)  # before its list was begun: an older one is asked about
STEPS = ("Préparer la liste", "Attendre la décision", "Effacer et remettre", "Sortie de l’inventaire")


class DisposalState(StrEnum):
    """PROPOSED: the list no longer changes, and waits for the owner. DECIDED: what was agreed may leave."""

    PREPARED = "prepared"
    PROPOSED = "proposed"
    DECIDED = "decided"
    CLOSED = "closed"
    ABANDONED = "abandoned"

    @property
    def step(self) -> int:
        """Of `STEPS`, counted from 1; one more once all is over."""
        return {"prepared": 1, "proposed": 2, "decided": 3, "closed": 5, "abandoned": 0}[self.value]


STATES = {
    DisposalState.PREPARED: "En préparation",
    DisposalState.PROPOSED: "Attend la décision",
    DisposalState.DECIDED: "Décidée",
    DisposalState.CLOSED: "Terminée",
    DisposalState.ABANDONED: "Abandonnée",
}
DATED = (DisposalState.DECIDED, DisposalState.CLOSED)  # those that bear a decision
OVER = (DisposalState.CLOSED, DisposalState.ABANDONED)  # those that bear the day of their end
OPEN = (DisposalState.PREPARED, DisposalState.PROPOSED, DisposalState.DECIDED)


def noting_refusals(
    decision: DisposalDecision,
    body: str,
    *,
    prepared_on: date,
    proposed_on: date | None,
    is_same_list: bool,
    is_framework: bool = False,
    today: date,
) -> list[str]:
    """Why this decision of `body` cannot be noted; an empty list means it can.

    `is_same_list`: somebody says that it was taken on this list, before the list was settled here.
    `is_framework`: or that it is a framework decision, taken for lists to come, however old.
    """
    if reasons := decision_refusals(decision, body, today):
        return reasons
    if is_framework:
        return []
    if decision.decided_on < prepared_on - OLDEST_DECISION:
        return [
            f"Cette décision du {full_day(decision.decided_on)} est de plus d’un an avant le début de la "
            f"liste, le {full_day(prepared_on)} : vérifiez l’année ; si c’est une décision-cadre, cochez-le."
        ]
    if proposed_on is not None and decision.decided_on < proposed_on and not is_same_list:
        return [
            f"La liste est arrêtée ici le {full_day(proposed_on)}, après cette décision : vérifiez sa date ; "
            "si elle porte bien sur cette liste, cochez-le."
        ]
    return []
