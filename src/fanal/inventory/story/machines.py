"""The demonstration’s machines: a computer room that reports, a newcomer, a clone, a record to correct.

One computer was enrolled: it has its own address, and tells of the copier that it asks by SNMP.
"""

import json
from dataclasses import replace
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from fanal.accounts.models.member import system
from fanal.accounts.models.roles import System
from fanal.core.registry import register
from fanal.core.story import STORY, Story
from fanal.core.tenancy import scope
from fanal.equipment.models import Equipment
from fanal.inventory.actions.access import open_access
from fanal.inventory.actions.machine_key import enrol, let_scan
from fanal.inventory.actions.reporting import Report, receive_report
from fanal.inventory.formats.facts import Disk, MachineFacts
from fanal.inventory.formats.messages import MachineReport, NetworkReport, parse
from fanal.inventory.rules.matching import identity

AGENT, SETUP = system(System.AGENT), system(System.SETUP)
PROGRAMS = ("LibreOffice", "Firefox ESR", "GeoGebra", "VLC", "Scratch", "Atelier Photo")
REPORTING = 24
ENROLLED, COPIER = "INFO1-02", "COP-1"
CLONED = "4C4C4544-0051-3010-8047-B2C04F5A3333"


def _inventory(name: str, maker: str, model: str, serial: str, rank: int) -> MachineReport:
    facts = MachineFacts(
        name=name,
        maker=maker,
        model=model,
        chassis="Desktop",
        os="Debian GNU/Linux 13",
        memory_mb=8192,
        cpu="Intel Core i5-10400T",
        cores=6,
        disks=(Disk("sda", "SSD", "", 256_000),),
        softwares="\n".join(f"{program}\t2026\t" for program in PROGRAMS),
    )
    device = f"{name.lower()}-2026-09-01-08-00-00"
    who = identity(
        serial=serial,
        uuid=f"4C4C4544-{rank:04d}-3010-8047-B2C04F5A{rank:04d}",
        macs=[f"00:1b:21:5a:00:{rank:02x}"],
        device_id=device,
        name=name,
    )
    sections = frozenset({"bios", "hardware", "networks", "softwares"})
    return MachineReport(device, who, facts, sections, False, "Computer", "", "GLPI-Agent_v1.12", True)


def _reports(records: list[Equipment]) -> list[MachineReport]:
    reports = [
        _inventory(record.name, record.maker, record.model, record.serial, rank)
        for rank, record in enumerate(records)
    ]
    corrected = replace(reports[3], facts=replace(reports[3].facts, model="ThinkCentre M70q"))
    newcomer = _inventory("VIESCO-PC2", "HP", "ProDesk 400 G7", "8CG0412KXR", 90)
    clone = replace(reports[0].identity, uuid=CLONED.replace("-", ""), device_id="clone", macs=frozenset())
    twin = replace(newcomer, device_id="clone", identity=clone)
    return [*reports[:3], corrected, *reports[4:], newcomer, twin]


def _copier(record: Equipment) -> NetworkReport:
    """What GLPI Agent writes of a copier that answered by SNMP: its counter, its toner, its drum."""
    message = {
        "action": "netinventory",
        "deviceid": f"{ENROLLED.lower()}-2026-09-01-08-00-00",
        "content": {
            "network_device": {
                "type": "Printer",
                "name": record.name,
                "manufacturer": record.maker,
                "model": record.model,
                "serial": record.serial,
                "mac": "00:c0:ee:5a:00:01",
                "ips": ["10.64.12.40"],
            },
            "pagecounters": {"total": 184_213},
            "cartridges": [{"tonerblack": "18", "drumblack": "71"}],
        },
    }
    report = parse(json.dumps(message).encode())
    assert isinstance(report, NetworkReport)
    return report


@register(STORY, "inventory")
def report(story: Story) -> None:
    """Each report came through the same door as a real one, the last of them this morning."""
    morning = datetime.combine(story.today, time(8), ZoneInfo("Europe/Paris"))
    with scope(story.school):
        access = open_access(story.school, now=morning - timedelta(days=60), by=SETUP)
        records = [record for record in story.equipment if record.name.startswith("INFO1-")][:REPORTING]
        for rank, inventory in enumerate(_reports(records)):
            at, key = morning - timedelta(minutes=rank), None
            if inventory.facts.name == ENROLLED:
                key = enrol(access, now=at, by=AGENT)
            machine = receive_report(access, Report(inventory, "", at), by=AGENT, key=key)
            if key:
                let_scan(machine, is_allowed=True, by=SETUP)
        for record in [record for record in story.equipment if record.name == COPIER]:
            for device in _copier(record).devices:
                receive_report(access, Report(device, "", morning), by=AGENT)
