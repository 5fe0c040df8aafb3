"""The exams to come, their machines, and what planning one would take from others."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from fanal.bookings.models import Bookable, Booking, Exam
from fanal.bookings.reading.cells import OTHERS
from fanal.bookings.rules.exam import Seats
from fanal.core.text.french import full_day
from fanal.equipment.models import Custody, Equipment
from fanal.equipment.reading.custody import custodies_of, lent_out
from fanal.equipment.rules.states import PRESENT, WORKING
from fanal.timetable.rules.periods import Slot, clock

MACHINES = ("computer", "tablet")  # the sorts of trouble of what a candidate sits at
SCREEN = "écran"  # a type begins so: nobody sits at a screen alone


def seats_of(exam: Exam) -> list[Seats]:
    """Its rooms and cases, each with the machines that work and are not lent. Two questions."""
    things = Bookable.objects.for_school(exam.school_id).filter(bookings__exam=exam).distinct()
    return seats_in(list(things.select_related("room", "equipment")))


def seats_in(things: Sequence[Bookable]) -> list[Seats]:
    """The machines of each: those that stand in a room, in no case; those of a case. One question."""
    if not things:
        return []
    rooms = [one.room_id for one in things if one.is_room]
    cases = [one.equipment_id for one in things if one.equipment_id]
    rows = Equipment.objects.for_school(things[0].school_id).filter(
        state__in=PRESENT, type__kind__in=MACHINES
    )
    rows = rows.filter(content__isnull=True).exclude(type__name__istartswith=SCREEN).order_by()
    machines = rows.filter(Q(room__in=rooms, kept_in__isnull=True) | Q(kept_in__in=cases))
    counted = {
        (room if case is None else None, case): (working, total)
        for room, case, working, total in machines.values_list("room", "kept_in").annotate(
            working=Count("pk", filter=Q(~lent_out("pk"), state__in=WORKING)), total=Count("pk")
        )
    }
    return [Seats(str(one), *_of(counted, one)) for one in things]


def _of(counted: dict[tuple[int | None, int | None], tuple[int, int]], thing: Bookable) -> tuple[int, int]:
    if thing.is_room:
        return counted.get((thing.room_id, None), (0, 0))
    both = [numbers for (_, case), numbers in counted.items() if case == thing.equipment_id]
    return sum(working for working, _ in both), sum(total for _, total in both)


@dataclass(frozen=True)
class Displaced:
    """What an exam would take: of whom, when; a lesson of the timetable has nobody."""

    what: str
    when: str
    who: str
    is_lesson: bool


def displaced_by(things: Sequence[Bookable], slots: Sequence[Slot]) -> list[Displaced]:
    """What somebody has of these things then: shown before it is taken."""
    found = list[Displaced]()
    for thing in things:
        zone, known = thing.school.zone_info, set[int]()
        for slot in slots:
            rows = custodies_of(thing.thing, *slot.bounds(zone)).select_related("person", "booking")
            for custody in rows:
                if custody.pk not in known:
                    is_lesson = custody.kind == Custody.Kind.LESSON
                    found.append(Displaced(str(thing), _when(custody, slot), _who(custody), is_lesson))
                known.add(custody.pk)
    return found


def _when(custody: Custody, slot: Slot) -> str:
    """Its own periods, not those of the exam."""
    booking = getattr(custody, "booking", None)
    if booking is not None:
        return f"{full_day(slot.day)}, {booking.periods}"
    local = custody.span.lower.astimezone(custody.school.zone_info)
    return f"{full_day(slot.day)}, à {clock(local.time())}"


def _who(custody: Custody) -> str:
    if custody.kind in OTHERS:
        return custody.label or OTHERS[custody.kind]
    return custody.person.polite_name if custody.person else ""


def exams_to_come(school_id: int, today: date) -> list[Exam]:
    rows = Exam.objects.for_school(school_id).filter(is_cancelled=False, day__gte=today)
    return list(rows.order_by("day", "periods"))


def bookings_of(exam: Exam) -> list[Booking]:
    rows = Booking.objects.for_school(exam.school_id).filter(exam=exam)
    return list(rows.with_thing().order_by("custody__span", "pk"))
