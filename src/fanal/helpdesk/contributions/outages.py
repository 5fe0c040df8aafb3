"""What requests do when the state of a service ends, and how many are shown on its page."""

from django.db.models import Count, Q

from fanal.accounts.models.member import Member
from fanal.core import jobs
from fanal.core.panels import Panel
from fanal.core.registry import PANEL, STATE_ENDED, register
from fanal.helpdesk.models import OutageLink
from fanal.helpdesk.rules.outages import OUTAGES, named
from fanal.online_services.models import StatePeriod
from fanal.online_services.reading.states import CurrentState
from fanal.online_services.rules.states import ServiceState

BACK, LATEST = "helpdesk.tell_back", 5


@register(STATE_ENDED)
def promise_to_tell(period: StatePeriod) -> None:
    """The job looks whether the service works; it is promised with the end itself."""
    awaited = OutageLink.objects.for_school(period.school_id).waiting()
    if ServiceState(period.state) in OUTAGES and awaited.filter(period__service=period.service_id).exists():
        jobs.defer(BACK, school_id=period.school_id, service_id=period.service_id)


@register(PANEL, 20)
def requests_of_outages(member: Member, thing: object) -> Panel | None:
    """How many requests are linked to what happens now, and to the latest outages (one query)."""
    if not isinstance(thing, CurrentState):
        return None
    links = OutageLink.objects.for_school(member.school).filter(period__service=thing.service)
    counted = links.values("period__starts_at", "period__state").annotate(
        count=Count("pk"), waiting=Count("pk", filter=Q(told_at=None))
    )
    rows = list(counted.order_by("-period__starts_at")[:LATEST])
    if not rows:
        return None
    context = {
        "now": sum(row["waiting"] for row in rows),
        "past": [
            {"words": named(ServiceState(row["period__state"]), thing.service.name), **row}
            for row in rows
            if row["count"] > row["waiting"]
        ],
    }
    return Panel("Demandes liées", "helpdesk/outage_panel.html", context, "list")
