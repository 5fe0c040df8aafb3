"""On the record of a machine: with which batch and by which decision it leaves or has left."""

from fanal.accounts.models.member import Member
from fanal.core.panels import Panel
from fanal.core.registry import PANEL, register
from fanal.disposals.models import Disposal, DisposalItem
from fanal.disposals.policies import disposal as policies
from fanal.equipment.models import Equipment


@register(PANEL, 22)
def leaving(member: Member, thing: object) -> Panel | None:
    """The last one that counts, if this member may read its batch."""
    if not isinstance(thing, Equipment) or not policies.read_disposals(member.actor, None):
        return None
    shown = Disposal.objects.visible_to(member)
    rows = (
        DisposalItem.objects.for_school(member.school).leaving().filter(equipment=thing, disposal__in=shown)
    )
    item = rows.select_related("disposal").order_by("-pk").first()
    return Panel("Sortie d’inventaire", "disposals/panel.html", {"item": item}) if item else None
