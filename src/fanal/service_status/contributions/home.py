"""What the states of services put on the home page: which work, which do not."""

from datetime import date

from django.utils import timezone

from fanal.accounts.models.member import Member
from fanal.core.pages.cards import HOME_CARD, Card
from fanal.core.registry import register
from fanal.service_status.policies.states import read_states
from fanal.service_status.reading.states import CurrentState, states_of

SHOWN = 8


@register(HOME_CARD, "service_status")
def lights(member: Member, today: date) -> Card | None:
    """The first services, those in trouble before the others, those known before the others (two queries)."""
    if not read_states(member.actor, None):
        return None
    states = sorted(states_of(member.school, timezone.now()), key=_rank)
    context = {"states": states[:SHOWN], "count": len(states)}
    return Card("service_status/lights_card.html", context, is_beside=True) if states else None


def _rank(state: CurrentState) -> tuple[bool, bool]:
    return not state.is_trouble, state.period is None
