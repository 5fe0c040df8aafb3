"""What requests do when the state of a service ends, and how many are shown on its page."""

from datetime import date

from django.db.models import Count, Q
from django.utils import timezone

from fanal.accounts.models.member import Member
from fanal.accounts.models.roles import TEAM
from fanal.core import jobs
from fanal.core.pages.cards import HOME_CARD, Card
from fanal.core.pages.panels import PANEL, Panel
from fanal.core.registry import STATE_ENDED, register
from fanal.helpdesk.models import OutageFollower, OutageLink
from fanal.helpdesk.policies.outages import follow_outage
from fanal.helpdesk.rules.wording import named
from fanal.service_status.models import StatePeriod
from fanal.service_status.policies.states import read_states
from fanal.service_status.reading.states import CurrentState, troubles_of
from fanal.service_status.rules.states import OUTAGES, ServiceState

BACK, LATEST = "helpdesk.tell_back", 5


@register(STATE_ENDED)
def promise_to_tell(period: StatePeriod) -> None:
    """The job looks whether the service works; it is promised with the end itself."""
    awaited = (
        OutageLink.objects.for_school(period.school_id).waiting().filter(period__service=period.service_id)
    )
    followed = OutageFollower.objects.for_school(period.school_id).filter(service=period.service_id)
    if ServiceState(period.state) in OUTAGES and (awaited.exists() or followed.exists()):
        jobs.defer(BACK, school_id=period.school_id, service_id=period.service_id)


@register(PANEL, "helpdesk.outages")
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
    return Panel("Demandes liées", "helpdesk/outage_panel.html", context)


@register(HOME_CARD, "helpdesk.known_outages")
def known_outages(member: Member, today: date) -> Card | None:
    """What is known not to work, above the home page of whoever might report it (two queries)."""
    if member.person is None or member.has(*TEAM) or not read_states(member.actor, None):
        return None
    troubles = troubles_of(member.school, timezone.now())
    if not troubles:
        return None
    followed = OutageFollower.objects.for_school(member.school).filter(person=member.person)
    context = {
        "troubles": troubles,
        "followed": set(followed.values_list("service", flat=True)),
        "can_follow": follow_outage(member.actor, troubles[0].service),
    }
    return Card("helpdesk/outage_card.html", context)
