"""What the services show elsewhere: on a sheet of the register, those it stands for."""

from fanal.accounts.models import School
from fanal.accounts.models.member import Member
from fanal.core.pages.panels import PANEL, Panel
from fanal.core.registry import PROCESSING_LINKS, register
from fanal.online_services.models import OnlineService
from fanal.online_services.policies import register as policies
from fanal.privacy.models import Processing


@register(PANEL, "online_services")
def services_of_processing(member: Member, thing: object) -> Panel | None:
    """One query; nothing for the DPO, whom the accounts of a service do not concern."""
    if not isinstance(thing, Processing) or not policies.read_services(member.actor, None):
        return None
    rows = OnlineService.objects.for_school(member.school).in_use().filter(processing=thing).by_name()
    if not (services := list(rows)):
        return None
    return Panel("Services", "online_services/processing_panel.html", {"services": services})


@register(PROCESSING_LINKS)
def names_by_processing(school: School) -> tuple[str, dict[int, list[str]]]:
    """The services that each sheet stands for, as the printed register names them (one query)."""
    names: dict[int, list[str]] = {}
    for service in (
        OnlineService.objects.for_school(school).in_use().filter(processing__isnull=False).by_name()
    ):
        names.setdefault(service.processing_id, []).append(service.name)
    return "Services en ligne", names
