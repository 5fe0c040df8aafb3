"""What waits at home: licences and contracts to decide about, in time or late, consumables to order."""

from datetime import date
from typing import Any

from django.db.models import OuterRef, Subquery

from fanal.accounts.models.member import Member
from fanal.accounts.reading.home_facts import HOME_FACT, count_of, home_facts
from fanal.core.http.addresses import address
from fanal.core.pages.cards import HOME_TASK, HomeTask
from fanal.core.registry import register
from fanal.core.text.french import agrees, counted
from fanal.supplies.models import Consumable, Licence, MaintenanceContract
from fanal.supplies.policies import consumable as stock_policies
from fanal.supplies.policies import purchase as policies
from fanal.supplies.rules.purchase import LAST_ALERT, days_left_words

# The name of its facts and pages; its noun, what is decided, « finie » or « fini », its icon.
PURCHASES = (
    (Licence, "licence", "licence", "à renouveler ou à laisser finir", "finie", "key"),
    (MaintenanceContract, "contract", "contrat", "à renouveler ou à résilier", "fini", "file-text"),
)


@register(HOME_FACT)
def facts(member: Member, user_id: int, today: date) -> dict[str, Any]:
    """Of licences and of contracts: how many are to decide, the first day to do so, how many are late."""
    here, known = OuterRef("pk"), dict[str, Any]()
    if member.has(*policies.keep_purchases.roles):
        for model, name, *_ in PURCHASES:
            rows = model.objects.for_school(here)
            first = rows.to_decide(today).order_by("decide_on").values("decide_on")[:1]
            known[f"{name}_to_decide"] = count_of(rows.to_decide(today))
            known[f"{name}_decide_on"] = Subquery(first)
            known[f"{name}_late"] = count_of(rows.late(today))
    if member.has(*stock_policies.keep_stock.roles):
        known["consumables_to_order"] = count_of(Consumable.objects.for_school(here).at_threshold())
    return known


@register(HOME_TASK, "supplies.renewals")
def to_decide(member: Member, today: date) -> list[HomeTask]:
    """« 2 licences à décider », before the other tasks in the last thirty days; « 1 contrat fini »."""
    if not policies.keep_purchases(member.actor, None):
        return []
    known, tasks = home_facts(member, today), list[HomeTask]()
    for _, name, noun, choice, ended, icon in PURCHASES:
        page = address(f"supplies:{name}_list", member.school.uai)
        if count := getattr(known, f"{name}_to_decide"):
            days = (getattr(known, f"{name}_decide_on") - today).days
            when = days_left_words(days) if count == 1 else f"d’abord {days_left_words(days)}"
            what, is_urgent = f"{counted(count, noun)} {choice}, {when}", days <= LAST_ALERT
            tasks.append(HomeTask(what, f"{page}?vue=decider", "Voir", "", icon, is_urgent=is_urgent))
        if count := getattr(known, f"{name}_late"):
            words = agrees(count, ended, f"{ended}s")
            what = f"{counted(count, noun)} {words} sans que la suite soit notée"
            tasks.append(HomeTask(what, f"{page}?vue=noter", "Noter", "La fin notée est passée", icon))
    return tasks


@register(HOME_TASK, "supplies.orders")
def to_order(member: Member, today: date) -> list[HomeTask]:
    """« 3 consommables à commander »."""
    if not stock_policies.keep_stock(member.actor, None):
        return []
    if not (count := home_facts(member, today).consumables_to_order):
        return []
    page = f"{address('supplies:consumable_list', member.school.uai)}?vue=commander"
    return [HomeTask(f"{counted(count, 'consommable')} à commander", page, "Voir", "", "box")]
