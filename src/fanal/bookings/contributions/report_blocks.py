"""What bookings say to the board: how many, and how many slots were wanted in vain. Nobody is named."""

from datetime import date
from decimal import Decimal

from django.db.models import Count, QuerySet

from fanal.accounts.models import School
from fanal.accounts.reading.indicators import within
from fanal.accounts.reading.report_blocks import (
    BlockBars,
    BlockSentence,
    ReportBlock,
    ReportBlockSource,
    TracedRow,
    counted_figure,
)
from fanal.accounts.rules.french import counted
from fanal.accounts.rules.periods import MeasurePeriod
from fanal.bookings.models import Bookable, Booking, WaitingListEntry
from fanal.bookings.reading.use import USED
from fanal.core.addresses import address
from fanal.core.registry import REPORT_BLOCK, register

NOUN = ("réservation", "réservations")
MOST_BARS = 6


def _by_thing(school: School, rows: QuerySet) -> BlockBars | None:
    counts = (
        rows.order_by().values_list("bookable").annotate(count=Count("pk")).order_by("-count", "bookable")
    )
    most = list(counts[:MOST_BARS])
    if not most:
        return None
    things = Bookable.objects.for_school(school).listed().in_bulk([pk for pk, _ in most])
    bars = tuple((str(things[pk]), Decimal(count)) for pk, count in most)
    return BlockBars(f"Le plus réservé : {bars[0][0]}, {most[0][1]} fois.", bars, "réservations")


def compose(school: School, period: MeasurePeriod, today: date) -> ReportBlock | None:
    kept = Booking.objects.for_school(school).filter(state__in=USED)
    rows = kept.filter(**within(school, period, "custody__span__startswith"))
    if not rows.exists():
        return None

    def traced(booking: Booking) -> TracedRow:
        day = booking.starts.astimezone(school.zone_info).date()
        page = address("bookings:booking_page", school.uai, booking.pk)
        return TracedRow.of(booking, str(booking.bookable), page, day)

    waiting = WaitingListEntry.objects.for_school(school)
    wanted = waiting.filter(**within(school, period, "starts_at"))
    figures = (
        counted_figure(
            *("bookings.booked", "réservations", rows.with_thing().order_by("custody__span", "pk"), traced),
            definition=BOOKED,
            period=period.label,
            noun=NOUN,
        ),
        counted_figure(
            *("bookings.wanted", "créneaux attendus en vain"),
            wanted.select_related("bookable__room", "bookable__equipment").order_by("starts_at", "pk"),
            lambda entry: TracedRow.of(
                *(entry, str(entry.bookable), address("bookings:use", school.uai)),
                entry.starts_at.astimezone(school.zone_info).date(),
            ),
            definition=WANTED,
            period=period.label,
            noun=("attente", "attentes"),
        ),
    )
    sentence = f"{counted(figures[0].rows, 'réservation')} de salles ou de matériel sur la période."
    return ReportBlock((BlockSentence(sentence, "bookings.booked"),), figures, _by_thing(school, rows))


BOOKED = "Réservations dont le début tombe dans la période, tenues ou rendues ; les annulées n’y sont pas."
WANTED = "Créneaux déjà pris pour lesquels quelqu’un a demandé à être prévenu."

register(REPORT_BLOCK, 52)(ReportBlockSource("bookings.use", "Les réservations", compose))
