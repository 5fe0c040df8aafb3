"""Which outage does a request wait for, and which ended without a word?"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.functions import JSONObject

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


def latest_link(school_id: int, pk: int) -> QuerySet:
    """The outage this request was last linked to, as a part of the query of its page."""
    columns = JSONObject(
        service_id="period__service_id",
        service="period__service__name",
        state="period__state",
        starts_at="period__starts_at",
        told_at="told_at",
    )
    rows = OutageLink.objects.for_school(school_id).filter(help_request=pk)
    return rows.order_by("-pk").values(row=columns)[:1]


def awaited_of(rows: list[dict[str, Any]]) -> LinkedOutage | None:
    """As `latest_link` told it."""
    if not rows:
        return None
    row = rows[0]
    since = datetime.fromisoformat(row["starts_at"])
    return LinkedOutage(
        row["service_id"], row["service"], ServiceState(row["state"]), since, row["told_at"] is not None
    )
