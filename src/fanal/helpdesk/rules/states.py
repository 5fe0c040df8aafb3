"""What must be said for a request to move, and how is each step called to whom?

`flow` says which step may follow which; this adds whom one waits for, until when, and why a request
ends without a solution (`docs/domain/requests.md`, « States »).
"""

from datetime import date

from fanal.helpdesk.rules import flow
from fanal.helpdesk.rules.codes import RequestState, WaitingFor

TO_TEACHER = {RequestState.SOLVED: "Ça remarche ?"}


def label(state: RequestState, *, for_requester: bool = False) -> str:
    """The step in words; a solved request asks its requester « Ça remarche ? »."""
    return TO_TEACHER.get(state, state.label) if for_requester else state.label


def missing_for_waiting(
    waiting_for: WaitingFor | None, *, until: date | None, today: date, has_authority: bool
) -> list[str]:
    """What is missing, or wrong, to put a request on hold."""
    reasons = []
    if waiting_for is None:
        reasons.append("Dites qui est attendu : la personne, la collectivité ou une pièce.")
    if waiting_for is WaitingFor.AUTHORITY and not has_authority:
        reasons.append(
            "Aucune collectivité n’est enregistrée pour l’établissement : ajoutez-la dans les réglages."
        )
    if until is not None and until < today:
        reasons.append("La date d’attente est passée : choisissez aujourd’hui ou un jour à venir.")
    return reasons


def refusals(
    state: RequestState,
    to: RequestState,
    *,
    today: date,
    waiting_for: WaitingFor | None = None,
    until: date | None = None,
    has_authority: bool = True,
    reason: str = "",
) -> list[str]:
    """Say why a request cannot move; an empty list means it can.

    `reason`: why it ends without having been solved, asked only then.
    """
    reasons = flow.refusals(state, to)
    if to is RequestState.WAITING:
        reasons += missing_for_waiting(waiting_for, until=until, today=today, has_authority=has_authority)
    elif waiting_for is not None:
        reasons.append("Seule une demande en attente peut attendre quelqu’un.")
    if (
        to is RequestState.CLOSED
        and state not in {RequestState.SOLVED, RequestState.CLOSED}
        and not reason.strip()
    ):
        reasons.append("Dites pourquoi la demande se termine sans avoir été résolue.")
    return reasons
