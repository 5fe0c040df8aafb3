"""Where things are and what they are: sites, buildings, rooms; types and pieces of equipment."""

from fanal.equipment.models.equipment import Equipment, EquipmentType
from fanal.equipment.models.place import Building, Room, Site

__all__ = ["Building", "Equipment", "EquipmentType", "Room", "Site"]
