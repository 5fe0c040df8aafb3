"""Does a request that is sent wait for the end of an outage that is known already?"""

from datetime import datetime

from fanal.helpdesk.models import HelpRequest, OutageLink
from fanal.online_services.models import OnlineService
from fanal.service_status.reading.states import state_of
from fanal.service_status.rules.states import OUTAGES


def await_end(request: HelpRequest, service: OnlineService | None, *, now: datetime) -> None:
    """A request just sent about a service that is known not to work (one query, two when it does not)."""
    current = state_of(service, now) if service else None
    if current and current.period and current.state in OUTAGES:
        OutageLink.objects.create(school_id=request.school_id, help_request=request, period=current.period)
