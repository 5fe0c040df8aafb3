"""What machines offer to the rest of Fanal: their line in the navigation, their section on a record."""

from django.db.models import QuerySet

from fanal.accounts.models.member import Member
from fanal.accounts.models.roles import TEAM, Role
from fanal.accounts.policies.rights import annotate_permissions
from fanal.core.http.addresses import address
from fanal.core.pages.navigation import EQUIPMENT, NAVIGATION, Item
from fanal.core.pages.panels import PANEL, Panel
from fanal.core.registry import register
from fanal.equipment.models import Equipment
from fanal.inventory.models import Machine
from fanal.inventory.policies import machine as policies
from fanal.inventory.reading.machine import described, open_differences


@register(NAVIGATION, "inventory")
def navigation(member: Member) -> list[Item]:
    if not member.has(*TEAM, Role.TECHNICIAN):
        return []
    return [Item("Remontées", address("inventory:machine_list", member.school.uai), EQUIPMENT)]


def machine_of(member: Member, equipment: int) -> QuerySet[Machine]:
    return Machine.objects.visible_to(member).filter(equipment=equipment).order_by("pk")[:1]


@register(PANEL, "inventory")
def what_the_machine_says(member: Member, thing: object) -> Panel | None:
    """On a record: what its machine reports, and what the two do not say alike."""
    if not isinstance(thing, Equipment):
        return None
    machine = machine_of(member, thing.pk).first()
    if machine is None:
        return None
    annotate_permissions([machine], policies.settle_difference, to=member.actor)
    context = {
        "machine": machine,
        "facts": described(machine),
        "differences": open_differences(machine),
    }
    return Panel("Ce que la machine dit", "inventory/machine_panel.html", context)
