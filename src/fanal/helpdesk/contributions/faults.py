"""Open requests about a machine or a room, for whoever is about to use it; a request from what they found."""

from datetime import date, datetime
from typing import Any

from django.db.models import Exists, Min, OuterRef, Q, QuerySet

from fanal.accounts.models import School
from fanal.accounts.models.member import Actor, Member
from fanal.core.database.prepared import prepared
from fanal.core.http.addresses import address
from fanal.core.registry import register
from fanal.equipment.models import Equipment
from fanal.equipment.reading.faults import FAULT_REPORT, FAULTY_SINCE, OPEN_FAULTS, FaultReport, OpenFault
from fanal.helpdesk.actions.requests import ask_for_help
from fanal.helpdesk.models import HelpRequest
from fanal.helpdesk.models.request_queryset import HelpRequestQuerySet


@prepared
def _about(member: Member, thing_id: int, *, is_room: bool) -> HelpRequestQuerySet:
    machines = Equipment.objects.for_school(member.school).filter(Q(pk=thing_id) | Q(kept_in=thing_id))
    about = Q(room=thing_id) if is_room else Q(equipment__in=machines.values("pk"))
    rows = HelpRequest.objects.for_school(member.school).open().filter(about).order_by("asked_at")
    theirs = HelpRequest.objects.visible_to(member).filter(pk=OuterRef("pk"))
    return rows.select_related("equipment", "room").annotate(is_readable=Exists(theirs))


@register(OPEN_FAULTS)
def open_faults(member: Member, *, room_id: int, equipment_id: int) -> list[OpenFault]:
    """One question. The machine is named, or the room; the words of a request for whoever may read it."""
    school = member.school
    return [
        OpenFault(
            str(row.equipment or row.room),
            row.asked_at.astimezone(school.zone_info).date(),
            row.shown_kind.trouble,
            row.title if row.is_readable else "",
            address("helpdesk:request_page", school.uai, row.number) if row.is_readable else "",
        )
        for row in _about(member, room_id or equipment_id, is_room=bool(room_id))
    ]


@register(FAULTY_SINCE)
def faulty_since(school: School, machines: QuerySet) -> dict[int, date]:
    """One question for all of them."""
    rows = HelpRequest.objects.for_school(school).open().filter(equipment__in=machines)
    oldest = rows.order_by().values_list("equipment").annotate(since=Min("asked_at"))
    return {pk: since.astimezone(school.zone_info).date() for pk, since in oldest}


@register(FAULT_REPORT)
def open_request(report: FaultReport, *, now: datetime, by: Actor) -> str:
    """About the room and of the kind of its machine, as whoever asks by the form would have it."""
    values: dict[str, Any] = {"text": report.text, "room": report.room, "equipment": report.equipment}
    if report.equipment is not None:
        values["kind"] = report.equipment.type.kind
        values["room"] = report.room or report.equipment.room
    request = ask_for_help(report.requester.school, report.requester, values, now=now, by=by)
    return address("helpdesk:request_page", request.school.uai, request.number)
