"""May this person book this thing then, and who has it already? The preview and the action ask the same."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from fanal.accounts.models import Membership, Person, School
from fanal.accounts.reading.calendars import calendar_of, closings_of
from fanal.bookings.models import Bookable, Booking
from fanal.bookings.rules import booking as rules
from fanal.bookings.rules.booking import BookingLimits, Repeat, Wanted
from fanal.equipment.models import Custody
from fanal.equipment.reading.custody import custodies_of
from fanal.timetable.rules.periods import Slot
from fanal.year.rules.delays import WorkingCalendar, staff_calendar

TAKEN = "déjà pris"


@dataclass(frozen=True)
class Eligibility:
    """What somebody may ask of one thing. `held`: how many of its slots to come are theirs already.

    `leaves_on`: last day of their functions here; none when nothing says that they end. `lacks`: why nothing
    would leave with it, empty when something does.
    """

    school: School
    limits: BookingLimits
    calendar: WorkingCalendar
    now: datetime
    is_team: bool
    held: int
    leaves_on: date | None = None
    lacks: str = ""

    def refusals(self, slot: Slot, granted: int = 0) -> list[str]:
        """Why this slot cannot be theirs, if nobody has it, beside those `granted` at once with it."""
        if self.lacks:
            return [self.lacks]
        starts, ends = slot.bounds(self.school.zone_info)
        wanted = Wanted(slot.day, starts, ends, len(slot.periods))
        return rules.refusals(
            wanted,
            self.limits,
            now=self.now,
            held=self.held,
            asked=granted,
            calendar=self.calendar,
            is_team=self.is_team,
            leaves_on=self.leaves_on,
        )


def eligibility_of(
    bookable: Bookable,
    person: Person | None,
    school: School,
    *,
    now: datetime,
    is_team: bool,
    but: Booking | None = None,
) -> Eligibility:
    """`but`: a booking that is about to change, and does not count."""
    theirs = Booking.objects.for_school(school).filter(bookable=bookable, custody__person=person)
    if but is not None:
        theirs = theirs.exclude(pk=but.pk)
    count = theirs.to_come(now).count()
    functions = Membership.objects.for_school(school).filter(person=person).last_days()
    leaves_on = functions.first() if person else None
    lacks = _lacks(bookable) if person else ""
    calendar = staff_calendar(calendar_of(school))
    return Eligibility(school, bookable.limits, calendar, now, is_team, count, leaves_on, lacks=lacks)


def _lacks(bookable: Bookable) -> str:
    """Why nothing would leave with it. One question, of a trolley or a case alone."""
    if bookable.is_room:
        return ""
    row = Bookable.objects.for_school(bookable.school_id).listed().get(pk=bookable.pk)
    return rules.emptied_refusal(str(row), row.content) if row.is_emptied else ""


@dataclass(frozen=True)
class RepeatLine:
    """One day of « chaque semaine ». `why_not`: why it is left out; empty when it will be booked."""

    slot: Slot
    why_not: str = ""


@dataclass(frozen=True)
class Repeats:
    """The days of a booking that comes again, and those on which the school is closed."""

    lines: list[RepeatLine]
    closed: list[date]

    @property
    def slots(self) -> list[Slot]:
        return [line.slot for line in self.lines]

    @property
    def free(self) -> int:
        return sum(not line.why_not for line in self.lines)


def repeats_of(slots: Iterable[Slot], repeat: Repeat, bookable: Bookable, may: Eligibility) -> Repeats:
    """The same stretches week after week, each with what the action would say of it."""
    school, today = may.school, may.now.astimezone(may.school.zone_info).date()
    closings = [(closing.first_day, closing.back_on) for closing in closings_of(school)]
    every, closed = list[Slot](), set[date]()
    for slot in slots:
        until = rules.last_repeat(slot.day, closings, today=today, limits=may.limits, is_team=may.is_team)
        days, shut = rules.repeated(slot.day, repeat, until=until, calendar=may.calendar)
        every += [Slot(day, slot.periods) for day in days]
        closed.update(shut)
    every = sorted(set(every), key=lambda slot: (slot.day, slot.periods))
    taken, lines = _taken(every, bookable, may), list[RepeatLine]()
    granted = 0
    for slot in every:
        why_not = taken[slot] if slot in taken else " ".join(may.refusals(slot, granted))
        if not why_not:
            granted += 1
        lines.append(RepeatLine(slot, why_not))
    return Repeats(lines, sorted(closed))


def _taken(slots: list[Slot], bookable: Bookable, may: Eligibility) -> dict[Slot, str]:
    """Those at which somebody has it, and which periods: one leaves out all. One question."""
    if not slots:
        return {}
    zone = may.school.zone_info
    spans = {slot: slot.bounds(zone) for slot in slots}
    first, last = min(start for start, _ in spans.values()), max(end for _, end in spans.values())
    custodies = list(custodies_of(bookable.thing, first, last))
    over = {
        slot: near
        for slot, (starts, ends) in spans.items()
        if (near := [row for row in custodies if row.overlaps(rules.starts_at(starts, ends, may.now), ends)])
    }
    return {slot: _why_taken(slot, near, may) for slot, near in over.items()}


def _why_taken(slot: Slot, custodies: list[Custody], may: Eligibility) -> str:
    """« déjà pris »; « M2 déjà pris, tout est sauté » where the other periods of the stretch are free."""
    zone = may.school.zone_info
    codes = [
        period.code
        for period in slot.periods
        if any(row.overlaps(*period.on(slot.day, zone)) for row in custodies)
    ]
    return TAKEN if len(codes) in {0, len(slot.periods)} else f"{' '.join(codes)} {TAKEN}, tout est sauté"
