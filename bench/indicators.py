"""The indicators of the measured school: fifteen, each with the values of five years."""

from datetime import datetime, timedelta
from decimal import Decimal

from django.utils import timezone

from fanal.accounts.models import School
from fanal.core.tenancy import scope
from fanal.indicators.models import Indicator, IndicatorValue
from fanal.indicators.rules.catalogue import CATALOGUE
from fanal.indicators.rules.choice import MOST
from fanal.year.rules.periods import PeriodKind, period_of

DAYS = 5 * 365


def fill(school_id: int) -> None:
    """Made once for a data set."""
    school, now = School.objects.get(pk=school_id), timezone.now()
    with scope(school):
        if Indicator.objects.for_school(school).exists():
            return
        monthly = sorted(CATALOGUE.values(), key=lambda one: one.frequency is not PeriodKind.MONTH)
        indicators = Indicator.objects.bulk_create(
            [
                Indicator(
                    school=school,
                    code=one.code,
                    frequency=one.frequency,
                    chosen_on=now.date(),
                    baseline=Decimal(10),
                    target=Decimal(60),
                )
                for one in monthly[:MOST]
            ]
        )
        for indicator in indicators:
            _values(indicator, now)


def _values(indicator: Indicator, now: datetime) -> None:
    first = now.date() - timedelta(days=DAYS)
    period = period_of(now.date(), indicator.kind)
    rows: list[IndicatorValue] = []
    while period.starts_on > first:
        rows.append(
            IndicatorValue(
                school_id=indicator.school_id,
                indicator=indicator,
                period=period.code,
                starts_on=period.starts_on,
                ends_on=period.ends_on,
                numerator=Decimal(20 + len(rows) % 40),
                denominator=Decimal(100) if indicator.definition.has_denominator else None,
                source="typed",
                version=indicator.version,
                measured_at=now,
            )
        )
        period = period.previous
    IndicatorValue.objects.bulk_create(rows)
