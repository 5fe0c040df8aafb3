"""On the record of a machine: the contracts that cover it, the licences of which it has a seat."""

from datetime import date

from django.utils import timezone

from fanal.accounts.models.member import Member
from fanal.core.pages.panels import PANEL, Panel
from fanal.core.registry import register
from fanal.equipment.models import Equipment
from fanal.supplies.models import Licence, MaintenanceContract
from fanal.supplies.models.purchase import PurchaseQuerySet
from fanal.supplies.policies import purchase as policies


def _contracts(member: Member, equipment_id: int, today: date) -> PurchaseQuerySet:
    rows = MaintenanceContract.objects.visible_to(member).filter(machines__equipment=equipment_id)
    return rows.running(today).by_end()


def _licences(member: Member, equipment_id: int, today: date) -> PurchaseQuerySet:
    rows = Licence.objects.visible_to(member).filter(given__equipment=equipment_id)
    return rows.running(today).by_end()


@register(PANEL, "supplies")
def purchases(member: Member, thing: object) -> Panel | None:
    """Those that run; nothing when there is none."""
    if not isinstance(thing, Equipment) or not policies.read_purchases(member.actor, None):
        return None
    today = timezone.localdate()
    context = {
        "contracts": _contracts(member, thing.pk, today),
        "licences": _licences(member, thing.pk, today),
    }
    if not any(context.values()):
        return None
    return Panel("Contrats et licences", "supplies/panel.html", context)
