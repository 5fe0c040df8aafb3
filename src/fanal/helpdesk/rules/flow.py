"""From which state may a request go where, and why not? (`docs/domain/requests.md`, « States »)"""

from fanal.helpdesk.rules.codes import RequestState

NEXT: dict[RequestState, frozenset[RequestState]] = {
    RequestState.SENT: frozenset(
        {RequestState.TAKEN, RequestState.WAITING, RequestState.SOLVED, RequestState.CLOSED}
    ),
    RequestState.TAKEN: frozenset(
        {RequestState.TAKEN, RequestState.WAITING, RequestState.SOLVED, RequestState.CLOSED}
    ),
    RequestState.WAITING: frozenset(
        {RequestState.TAKEN, RequestState.WAITING, RequestState.SOLVED, RequestState.CLOSED}
    ),
    RequestState.SOLVED: frozenset({RequestState.TAKEN, RequestState.CLOSED}),
    RequestState.CLOSED: frozenset({RequestState.TAKEN}),
}


def refusals(state: str, to: RequestState) -> list[str]:
    """Say why a request in `state` cannot become `to`; an empty list means it can."""
    now = RequestState(state)
    if to in NEXT[now]:
        return []
    if now is to:
        return [f"Cette demande est déjà « {now.label.lower()} »."]
    return [f"Une demande « {now.label.lower()} » ne peut pas devenir « {to.label.lower()} »."]
