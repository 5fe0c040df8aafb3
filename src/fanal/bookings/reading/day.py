"""One day of all that can be booked: for a member, and for the screen in the hall."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from fanal.bookings.models import Bookable
from fanal.bookings.reading.cells import Cell, GridReader
from fanal.bookings.reading.held import Held, held_rows
from fanal.equipment.models import Custody
from fanal.timetable.rules.periods import Period, clock, running


@dataclass(frozen=True)
class DayColumn:
    """One period of the day. `is_now`: its lesson runs; `is_next`: it is the first that is not over."""

    code: str
    starts: str
    is_now: bool
    is_next: bool


@dataclass(frozen=True)
class DayGrid:
    """`rows`: each thing with its cells, one for each column."""

    day: date
    columns: list[DayColumn]
    rows: list[tuple[Bookable, list[Cell]]]
    closed: str = ""


def day_grid(things: Sequence[Bookable], day: date, periods: Sequence[Period], reader: GridReader) -> DayGrid:
    """One question for all of them, beside the calendar."""
    lessons = sorted(period for period in periods if period.weekday == day.weekday())
    if not reader.calendar.is_working(day):
        return DayGrid(day, [], [], reader.why_closed(day))
    zone, now = reader.school.zone_info, reader.now
    present = running(day, lessons, now, zone)
    to_come = next((period for period in lessons if period.on(day, zone)[1] > now), None)
    first = datetime.combine(day, time(), zone)
    rows = Custody.objects.for_school(reader.school).held().over(first, first + timedelta(days=1))
    holdings = defaultdict[tuple[int | None, int | None], list[Held]](list)
    for one in (Held(*row) for row in held_rows(rows)):
        holdings[one.room_id, one.equipment_id].append(one)
    return DayGrid(
        day,
        [
            DayColumn(period.code, clock(period.starts), period == present, period == to_come)
            for period in lessons
        ],
        [(one, _cells(one, holdings[one.room_id, one.equipment_id], day, lessons, reader)) for one in things],
    )


def _cells(
    thing: Bookable, holdings: list[Held], day: date, lessons: Sequence[Period], reader: GridReader
) -> list[Cell]:
    return [
        reader.cell(thing, holdings, day, period.code, period, period.starts.hour * 60 + period.starts.minute)
        for period in lessons
    ]
