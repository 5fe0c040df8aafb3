"""Where things are and what they are: places, types, pieces of equipment, their labels, the convention."""

from fanal.equipment.models.convention import ConventionLine
from fanal.equipment.models.custody import Custody
from fanal.equipment.models.equipment import Equipment
from fanal.equipment.models.equipment_type import EquipmentType
from fanal.equipment.models.label import Label, LabelSheet
from fanal.equipment.models.merge import DistinctMachines, EquipmentMerge
from fanal.equipment.models.place import Building, Room, Site

__all__ = [
    "Building",
    "ConventionLine",
    "Custody",
    "DistinctMachines",
    "Equipment",
    "EquipmentMerge",
    "EquipmentType",
    "Label",
    "LabelSheet",
    "Room",
    "Site",
]
