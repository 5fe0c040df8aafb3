"""On the record of a machine: with which batch and by which decision it leaves or has left."""

from django.db.models import QuerySet

from fanal.accounts.models.member import Member
from fanal.core.database.prepared import prepared
from fanal.core.pages.panels import PANEL, Panel
from fanal.core.registry import register
from fanal.disposals.models import Disposal, DisposalItem
from fanal.disposals.policies import disposal as policies
from fanal.equipment.models import Equipment


@prepared
def _last(member: Member, equipment_id: int) -> QuerySet[DisposalItem]:
    rows = DisposalItem.objects.for_school(member.school).leaving().filter(equipment=equipment_id)
    shown = rows.filter(disposal__in=Disposal.objects.visible_to(member))
    return shown.select_related("disposal").order_by("-pk")[:1]


@register(PANEL, "disposals")
def leaving(member: Member, thing: object) -> Panel | None:
    """The last one that counts, if this member may read its batch."""
    if not isinstance(thing, Equipment) or not policies.read_disposals(member.actor, None):
        return None
    item = _last.first(member, thing.pk)
    return Panel("Sortie d’inventaire", "disposals/panel.html", {"item": item}) if item else None
