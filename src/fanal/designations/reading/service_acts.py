"""The acts of a service: who is designated there, and which services nobody administers."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from fanal.core.database.prepared import prepared
from fanal.designations.models import Designation
from fanal.designations.reading.designations import PAST
from fanal.designations.rules.designations import STATES
from fanal.online_services.models import OnlineService


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


def acts_of_service(service: OnlineService, today: date) -> list[ServiceAct]:
    """Those that are not over, the latest first. One query."""
    rows = Designation.objects.for_school(service.school_id).with_function(today).filter(service=service)
    acts = [(act, act.state_on(today)) for act in rows.select_related("delegate").order_by("-number")]
    return [
        ServiceAct(act.number, str(act.delegate), *STATES[state], act.ends_on)
        for act, state in acts
        if state not in PAST
    ]
