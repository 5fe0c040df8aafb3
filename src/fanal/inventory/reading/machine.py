"""What the pages of machines show beside the rows: tabs, likely records, the command to copy."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.db.models.functions import Lower, Upper

from fanal.core.pages.filter_chips import FilterChip
from fanal.equipment.models import Equipment
from fanal.inventory.models import Difference, Machine
from fanal.inventory.models.machine_queryset import MachineQuerySet

MOST_LIKELY = 3
SUPPLIES = {
    f"{kind}{colour}": f"{word} {french}"
    for kind, word in (("toner", "toner"), ("cartridge", "cartouche"), ("drum", "tambour"))
    for colour, french in (("black", "noir"), ("cyan", "cyan"), ("magenta", "magenta"), ("yellow", "jaune"))
} | {"wastetoner": "bac de récupération", "fuserkit": "four", "maintenancekit": "kit de maintenance"}
NOT_SENT = "process,environment,local_user,local_group"


@dataclass(frozen=True)
class Command:
    """A line to copy into a terminal."""

    title: str
    line: str


def tabs(visible: MachineQuerySet, view: str, now: datetime) -> list[FilterChip]:
    """The views of the list, the first two with their counts, in one query."""
    counts = visible.counted(now)
    named = [
        ("", "À regarder", counts["to_look_at"]),
        ("silencieuses", "Silencieuses depuis 60 jours", counts["silent"]),
        ("toutes", "Toutes", None),
        ("ignorees", "Ignorées", None),
    ]
    current = view if view in {name for name, _, _ in named} else ""
    return [
        FilterChip(label, f"?{urlencode({'vue': name})}", count, name == current)
        for name, label, count in named
    ]


def add_likely_records(machines: Iterable[Machine], school_id: int) -> None:
    """Set `.likely`, the records that may be each machine: same serial, then same name. One query."""
    waiting = [machine for machine in machines if machine.equipment_id is None]
    serials = {machine.serial.upper() for machine in waiting if machine.serial}
    names = {machine.name.lower() for machine in waiting if machine.name}
    records = Equipment.objects.for_school(school_id).annotate(
        upper_serial=Upper("serial"), lower_name=Lower("name")
    )
    candidates = records.filter(Q(upper_serial__in=serials) | Q(lower_name__in=names)).only(
        "number", "name", "serial", "school_id"
    )
    by_sign: dict[str, list[Equipment]] = defaultdict(list)
    for record in candidates[:200]:
        by_sign[record.upper_serial or "-"].append(record)
        by_sign[record.lower_name].append(record)
    for machine in waiting:
        likely = [*by_sign.get(machine.serial.upper(), []), *by_sign.get(machine.name.lower(), [])]
        machine.likely = list(dict.fromkeys(likely))[:MOST_LIKELY]


def open_differences(machine: Machine) -> list[Difference]:
    """What is still to decide of a machine (one query)."""
    return list(_open_differences(machine.school_id, machine.pk))


def _open_differences(school_id: int, machine_id: int) -> QuerySet[Difference]:
    return Difference.objects.for_school(school_id).filter(machine=machine_id).open().order_by("pk")


def described(machine: Machine) -> list[tuple[str, str]]:
    """What the machine says of itself, as terms and values; only those it tells."""
    hardware = machine.hardware
    memory = hardware.get("memory_mb")
    pairs = [
        ("Nom", machine.name),
        ("Marque et modèle", f"{machine.maker} {machine.model}".strip()),
        ("N° de série", machine.serial),
        ("Châssis", hardware.get("chassis")),
        ("Système", _system(hardware)),
        ("Processeur", _processor(hardware)),
        ("Mémoire", f"{round(memory / 1024, 1):g} Go".replace(".", ",") if memory else ""),
        ("Disques", ", ".join(map(_disk, hardware.get("disks") or []))),
        ("Écrans", ", ".join(_screen(row) for row in hardware.get("monitors") or [])),
        ("Adresses réseau", ", ".join(machine.macs)),
        ("Adresses IP", ", ".join(_addresses(machine.connected))),
        ("Emplacement annoncé", machine.connected.get("place")),
        ("Pages imprimées", _count(machine.connected.get("pages"))),
        ("Consommables", ", ".join(map(supply_words, machine.connected.get("supplies") or []))),
        ("Imprimantes", ", ".join(row["name"] for row in machine.connected.get("printers") or [])),
        ("Agent", machine.agent),
    ]
    return [(term, str(value)) for term, value in pairs if value]


def _addresses(hardware: dict[str, Any]) -> list[str]:
    addresses = [row.get("address") for row in hardware.get("networks") or []]
    return [address for address in dict.fromkeys(addresses) if address]


def _count(pages: int | None) -> str:
    return "" if pages is None else f"{pages:,}".replace(",", "\u202f")


def supply_words(row: dict[str, Any]) -> str:
    """« toner noir 42 % »; a supply whose code is not ours is said as the device says it."""
    name = SUPPLIES.get(row["name"], row["name"])
    return f"{name} {row['left']}" + ("\u202f%" if row["left"].isdecimal() else "")


def _system(hardware: dict[str, Any]) -> str:
    name, version = hardware.get("os") or "", hardware.get("os_version") or ""
    return name if version in name else f"{name} {version}".strip()


def _processor(hardware: dict[str, Any]) -> str:
    cores = hardware.get("cores")
    return f"{hardware.get('cpu') or ''}{f' ({cores} cœurs)' if cores and cores > 1 else ''}".strip()


def _disk(row: dict[str, Any]) -> str:
    size = f" {round(row['size_mb'] / 1000)} Go" if row.get("size_mb") else ""
    return f"{row.get('model') or row.get('name') or 'disque'}{size}"


def _screen(row: dict[str, Any]) -> str:
    serial = f" (n° {row['serial']})" if row.get("serial") else ""
    return f"{row.get('maker') or ''} {row.get('name') or 'écran'}{serial}".strip()


def commands(url: str) -> list[Command]:
    """How to set each agent up, ready to copy: the machine asks for its own address, then keeps it."""
    asks = f"curl -fsS -d '' '{url}inscrire'"
    lines = f"server = %s\\nno-category = {NOT_SENT}\\n"
    return [
        Command(
            "GLPI Agent sous Windows (PowerShell, administrateur)",
            f"$adresse = Invoke-RestMethod -Method Post '{url}inscrire'\n"
            f'msiexec /i GLPI-Agent.msi /quiet SERVER="$adresse" NO_CATEGORY="{NOT_SENT}" RUNNOW=1',
        ),
        Command(
            "GLPI Agent sous Linux ou macOS",
            f"printf '{lines}' \"$({asks})\" | sudo tee /etc/glpi-agent/conf.d/fanal.cfg\n"
            f"sudo glpi-agent --no-category={NOT_SENT} --force",
        ),
        Command(
            "FusionInventory (Debian)",
            f"printf '{lines}' \"$({asks})\" | sudo tee /etc/fusioninventory/conf.d/fanal.cfg\n"
            f"sudo fusioninventory-agent --no-category={NOT_SENT} --force",
        ),
        Command(
            "Tout autre agent (OCS, Android), ou sans inscription : l’adresse de l’établissement",
            url,
        ),
        Command(
            "Imprimantes et commutateurs, par SNMP (FusionInventory, depuis un poste de leur réseau)",
            "fusioninventory-netdiscovery --first 10.0.0.1 --last 10.0.0.254 --community public "
            "--inventory --save releve\n"
            f"for f in releve/net*/*.xml; do fusioninventory-injector --url '{url}' --file $f; done",
        ),
    ]
