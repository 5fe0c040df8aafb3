"""The renewal of a type of equipment may serve an objective of the digital project: it is money."""

from typing import Any

from django.db.models import QuerySet

from fanal.accounts.models.member import Member
from fanal.accounts.reading.objectives import TRACED_KIND, Area, traced_rows
from fanal.core.http.addresses import address
from fanal.core.registry import register
from fanal.equipment.models import EquipmentType
from fanal.equipment.policies import equipment as policies


def _page(kind: Any, uai: str) -> str:
    return address("equipment:type_change", uai, kind.pk)


def _rows(member: Member) -> QuerySet:
    rows = EquipmentType.objects.for_school(member.school)
    return rows if policies.manage_types(member.actor, None) else rows.none()


register(TRACED_KIND, "equipment.equipmenttype")(
    traced_rows(EquipmentType, "Renouvellement de matériel", Area.MONEY, url=_page, rows=_rows, choices=True)
)
