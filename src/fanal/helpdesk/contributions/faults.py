"""Open requests about a machine or a room, for whoever is about to use it; a request from what they found."""

from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from fanal.accounts.models import School
from fanal.accounts.models.member import Actor
from fanal.core.addresses import address
from fanal.core.registry import FAULT_REPORT, OPEN_FAULTS, register
from fanal.equipment.models import Room
from fanal.equipment.reading.faults import FaultReport, OpenFault
from fanal.helpdesk.actions.requests import ask_for_help
from fanal.helpdesk.models import HelpRequest


@register(OPEN_FAULTS)
def open_faults(school: School, room: Room | None, equipment: QuerySet) -> list[OpenFault]:
    """One question. The machine is named, or the room; never the words of a request."""
    about = Q(equipment__in=equipment) | (Q(room=room) if room else Q())
    rows = HelpRequest.objects.for_school(school).open().filter(about)
    named = rows.select_related("equipment", "room").order_by("asked_at")
    return [
        OpenFault(
            str(row.equipment or row.room),
            row.asked_at.astimezone(school.zone_info).date(),
            row.equipment_id,
        )
        for row in named
    ]


@register(FAULT_REPORT)
def open_request(report: FaultReport, *, now: datetime, by: Actor) -> str:
    """About the room and of the kind of its machine, as whoever asks by the form would have it."""
    values: dict[str, Any] = {"text": report.text, "room": report.room, "equipment": report.equipment}
    if report.equipment is not None:
        values["kind"] = report.equipment.type.kind
        values["room"] = report.room or report.equipment.room
    made = ask_for_help(report.requester.school, report.requester, values, now=now, by=by)
    return address("helpdesk:request_page", made.school.uai, made.number)
