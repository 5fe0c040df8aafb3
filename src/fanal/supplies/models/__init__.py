"""Licences and their seats, maintenance contracts and their machines, consumables and their stock."""

from fanal.supplies.models.consumable import Consumable, StockMovement
from fanal.supplies.models.contract import CoveredMachine, MaintenanceContract
from fanal.supplies.models.licence import Licence, LicenceSeat
from fanal.supplies.models.period import FormerPeriod

__all__ = [
    "Consumable",
    "CoveredMachine",
    "FormerPeriod",
    "Licence",
    "LicenceSeat",
    "MaintenanceContract",
    "StockMovement",
]
