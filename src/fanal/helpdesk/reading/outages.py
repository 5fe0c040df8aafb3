"""Which outage does a request wait for, and which ended without a word?"""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from fanal.accounts.models import School
from fanal.helpdesk.models import OutageFollower, OutageLink
from fanal.helpdesk.rules import outages as rules
from fanal.helpdesk.rules.wording import named
from fanal.online_services.models import OnlineService
from fanal.service_status.models import StatePeriod
from fanal.service_status.reading.states import state_of
from fanal.service_status.rules.states import DECLARED, ServiceState


def ended_unsaid(school_id: int, now: datetime) -> list[int]:
    """Services whose announced end has come without a word, or was said while a request was being sent."""
    links = OutageLink.objects.for_school(school_id).waiting()
    announced = Q(period__source=DECLARED, period__expected_end__lte=now)
    past = links.filter(announced | Q(period__ended_at__isnull=False))
    return list(past.order_by().values_list("period__service", flat=True).distinct())


def followed_and_back(school: School, now: datetime) -> list[int]:
    """Services in use whose end somebody waits for without a request, and that work again."""
    followed = OutageFollower.objects.for_school(school).values("service")
    services = OnlineService.objects.for_school(school).in_use().filter(pk__in=followed)
    return [service.pk for service in services if works_again(service, state_of(service, now).state, now)]


def works_again(service: OnlineService, state_now: ServiceState, now: datetime) -> bool:
    """Whether its followers may be told so; of what was archived nobody knows. One query at most."""
    periods = StatePeriod.objects.for_school(service.school_id).filter(service=service, starts_at__lte=now)
    last = periods.order_by("-starts_at").first() if state_now is ServiceState.UNKNOWN else None
    return service.archived_on is None and rules.works_again(state_now, last.facts if last else None)


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
    link: OutageLink | None = _links(school_id, request_id).first()
    if link is None:
        return None
    period = link.period
    is_over = link.told_at is not None
    return LinkedOutage(
        period.service_id, period.service.name, ServiceState(period.state), period.starts_at, is_over
    )


def _links(school_id: int, request_id: int) -> QuerySet[OutageLink]:
    rows = OutageLink.objects.for_school(school_id).filter(help_request=request_id)
    return rows.select_related("period__service").order_by("-pk")[:1]
