"""Where services are found from the one search box."""

from fanal.accounts.models.member import Member
from fanal.core.http.addresses import address
from fanal.core.pages.search import SEARCH, Hit, SearchSource, find
from fanal.core.registry import register
from fanal.online_services.models import OnlineService
from fanal.online_services.policies.register import see_services


def _services(member: Member, typed: str) -> list[Hit]:
    if not see_services(member.actor, None):
        return []
    rows = OnlineService.objects.for_school(member.school).in_use().by_name()
    return [
        Hit(
            service.name,
            service.audience or "Service en ligne",
            address("online_services:service_page", member.school.uai, service.pk),
        )
        for service in find(rows, typed, "name", "provider")
    ]


register(SEARCH, "online_services")(SearchSource("Services", "world", _services))
