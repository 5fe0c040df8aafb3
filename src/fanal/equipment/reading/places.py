"""The places of a school as its pages show them: by site and building, with what each room holds."""

from dataclasses import dataclass, field

from django.db.models import Count, Q

from fanal.accounts.members import Member
from fanal.accounts.roles import Role
from fanal.equipment.models import Building, Equipment, EquipmentType, Room, Site
from fanal.equipment.querysets import sort_key

PRESENT = ~Q(state__in=["disposed", "lost", "stolen"])
BROKEN = Q(state="broken")


@dataclass
class BuildingView:
    building: Building
    rooms: list[Room] = field(default_factory=list)


@dataclass
class SiteView:
    site: Site
    buildings: list[BuildingView] = field(default_factory=list)

    @property
    def room_count(self) -> int:
        return sum(len(view.rooms) for view in self.buildings)


def sites_with_rooms(member: Member) -> list[SiteView]:
    """Every site, building and room with counts of what this member may see, in three queries."""
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
    held = _held(member)
    for room in Room.objects.visible_to(member).order_by("is_closed", sort_key("name")):
        room.present, room.broken = held.get(room.pk, (0, 0))
        buildings[room.building_id].rooms.append(room)
    return list(sites.values())


def _held(member: Member) -> dict[int, tuple[int, int]]:
    rows = Equipment.objects.visible_to(member).filter(room__isnull=False).order_by()
    counted = rows.values_list("room").annotate(
        present=Count("pk", filter=PRESENT), broken=Count("pk", filter=BROKEN)
    )
    return {room: (present, broken) for room, present, broken in counted}


def types_with_counts(member: Member) -> list[EquipmentType]:
    """The types of the school, each with how many are present."""
    present = Count("equipment", filter=~Q(equipment__state__in=["disposed", "lost", "stolen"]))
    return list(
        EquipmentType.objects.for_school(member.school).annotate(present=present).order_by(sort_key("name"))
    )
