"""What do machines report that other rooms ask: which have a program, what do printers lack?"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from fanal.core.registry import Kind, registered
from fanal.equipment.models import Equipment

LOW_SUPPLIES: "Kind[Callable[[int], list[LowSupply]]]" = Kind("low supplies")  # (school id)

# (school id, words) -> record ids
INSTALLED_PROGRAM: "Kind[Callable[[int, str], Any]]" = Kind("installed program")


@dataclass(frozen=True)
class LowSupply:
    """A printer's cartridge or drum that is nearly empty: « toner noir 8 % »."""

    equipment: Equipment
    words: str


def machines_with(school_id: int, program: str) -> list[int | None]:
    """The records of the machines that report a program of this name; None for one without a record."""
    return [machine for ask in registered(INSTALLED_PROGRAM) for machine in ask(school_id, program)]


def low_supplies(school_id: int) -> list[LowSupply]:
    return [supply for ask in registered(LOW_SUPPLIES) for supply in ask(school_id)]
