"""The acts of a service: who is designated there, and which services nobody administers."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Value
from django.db.models.functions import Concat, JSONObject

from fanal.accounts.models import School
from fanal.core.prepared import prepared
from fanal.online_services.models import Designation, OnlineService
from fanal.online_services.models.online_service import OnlineServiceQuerySet
from fanal.online_services.reading.designations import PAST
from fanal.online_services.rules.designations import STATES, Act, state_on


@dataclass(frozen=True)
class ServiceAct:
    """An act on the page of its service."""

    number: int
    who: str
    tone: str
    words: str
    until: date


@prepared
def services_without(school_id: int, today: date) -> Any:
    """Services in use that nobody administers by an act in force."""
    held = Designation.objects.for_school(school_id).in_force(today).filter(service__isnull=False)
    here = OnlineService.objects.for_school(school_id).in_use().by_name()
    return here.exclude(pk__in=held.values("service"))


def _act(row: dict[str, Any]) -> Act:
    names = ("starts_on", "ends_on", "revoked_on", "confirm_by")
    days = {name: row[name] and date.fromisoformat(row[name]) for name in names}
    return Act(row["step"], is_suspended=row["is_suspended"], has_function=row["has_function"], **days)


def acts_of_service(service: Any, today: date) -> list[ServiceAct]:
    """Those that are not over."""
    acts = []
    for row in service.act_rows:
        state = state_on(_act(row), today)
        if state not in PAST:
            acts.append(
                ServiceAct(row["number"], row["who"], *STATES[state], date.fromisoformat(row["ends_on"]))
            )
    return acts


def with_acts(rows: OnlineServiceQuerySet, school: School, today: date) -> OnlineServiceQuerySet:
    """Each service with `act_rows`, for `acts_of_service`: no question more."""
    acts = Designation.objects.for_school(school).with_function(today).filter(service=OuterRef("pk"))
    who = Concat("delegate__given_name", Value(" "), "delegate__family_name")
    row = JSONObject(
        number="number",
        who=who,
        step="step",
        starts_on="starts_on",
        ends_on="ends_on",
        is_suspended="is_suspended",
        revoked_on="revoked_on",
        confirm_by="confirm_by",
        has_function="has_function",
    )
    return rows.annotate(act_rows=ArraySubquery(acts.order_by("-number").values(row=row)))
