from fanal.equipment.testing import lead, technician

__all__ = ["lead", "technician"]
