"""The use of what can be booked: the slots taken, of those that could be, of each thing and each period.

The page of the use and the indicator BK1 read the same slots, over a year or a month.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import chain

from django.db.models import Count, Min, Q

from fanal.accounts.models import School
from fanal.accounts.reading.calendars import calendar_of
from fanal.bookings.models import Bookable, Booking, WaitingListEntry
from fanal.bookings.models.booking import BookingQuerySet
from fanal.bookings.models.waiting import WaitingListEntryQuerySet
from fanal.bookings.reading.week import codes_of, offered
from fanal.bookings.rules.booking import HOLDING, BookingState
from fanal.bookings.rules.use import BookedSlot, Use, YearOfUse, possible, slots_held, slots_of, slots_over
from fanal.core.journal.models import JournalEntry
from fanal.core.journal.writing import subject_of
from fanal.equipment.models import Custody
from fanal.timetable.reading.periods import periods_of

OFFERED = "bookings.thing_offered"
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Slots:
    """Of one thing since `first`: what could be booked, and of that what was."""

    thing: Bookable
    first: date
    possible: frozenset[BookedSlot]
    taken: frozenset[BookedSlot]


def begins(school: School, day: date) -> datetime:
    return datetime.combine(day, time(), school.zone_info)


def booked_within(school: School, first: date, last: date) -> BookingQuerySet:
    """What was booked of what is still offered, from one day to another."""
    rows: BookingQuerySet = Booking.objects.for_school(school)
    return rows.used(begins(school, first), last).filter(bookable__in=[one.pk for one in offered(school)])


def slots_within(school: School, first: date, last: date) -> list[Slots]:
    """Of each thing that could already be booked by then. Seven questions."""
    things, periods = offered(school), periods_of(school)
    calendar, since = calendar_of(school), _since(school, things)
    taken, blocked = _taken(school, first, last), _blocked(school, things, first, last)
    begun = {one.pk: max(first, since.get(one.pk, first)) for one in things}
    slots_by_day = {
        day: slots_held(day, last, periods, calendar) for day in set(begun.values()) if day <= last
    }
    return [
        Slots(
            one,
            begun[one.pk],
            frozenset(possible(slots_by_day[begun[one.pk]], blocked[one.pk], taken[one.pk])),
            frozenset(taken[one.pk]),
        )
        for one in things
        if begun[one.pk] <= last
    ]


def _taken(school: School, first: date, last: date) -> dict[int, set[BookedSlot]]:
    slots = defaultdict[int, set[BookedSlot]](set)
    rows = booked_within(school, first, last).order_by()
    for bookable, codes, span in rows.values_list("bookable", "periods", "custody__span"):
        slots[bookable].update(slots_of(span.lower.astimezone(school.zone_info).date(), codes))
    return slots


def _blocked(school: School, things: list[Bookable], first: date, last: date) -> dict[int, set[BookedSlot]]:
    """What lessons, closings, exams and loans hold of each thing."""
    periods, zone = periods_of(school), school.zone_info
    by_room = {one.room_id: one.pk for one in things if one.is_room}
    by_machine = {one.equipment_id: one.pk for one in things if not one.is_room}
    since, until = begins(school, first), begins(school, last + ONE_DAY)
    is_closed = Q(booking__state=BookingState.CLOSED)
    is_exam = Q(booking__exam__isnull=False, booking__state__in=[*HOLDING, BookingState.BACK])
    rows = Custody.objects.for_school(school).held().whole().over(since, until)
    rows = rows.filter(Q(room__in=by_room) | Q(equipment__in=by_machine))
    rows = rows.filter(~Q(kind=Custody.Kind.BOOKING) | is_closed | is_exam)
    slots = defaultdict[int, set[BookedSlot]](set)
    for room, machine, span in rows.order_by().values_list("room", "equipment", "span"):
        thing = by_room[room] if room else by_machine[machine]
        starts, ends = max(span.lower, since), min(span.upper or until, until)
        slots[thing].update(slots_over(starts.astimezone(zone), ends.astimezone(zone), periods))
    return slots


def use_of(school: School, first: date, last: date) -> YearOfUse | None:
    """From the day on which something could be booked; None where nothing was booked."""
    every = slots_within(school, first, last)
    if not any(slots.taken for slots in every):
        return None
    waiting: WaitingListEntryQuerySet = WaitingListEntry.objects.for_school(school)
    wanted = dict(
        waiting.in_vain(begins(school, first), last).values_list("bookable").annotate(count=Count("pk"))
    )
    incomplete = dict(
        booked_within(school, first, last)
        .filter(is_complete=False)
        .order_by()
        .values_list("bookable")
        .annotate(count=Count("pk"))
    )
    uses = [
        Use(
            str(slots.thing),
            len(slots.taken),
            len(slots.possible),
            wanted.get(slots.thing.pk, 0),
            incomplete.get(slots.thing.pk, 0),
        )
        for slots in every
    ]
    by_period = [_of_period(code, every) for code, _ in codes_of(periods_of(school))]
    since = min(slots.first for slots in every)
    return YearOfUse(since, last, sorted(uses, key=lambda use: -use.taken), by_period)


def _of_period(code: str, every: list[Slots]) -> Use:
    """All that is offered, at one hour of the day."""
    taken = chain.from_iterable(slots.taken for slots in every)
    offered_then = chain.from_iterable(slots.possible for slots in every)
    return Use(
        code,
        sum(period == code for _, period in taken),
        sum(period == code for _, period in offered_then),
    )


def _since(school: School, things: list[Bookable]) -> dict[int, date]:
    """Since when each could be booked: as the journal says it, or its first booking. Two questions."""
    by_subject = {subject_of(one): one.pk for one in things}
    entries = JournalEntry.objects.for_school(school).filter(subject__in=by_subject, verb=OFFERED)
    offers = entries.order_by().values_list("subject").annotate(since=Min("at"))
    found = [(by_subject[subject], at) for subject, at in offers]
    rows = Booking.objects.for_school(school).filter(bookable__in=by_subject.values()).order_by()
    found += list(rows.values_list("bookable").annotate(since=Min("custody__span__startswith")))
    since: dict[int, date] = {}
    for bookable, moment in found:
        day = moment.astimezone(school.zone_info).date()
        since[bookable] = min(day, since.get(bookable, day))
    return since
