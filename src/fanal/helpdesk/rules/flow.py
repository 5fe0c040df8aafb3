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
        {
            RequestState.SENT,
            RequestState.TAKEN,
            RequestState.WAITING,
            RequestState.SOLVED,
            RequestState.CLOSED,
        }
    ),
    RequestState.SOLVED: frozenset({RequestState.SENT, RequestState.TAKEN, RequestState.CLOSED}),
    RequestState.CLOSED: frozenset({RequestState.SENT, RequestState.TAKEN}),
}


def at_work(*, is_taken: bool) -> RequestState:
    """Where a request stands that goes on: « prise en charge » is said of one that somebody took."""
    return RequestState.TAKEN if is_taken else RequestState.SENT


def refusals(state: str, to: RequestState) -> list[str]:
    """Say why a request in `state` cannot become `to`; an empty list means it can."""
    now = RequestState(state)
    if to in NEXT[now]:
        return []
    if now is to:
        return [f"Cette demande est déjà « {now.label.lower()} »."]
    return [f"Une demande « {now.label.lower()} » ne peut pas devenir « {to.label.lower()} »."]
