"""What the services show elsewhere: on a sheet, those it stands for; the acts and the state of one."""

from django.utils import timezone

from fanal.accounts.models import School
from fanal.accounts.models.member import Member
from fanal.core.panels import Panel
from fanal.core.registry import PANEL, SHEET_LINKS, register
from fanal.online_services import policies
from fanal.online_services.models import OnlineService
from fanal.online_services.reading.habits import habits_of, next_of
from fanal.online_services.reading.service_acts import acts_of_service
from fanal.online_services.reading.states import state_of
from fanal.privacy.models import Processing


@register(PANEL, 40)
def services_of_processing(member: Member, thing: object) -> Panel | None:
    """One query; nothing for the DPO, whom the accounts of a service do not concern."""
    if not isinstance(thing, Processing) or not policies.read_services(member.actor, None):
        return None
    rows = OnlineService.objects.for_school(member.school).in_use().filter(processing=thing).by_name()
    if not (services := list(rows)):
        return None
    return Panel("Services", "online_services/processing_panel.html", {"services": services}, "world")


@register(SHEET_LINKS)
def names_by_processing(school: School) -> tuple[str, dict[int, list[str]]]:
    """The services that each sheet stands for, as the printed register names them (one query)."""
    names: dict[int, list[str]] = {}
    for service in (
        OnlineService.objects.for_school(school).in_use().filter(processing__isnull=False).by_name()
    ):
        names.setdefault(service.processing_id, []).append(service.name)
    return "Services en ligne", names


@register(PANEL, 20)
def state_of_service(member: Member, thing: object) -> Panel | None:
    """One query."""
    if (
        not isinstance(thing, OnlineService)
        or thing.archived_on
        or not policies.read_states(member.actor, None)
    ):
        return None
    return Panel(
        "État", "online_services/state_panel.html", {"state": state_of(thing, timezone.now())}, "stethoscope"
    )


@register(PANEL, 10)
def acts_of(member: Member, thing: object) -> Panel | None:
    """Who administers a service by which act. One query."""
    if not isinstance(thing, OnlineService) or not policies.read_designations(member.actor, None):
        return None
    today = timezone.localdate(timezone=member.school.zone_info)
    context = {
        "lines": acts_of_service(thing, today),
        "service": thing,
        "can_prepare": policies.prepare_designation(member.actor, None) and thing.archived_on is None,
    }
    return Panel("Désignations", "online_services/acts_panel.html", context, "shield-check")


@register(PANEL, 30)
def habits_of_service(member: Member, thing: object) -> Panel | None:
    """For those who read the accounts."""
    if not isinstance(thing, OnlineService) or thing.archived_on:
        return None
    if not policies.read_services(member.actor, None):
        return None
    row = habits_of([thing], timezone.localdate(timezone=member.school.zone_info))[0]
    context = {"row": row, "next": next_of(row, member.actor, member.school.uai)}
    return Panel("Habitudes de sécurité", "online_services/habits_panel.html", context, "lock")
