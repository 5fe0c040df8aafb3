"""The use of a school year: of each thing, and of each period of the day. Five questions."""

from collections import defaultdict
from datetime import date, datetime

from django.db.models import Count, Q

from fanal.accounts.models import School
from fanal.accounts.reading.calendars import calendar_of
from fanal.bookings.models import Booking, WaitingListEntry
from fanal.bookings.reading.week import codes_of, offered, periods_of
from fanal.bookings.rules.booking import BookingState
from fanal.bookings.rules.use import Use, YearOfUse, codes_taken, periods_held

USED = (BookingState.HELD, BookingState.BACK)


def use_of(school: School, span: tuple[datetime, datetime], until: date) -> YearOfUse | None:
    """Since the first booking of this span, until this day; None where nothing was booked."""
    rows = Booking.objects.for_school(school).filter(
        state__in=USED, custody__span__startswith__range=span, custody__span__startswith__date__lte=until
    )
    booked = list(
        rows.order_by("custody__span").values_list("bookable", "periods", "custody__span", "is_complete")
    )
    if not booked:
        return None
    periods, things = periods_of(school), offered(school)
    first = booked[0][2].lower.astimezone(school.zone_info).date()
    held = periods_held(first, until, periods, calendar_of(school))
    wanted = dict(
        WaitingListEntry.objects.for_school(school)
        .filter(starts_at__range=span)
        .values_list("bookable")
        .annotate(count=Count("pk", filter=Q(starts_at__date__lte=until)))
    )
    taken = defaultdict[int, list[str]](list)
    missing = defaultdict[int, int](int)
    for bookable, codes, _, is_complete in booked:
        taken[bookable].append(codes)
        missing[bookable] += is_complete is False
    possible = sum(held.values())
    uses = [
        Use(
            str(one),
            sum(codes_taken(taken[one.pk]).values()),
            possible,
            wanted.get(one.pk, 0),
            missing[one.pk],
        )
        for one in things
    ]
    by_code = codes_taken(codes for one in things for codes in taken[one.pk])
    by_period = [Use(code, by_code[code], held[code] * len(things)) for code, _ in codes_of(periods)]
    return YearOfUse(first, until, sorted(uses, key=lambda use: -use.taken), by_period)
