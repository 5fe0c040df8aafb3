"""Open requests about a machine or a room, for whoever is about to use it; a request from what they found."""

from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from fanal.accounts.models import School
from fanal.accounts.models.member import Actor, Member
from fanal.core.addresses import address
from fanal.core.registry import FAULT_REPORT, OPEN_FAULTS, register
from fanal.equipment.models import Room
from fanal.equipment.reading.faults import FaultReport, OpenFault
from fanal.helpdesk.actions.requests import ask_for_help
from fanal.helpdesk.models import HelpRequest
from fanal.helpdesk.rules.codes import RequestKind


@register(OPEN_FAULTS)
def open_faults(
    school: School, room: Room | None, equipment: QuerySet, reader: Member | None
) -> list[OpenFault]:
    """One question. The machine is named, or the room; the words of a request for whoever may read it."""
    about = Q(equipment__in=equipment) | (Q(room=room) if room else Q())
    rows = HelpRequest.objects.for_school(school).open().filter(about)
    theirs = HelpRequest.objects.visible_to(reader) if reader else rows.none()
    named = rows.select_related("equipment", "room").order_by("asked_at")
    return [
        OpenFault(
            str(row.equipment or row.room),
            row.asked_at.astimezone(school.zone_info).date(),
            row.equipment_id,
            "" if row.kind == RequestKind.OTHER else row.shown_kind.label,
            row.title if row.is_readable else "",
            address("helpdesk:request_page", school.uai, row.number) if row.is_readable else "",
        )
        for row in named.annotate(is_readable=Exists(theirs.filter(pk=OuterRef("pk"))))
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
