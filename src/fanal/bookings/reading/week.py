"""The week of one thing: who has it, where it is free, where the school is closed."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import Any

from django.db.models import QuerySet

from fanal.accounts.models import School
from fanal.accounts.models.member import Actor, Member
from fanal.accounts.models.roles import TEAM
from fanal.bookings.models import Approver, Bookable, WaitingListEntry
from fanal.bookings.models.bookable import BookableQuerySet
from fanal.bookings.reading.cells import Cell, GridReader
from fanal.bookings.reading.held import Held, held_rows
from fanal.bookings.rules.booking import week_of
from fanal.core.database.prepared import prepared
from fanal.equipment.models import Custody, Equipment, Room
from fanal.equipment.reading.custody import custodies_of
from fanal.timetable.rules.periods import Period, clock, running

MOST_WAITS = 20  # that one person may have to come
LUNCH = 45  # minutes without a lesson that the grid shows as a pause


@dataclass(frozen=True)
class Row:
    """One period across the week. `is_after_pause`: a pause comes before it."""

    code: str
    starts: str
    cells: list[Cell]
    is_after_pause: bool = False


@dataclass(frozen=True)
class Week:
    """The days of a week, and a row for each code of a period. `waits`: of its reader, for anything."""

    days: list[date]
    rows: list[Row]
    waits: list[WaitingListEntry] = field(default_factory=list)

    @property
    def free(self) -> int:
        return sum(cell.kind == "free" for row in self.rows for cell in row.cells)


@prepared
def _offered(school_id: int) -> BookableQuerySet:
    return Bookable.objects.for_school(school_id).offered().listed()


def offered(school: School) -> list[Bookable]:
    """All that can be booked here, rooms first, by name."""
    return sorted(_offered(school.pk), key=lambda one: (not one.is_room, str(one)))


def offered_to(member: Member) -> list[Bookable]:
    """What this member can book."""
    return [one for one in offered(member.school) if one.is_for(member)] if member.person else []


@prepared
def _holding_rows(
    school_id: int, thing_id: int, first: datetime, until: datetime, *, is_room: bool
) -> QuerySet[Any, Any]:
    thing = Room(pk=thing_id, school_id=school_id) if is_room else Equipment(pk=thing_id, school_id=school_id)
    return held_rows(custodies_of(thing, first, until))


def week(bookable: Bookable, day: date, periods: list[Period], reader: GridReader) -> Week:
    """The week that holds `day`, as its reader may see it. Two questions."""
    days, school = week_of(day, {period.weekday for period in periods}), reader.school
    if not days:
        return Week([], [])
    first = datetime.combine(days[0], time(), school.zone_info)
    rows = _holding_rows(
        school.pk, bookable.thing_id, first, first + timedelta(days=7), is_room=bookable.is_room
    )
    holdings = [Held(*row) for row in rows]
    at = {(period.weekday, period.code): period for period in periods}
    held_on = {one: _held_on(one, holdings, school) for one in days}

    def cells(code: str, minute: int) -> list[Cell]:
        return [
            reader.cell(bookable, held_on[one], one, code, at.get((one.weekday(), code)), minute)
            for one in days
        ]

    waits = list(_waits(school.pk, reader.person.pk, reader.now)) if reader.person else []
    waited = _cells_of(waits, bookable, school)
    shown = [
        (code, minute, [_awaited(cell, waited) for cell in cells(code, minute)])
        for code, minute in codes_of(periods)
    ]
    return Week(days, _with_pauses(shown, periods), waits)


def _held_on(day: date, holdings: list[Held], school: School) -> list[Held]:
    first = datetime.combine(day, time(), school.zone_info)
    return [one for one in holdings if one.overlaps(first, first + timedelta(days=1))]


def _waits(school_id: int, person_id: int, now: datetime) -> QuerySet[WaitingListEntry]:
    """What somebody waits for and has not begun, a thing after another: the grid and the list beside it."""
    entries = WaitingListEntry.objects.for_school(school_id).filter(person=person_id, starts_at__gt=now)
    return entries.order_by("starts_at", "pk")[:MOST_WAITS]


def _cells_of(waits: list[WaitingListEntry], bookable: Bookable, school: School) -> set[tuple[date, str]]:
    """The cells of this thing that they wait for, as long as nobody told them that it is free."""
    zone = school.zone_info
    mine = [one for one in waits if one.bookable_id == bookable.pk and one.told_at is None]
    return {(one.starts_at.astimezone(zone).date(), one.periods) for one in mine}


def _awaited(cell: Cell, waited: set[tuple[date, str]]) -> Cell:
    is_awaited = cell.can_wait and (cell.day, cell.code) in waited
    return replace(cell, who=f"{cell.who}, vous l’attendez".lstrip(", ")) if is_awaited else cell


def codes_of(periods: Iterable[Period]) -> list[tuple[str, int]]:
    """Each code once, by the earliest minute at which it begins."""
    first: dict[str, int] = {}
    for period in periods:
        minute = period.starts.hour * 60 + period.starts.minute
        first[period.code] = min(minute, first.get(period.code, minute))
    return sorted(first.items(), key=lambda pair: pair[1])


def _with_pauses(rows: list[tuple[str, int, list[Cell]]], periods: list[Period]) -> list[Row]:
    ends: dict[str, int] = {}
    for period in periods:
        minute = period.ends.hour * 60 + period.ends.minute
        ends[period.code] = max(minute, ends.get(period.code, 0))
    after = {late[0] for early, late in pairwise(rows) if late[1] - ends[early[0]] >= LUNCH}
    return [Row(code, _clock_of(at), cells, code in after) for code, at, cells in rows]


def _clock_of(minute: int) -> str:
    return clock(time(*divmod(minute, 60)))


@dataclass(frozen=True)
class FreeNow:
    """What nobody has in the lesson that is running."""

    code: str
    value: str
    things: list[Bookable]


def _held_now(school_id: int, now: datetime, until: datetime) -> Any:
    return Custody.objects.for_school(school_id).held().over(now, until).values_list("room", "equipment")


def granted_at_once(things: list[Bookable], actor: Actor) -> list[Bookable]:
    """Those that this actor has without anybody's agreement. One question, where some need one."""
    if actor.has(*TEAM) or not any(one.needs_approval for one in things):
        return things
    named = Approver.objects.for_school(things[0].school_id).filter(person=actor.person_id)
    own = set(named.values_list("bookable", flat=True))
    return [one for one in things if not one.needs_approval or one.pk in own]


def free_now(
    things: list[Bookable], periods: list[Period], reader: GridReader, actor: Actor
) -> FreeNow | None:
    """None when no lesson runs, or nothing is free. Two questions at most, during lessons alone.

    An agreement comes before the lesson: what needs one is not had in a lesson that runs.
    """
    zone, now = reader.school.zone_info, reader.now
    day = now.astimezone(zone).date()
    period = running(day, periods, now, zone)
    if period is None or not reader.calendar.is_working(day):
        return None
    taken = set(_held_now(reader.school.pk, now, period.on(day, zone)[1]))
    free = [
        one
        for one in granted_at_once(things, actor)
        if (one.room_id, one.equipment_id) not in taken and not one.why_no_use
    ]
    return FreeNow(period.code, f"{day.isoformat()} {period.code}", free) if free else None
