"""When is the outage over for whoever asked about it, and what may a request be linked to? Pure.

An outage is one thing for those who wait, however many states it went through: « en panne », then
« perturbé », then over.
"""

from datetime import datetime

from fanal.service_status.rules.states import DECLARED, OUTAGES, PeriodFacts, ServiceState

OVER, CLOSED = "Cette panne est finie : rien ne peut plus lui être lié.", "Cette demande est finie."


def is_over(period: PeriodFacts, state_now: ServiceState, now: datetime) -> bool:
    """Whether this period no longer holds and its service works again, as far as anybody says.

    Checks that were switched off say nothing: only what somebody declared ends without another state.
    """
    is_past = period.ends is not None or period.last(now) < now
    return is_past and (
        state_now is ServiceState.OK or (state_now is ServiceState.UNKNOWN and period.source == DECLARED)
    )


def works_again(state_now: ServiceState, last: PeriodFacts | None) -> bool:
    """Whether a service works again, as far as anybody says; `last`: the latest period of it.

    As for `is_over`: a check that fell silent says nothing, and neither does maintenance.
    """
    if state_now is ServiceState.UNKNOWN:
        return last is not None and last.source == DECLARED
    return state_now is ServiceState.OK


def refusals(period: PeriodFacts, now: datetime, *, is_open: bool) -> list[str]:
    """Why a request cannot be linked to this period."""
    if not is_open:
        return [CLOSED]
    return [] if period.state in OUTAGES and period.holds(now) else [OVER]


def said_back(service: str) -> str:
    """The message of the system in the thread."""
    return f"{service} fonctionne de nouveau. Ça remarche pour vous ?"
