from fanal.equipment.tests.machines import address, machines_of

__all__ = ["address", "machines_of"]
