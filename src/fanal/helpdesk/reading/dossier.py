"""What the inventory and the request know, gathered for the authority's technician."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from fanal.accounts.models import Person
from fanal.accounts.models.roles import Role
from fanal.core.files.attachments import Stored
from fanal.equipment.models import Equipment
from fanal.equipment.models.equipment import EquipmentOwner
from fanal.helpdesk.models import HelpRequest, RequestFile
from fanal.helpdesk.reading.authority import authority_name
from fanal.helpdesk.reading.team import holders_of
from fanal.helpdesk.rules import dispatch
from fanal.helpdesk.rules.codes import RequestKind, Urgency
from fanal.helpdesk.rules.dispatch import Dossier, DossierMachine
from fanal.helpdesk.rules.wording import AuthorityName


def _party(code: str, authority: AuthorityName, school: str) -> str:
    """« le Département », the school's name, « l’État »."""
    return {
        EquipmentOwner.AUTHORITY: authority.the,
        EquipmentOwner.SCHOOL: school,
        EquipmentOwner.STATE: "l’État",
    }.get(EquipmentOwner(code), "")


def _machine(equipment: Equipment | None, authority: AuthorityName, school: str) -> DossierMachine | None:
    if equipment is None:
        return None
    return DossierMachine(
        name=equipment.name,
        model=" ".join(filter(None, [equipment.maker, equipment.model])),
        serial=equipment.serial,
        authority_number=equipment.authority_number,
        school_number=equipment.school_number,
        warranty_until=equipment.warranty_until,
        owner=_party(equipment.owner, authority, school),
        payer=_party(equipment.payer, authority, school),
    )


def _contact(people: list[Person]) -> str:
    """Whoever takes care of it, else the digital lead: name, telephone, address."""
    if not people:
        return ""
    return ", ".join(filter(None, [str(people[0]), people[0].phone, people[0].email]))


def _place(request: HelpRequest) -> str:
    room = request.room
    if room is None:
        return ""
    building = room.building
    return ", ".join(filter(None, [str(building.site), str(building), str(room), room.floor]))


def dossier_of(request: HelpRequest, *, today_leads: list[Person]) -> Dossier:
    """Gather all that the authority needs to read. `today_leads`: whom to call if nobody took the request."""
    school = request.school
    authority = authority_name(school)
    return Dossier(
        school=school.name,
        uai=school.uai,
        number=request.number,
        title=request.title,
        text=request.text,
        kind=RequestKind(request.kind).label,
        urgency=Urgency(request.urgency).impersonal_label,
        place=_place(request),
        access_hours=school.access_hours,
        contact=_contact([*([request.taken_by] if request.taken_by else []), *today_leads]),
        machine=_machine(request.equipment, authority, school.name),
        gathered=tuple(_gathered(request).values_list("number", "text")),
    )


def _gathered(request: HelpRequest) -> QuerySet[HelpRequest]:
    """List the duplicates that joined it, oldest first."""
    rows: QuerySet[HelpRequest] = HelpRequest.objects.for_school(request.school_id)
    return rows.filter(merged_into=request).order_by("number")


def whole(request: HelpRequest) -> HelpRequest:
    """Read the same request with its places and its machine, in one query."""
    rows = HelpRequest.objects.for_school(request.school_id).select_related(
        "room__building__site", "equipment", "school__authority", "taken_by", "requester"
    )
    return rows.get(pk=request.pk)


@dataclass(frozen=True)
class Draft:
    """The mail to the authority, as composed or as edited by its sender."""

    subject: str
    text: str


def _dossier(request: HelpRequest, now: datetime) -> Dossier:
    full = whole(request)
    return dossier_of(full, today_leads=holders_of(Role.DIGITAL_LEAD, full.school, now))


def draft_for(request: HelpRequest, *, now: datetime) -> Draft:
    """Compose the mail, ready to send as it is."""
    dossier = _dossier(request, now)
    today = now.astimezone(request.school.zone_info).date()
    return Draft(dispatch.subject(dossier), dispatch.message(dossier, today=today))


def pictures_of(request: HelpRequest) -> tuple[Stored, ...]:
    """List the photos that can leave with the mail: made harmless when they came, and not too heavy.

    Its own, then those of the requests that joined it; the same one twice leaves once.
    """
    pictures = RequestFile.objects.for_school(request.school_id).filter(is_picture=True)
    rows = pictures.filter(Q(help_request=request) | Q(help_request__merged_into=request))
    own_first = sorted(rows, key=lambda row: (row.help_request_id != request.pk, row.pk))
    files = [*{row.sha256: row.stored for row in reversed(own_first)}.values()][::-1]
    return tuple(files[: dispatch.how_many_enclosed([picture.size for picture in files])])
