"""What their states bring to the services: a mark in the list beside what does not work."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils import timezone

from fanal.accounts.models.member import Member
from fanal.core.pages.panels import PANEL, Panel
from fanal.core.registry import register
from fanal.online_services.models import OnlineService
from fanal.online_services.reading.areas import SERVICE_AREA, ServiceArea, ServiceMark
from fanal.service_status.policies.states import read_states
from fanal.service_status.reading.states import current_state, open_periods, state_of


def describe(services: Sequence[Any], member: Member, now: datetime) -> None:
    """One query."""
    periods = open_periods(member.school, now)
    for service in services:
        state = current_state(service, periods.get(service.pk, []), now)
        if state.is_trouble:
            service.mark = ServiceMark(state.tone, state.words)


register(SERVICE_AREA, "service_status")(ServiceArea(describe=describe))


@register(PANEL, "service_status")
def state_of_service(member: Member, thing: object) -> Panel | None:
    """One query."""
    if not isinstance(thing, OnlineService) or thing.archived_on or not read_states(member.actor, None):
        return None
    state = state_of(thing, timezone.now())
    return Panel("État", "service_status/state_panel.html", {"state": state})
