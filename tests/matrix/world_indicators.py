"""The indicators of a school of the matrix: one followed, its value, what was said of it, an agreement."""

from decimal import Decimal

from django.utils import timezone

from fanal.accounts.models import Person, School
from fanal.core.clock.testing import today
from fanal.indicators.models import DelayAgreement, Indicator, IndicatorComment, IndicatorValue
from fanal.year.rules.periods import PeriodKind, period_of


def fill_indicators(school: School, person: Person, canary: str) -> None:
    """Its method and its comment bear the word of the school."""
    period = period_of(today(), PeriodKind.TERM)
    row = Indicator.objects.create(
        school=school, code="PIX3", frequency=period.kind, method=canary, chosen_on=today()
    )
    about = {"school": school, "indicator": row, "period": period.code}
    IndicatorValue.objects.create(
        **about,
        starts_on=period.starts_on,
        ends_on=period.ends_on,
        numerator=Decimal(40),
        denominator=Decimal(80),
        people=80,
        counts_people=True,
        source="typed",
        version=row.version,
        whose=person,
        written_by=person,
        measured_at=timezone.now(),
    )
    IndicatorComment.objects.create(**about, text=canary, written_by=person, written_at=timezone.now())
    DelayAgreement.objects.create(school=school, person=person, given_on=today())
