"""Where things are and what they are: places, types, pieces of equipment, and machines that report."""

from fanal.equipment.models.convention import ConventionLine
from fanal.equipment.models.equipment import Equipment, EquipmentType
from fanal.equipment.models.label import Label, LabelSheet
from fanal.equipment.models.machine import AgentAccess, AgentVisit, Difference, Machine
from fanal.equipment.models.machine_key import MachineKey
from fanal.equipment.models.place import Building, Room, Site

__all__ = [
    "AgentAccess", "AgentVisit", "Building", "ConventionLine", "Difference", "Equipment", "EquipmentType",
    "Label", "LabelSheet", "Machine", "MachineKey", "Room", "Site",
]  # fmt: skip
