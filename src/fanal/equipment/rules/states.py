"""From which state may a piece of equipment go where, and why not?

Disposal is decided by the owner: for an authority its assembly or, for movables of little value, the
executive who holds its delegation (CGCT L2122-22 10°, L3211-2: from memory), the school's board for the
school's own goods, the State for its own (`docs/domain/equipment.md`, « Disposal »).
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class EquipmentState(StrEnum):
    """Codes of the equipment's states."""

    STOCK = "stock"
    SERVICE = "service"
    BROKEN = "broken"
    REPAIR = "repair"
    LOST = "lost"
    STOLEN = "stolen"
    DISPOSED = "disposed"

    @property
    def label(self) -> str:
        return LABELS[self]


LABELS = {
    EquipmentState.STOCK: "En réserve",
    EquipmentState.SERVICE: "En service",
    EquipmentState.BROKEN: "En panne",
    EquipmentState.REPAIR: "En réparation",
    EquipmentState.LOST: "Perdu",
    EquipmentState.STOLEN: "Volé",
    EquipmentState.DISPOSED: "Sorti de l’inventaire",
}
PRESENT = frozenset(
    {EquipmentState.STOCK, EquipmentState.SERVICE, EquipmentState.BROKEN, EquipmentState.REPAIR}
)
WORKING = frozenset({EquipmentState.STOCK, EquipmentState.SERVICE})
GONE = frozenset({EquipmentState.LOST, EquipmentState.STOLEN})
GRAVE = GONE | {EquipmentState.DISPOSED}  # of several at once, only once somebody was asked
NEXT: dict[EquipmentState, frozenset[EquipmentState]] = {
    EquipmentState.STOCK: (PRESENT | GONE | {EquipmentState.DISPOSED}) - {EquipmentState.STOCK},
    EquipmentState.SERVICE: (PRESENT | GONE) - {EquipmentState.SERVICE},
    EquipmentState.BROKEN: (PRESENT | GONE | {EquipmentState.DISPOSED}) - {EquipmentState.BROKEN},
    EquipmentState.REPAIR: (PRESENT | GONE | {EquipmentState.DISPOSED}) - {EquipmentState.REPAIR},
    EquipmentState.LOST: frozenset(
        {
            EquipmentState.STOCK,
            EquipmentState.SERVICE,
            EquipmentState.BROKEN,
            EquipmentState.STOLEN,
            EquipmentState.DISPOSED,
        }
    ),
    EquipmentState.STOLEN: frozenset(
        {EquipmentState.STOCK, EquipmentState.SERVICE, EquipmentState.BROKEN, EquipmentState.DISPOSED}
    ),
    EquipmentState.DISPOSED: frozenset(),
}
DECIDED_BY = {
    "authority": "l’organe compétent de la collectivité propriétaire",
    "school": "le conseil d’administration de l’établissement",
    "state": "l’État propriétaire",
}
# A private school under contract has no such board: its goods are those of its management body.
DECIDED_BY_PRIVATE = DECIDED_BY | {"school": "l’organisme de gestion de l’établissement (OGEC)"}


def decider(owner: str, *, is_private: bool) -> str:
    """Who decides that a good of this owner leaves. `is_private`: the school is."""
    return (DECIDED_BY_PRIVATE if is_private else DECIDED_BY)[owner]


@dataclass(frozen=True)
class DisposalDecision:
    """The owner's decision to dispose of a good: its reference and its day."""

    reference: str
    decided_on: date


def decision_refusals(decision: DisposalDecision | None, body: str, today: date) -> list[str]:
    """Why this is no decision of `body`, which is that of `decider`."""
    if decision is None or not decision.reference.strip():
        return [f"La sortie d’inventaire est décidée par {body} : indiquez la décision et sa date."]
    if decision.decided_on > today:
        return [f"La décision prise par {body} porte une date à venir : vérifiez-la."]
    return []


def missing_for_disposal(
    owner: str, decision: DisposalDecision | None, *, is_held: bool, is_private: bool, today: date
) -> list[str]:
    """What is missing before a good leaves the inventory."""
    reasons = decision_refusals(decision, decider(owner, is_private=is_private), today)
    if is_held:
        reasons.append("Cet équipement est encore confié à quelqu’un : enregistrez d’abord son retour.")
    return reasons


def refusals(
    state: EquipmentState,
    to: EquipmentState,
    *,
    owner: str,
    today: date,
    decision: DisposalDecision | None = None,
    is_held: bool = False,
    is_private: bool = False,
) -> list[str]:
    """Say why equipment cannot change state; an empty list means it can.

    `owner`: authority, school or state. `is_held`: someone has it on loan. `is_private`: the school is.
    """
    if state is to:
        return [f"Cet équipement est déjà « {to.label.lower()} »."]
    if state is EquipmentState.DISPOSED:
        return ["Cet équipement est sorti de l’inventaire : sa fiche se lit mais ne change plus."]
    if to not in NEXT[state]:
        move = f"Un équipement « {state.label.lower()} » ne peut pas devenir « {to.label.lower()} »"
        return [f"{move} : passez-le d’abord en réserve."]
    if to is EquipmentState.DISPOSED:
        return missing_for_disposal(owner, decision, is_held=is_held, is_private=is_private, today=today)
    return []


def advice(to: EquipmentState) -> list[str]:
    """What to think of after the change, said without blocking."""
    return {
        EquipmentState.STOLEN: ["Faites déposer plainte et notez le numéro du récépissé."],
        EquipmentState.DISPOSED: [
            "Gardez l’attestation d’effacement des données et la preuve de reprise (DEEE)."
        ],
        EquipmentState.REPAIR: ["Notez qui répare, qui paie et la date de retour prévue."],
    }.get(to, [])
