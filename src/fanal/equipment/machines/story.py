"""The demonstration’s machines: a computer room that reports, a newcomer, a clone, a record to correct."""

from dataclasses import replace
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from fanal.accounts.members import system
from fanal.accounts.roles import System
from fanal.core.registry import STORY, offer
from fanal.core.story import Story
from fanal.core.tenancy import scope
from fanal.equipment.agents.facts import Disk, Facts
from fanal.equipment.agents.messages import Inventory
from fanal.equipment.machines.access import open_access
from fanal.equipment.machines.reporting import Report, receive_report
from fanal.equipment.models import Equipment
from fanal.equipment.rules.matching import identity

AGENT = system(System.AGENT)
PROGRAMS = ("LibreOffice", "Firefox ESR", "GeoGebra", "VLC", "Scratch")
REPORTING = 24
CLONED = "4C4C4544-0051-3010-8047-B2C04F5A3333"


def _inventory(name: str, maker: str, model: str, serial: str, rank: int) -> Inventory:
    facts = Facts(
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
    return Inventory(device, who, facts, sections, False, "Computer", "", "GLPI-Agent_v1.12", True)


def _reports(records: list[Equipment]) -> list[Inventory]:
    told = [
        _inventory(record.name, record.maker, record.model, record.serial, rank)
        for rank, record in enumerate(records)
    ]
    corrected = replace(told[3], facts=replace(told[3].facts, model="ThinkCentre M70q"))
    newcomer = _inventory("VIESCO-PC2", "HP", "ProDesk 400 G7", "8CG0412KXR", 90)
    clone = replace(told[0].identity, uuid=CLONED.replace("-", ""), device_id="clone", macs=frozenset())
    twin = replace(newcomer, device_id="clone", identity=clone)
    return [*told[:3], corrected, *told[4:], newcomer, twin]


@offer(STORY, 35)
def report(story: Story) -> None:
    """Each report came through the same door as a real one, the last of them this morning."""
    morning = datetime.combine(story.today, time(8), ZoneInfo("Europe/Paris"))
    with scope(story.school):
        access = open_access(story.school, now=morning - timedelta(days=60), by=system(System.SETUP))
        records = [record for record in story.equipment if record.name.startswith("INFO1-")][:REPORTING]
        for rank, inventory in enumerate(_reports(records)):
            receive_report(access, Report(inventory, "", morning - timedelta(minutes=rank)), by=AGENT)
