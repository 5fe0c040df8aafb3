"""What has somebody who leaves still booked? Others may have it."""

from datetime import date

from django.db.models import CharField, F, Func, OuterRef, QuerySet, TextField, Value
from django.db.models.functions import Coalesce, Concat

from fanal.bookings.models import Booking
from fanal.core.http.addresses import address
from fanal.core.people.arrivals_departures import LEAVER_CHECKS, OffboardingCheck
from fanal.core.registry import register

WHAT = Coalesce(F("custody__room__name"), F("custody__equipment__name"))
LOCAL = Func(F("school__timezone"), F("custody__span__startswith"), function="timezone")
DAY = Func(LOCAL, Value("DD/MM/YYYY"), function="to_char", output_field=TextField())
WORDS = Concat(WHAT, Value(" ("), DAY, Value(", "), F("periods"), Value(")"), output_field=CharField())


def _to_come(school_id: int, who: OuterRef, today: date) -> QuerySet:
    rows = Booking.objects.for_school(school_id).holding().filter(custody__person=who)
    to_come = rows.filter(custody__span__endswith__date__gte=today).order_by("custody__span")
    return to_come.annotate(words=WORDS).values("words")


def _page(uai: str, pk: int) -> str:
    return address("bookings:week", uai)


register(LEAVER_CHECKS, "bookings")(
    OffboardingCheck(
        "booked",
        "Réservations à venir, à annuler",
        "le référent",
        _to_come,
        page=_page,
        own="bookings:week",
    )
)
