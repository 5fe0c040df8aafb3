"""What is kept of a report, within which bounds, and what does a partial report leave as it was?

A partial report tells only the sections that it carries; a full one replaces everything. Nothing is kept
beyond these columns. Bound: 120 signs a text.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from fanal.inventory.formats.facts import MachineFacts
from fanal.inventory.formats.messages import MachineReport

MAX_KEPT_TEXT = 120
SECTION_OF = {
    "name": "hardware",
    "maker": "bios",
    "model": "bios",
    "chassis": "hardware",
    "memory_mb": "hardware",
    "os": "operatingsystem",
    "os_version": "operatingsystem",
    "cpu": "cpus",
    "cores": "cpus",
    "disks": "storages",
    "monitors": "monitors",
    "networks": "networks",
    "printers": "printers",
    "place": "network_device",
    "pages": "pagecounters",
    "supplies": "cartridges",
}
NAMED = ("name", "maker", "model")
HARDWARE = ("chassis", "os", "os_version", "memory_mb", "cpu", "cores", "disks", "monitors")
CONNECTED = ("networks", "printers", "place", "pages", "supplies")


@dataclass(frozen=True)
class KeptColumns:
    """The columns of a machine. `softwares` is None when the report does not tell them."""

    name: str = ""
    maker: str = ""
    model: str = ""
    hardware: Mapping[str, Any] | None = None
    connected: Mapping[str, Any] | None = None
    softwares: str | None = None
    softwares_digest: str = ""

    def columns(self) -> dict[str, Any]:
        """By name, without the list of programs: its digest is enough to see whether it changed."""
        names = (*NAMED, "hardware", "connected")
        values = {name: getattr(self, name) for name in names}
        return values if self.softwares is None else values | {"softwares_digest": self.softwares_digest}


def _short(value: Any) -> Any:
    return value[:MAX_KEPT_TEXT] if isinstance(value, str) else value


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [{key: _short(inside) for key, inside in asdict(row).items()} for row in value]
    return _short(value)


def _plain_values(facts: MachineFacts) -> dict[str, Any]:
    values = {name: _plain(getattr(facts, name)) for name in SECTION_OF}
    # Virtual and loopback adapters come and go: they say nothing of the machine.
    values["networks"] = [
        {key: row[key] for key in ("name", "mac", "address")}
        for row in values["networks"]
        if not row["is_virtual"]
    ]
    return values


def _merged(reported: dict[str, Any], before: Mapping[str, Any], sections: frozenset[str]) -> dict[str, Any]:
    """A partial report: what its sections tell, and what was known for all the rest."""
    merged = {}
    for name, value in reported.items():
        kept = before.get(name)
        is_reported = SECTION_OF[name] in sections and value not in ("", None)
        merged[name] = value if is_reported or kept in ("", None, []) else kept
    return merged


def keep(inventory: MachineReport, before: Mapping[str, Any]) -> KeptColumns:
    """What the machine's columns become. `before`: what is kept already, by name; empty at first."""
    values = _plain_values(inventory.facts)
    if inventory.is_partial:
        values = _merged(values, before, inventory.sections)
    programs = None
    if not inventory.is_partial or "softwares" in inventory.sections:
        programs = inventory.facts.softwares
    return KeptColumns(
        **{name: values[name] for name in NAMED},
        hardware={name: values[name] for name in HARDWARE},
        connected={name: values[name] for name in CONNECTED},
        softwares=programs,
        softwares_digest=hashlib.sha256(programs.encode()).hexdigest() if programs is not None else "",
    )
