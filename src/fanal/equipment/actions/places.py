"""What is done to places: add, rename, close a site, a building or a room."""

from django.db import transaction
from django.utils import timezone

from fanal.accounts.models import School
from fanal.accounts.models.member import Actor
from fanal.accounts.policies.rights import require
from fanal.core import journal
from fanal.core.errors import RuleBroken
from fanal.core.tenancy import SchoolOwnedQuerySet
from fanal.equipment.actions import custody
from fanal.equipment.models import Building, Equipment, Room, Site
from fanal.equipment.models.place import RoomQuerySet
from fanal.equipment.policies import equipment as policies

Place = Site | Building | Room


def _refuse_twin(place: Place) -> None:
    same: SchoolOwnedQuerySet = type(place).objects.for_school(place.school_id)
    if isinstance(place, Building):
        same = same.filter(site=place.site_id)
    if same.filter(name__iexact=place.name).exclude(pk=place.pk).exists():
        raise RuleBroken(f"« {place.name} » existe déjà : choisissez un autre nom.")


def _add(place: Place, by: Actor, verb: str) -> None:
    require(policies.manage_places, by, None)
    _refuse_twin(place)
    place.save(force_insert=True)
    journal.created(place, by=by, verb=verb)


@transaction.atomic
def add_site(school: School, name: str, *, by: Actor) -> Site:
    """A site of the school: most have one."""
    site = Site(school=school, name=name.strip())
    _add(site, by, "equipment.site_added")
    return site


@transaction.atomic
def add_building(site: Site, name: str, *, by: Actor) -> Building:
    building = Building(school_id=site.school_id, site=site, name=name.strip())
    _add(building, by, "equipment.building_added")
    return building


@transaction.atomic
def add_room(building: Building, name: str, *, by: Actor, floor: str = "") -> Room:
    room = Room(school_id=building.school_id, building=building, name=name.strip(), floor=floor.strip())
    _add(room, by, "equipment.room_added")
    return room


@transaction.atomic
def change_place(place: Place, *, by: Actor, **values: object) -> Place:
    """Rename a place, or give a room another floor or building."""
    require(policies.manage_places, by, None)
    place = type(place).objects.for_school(place.school_id).locked(place.pk)
    verb = "equipment.place_changed"
    journal.write_changes(place, values, by=by, verb=verb, check=lambda: _refuse_twin(place))
    return place


def _refuse_furnished(rooms: list[Room]) -> None:
    left = Equipment.objects.for_school(rooms[0].school_id).filter(room__in=rooms).present().count()
    if left:
        what = f"{left} équipements s’y trouvent" if left > 1 else "un équipement s’y trouve"
        raise RuleBroken(f"{what.capitalize()} encore : déplacez d’abord ce qui reste.")


def _set_closed(room: Room, is_closed: bool, *, by: Actor, verb: str) -> None:
    journal.write_changes(room, {"is_closed": is_closed}, by=by, verb=verb)
    custody.say_thing_changed(room, now=timezone.now())


@transaction.atomic
def close_room(room: Room, *, by: Actor) -> Room:
    """It is no longer used: nothing can be brought there, its history stays."""
    require(policies.manage_places, by, None)
    room = Room.objects.for_school(room.school_id).locked(room.pk)
    _refuse_furnished([room])
    if not room.is_closed:
        _set_closed(room, True, by=by, verb="equipment.room_closed")
    return room


@transaction.atomic
def reopen_room(room: Room, *, by: Actor) -> Room:
    require(policies.manage_places, by, None)
    room = Room.objects.for_school(room.school_id).locked(room.pk)
    if room.is_closed:
        _set_closed(room, False, by=by, verb="equipment.room_reopened")
    return room


@transaction.atomic
def close_building(building: Building, *, by: Actor) -> int:
    """Close all its rooms at once; returns how many were open."""
    return _close_all(Room.objects.for_school(building.school_id).filter(building=building), by)


@transaction.atomic
def close_site(site: Site, *, by: Actor) -> int:
    """Close all the rooms of all its buildings; returns how many were open."""
    return _close_all(Room.objects.for_school(site.school_id).filter(building__site=site), by)


def _close_all(rooms: RoomQuerySet, by: Actor) -> int:
    require(policies.manage_places, by, None)
    open_rooms = list(rooms.in_use().select_for_update(of=("self",)).order_by("pk"))
    if not open_rooms:
        raise RuleBroken("Aucune salle n’y est ouverte : il n’y a rien à fermer.")
    _refuse_furnished(open_rooms)
    for room in open_rooms:
        _set_closed(room, True, by=by, verb="equipment.room_closed")
    return len(open_rooms)
