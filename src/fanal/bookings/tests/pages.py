"""Booking through the pages, and what is held afterwards."""

from django.urls import reverse

from fanal.bookings.models import Booking
from fanal.bookings.tests.conftest import TODAY
from fanal.core.mail.models import Mail
from fanal.core.tenancy import scope


def url(school, name="week", *args):
    return reverse(f"bookings:{name}", args=[school.uai, *args])


def book(who, bookable, *cells, **more):
    sent = {"case": [f"{day.isoformat()} {code}" for day, code in cells]} | more
    return who.post(f"{url(bookable.school)}?quoi={bookable.pk}&le={cells[0][0] if cells else TODAY}", sent)


def held(school):
    with scope(school):
        rows = Booking.objects.for_school(school).select_related("custody").order_by("custody__span")
        return [(row.starts.date(), row.periods, row.about, row.state) for row in rows]


def mails(school) -> list[tuple[str, str]]:
    with scope(school):
        return [
            (mail.to, mail.subject.replace("\u202f", " "))
            for mail in Mail.objects.for_school(school).order_by("pk")
        ]
