"""What bookings measure: how much of what can be booked is booked (BK1), as the page of the use counts it."""

from fanal.accounts.models import School
from fanal.bookings.models import Booking
from fanal.bookings.reading.use import booked_within, slots_within
from fanal.core.http.addresses import address
from fanal.core.registry import register
from fanal.core.text.french import counted
from fanal.measures.reading.indicators import (
    INDICATOR_SOURCE,
    IndicatorMeasure,
    IndicatorSource,
    MeasuredRows,
)
from fanal.measures.reading.measures import MeasuredRow
from fanal.year.rules.periods import MeasurePeriod

NOTHING_OFFERED = "Rien ne se réservait encore dans l’établissement."


def _occupation(school: School, period: MeasurePeriod) -> IndicatorMeasure:
    """Slots booked, out of those that could be so far, of everything that is offered."""
    every = slots_within(school, period.starts_on, period.counted_until)
    if not every:
        return IndicatorMeasure.missing(NOTHING_OFFERED)
    rows = booked_within(school, period.starts_on, period.counted_until)
    taken = sum(len(slots.taken) for slots in every)
    return IndicatorMeasure.ratio(taken, sum(len(slots.possible) for slots in every), rows=rows.count())


def _rows(school: School, period: MeasurePeriod) -> MeasuredRows:
    """A booking is named by the thing, never by who booked."""

    def row(booking: Booking) -> MeasuredRow:
        page = address("bookings:booking_page", school.uai, booking.pk)
        day = booking.starts.astimezone(school.zone_info).date()
        worth = counted(len(booking.periods.split()), "créneau", "créneaux")
        return MeasuredRow(str(booking), page, day, worth)

    rows = booked_within(school, period.starts_on, period.counted_until)
    return MeasuredRows(rows.with_thing().order_by("-custody__span", "-pk"), row)


source = IndicatorSource("BK1", _occupation, _rows, worth_noun="Créneaux")
register(INDICATOR_SOURCE)(source)
