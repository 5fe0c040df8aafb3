"""What bookings say to the board: how many, and how many slots were wanted in vain. Nobody is named."""

from datetime import date
from decimal import Decimal

from django.db.models import Count, QuerySet

from fanal.accounts.models import School
from fanal.bookings.contributions.measures import BOOKED, WANTED, booked
from fanal.bookings.models import Bookable
from fanal.core.registry import register
from fanal.core.text.french import counted
from fanal.measures.reading.report_blocks import (
    REPORT_BLOCK,
    BlockBars,
    BlockSentence,
    ReportBlock,
    ReportBlockSource,
    measured_figure,
)
from fanal.year.rules.periods import MeasurePeriod

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
    used = measured_figure(BOOKED, school, period)
    if not used.rows:
        return None
    figures = (used, measured_figure(WANTED, school, period))
    sentence = f"{counted(used.rows, 'réservation')} de salles ou de matériel sur la période."
    bars = _by_thing(school, booked(school, period))
    return ReportBlock((BlockSentence(sentence, used.code),), figures, bars)


register(REPORT_BLOCK, "bookings.use")(ReportBlockSource("bookings.use", "Les réservations", compose))
