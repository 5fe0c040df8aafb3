"""Which rows are those of a period? Conditions for `filter`, on the clock of the school."""

from datetime import date, datetime, time, timedelta

from fanal.accounts.models import School
from fanal.year.rules.periods import MeasurePeriod


def moments(school: School, period: MeasurePeriod) -> tuple[datetime, datetime]:
    """The first moment of a period on the school's clock, and the first one after it."""
    clock = school.zone_info
    after = period.ends_on + timedelta(days=1)
    return (
        datetime.combine(period.starts_on, time.min, tzinfo=clock),
        datetime.combine(after, time.min, tzinfo=clock),
    )


def within(school: School, period: MeasurePeriod, name: str) -> dict[str, datetime]:
    """The condition on a moment: `rows.filter(**within(school, period, "asked_at"))`."""
    first, after = moments(school, period)
    return {f"{name}__gte": first, f"{name}__lt": after}


def days_within(period: MeasurePeriod, name: str) -> dict[str, date]:
    """The same on a day."""
    return {f"{name}__gte": period.starts_on, f"{name}__lte": period.ends_on}
