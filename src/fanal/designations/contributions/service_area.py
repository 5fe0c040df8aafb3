"""What the acts bring to the services: a draft with each new one, who administers it."""

from django.utils import timezone

from fanal.accounts.models.member import Member
from fanal.core.pages.panels import PANEL, Panel
from fanal.core.registry import LEAD_NAMED, register
from fanal.designations.actions.archiving import drop_drafts
from fanal.designations.actions.beginning import begin_act, begin_acts_of_lead
from fanal.designations.policies import acts as policies
from fanal.designations.reading.service_acts import acts_of_service
from fanal.online_services.models import OnlineService
from fanal.online_services.reading.areas import SERVICE_AREA, ServiceArea

register(SERVICE_AREA, "designations")(
    ServiceArea(
        begin=begin_act,
        end=drop_drafts,
    )
)

register(LEAD_NAMED)(begin_acts_of_lead)


@register(PANEL, "designations")
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
    return Panel("Désignations", "designations/acts_panel.html", context)
