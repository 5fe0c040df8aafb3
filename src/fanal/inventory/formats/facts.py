"""What does a report say of the machine, once cleaned and bounded?

Every text is cut at its limit and loses control characters and lone surrogates (PostgreSQL refuses
them); every list is cut at its limit. Units: memory and disks in MB, as agents give them.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from fanal.equipment.rules.serials import clean, is_dummy
from fanal.inventory.formats.markup import Content, Section
from fanal.inventory.rules.matching import MachineIdentity, identity

MAX_TEXT = 255
MAX_NUMBER = 2**40
AT_MOST = {"storages": 64, "networks": 64, "monitors": 16, "printers": 100, "memories": 64}
UNITS_IN_MB = {"MB": 1, "MO": 1, "GB": 1024, "GO": 1024}


@dataclass(frozen=True)
class Disk:
    name: str
    model: str
    serial: str
    size_mb: int | None


@dataclass(frozen=True)
class Network:
    name: str
    mac: str
    address: str
    is_virtual: bool


@dataclass(frozen=True)
class Monitor:
    name: str
    maker: str
    serial: str


@dataclass(frozen=True)
class Printer:
    name: str
    driver: str
    serial: str


@dataclass(frozen=True)
class Supply:
    """Toner, ink, a drum: its code, and what is left, in percent or in a word."""

    name: str
    left: str


@dataclass(frozen=True)
class MachineFacts:
    """The machine as it describes itself; empty or None where it says nothing."""

    name: str = ""
    maker: str = ""
    model: str = ""
    chassis: str = ""
    os: str = ""
    os_version: str = ""
    memory_mb: int | None = None
    cpu: str = ""
    cores: int | None = None
    disks: tuple[Disk, ...] = field(default=())
    networks: tuple[Network, ...] = field(default=())
    monitors: tuple[Monitor, ...] = field(default=())
    printers: tuple[Printer, ...] = field(default=())
    softwares: str = ""
    place: str = ""
    pages: int | None = None
    supplies: tuple[Supply, ...] = field(default=())


def text(value: Any, limit: int = MAX_TEXT) -> str:
    """A short clean text; empty for anything that is not a text or a number."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    if not isinstance(value, str):
        value = repr(value) if isinstance(value, float) or abs(value) <= MAX_NUMBER else ""
    return _short(value, limit) if len(value) <= limit else _clean(value[: 4 * limit], limit)


def _clean(kept: str, limit: int) -> str:
    if not kept.isprintable():
        kept = "".join(sign if sign.isprintable() else " " for sign in kept)
    return " ".join(kept.split())[:limit]


# The machines of a school say the same words: names of programs, versions, publishers.
_short = lru_cache(maxsize=20_000)(_clean)


def number(value: Any) -> int | None:
    """A whole number between 0 and 2**40; None for anything else."""
    try:
        parsed = float(value) if isinstance(value, str | int | float) else math.nan
    except (ValueError, OverflowError):
        return None
    return int(parsed) if 0 <= parsed <= MAX_NUMBER else None


def megabytes(value: Any) -> int | None:
    """« 8192 », « 8 GB », « 16384 MB »: a number of MB; None for anything else."""
    words = str(value).split() if isinstance(value, str) else []
    if len(words) == 2 and words[1].upper() in UNITS_IN_MB:
        count = number(words[0])
        return None if count is None else count * UNITS_IN_MB[words[1].upper()]
    return number(value)


def truth(value: Any) -> bool:
    return value is True or str(value).strip().lower() in {"1", "true", "yes"}


def first(content: Content, section: str) -> Section:
    rows = content.get(section)
    return rows[0] if rows else {}


def each[Row](content: Content, section: str, build: Callable[[Section], Row]) -> tuple[Row, ...]:
    """The distinct rows of a section, in order, within its limit."""
    return tuple(dict.fromkeys(build(row) for row in content.get(section, [])[: AT_MOST[section]]))


def named(section: Section, *keys: str) -> str:
    """The first of these fields that says something real (« To be filled by O.E.M. » does not)."""
    values = (text(section.get(key)) for key in keys)
    return next((value for value in values if value and (len(value) < 4 or not is_dummy(clean(value)))), "")


def _disk(row: Section) -> Disk:
    return Disk(named(row, "name"), named(row, "model"), named(row, "serial"), number(row.get("disksize")))


def _network(row: Section) -> Network:
    is_virtual = truth(row.get("virtualdev")) or text(row.get("type")).lower() == "loopback"
    address = text(row.get("ipaddress")) or text(row.get("ipaddress6"))
    return Network(
        text(row.get("description")), text(row.get("mac") or row.get("macaddr")), address, is_virtual
    )


def _monitor(row: Section) -> Monitor:
    return Monitor(named(row, "name", "caption"), named(row, "manufacturer"), named(row, "serial"))


def _printer(row: Section) -> Printer:
    return Printer(text(row.get("name")), text(row.get("driver")), named(row, "serial"))


def _memory(content: Content, hardware: Section) -> int | None:
    """In MB. An agent on macOS says « 8 GB », or the capacity of each module alone."""
    if (whole := megabytes(hardware.get("memory"))) is not None:
        return whole
    modules = [megabytes(row.get("capacity")) for row in content.get("memories", [])[: AT_MOST["memories"]]]
    return sum(filter(None, modules)) or None


def facts_of(content: Content, softwares: str = "") -> MachineFacts:
    """What these sections say; `softwares` as `programs` reads them."""
    bios, hardware = first(content, "bios"), first(content, "hardware")
    system, cpu = first(content, "operatingsystem"), first(content, "cpus")
    return MachineFacts(
        name=text(hardware.get("name")),
        maker=named(bios, "smanufacturer", "mmanufacturer", "bmanufacturer"),
        model=named(bios, "smodel", "mmodel"),
        chassis=named(hardware, "chassis_type"),
        os=named(system, "full_name", "name") or named(hardware, "osname"),
        os_version=text(system.get("version")) or text(hardware.get("osversion")),
        memory_mb=_memory(content, hardware),
        cpu=named(cpu, "name") or named(hardware, "processort"),
        cores=number(cpu.get("core")),
        disks=each(content, "storages", _disk),
        networks=each(content, "networks", _network),
        monitors=each(content, "monitors", _monitor),
        printers=each(content, "printers", _printer),
        softwares=softwares,
    )


def identity_of(content: Content, facts: MachineFacts, device_id: str) -> MachineIdentity:
    """What tells this machine from another; loopback and virtual adapters do not count."""
    return identity(
        serial=text(first(content, "bios").get("ssn")),
        uuid=text(first(content, "hardware").get("uuid")),
        macs=(network.mac for network in facts.networks if not network.is_virtual),
        device_id=device_id,
        name=facts.name,
    )
