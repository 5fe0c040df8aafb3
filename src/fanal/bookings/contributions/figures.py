"""What bookings say of a school year: how many, and how many slots were wanted in vain."""

from django.db.models import QuerySet

from fanal.accounts.models import School
from fanal.accounts.reading.figures import Figure, Window
from fanal.accounts.reading.school_years import year_query
from fanal.accounts.rules.years import SchoolYear
from fanal.bookings.models import Booking, WaitingListEntry
from fanal.bookings.reading.use import USED
from fanal.core.addresses import address
from fanal.core.registry import FIGURES, register


def _booked(school_id: int, window: Window) -> QuerySet:
    rows = Booking.objects.for_school(school_id).filter(state__in=USED)
    return rows.filter(**window.within("custody__span__startswith"))


def _wanted(school_id: int, window: Window) -> QuerySet:
    return WaitingListEntry.objects.for_school(school_id).filter(**window.within("starts_at"))


def _page(school: School, year: SchoolYear) -> str:
    return f"{address('bookings:use', school.uai)}{year_query(year)}"


FIGURES_OFFERED = (
    Figure("bookings.booked", "Réservations", _booked, url=_page),
    Figure("bookings.wanted", "Créneaux attendus en vain", _wanted, url=_page),
)
for figure in FIGURES_OFFERED:
    register(FIGURES, 45)(figure)
