"""What the inventory and the request know, gathered for the authority's technician."""

from fanal.accounts.models import Person
from fanal.equipment.models import Equipment
from fanal.equipment.models.equipment import Owner
from fanal.helpdesk.actions.notices import authority_name
from fanal.helpdesk.models import HelpRequest
from fanal.helpdesk.rules.codes import Kind, Urgency
from fanal.helpdesk.rules.dispatch import Dossier, Machine
from fanal.helpdesk.rules.wording import AuthorityName


def _party(code: str, authority: AuthorityName, school: str) -> str:
    """« le Département », the school's name, « l’État »."""
    return {Owner.AUTHORITY: authority.the, Owner.SCHOOL: school, Owner.STATE: "l’État"}.get(Owner(code), "")


def _machine(equipment: Equipment | None, authority: AuthorityName, school: str) -> Machine | None:
    if equipment is None:
        return None
    return Machine(
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
    """All that the authority needs to read. `today_leads`: whom to call if nobody took the request."""
    school = request.school
    authority = authority_name(school)
    return Dossier(
        school=school.name,
        uai=school.uai,
        number=request.number,
        title=request.title,
        text=request.text,
        kind=Kind(request.kind).label,
        urgency=Urgency(request.urgency).told,
        place=_place(request),
        access_hours=school.access_hours,
        contact=_contact([*([request.taken_by] if request.taken_by else []), *today_leads]),
        machine=_machine(request.equipment, authority, school.name),
    )


def whole(request: HelpRequest) -> HelpRequest:
    """The same request with its places and its machine, in one query."""
    rows = HelpRequest.objects.for_school(request.school_id).select_related(
        "room__building__site", "equipment", "school__authority", "taken_by", "requester"
    )
    return rows.get(pk=request.pk)
