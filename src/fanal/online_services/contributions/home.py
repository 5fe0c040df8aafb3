"""What the services put on the home page of whoever decides and pays: the contracts that end."""

from datetime import date
from typing import Any

from django.db.models import OuterRef

from fanal.accounts.models.member import Member
from fanal.accounts.models.roles import Role
from fanal.accounts.reading.home_facts import count_of, home_facts
from fanal.core.addresses import address
from fanal.core.cards import HomeTask
from fanal.core.registry import HOME_FACT, HOME_TASK, register
from fanal.online_services.models import OnlineService

DECIDES = (Role.HEAD, Role.DEPUTY, Role.BURSAR)


@register(HOME_FACT)
def ending_contracts(member: Member, user_id: int, today: date) -> dict[str, Any]:
    """How many services in use have a contract that ended, or ends within three months."""
    if not member.has(*DECIDES):
        return {}
    rows = OnlineService.objects.for_school(OuterRef("pk")).in_use().ending(today).order_by()
    return {"contracts_ending": count_of(rows)}


@register(HOME_TASK, 60)
def contracts(member: Member, today: date) -> list[HomeTask]:
    """As long as one ends: it leaves with its new date, or with the service."""
    if not member.has(*DECIDES) or not (count := home_facts(member, today).contracts_ending):
        return []
    what = "Un contrat de service finit" if count == 1 else f"{count} contrats de services finissent"
    url = address("online_services:service_list", member.school.uai) + "?vue=contrat"
    detail = "Renouveler, changer de service ou l’archiver"
    return [HomeTask(what, url, "Voir", detail, "file-text", "service")]
