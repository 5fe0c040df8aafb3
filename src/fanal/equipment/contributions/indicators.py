"""What the inventory measures: devices, their age and their share, rooms, spending (EQ1 to EQ9, BU1)."""

from collections.abc import Callable, Collection
from decimal import Decimal

from django.db.models import Count, Exists, OuterRef, Q, Sum

from fanal.accounts.models import School
from fanal.accounts.reading.indicators import (
    IndicatorMeasure,
    IndicatorSource,
    MeasuredRow,
    MeasuredRows,
    days_within,
)
from fanal.accounts.rules.periods import MeasurePeriod
from fanal.core.addresses import address
from fanal.core.registry import INDICATOR_SOURCE, register
from fanal.directory.reading.head_counts import pupil_count
from fanal.equipment.models import Equipment, Room
from fanal.equipment.models.equipment import EquipmentOwner
from fanal.equipment.models.equipment_queryset import EquipmentQuerySet
from fanal.equipment.reading.measured import devices, working
from fanal.equipment.reading.owners import names_of
from fanal.equipment.rules.device_sorts import CONNECTED, DEVICES, DISPLAYS, MOBILE, DeviceSort
from fanal.equipment.rules.fleet import years_before

Rows = Callable[[School, MeasurePeriod], EquipmentQuerySet]
RECENT_YEARS = 5
NO_PUPIL = "Aucun élève n’est enregistré pour {year} : importez-les pour calculer cet indicateur."


def _recent(school: School, period: MeasurePeriod) -> EquipmentQuerySet:
    since = years_before(period.counted_until, RECENT_YEARS)
    return working(school, DEVICES).filter(bought_on__gt=since)


def _dated(school: School, _: MeasurePeriod) -> EquipmentQuerySet:
    return working(school, DEVICES).filter(bought_on__isnull=False)


def _old(school: School, period: MeasurePeriod) -> EquipmentQuerySet:
    return _dated(school, period).exclude(pk__in=_recent(school, period).values("pk"))


def of_sorts(*sorts: DeviceSort) -> Rows:
    return lambda school, _: working(school, sorts)


def _for_pupils(rows: Rows) -> Callable[[School, MeasurePeriod], IndicatorMeasure]:
    def measure(school: School, period: MeasurePeriod) -> IndicatorMeasure:
        count, pupils = rows(school, period).count(), pupil_count(school, period)
        if not pupils:
            return IndicatorMeasure.missing(NO_PUPIL.format(year=period.year.label))
        return IndicatorMeasure.ratio(count, pupils)

    return measure


def _pupils_per_device(school: School, period: MeasurePeriod) -> IndicatorMeasure:
    pupils, count = pupil_count(school, period), devices(school, period).count()
    if not pupils:
        return IndicatorMeasure.missing(NO_PUPIL.format(year=period.year.label))
    return IndicatorMeasure.ratio(pupils, count, rows=count)


def _share(part: Rows, whole: Rows) -> Callable[[School, MeasurePeriod], IndicatorMeasure]:
    def measure(school: School, period: MeasurePeriod) -> IndicatorMeasure:
        return IndicatorMeasure.ratio(part(school, period).count(), whole(school, period).count())

    return measure


def listed(rows: Rows) -> Callable[[School, MeasurePeriod], MeasuredRows]:
    def read(school: School, period: MeasurePeriod) -> MeasuredRows:
        def row(one: Equipment) -> MeasuredRow:
            page = address("equipment:equipment_page", school.uai, one.number)
            return MeasuredRow(one.name, page, one.bought_on)

        return MeasuredRows(rows(school, period).order_by("name", "number"), row)

    return read


def _rooms(school: School) -> tuple[int, list[int]]:
    """How many rooms are used, and which of them have a display and something on the network."""

    def here(sorts: Collection[DeviceSort]) -> Exists:
        return Exists(working(school, sorts).filter(room=OuterRef("pk")))

    rooms = Room.objects.for_school(school).in_use()
    equipped = rooms.filter(here(DISPLAYS), here(CONNECTED))
    return rooms.count(), list(equipped.values_list("pk", flat=True))


def _equipped(school: School, _: MeasurePeriod) -> IndicatorMeasure:
    total, rooms = _rooms(school)
    return IndicatorMeasure.ratio(len(rooms), total)


def _equipped_rows(school: School, _: MeasurePeriod) -> MeasuredRows:
    rooms = Room.objects.for_school(school).filter(pk__in=_rooms(school)[1]).order_by("name", "pk")

    def row(room: Room) -> MeasuredRow:
        return MeasuredRow(room.name, address("equipment:room_page", school.uai, room.pk))

    return MeasuredRows(rooms, row)


def _bought(school: School, period: MeasurePeriod) -> EquipmentQuerySet:
    rows: EquipmentQuerySet = Equipment.objects.for_school(school).filter(price_cents__isnull=False)
    return rows.filter(**days_within(period, "bought_on"))


def _spent(school: School, period: MeasurePeriod) -> IndicatorMeasure:
    """The sum, and its part of each payer: collectivité, établissement, État."""
    sums = {owner: Sum("price_cents", filter=Q(payer=owner)) for owner in EquipmentOwner.values}
    spent = _bought(school, period).aggregate(rows=Count("pk"), **sums)
    names, cents = names_of(school), {owner: spent[owner] or 0 for owner in sums}
    return IndicatorMeasure(
        Decimal(sum(cents.values())) / 100,
        rows=spent["rows"],
        parts=tuple((names[owner], Decimal(amount) / 100) for owner, amount in cents.items()),
    )


PER_PUPIL: tuple[tuple[str, Rows], ...] = (
    ("EQ1", devices),
    ("EQ3", _recent),
    ("EQ6", of_sorts(DeviceSort.TROLLEY)),
    ("EQ7", of_sorts(DeviceSort.PROJECTOR)),
    ("EQ8", of_sorts(DeviceSort.BOARD)),
)
for code, rows in PER_PUPIL:
    register(INDICATOR_SOURCE)(IndicatorSource(code, _for_pupils(rows), listed(rows), is_recounted=False))
register(INDICATOR_SOURCE)(IndicatorSource("EQ2", _pupils_per_device, listed(devices), is_recounted=False))
for code, part, whole in (("EQ4", _old, _dated), ("EQ5", of_sorts(*MOBILE), devices)):
    register(INDICATOR_SOURCE)(IndicatorSource(code, _share(part, whole), listed(part), is_recounted=False))
register(INDICATOR_SOURCE)(IndicatorSource("EQ9", _equipped, _equipped_rows, is_recounted=False))
register(INDICATOR_SOURCE)(IndicatorSource("BU1", _spent, listed(_bought)))
