"""What both records of one machine have and one machine cannot: two labels, two custodies at one time."""

from collections.abc import Collection, Iterator
from datetime import datetime

from django.utils import timezone

from fanal.core.errors import RuleBroken
from fanal.equipment.actions.following import RowChange
from fanal.equipment.models import Custody, Equipment, Label

AT_ONCE = "Les deux fiches sont réservées ou prêtées en même temps, à partir du {} : libérez l’une des deux."


def own_changes(
    kept: Equipment, gone: Equipment, taken: Collection[str], now: datetime
) -> Iterator[RowChange]:
    """What is written before two records become one; RuleBroken when somebody must decide first."""
    yield from _labels(kept, gone)
    yield from _custodies(kept, gone, taken, now)


def _labels(kept: Equipment, gone: Equipment) -> Iterator[RowChange]:
    """One label is printed; the other stays on the machine, and leads to it."""
    rows = Label.objects.for_school(kept.school_id).filter(is_former=False)
    if rows.filter(equipment=kept).exists():
        yield from (RowChange(label, {"is_former": True}) for label in rows.filter(equipment=gone))


def _custodies(
    kept: Equipment, gone: Equipment, taken: Collection[str], now: datetime
) -> Iterator[RowChange]:
    """It leaves with the trolley that it stays in. What is past held once; what is not waits for somebody."""
    rows = Custody.objects.for_school(kept.school_id).held().filter(equipment__in=[kept, gone])
    away = kept if "kept_in" in taken else gone
    held: dict[int, list[Custody]] = {kept.pk: [], gone.pk: []}
    for row in rows.order_by("span"):
        if row.within_id and row.equipment_id == away.pk and (row.span.upper is None or row.span.upper > now):
            yield RowChange(row, {"is_held": False})
        else:
            held[row.equipment_id or 0].append(row)
    for own in held[kept.pk]:
        for other in [row for row in held[gone.pk] if _overlap(own, row)]:
            yield RowChange(_one_that_yields(own, other, kept, now), {"is_held": False})


def _overlap(own: Custody, other: Custody) -> bool:
    ends_after = other.span.upper is None or other.span.upper > own.span.lower
    return ends_after and (own.span.upper is None or own.span.upper > other.span.lower)


def _one_that_yields(own: Custody, other: Custody, kept: Equipment, now: datetime) -> Custody:
    """Of two at one time: what left with a trolley, else what is over."""
    for row in (other, own):
        if row.within_id or (row.span.upper is not None and row.span.upper <= now):
            return row
    starts = max(own.span.lower, other.span.lower)
    raise RuleBroken(AT_ONCE.format(f"{timezone.localtime(starts, kept.school.zone_info):%d/%m/%Y}"))
