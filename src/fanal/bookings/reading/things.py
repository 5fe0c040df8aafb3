"""What can be booked of a room or a machine that somebody stands before."""

from django.db.models import Q

from fanal.accounts.models.member import Member
from fanal.bookings.models import Bookable
from fanal.bookings.models.bookable import BookableQuerySet
from fanal.core.database.prepared import prepared
from fanal.equipment.models import Equipment, Room


@prepared
def _bookable(school_id: int, room_id: int, equipment_id: int, kept_in_id: int) -> BookableQuerySet:
    rows = Bookable.objects.for_school(school_id).offered().select_related("room", "equipment")
    here = rows.filter(Q(room=room_id) | Q(equipment=equipment_id) | Q(equipment=kept_in_id))
    return here.order_by("equipment", "pk")[:1]


def bookable_of(member: Member, room: Room | None, equipment: Equipment | None) -> Bookable | None:
    """That of the machine, or of the trolley it is kept in; else that of the room. One question."""
    machine = equipment.pk if equipment else 0
    kept_in = (equipment.kept_in_id if equipment else 0) or 0
    row: Bookable | None = _bookable.first(member.school.pk, room.pk if room else 0, machine, kept_in)
    return row
