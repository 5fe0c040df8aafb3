"""What requests know of outages: linked when asked, said on their page, counted on the page of the state."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import JSONObject

from fanal.accounts.members import Member
from fanal.core import jobs
from fanal.core.panels import Panel
from fanal.core.registry import PANEL, STATE_ENDED, offer
from fanal.helpdesk.models import HelpRequest, OutageLink
from fanal.helpdesk.rules.outages import OUTAGES, named
from fanal.online_services.models import OnlineService, StatePeriod
from fanal.online_services.reading.states import Shown, state_of
from fanal.online_services.rules.states import DECLARED, State

BACK, LATEST = "helpdesk.tell_back", 5


def await_end(request: HelpRequest, service: OnlineService | None, *, now: datetime) -> None:
    """A request just sent about a service that is known not to work (one query, two when it does not)."""
    known = state_of(service, now) if service else None
    if known and known.period and known.state in OUTAGES:
        OutageLink.objects.create(school_id=request.school_id, help_request=request, period=known.period)


@offer(STATE_ENDED)
def promise_to_tell(period: StatePeriod) -> None:
    """The job looks whether the service works; it is promised with the end itself."""
    awaited = OutageLink.objects.for_school(period.school_id).waiting()
    if State(period.state) in OUTAGES and awaited.filter(period__service=period.service_id).exists():
        jobs.defer(BACK, school_id=period.school_id, service_id=period.service_id)


def ended_unsaid(school_id: int, now: datetime) -> list[int]:
    """Services whose announced end has come without a word, or was said while a request was being sent."""
    links = OutageLink.objects.for_school(school_id).waiting()
    announced = Q(period__source=DECLARED, period__expected_end__lte=now)
    past = links.filter(announced | Q(period__ended_at__isnull=False))
    return list(past.order_by().values_list("period__service", flat=True).distinct())


@dataclass(frozen=True)
class Awaited:
    """« Liée à la panne de Pronote, depuis le 26 novembre »."""

    service_id: int
    service: str
    state: State
    starts_at: datetime
    is_over: bool

    @property
    def words(self) -> str:
        return f"Liée à la {named(self.state, self.service)}"


def latest_link(school_id: int, pk: int) -> QuerySet:
    """The outage this request was last linked to, as a part of the query of its page."""
    told = JSONObject(
        service_id="period__service_id", service="period__service__name", state="period__state",
        starts_at="period__starts_at", told_at="told_at",
    )  # fmt: skip
    rows = OutageLink.objects.for_school(school_id).filter(help_request=pk)
    return rows.order_by("-pk").values(told=told)[:1]


def awaited_of(told: list[dict[str, Any]]) -> Awaited | None:
    """As `latest_link` told it."""
    if not told:
        return None
    one = told[0]
    since = datetime.fromisoformat(one["starts_at"])
    return Awaited(one["service_id"], one["service"], State(one["state"]), since, one["told_at"] is not None)


@offer(PANEL, 20)
def requests_of_outages(member: Member, thing: object) -> Panel | None:
    """How many requests are linked to what happens now, and to the latest outages (one query)."""
    if not isinstance(thing, Shown):
        return None
    links = OutageLink.objects.for_school(member.school).filter(period__service=thing.service)
    counted = links.values("period__starts_at", "period__state").annotate(
        count=Count("pk"), waiting=Count("pk", filter=Q(told_at=None))
    )
    rows = list(counted.order_by("-period__starts_at")[:LATEST])
    if not rows:
        return None
    shown = {
        "now": sum(row["waiting"] for row in rows),
        "past": [
            {"words": named(State(row["period__state"]), thing.service.name), **row}
            for row in rows if row["count"] > row["waiting"]
        ],
    }  # fmt: skip
    return Panel("Demandes liées", "helpdesk/outage_panel.html", shown, "list")
