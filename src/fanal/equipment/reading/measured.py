"""Which machines do indicators count? Those that serve the lessons, by the words of their type."""

from collections.abc import Collection

from fanal.accounts.models import School
from fanal.equipment.models import Equipment, EquipmentType
from fanal.equipment.models.equipment_queryset import EquipmentQuerySet
from fanal.equipment.rules.device_sorts import DEVICES, DeviceSort, sort_of
from fanal.equipment.rules.states import WORKING


def _of(school: School, sorts: Collection[DeviceSort]) -> EquipmentQuerySet:
    types = EquipmentType.objects.for_school(school).values_list("pk", "name")
    chosen = [pk for pk, name in types if sort_of(name) in sorts]
    rows: EquipmentQuerySet = Equipment.objects.for_school(school)
    return rows.filter(type__in=chosen, is_pedagogical=True)


def working(school: School, sorts: Collection[DeviceSort]) -> EquipmentQuerySet:
    """What works and serves the lessons, of these sorts."""
    return _of(school, sorts).filter(state__in=WORKING)


def all_devices(school: School) -> EquipmentQuerySet:
    """Those that are here, out of order or not."""
    return _of(school, DEVICES).present()
