"""What bookings measure: how much of what can be booked is booked (BK1)."""

from typing import Any

from django.db.models import QuerySet

from fanal.accounts.models import School
from fanal.accounts.reading.calendars import calendar_of
from fanal.accounts.reading.indicators import (
    IndicatorMeasure,
    IndicatorSource,
    MeasuredRow,
    MeasuredRows,
    within,
)
from fanal.accounts.rules.periods import MeasurePeriod
from fanal.bookings.models import Booking
from fanal.bookings.reading.use import USED
from fanal.bookings.reading.week import offered, periods_of
from fanal.bookings.rules.use import codes_taken, periods_held
from fanal.core.addresses import address
from fanal.core.registry import INDICATOR_SOURCE, register

NOTHING_OFFERED = "Rien ne se réserve encore dans l’établissement."


def _booked(school: School, period: MeasurePeriod) -> QuerySet[Booking]:
    days: dict[str, Any] = within(school, period, "custody__span__startswith")
    rows: QuerySet[Booking] = Booking.objects.for_school(school).filter(state__in=USED, **days)
    return rows.filter(custody__span__startswith__date__lte=period.counted_until)


def _occupation(school: School, period: MeasurePeriod) -> IndicatorMeasure:
    """Periods booked, out of those of the days of class so far, of everything that is offered."""
    things = [thing.pk for thing in offered(school)]
    if not things:
        return IndicatorMeasure.missing(NOTHING_OFFERED)
    last = min(period.counted_until, period.ends_on)
    held = periods_held(period.starts_on, last, periods_of(school), calendar_of(school))
    rows = _booked(school, period).filter(bookable__in=things)
    taken = sum(codes_taken(rows.values_list("periods", flat=True)).values())
    return IndicatorMeasure.ratio(taken, sum(held.values()) * len(things), rows=rows.count())


def _rows(school: School, period: MeasurePeriod) -> MeasuredRows:
    """A booking is named by the thing, never by who booked."""

    def row(booking: Booking) -> MeasuredRow:
        page = address("bookings:booking_page", school.uai, booking.pk)
        return MeasuredRow(str(booking), page, booking.starts.astimezone(school.zone_info).date())

    things = [thing.pk for thing in offered(school)]
    rows = (
        _booked(school, period)
        .filter(bookable__in=things)
        .select_related("custody", "bookable__room", "bookable__equipment")
    )
    return MeasuredRows(rows.order_by("-custody__span", "-pk"), row)


register(INDICATOR_SOURCE)(IndicatorSource("BK1", _occupation, _rows))
