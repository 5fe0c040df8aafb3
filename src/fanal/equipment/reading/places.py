"""The places of a school as its pages show them: by site and building, with what each room holds."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Count, Q
from django.utils import timezone

from fanal.accounts.models.member import Member
from fanal.accounts.models.roles import Role
from fanal.core.database.french_order import sort_key
from fanal.core.registry import Kind, registered
from fanal.equipment.models import Building, Equipment, EquipmentType, Room, Site

# {room id: its load}, for the plan
ROOM_LOAD: "Kind[Callable[[Member, datetime], dict[int, RoomLoad]]]" = Kind("room load")

PRESENT = ~Q(state__in=["disposed", "lost", "stolen"])
BROKEN = Q(state="broken")


@dataclass(frozen=True)
class RoomLoad:
    """What waits in a room: how many open requests, and whether one blocks a lesson or is late."""

    count: int
    is_urgent: bool


@dataclass
class BuildingView:
    building: Building
    rooms: list[Room] = field(default_factory=list)


@dataclass
class SiteView:
    site: Site
    buildings: list[BuildingView] = field(default_factory=list)
    room_count: int = 0


def sites_with_rooms(member: Member) -> list[SiteView]:
    """Every site, building and room with what this member may see: three queries, one more by `ROOM_LOAD`."""
    school = member.school
    if not (member.person or member.has(Role.TECHNICIAN)):
        return []
    sites: dict[int, SiteView] = {}
    buildings: dict[int, BuildingView] = {}
    named = Site.objects.for_school(school).values_list("pk", "name", "buildings__pk", "buildings__name")
    for pk, name, building, building_name in named.order_by(sort_key("name"), sort_key("buildings__name")):
        site = sites.setdefault(pk, SiteView(Site(pk=pk, name=name)))
        if building:
            buildings[building] = BuildingView(Building(pk=building, name=building_name))
            site.buildings.append(buildings[building])
    held, loads = _held(member), _loads(member)
    for room in Room.objects.visible_to(member).order_by("is_closed", "floor", sort_key("name")):
        room.present, room.broken = held.get(room.pk, (0, 0))
        room.load = loads.get(room.pk)
        buildings[room.building_id].rooms.append(room)
    for site in sites.values():
        site.room_count = sum(len(view.rooms) for view in site.buildings)
    return list(sites.values())


@dataclass(frozen=True)
class PlaceRow:
    """One line of the page of places: a room, a building without rooms, or a site without buildings."""

    site: SiteView
    building: BuildingView | None = None
    room: Room | None = None


def entries_of(sites: list[SiteView]) -> list[PlaceRow]:
    """The lines of these sites, in the order in which they are shown."""
    lines = []
    for site in sites:
        for building in site.buildings:
            lines += [PlaceRow(site, building, room) for room in building.rooms] or [PlaceRow(site, building)]
        if not site.buildings:
            lines.append(PlaceRow(site))
    return lines


def sites_of(entries: Iterable[PlaceRow]) -> list[SiteView]:
    """These lines alone under their sites and buildings; each site still counts all its rooms."""
    sites: dict[int, SiteView] = {}
    buildings: dict[int, BuildingView] = {}
    for entry in entries:
        site = sites.setdefault(
            entry.site.site.pk, SiteView(entry.site.site, room_count=entry.site.room_count)
        )
        if entry.building is None:
            continue
        building = entry.building.building
        if building.pk not in buildings:
            buildings[building.pk] = BuildingView(building)
            site.buildings.append(buildings[building.pk])
        buildings[building.pk].rooms += [entry.room] if entry.room else []
    return list(sites.values())


def _held(member: Member) -> dict[int, tuple[int, int]]:
    rows = Equipment.objects.visible_to(member).filter(room__isnull=False).order_by()
    counted = rows.values_list("room").annotate(
        present=Count("pk", filter=PRESENT), broken=Count("pk", filter=BROKEN)
    )
    return {room: (present, broken) for room, present, broken in counted}


def _loads(member: Member) -> dict[int, RoomLoad]:
    now = timezone.now()
    return {room: load for offer in registered(ROOM_LOAD) for room, load in offer(member, now).items()}


def types_with_counts(member: Member) -> list[EquipmentType]:
    """The types of the school, each with how many are present."""
    present = Count("equipment", filter=~Q(equipment__state__in=["disposed", "lost", "stolen"]))
    return list(
        EquipmentType.objects.for_school(member.school).annotate(present=present).order_by(sort_key("name"))
    )
