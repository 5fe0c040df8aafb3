"""On the record of a machine: the contracts that cover it, the licences of which it has a seat."""

from django.utils import timezone

from fanal.accounts.models.member import Member
from fanal.core.panels import Panel
from fanal.core.registry import PANEL, register
from fanal.equipment.models import Equipment
from fanal.supplies.models import Licence, MaintenanceContract
from fanal.supplies.policies import purchase as policies


@register(PANEL, 22)
def purchases(member: Member, thing: object) -> Panel | None:
    """Those that run; nothing when there is none."""
    if not isinstance(thing, Equipment) or not policies.read_purchases(member.actor, None):
        return None
    today = timezone.localdate()
    contracts = MaintenanceContract.objects.visible_to(member).filter(machines__equipment=thing)
    licences = Licence.objects.visible_to(member).filter(given__equipment=thing)
    context = {
        "contracts": list(contracts.running(today).by_end()),
        "licences": list(licences.running(today).by_end()),
    }
    if not any(context.values()):
        return None
    return Panel("Contrats et licences", "supplies/panel.html", context)
