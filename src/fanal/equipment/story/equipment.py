"""The rooms and the machines of the demonstration: three sites, 210 devices of six generations."""

from datetime import date, timedelta

from fanal.accounts.models import School
from fanal.accounts.models.member import system
from fanal.accounts.models.roles import System
from fanal.core import journal
from fanal.core.database.numbers import next_number
from fanal.core.registry import register
from fanal.core.story import STORY, Story
from fanal.core.tenancy import scope
from fanal.equipment.actions.convention import start_convention
from fanal.equipment.actions.labels import give_labels
from fanal.equipment.models import Building, Equipment, EquipmentType, Room, Site
from fanal.equipment.rules.kinds import DEFAULT_KINDS
from fanal.equipment.story.wear import wear

SITES = {
    "Site principal": {
        "Bâtiment A": [f"Salle {n}" for n in (*range(101, 113), *range(201, 213))],
        "Bâtiment B": [
            "CDI",
            "Salle des professeurs",
            "Vie scolaire",
            "Salle informatique 1",
            "Administration",
        ],
    },
    "Annexe des arts": {"Annexe": ["Salle de musique", "Salle d’arts plastiques", "Atelier technologie"]},
    "Gymnase": {"Gymnase": ["Gymnase", "Bureau EPS"]},
}
MAKERS = {
    "desktop": ("Lenovo", "ThinkCentre"),
    "laptop": ("HP", "ProBook"),
    "tablet": ("Samsung", "Galaxy Tab"),
    "printer": ("Kyocera", "TASKalfa"),
}
GENERATIONS = (2017, 2019, 2020, 2022, 2024, 2025)
BY = system(System.SETUP)


@register(STORY, "equipment.equipment")
def furnish(story: Story) -> None:
    """Rooms, a projector in each classroom, a computer room, two trolleys of fifteen tablets, laptops."""
    with scope(story.school):
        types = _types(story.school)
        for site, buildings in SITES.items():
            _build(story, site, buildings)
        lines = _machines(story, types)
        wear(lines, story.today)
        first = next_number(story.school.pk, "equipment", count=len(lines))
        for rank, machine in enumerate(lines):
            machine.number = first + rank
        story.equipment = Equipment.objects.bulk_create(lines)
        journal.noted(story.equipment[0], by=BY, verb="equipment.story", count=len(lines))
        start_convention(story.school, by=BY)
        give_labels(story.equipment[:48], school=story.school, by=BY)
    for other in story.others:
        with scope(other):
            _neighbour(other)


def _types(school: School) -> dict[str, EquipmentType]:
    return {
        kind.code: EquipmentType.objects.create(
            school=school, name=kind.label, kind=kind.trouble, life_years=kind.life_years or 5
        )
        for kind in DEFAULT_KINDS
    }


def _build(story: Story, site_name: str, buildings: dict[str, list[str]]) -> None:
    site = Site.objects.create(school=story.school, name=site_name)
    for building_name, rooms in buildings.items():
        building = Building.objects.create(school=story.school, site=site, name=building_name)
        for name in rooms:
            story.rooms[name] = Room.objects.create(school=story.school, building=building, name=name)


def _machines(story: Story, types: dict[str, EquipmentType]) -> list[Equipment]:
    rooms = story.rooms
    classrooms = [room for name, room in rooms.items() if name.startswith("Salle ") and name[6:].isdecimal()]
    lines = [_one(story, types, "projector", f"VP-{room.name[6:]}", room) for room in classrooms]
    lines += [_one(story, types, "desktop", f"PC-{room.name[6:]}", room) for room in classrooms]
    lines += [
        _one(story, types, "desktop", f"INFO1-{n:02d}", rooms["Salle informatique 1"]) for n in range(1, 29)
    ]
    lines += [_one(story, types, "desktop", f"CDI-{n:02d}", rooms["CDI"]) for n in range(1, 13)]
    for trolley in (1, 2):
        lines.append(_one(story, types, "trolley", f"Valise {trolley}", rooms["CDI"]))
        lines += [_one(story, types, "tablet", f"T{trolley}-{n:02d}", rooms["CDI"]) for n in range(1, 16)]
    lines += [
        _one(story, types, "printer", f"COP-{n}", room)
        for n, room in enumerate(list(rooms.values())[24:32], 1)
    ]
    left = 210 - len(lines)
    for rank in range(left):
        machine = _one(story, types, "laptop", f"PORT-{rank + 1:02d}", rooms["Salle des professeurs"])
        if rank < 40:
            machine.holder = story.teachers[rank % len(story.teachers)]
        elif rank == 44:
            machine.holder = story.people["leaver"]  # gone, and the laptop with them
        lines.append(machine)
    return lines


def _one(story: Story, types: dict[str, EquipmentType], code: str, name: str, room: Room | None) -> Equipment:
    year = story.chance.choice(GENERATIONS)
    bought = date(year, story.chance.randint(3, 11), 15)
    maker, model = MAKERS.get(code, ("Epson", "EB") if code == "projector" else ("", ""))
    owner = "school" if code == "printer" else "authority"
    return Equipment(
        school=story.school,
        name=name,
        type=types[code],
        room=room,
        state="service",
        maker=maker,
        model=f"{model} {year % 100}" if model else "",
        serial=f"{code[:2].upper()}{year % 100}{story.chance.randrange(10**6):06d}",
        authority_number=f"D{story.chance.randrange(10**6):06d}" if owner == "authority" else "",
        owner=owner,
        payer=owner,
        bought_on=bought,
        price_cents={"projector": 62_000, "desktop": 70_000, "laptop": 74_000, "tablet": 38_000}.get(
            code, 90_000
        ),
        warranty_until=bought + timedelta(days=3 * 365),
    )


def _neighbour(school: School) -> None:
    """A few rooms next door, so that isolation has something to hide."""
    site = Site.objects.create(school=school, name="Site")
    building = Building.objects.create(school=school, site=site, name="Bâtiment")
    kind = EquipmentType.objects.create(school=school, name="Ordinateur fixe", kind="computer")
    for name in ("Salle 1", "Salle 2"):
        room = Room.objects.create(school=school, building=building, name=name)
        Equipment.objects.create(
            school=school, number=next_number(school.pk, "equipment"), name=f"PC {name}", type=kind, room=room
        )
