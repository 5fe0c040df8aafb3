"""How many working hours were machines out of order? From a request about one until it is solved."""

from collections import defaultdict
from datetime import datetime, time, timedelta
from decimal import Decimal

from django.db.models import QuerySet

from fanal.accounts.models import School
from fanal.accounts.reading.calendars import calendar_of
from fanal.helpdesk.models import HelpRequest
from fanal.year.rules.periods import MeasurePeriod
from fanal.year.rules.working_hours import working_hours_between

MOST = 20_000


def _bounds(school: School, period: MeasurePeriod) -> tuple[datetime, datetime]:
    """Run from the first moment of a period to the end of the last day that could be counted."""
    zone, after = school.zone_info, period.counted_until + timedelta(days=1)
    return (
        datetime.combine(period.starts_on, time.min, tzinfo=zone),
        datetime.combine(after, time.min, tzinfo=zone),
    )


def hours_open(school: School, period: MeasurePeriod) -> Decimal:
    """Count the working hours of one machine over the period, as far as it was counted."""
    first, after = _bounds(school, period)
    return _rounded(working_hours_between(first, after, calendar_of(school)))


def hours_down(school: School, period: MeasurePeriod, requests: QuerySet[HelpRequest]) -> Decimal:
    """Count the hours of all machines of these requests; two requests on one machine at once count once."""
    (first, after), zone = _bounds(school, period), school.zone_info
    spans = defaultdict[int, list[tuple[datetime, datetime]]](list)
    rows = requests.order_by("asked_at").values_list("equipment", "asked_at", "solved_at", "closed_at")
    for machine, asked, solved, closed in rows[:MOST]:
        start, end = max(asked.astimezone(zone), first), solved or closed or after
        end = min(end.astimezone(zone), after)
        if machine_spans := spans[machine]:
            start = max(start, machine_spans[-1][1])
        if start < end:
            spans[machine].append((start, end))
    calendar = calendar_of(school)
    total = sum(
        working_hours_between(start, end, calendar)
        for machine_spans in spans.values()
        for start, end in machine_spans
    )
    return _rounded(total)


def _rounded(hours: float) -> Decimal:
    return Decimal(str(round(hours, 2)))
