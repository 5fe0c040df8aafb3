"""Machines that report themselves, their secrets, and what they say otherwise than their record."""

from fanal.inventory.models.difference import Difference
from fanal.inventory.models.machine import AgentAccess, AgentVisit, Machine
from fanal.inventory.models.machine_key import MachineKey

__all__ = ["AgentAccess", "AgentVisit", "Difference", "Machine", "MachineKey"]
