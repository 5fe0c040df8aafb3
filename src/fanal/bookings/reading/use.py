"""The use of a school year: of each thing, and of each period of the day. Six questions."""

from collections import defaultdict
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Min, Q

from fanal.accounts.models import School
from fanal.accounts.reading.calendars import calendar_of
from fanal.bookings.models import Bookable, Booking, WaitingListEntry
from fanal.bookings.reading.week import codes_of, offered, periods_of
from fanal.bookings.rules.booking import BookingState
from fanal.bookings.rules.use import Use, YearOfUse, codes_taken, periods_held
from fanal.core.journal.models import JournalEntry
from fanal.core.journal.writing import subject_of

OFFERED = "bookings.thing_offered"
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
    calendar, since = calendar_of(school), _since(school, things, booked)
    held_since = {day: periods_held(day, until, periods, calendar) for day in {first, *since.values()}}
    held = {one.pk: held_since[max(first, since.get(one.pk, first))] for one in things}
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
    uses = [
        Use(
            str(one),
            sum(codes_taken(taken[one.pk]).values()),
            held[one.pk].total(),
            wanted.get(one.pk, 0),
            missing[one.pk],
        )
        for one in things
    ]
    by_code = codes_taken(codes for one in things for codes in taken[one.pk])
    by_period = [
        Use(code, by_code[code], sum(held[one.pk][code] for one in things)) for code, _ in codes_of(periods)
    ]
    return YearOfUse(first, until, sorted(uses, key=lambda use: -use.taken), by_period)


def _since(school: School, things: list[Bookable], booked: list[Any]) -> dict[int, date]:
    """Since when each could be booked: as the journal says it, or its first booking. One question."""
    by_subject = {subject_of(one): one.pk for one in things}
    entries = JournalEntry.objects.for_school(school).filter(subject__in=by_subject, verb=OFFERED)
    offers = entries.order_by().values_list("subject").annotate(since=Min("at"))
    moments = [(by_subject[subject], at) for subject, at in offers]
    moments += [(bookable, span.lower) for bookable, _, span, _ in booked]
    since: dict[int, date] = {}
    for bookable, moment in moments:
        day = moment.astimezone(school.zone_info).date()
        since[bookable] = min(day, since.get(bookable, day))
    return since
