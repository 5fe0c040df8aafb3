"""What waits at home: licences and contracts to decide about, consumables to order."""

from datetime import date
from typing import Any

from django.db.models import OuterRef

from fanal.accounts.models.member import Member
from fanal.accounts.models.roles import Role
from fanal.accounts.reading.home_facts import count_of, home_facts
from fanal.accounts.rules.french import counted
from fanal.core.addresses import address
from fanal.core.cards import HomeTask
from fanal.core.registry import HOME_FACT, HOME_TASK, register
from fanal.supplies.models import Consumable, Licence, MaintenanceContract

FOLLOWS = (Role.DIGITAL_LEAD, Role.BURSAR)


@register(HOME_FACT)
def facts(member: Member, user_id: int, today: date) -> dict[str, Any]:
    if not member.has(*FOLLOWS):
        return {}
    here = OuterRef("pk")
    return {
        "licences_to_decide": count_of(Licence.objects.for_school(here).to_decide(today)),
        "contracts_to_decide": count_of(MaintenanceContract.objects.for_school(here).to_decide(today)),
        "consumables_to_order": count_of(Consumable.objects.for_school(here).to_order()),
    }


@register(HOME_TASK, 47)
def to_decide(member: Member, today: date) -> list[HomeTask]:
    """« 2 licences à décider »: what renews, or ends, within ninety days."""
    if not member.has(*FOLLOWS):
        return []
    known, uai = home_facts(member, today), member.school.uai
    tasks = []
    if count := known.licences_to_decide:
        what = f"{counted(count, 'licence')} à renouveler ou à laisser finir"
        page = f"{address('supplies:licence_list', uai)}?vue=decider"
        tasks.append(HomeTask(what, page, "Voir", "Dans les 90 jours", "key"))
    if count := known.contracts_to_decide:
        what = f"{counted(count, 'contrat')} à renouveler ou à résilier"
        page = f"{address('supplies:contract_list', uai)}?vue=decider"
        tasks.append(HomeTask(what, page, "Voir", "Dans les 90 jours", "file-text"))
    if count := known.consumables_to_order:
        what = f"{counted(count, 'consommable')} à commander"
        page = f"{address('supplies:consumable_list', uai)}?vue=commander"
        tasks.append(HomeTask(what, page, "Voir", "", "box"))
    return tasks
