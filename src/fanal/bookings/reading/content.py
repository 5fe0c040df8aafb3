"""What may be put away in a case: what is free in its room, or in another one where tablets are."""

from django.db.models import Count, Q

from fanal.core.database.french_order import sort_key
from fanal.equipment.models import Equipment
from fanal.equipment.models.equipment_queryset import EquipmentQuerySet
from fanal.equipment.rules.states import PRESENT

CARRIED = Q(type__kind="tablet") | Q(type__kind="computer", type__name__icontains="portable")


def free_for(container: Equipment) -> EquipmentQuerySet:
    """Neither entrusted, nor kept in another case, nor bookable alone; nobody carries a copier."""
    rows = Equipment.objects.for_school(container.school_id).filter(state__in=PRESENT, holder__isnull=True)
    loose = rows.filter(kept_in__isnull=True, bookable__isnull=True, content__isnull=True)
    return loose.exclude(pk=container.pk).exclude(type__kind="printer")


def rooms_to_look_in(container: Equipment) -> list[tuple[int, str, int]]:
    """The other rooms with free tablets or laptops: key, name, how many. One question."""
    rows = free_for(container).filter(CARRIED, room__isnull=False).exclude(room=container.room_id).order_by()
    counted = rows.values_list("room", "room__name").annotate(count=Count("pk"))
    return list(counted.order_by(sort_key("room__name")))
