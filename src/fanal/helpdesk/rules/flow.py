"""From which state may a request go where, and why not? (`docs/domain/requests.md`, « States »)"""

from fanal.helpdesk.rules.codes import State

NEXT: dict[State, frozenset[State]] = {
    State.SENT: frozenset({State.TAKEN, State.WAITING, State.SOLVED, State.CLOSED}),
    State.TAKEN: frozenset({State.TAKEN, State.WAITING, State.SOLVED, State.CLOSED}),
    State.WAITING: frozenset({State.TAKEN, State.WAITING, State.SOLVED, State.CLOSED}),
    State.SOLVED: frozenset({State.TAKEN, State.CLOSED}),
    State.CLOSED: frozenset({State.TAKEN}),
}


def refusals(state: str, to: State) -> list[str]:
    """Say why a request in `state` cannot become `to`; an empty list means it can."""
    now = State(state)
    if to in NEXT[now]:
        return []
    if now is to:
        return [f"Cette demande est déjà « {now.label.lower()} »."]
    return [f"Une demande « {now.label.lower()} » ne peut pas devenir « {to.label.lower()} »."]
