"""Which outage does a request wait for, and which ended without a word?"""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from fanal.core.prepared import prepared
from fanal.helpdesk.models import OutageLink
from fanal.helpdesk.rules.outages import named
from fanal.online_services.rules.states import DECLARED, ServiceState


def ended_unsaid(school_id: int, now: datetime) -> list[int]:
    """Services whose announced end has come without a word, or was said while a request was being sent."""
    links = OutageLink.objects.for_school(school_id).waiting()
    announced = Q(period__source=DECLARED, period__expected_end__lte=now)
    past = links.filter(announced | Q(period__ended_at__isnull=False))
    return list(past.order_by().values_list("period__service", flat=True).distinct())


@dataclass(frozen=True)
class LinkedOutage:
    """« Liée à la panne de Pronote, depuis le 26 novembre »."""

    service_id: int
    service: str
    state: ServiceState
    starts_at: datetime
    is_over: bool

    @property
    def words(self) -> str:
        return f"Liée à la {named(self.state, self.service)}"


def latest_link(school_id: int, request_id: int) -> LinkedOutage | None:
    """The outage this request was last linked to."""
    link: OutageLink | None = _links.first(school_id, request_id)
    if link is None:
        return None
    period = link.period
    is_over = link.told_at is not None
    return LinkedOutage(
        period.service_id, period.service.name, ServiceState(period.state), period.starts_at, is_over
    )


@prepared
def _links(school_id: int, request_id: int) -> QuerySet[OutageLink]:
    rows = OutageLink.objects.for_school(school_id).filter(help_request=request_id)
    return rows.select_related("period__service").order_by("-pk")[:1]
