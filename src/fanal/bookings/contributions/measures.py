"""What bookings count: how many were used, and how many slots were wanted in vain."""

from collections.abc import Callable

from django.db.models import QuerySet

from fanal.accounts.models import School
from fanal.bookings.models import Booking, WaitingListEntry
from fanal.bookings.models.booking import BookingQuerySet
from fanal.bookings.models.waiting import WaitingListEntryQuerySet
from fanal.core.http.addresses import address
from fanal.core.registry import register
from fanal.measures.reading.measures import MEASURES, Measure, MeasuredRow
from fanal.measures.reading.period_filters import moments
from fanal.year.rules.periods import MeasurePeriod


def booked(school: School, period: MeasurePeriod) -> QuerySet[Booking]:
    rows: BookingQuerySet = Booking.objects.for_school(school)
    first, _ = moments(school, period)
    ordered: QuerySet[Booking] = rows.used(first, period.counted_until).with_thing()
    return ordered.order_by("custody__span", "pk")


def _wanted(school: School, period: MeasurePeriod) -> QuerySet[WaitingListEntry]:
    rows: WaitingListEntryQuerySet = WaitingListEntry.objects.for_school(school)
    first, _ = moments(school, period)
    in_vain = rows.in_vain(first, period.counted_until)
    return in_vain.select_related("bookable__room", "bookable__equipment").order_by("starts_at", "pk")


def _by_thing(school: School) -> Callable[[Booking], MeasuredRow]:
    """A booking is named by the thing, never by who booked."""

    def row(booking: Booking) -> MeasuredRow:
        day = booking.starts.astimezone(school.zone_info).date()
        page = address("bookings:booking_page", school.uai, booking.pk)
        return MeasuredRow.of(booking, str(booking.bookable), page, day)

    return row


def _by_wanted_thing(school: School) -> Callable[[WaitingListEntry], MeasuredRow]:
    page = address("bookings:use", school.uai)

    def row(entry: WaitingListEntry) -> MeasuredRow:
        day = entry.starts_at.astimezone(school.zone_info).date()
        return MeasuredRow.of(entry, str(entry.bookable), page, day)

    return row


BOOKED = Measure(
    code="bookings.booked",
    noun=("réservation", "réservations"),
    definition=(
        "Réservations de la période, celles d’aujourd’hui comprises, tenues ou rendues ; celles des jours à "
        "venir ou annulées, les fermetures et les examens n’y sont pas."
    ),
    rows=booked,
    to_row=_by_thing,
    row_noun=("réservation", "réservations"),
)
WANTED = Measure(
    code="bookings.wanted",
    noun=("créneau attendu en vain", "créneaux attendus en vain"),
    definition=(
        "Créneaux passés, pris par quelqu’un d’autre, pour lesquels une personne a demandé à être prévenue."
    ),
    rows=_wanted,
    to_row=_by_wanted_thing,
    row_noun=("attente", "attentes"),
)
for measure in (BOOKED, WANTED):
    register(MEASURES, measure.code)(measure)
