"""Who has a room or a machine over some time, whatever for: a booking, a loan, the trolley it lies in."""

from datetime import datetime

from fanal.equipment.models import Custody, Equipment, Room
from fanal.equipment.models.custody import CustodyQuerySet


def is_lent(equipment: Equipment) -> bool:
    return Custody.objects.for_school(equipment.school_id).lent().filter(equipment=equipment).exists()


def custodies_of(thing: Room | Equipment, starts: datetime, ends: datetime) -> CustodyQuerySet:
    """Those that hold it between these moments, the earliest first."""
    where = {"room" if isinstance(thing, Room) else "equipment": thing}
    rows = Custody.objects.for_school(thing.school_id).held().filter(**where)
    return rows.over(starts, ends).order_by("span")
