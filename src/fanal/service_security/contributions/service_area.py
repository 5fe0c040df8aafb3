"""What habits bring to the page of a service."""

from django.utils import timezone

from fanal.accounts.models.member import Member
from fanal.core.pages.panels import PANEL, Panel
from fanal.core.registry import register
from fanal.online_services.models import OnlineService
from fanal.online_services.policies.register import read_services
from fanal.service_security.reading.habits import habits_of, next_of


@register(PANEL, "service_security")
def habits_of_service(member: Member, thing: object) -> Panel | None:
    """For those who read the accounts."""
    if not isinstance(thing, OnlineService) or thing.archived_on:
        return None
    if not read_services(member.actor, None):
        return None
    row = habits_of([thing], timezone.localdate(timezone=member.school.zone_info))[0]
    context = {"row": row, "next": next_of(row, member.actor, member.school.uai)}
    return Panel("Habitudes de sécurité", "service_security/habits_panel.html", context)
