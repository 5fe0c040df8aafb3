"""Counting the indicators of a school, each night and when one is chosen. What somebody typed stays."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from fanal.accounts.models import School
from fanal.accounts.models.member import Actor
from fanal.accounts.policies.rights import require
from fanal.indicators.models import Indicator, IndicatorValue, ValueSource
from fanal.indicators.policies import indicator as policies
from fanal.indicators.reading.sources import source_for
from fanal.measures.reading.indicators import IndicatorMeasure, IndicatorSource
from fanal.year.rules.periods import MeasurePeriod, period_of, periods_of

WRITTEN = (
    "numerator",
    "denominator",
    "rows",
    "people",
    "counts_people",
    "reason",
    "parts",
    "source",
    "written_by",
    "version",
    "is_of_one",
    "whose",
    "measured_at",
)
PLACES = Decimal("0.0001")


@transaction.atomic
def measure_school(
    school: School, *, now: datetime, by: Actor, codes: Collection[str] | None = None, is_new: bool = False
) -> int:
    """Count what is followed (or these codes alone) over the periods that are still open; how many values.

    `is_new`: they were just chosen, so the periods of this year and of the last one are counted too.
    """
    School.objects.held(school.pk)  # the night and whoever chooses come one by one
    require(policies.measure, by, None)
    followed = Indicator.objects.for_school(school).followed()
    if codes is not None:
        followed = followed.filter(code__in=codes)
    today = now.astimezone(school.zone_info).date()
    found = [(indicator, source_for(indicator)) for indicator in followed]
    counted = [(indicator, source) for indicator, source in found if source is not None]
    known = _known_values(school, [indicator for indicator, _ in counted])
    rows = []
    for indicator, source in counted:
        for period in _periods(indicator, source, today, known, is_new=is_new):
            measure = source.measure(school, replace(period, until=today))
            if period == period_of(today, indicator.kind) or measure.rows:
                rows.append(_row(indicator, period, measure, now))
    IndicatorValue.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["indicator", "period"], update_fields=WRITTEN
    )
    return len(rows)


def measure_codes(school: School, codes: Collection[str], *, now: datetime, by: Actor) -> None:
    """Those of them that the school follows, without waiting for the night."""
    measure_school(school, now=now, by=by, codes=codes)


def _known_values(school: School, indicators: Iterable[Indicator]) -> dict[tuple[int, str], IndicatorValue]:
    values = list(IndicatorValue.objects.for_school(school).filter(indicator__in=indicators))
    by_id = {indicator.pk: indicator for indicator in indicators}
    for value in values:
        value.indicator = by_id[value.indicator_id]
        value.school = school  # its clock says on which day a value was measured
    return {(value.indicator_id, value.period): value for value in values}


def _periods(
    indicator: Indicator,
    source: IndicatorSource,
    today: date,
    known: dict[tuple[int, str], IndicatorValue],
    *,
    is_new: bool,
) -> list[MeasurePeriod]:
    """This period; the one before until it was counted after its end; older ones for a new indicator.

    What was counted once a period was over changes no more, whatever becomes of its rows.
    """
    current = period_of(today, indicator.kind)
    wanted = [current]
    if source.is_recounted:
        wanted.append(current.previous)
        if is_new:
            wanted += _since_last_year(current)
    return [
        period
        for period in dict.fromkeys(wanted)
        if _is_open(known.get((indicator.pk, period.code)), current)
    ]


def _since_last_year(current: MeasurePeriod) -> list[MeasurePeriod]:
    """What a new indicator has beside it at once: the parts of last year, and of this one so far."""
    years = (current.year.previous, current.year)
    return [part for year in years for part in periods_of(year, current.kind) if part < current]


def _is_open(value: IndicatorValue | None, current: MeasurePeriod) -> bool:
    """What somebody typed stays, unless the school has made a formula since that Fanal counts."""
    if value is None:
        return True
    if value.is_of_another_formula and value.period == current.code:
        return True
    is_settled = value.measured_on > value.ends_on
    return value.source == ValueSource.COMPUTED and not is_settled


def _row(
    indicator: Indicator, period: MeasurePeriod, measure: IndicatorMeasure, now: datetime
) -> IndicatorValue:
    return IndicatorValue(
        school_id=indicator.school_id,
        indicator=indicator,
        period=period.code,
        starts_on=period.starts_on,
        ends_on=period.ends_on,
        numerator=_kept(measure.numerator),
        denominator=_kept(measure.denominator),
        rows=measure.rows,
        people=measure.people,
        counts_people=measure.counts_people,
        reason=measure.reason[:200],
        parts=[[label, str(amount)] for label, amount in measure.parts],
        source=ValueSource.COMPUTED,
        version=indicator.version,
        is_of_one=measure.whose is not None,
        whose_id=measure.whose,
        measured_at=now,
    )


def _kept(side: Decimal | None) -> Decimal | None:
    return None if side is None else side.quantize(PLACES)
