"""What the inventory divides into indicators: devices, their age, rooms, spending (EQ1 to EQ9, BU1)."""

from decimal import Decimal

from django.db.models import Count, Q, QuerySet, Sum

from fanal.accounts.models import School
from fanal.core.http.addresses import address
from fanal.core.registry import register
from fanal.directory.contributions.measures import PUPILS
from fanal.equipment.contributions.device_measures import (
    BOARDS,
    DATED_DEVICES,
    EQUIPPED_ROOMS,
    MOBILE_DEVICES,
    OLD_DEVICES,
    PROJECTORS,
    RECENT_DEVICES,
    ROOMS,
    TROLLEYS,
    WORKING_DEVICES,
)
from fanal.equipment.models import Equipment
from fanal.equipment.models.equipment import EquipmentOwner
from fanal.equipment.reading.owners import names_of
from fanal.measures.reading.indicators import (
    INDICATOR_SOURCE,
    IndicatorMeasure,
    IndicatorSource,
    MeasuredRows,
)
from fanal.measures.reading.measures import Measure, MeasuredRow
from fanal.measures.reading.period_filters import days_within
from fanal.measures.reading.shares import ReadRows, share
from fanal.year.rules.periods import MeasurePeriod

NO_PUPIL = "Aucun élève n’est enregistré pour {year} : importez-les pour calculer cet indicateur."


def _by_name(school: School, rows: QuerySet[Equipment]) -> MeasuredRows:
    """On the page of the indicators a machine has its name; a report says its number."""

    def row(one: Equipment) -> MeasuredRow:
        page = address("equipment:equipment_page", school.uai, one.number)
        return MeasuredRow(one.name, page, one.bought_on)

    return MeasuredRows(rows.select_related(None).order_by("name", "number"), row)


def _listed(measure: Measure) -> ReadRows:
    return lambda school, period: _by_name(school, measure.rows(school, period))


def _bought(school: School, period: MeasurePeriod) -> QuerySet[Equipment]:
    rows: QuerySet[Equipment] = Equipment.objects.for_school(school).filter(price_cents__isnull=False)
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


def _bought_rows(school: School, period: MeasurePeriod) -> MeasuredRows:
    return _by_name(school, _bought(school, period))


PER_PUPIL: tuple[tuple[str, Measure], ...] = (
    ("EQ1", WORKING_DEVICES),
    ("EQ3", RECENT_DEVICES),
    ("EQ6", TROLLEYS),
    ("EQ7", PROJECTORS),
    ("EQ8", BOARDS),
)
PUPILS_KNOWN = ((PUPILS, NO_PUPIL),)
for code, part in PER_PUPIL:
    register(INDICATOR_SOURCE)(share(code, part, PUPILS, needs=PUPILS_KNOWN, rows=_listed(part)))
SOURCES = (
    share(
        "EQ2",
        PUPILS,
        WORKING_DEVICES,
        needs=PUPILS_KNOWN,
        listed=WORKING_DEVICES,
        rows=_listed(WORKING_DEVICES),
    ),
    share("EQ4", OLD_DEVICES, DATED_DEVICES, rows=_listed(OLD_DEVICES)),
    share("EQ5", MOBILE_DEVICES, WORKING_DEVICES, rows=_listed(MOBILE_DEVICES)),
    share("EQ9", EQUIPPED_ROOMS, ROOMS),
    IndicatorSource("BU1", _spent, _bought_rows),
)
for source in SOURCES:
    register(INDICATOR_SOURCE)(source)
