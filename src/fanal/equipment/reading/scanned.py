"""Which machine or room of the school did somebody scan or type? By its label, else by one of its names.

A label of another school is as unknown as one that was never printed: nothing is said of it.
"""

from django.db.models import Q

from fanal.accounts.models import School
from fanal.core.words import number_of
from fanal.equipment.models import Equipment, Label, Room
from fanal.equipment.rules.labels import code_read
from fanal.equipment.rules.serials import clean

NAMES = ("name", "authority_number", "school_number")


def labelled(school: School, typed: str) -> Equipment | Room | None:
    """What bears this label, whether its code or its whole address was read."""
    code = code_read(typed)
    if not code:
        return None
    labels = Label.objects.for_school(school).select_related("equipment__holder", "room")
    label = labels.filter(code=code).first()
    return (label.equipment or label.room) if label is not None else None


def machines_called(school: School, typed: str) -> list[Equipment]:
    """Those whose name or one of whose numbers is exactly this; two at most, of which nobody guesses one."""
    called = Q(number=number_of(typed))
    for name in NAMES:
        called |= Q(**{f"{name}__iexact": typed}) & ~Q(**{name: ""})
    if serial := clean(typed):
        called |= Q(serial=serial)
    rows = Equipment.objects.for_school(school).exclude(state="disposed").select_related("holder", "kept_in")
    return list(rows.filter(called).order_by("pk")[:2])
