"""The grid of a week, where one books and where one moves a booking."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from fanal.accounts.models import School
from fanal.accounts.reading.requests import SchoolRequest
from fanal.bookings.models import Bookable, Booking, WaitingListEntry
from fanal.bookings.reading.addresses import week_address
from fanal.bookings.reading.cells import Cell, GridReader
from fanal.bookings.reading.own import faults_of
from fanal.bookings.reading.week import FreeNow, Week, week
from fanal.bookings.rules.booking import WEEK
from fanal.core.http.addresses import address
from fanal.core.pages.page import FormPage
from fanal.equipment.reading.faults import OpenFault
from fanal.timetable.models.alternation import alternation_of
from fanal.timetable.rules.periods import Period, next_lesson

FAR = timedelta(days=400)


@dataclass(frozen=True)
class WeekGrid:
    """The grid of one thing. A phone opens on the day `opens_on`, which is the day number `opens_at` of it.

    `days`, `before` and `after`: the address of each day, and of the weeks around; `until`: the last day that
    may be booked, where it ends within this week; `asks`: somebody has to agree.
    """

    bookable: Bookable
    week: Week
    letter: str
    opens_on: date
    opens_at: int
    days: list[tuple[date, str]]
    before: str
    after: str
    until: date | None
    faults: list[OpenFault]
    asks: bool


@dataclass(frozen=True)
class ThingChip:
    """One thing to choose; `count`: « 13 sur 15 appareils », where it holds something."""

    label: str
    url: str
    count: str | None
    current: bool


@dataclass(frozen=True)
class SlotWait:
    """What they wait for, with its week, and whether they were told that it freed itself (`entry`)."""

    entry: WaitingListEntry
    thing: Bookable
    words: str
    url: str


@dataclass(frozen=True)
class AroundWeek:
    """What stands around the grid where one books: the other things, what is free now, one's own bookings.

    `all_own`: the address that lists them all, where there are more; `school`: what the team may do there.
    """

    school: School
    choices: list[tuple[int, str, bool]]
    things: list[ThingChip]
    are_many: bool
    free_now: FreeNow | None
    waits: list[SlotWait]
    own: list[tuple[Booking, str]]
    all_own: str
    for_somebody: str
    for_oneself: str


@dataclass(frozen=True, kw_only=True)
class BookingWeek(FormPage):
    """The week where one books (`around`), or where one moves a booking (`moving`, and its `cells`)."""

    template = "bookings/week.html"

    grid: WeekGrid
    ticked: list[str]
    around: AroundWeek | None = None
    closes: bool = False
    moving: Booking | None = None
    cells: list[str] = field(default_factory=list)


def day_shown(request: SchoolRequest, periods: list[Period], reader: GridReader) -> date:
    """`?le=`: a day to show; else, or out of reach, the next one on which a lesson is to come."""
    try:
        day = date.fromisoformat(request.GET.get("le", ""))
    except ValueError:
        zone, is_open = reader.school.zone_info, reader.calendar.is_working
        return next_lesson(request.today, periods, reader.now, zone, is_open)
    return day if abs(day - request.today) < FAR else request.today


def _lesson_day(day: date, periods: list[Period]) -> date:
    """A link to a Saturday opens the week of the Monday after it, not the one that is past."""
    lessons = {period.weekday for period in periods}
    after = (day + timedelta(days=shift) for shift in range(WEEK.days))
    return next((one for one in after if one.weekday() in lessons), day)


def for_whom(request: SchoolRequest) -> str:
    """What the links of the page keep of `?pour=`: another week is still for a colleague."""
    return "&pour=" if "pour" in request.GET else ""


def _first_free(shown_week: Week, since: date, periods: list[Period], reader: GridReader) -> date:
    """The day that a phone opens on: the first one with something free to come; else that day itself."""
    at = {(period.weekday, period.code): period for period in periods}

    def is_to_come(cell: Cell) -> bool:
        if cell.kind != "free" or cell.day < since:
            return False
        return at[cell.day.weekday(), cell.code].on(cell.day, reader.school.zone_info)[0] > reader.now

    return min((cell.day for row in shown_week.rows for cell in row.cells if is_to_come(cell)), default=since)


def grid(
    request: SchoolRequest, bookable: Bookable, day: date, periods: list[Period], reader: GridReader
) -> WeekGrid:
    """The cells of what is moving may be taken again."""
    uai, moving, day = reader.school.uai, reader.moving, _lesson_day(day, periods)

    def where(one: date) -> str:
        if moving is None:
            return f"{week_address(uai, bookable, one)}{for_whom(request)}"
        return f"{address('bookings:booking_move', uai, moving.pk)}?le={one.isoformat()}"

    shown_week = week(bookable, day, periods, reader)
    last_day = reader.last_day(bookable)
    opens_on = day if day in shown_week.days else shown_week.days[0]
    if "le" not in request.GET:
        opens_on = _first_free(shown_week, opens_on, periods, reader)
    # A fault of today is not July's.
    is_near = request.today - WEEK < shown_week.days[0] <= request.today + WEEK
    return WeekGrid(
        bookable=bookable,
        week=shown_week,
        letter=alternation_of(reader.school).letter(opens_on, reader.calendar),
        opens_on=opens_on,
        opens_at=shown_week.days.index(opens_on),
        days=[(one, where(one)) for one in shown_week.days],
        before=where(opens_on - WEEK),
        after=where(opens_on + WEEK),
        until=last_day if last_day and last_day < shown_week.days[-1] else None,
        faults=faults_of(bookable, request.member) if is_near else [],
        asks=bookable.needs_approval and not bookable.is_approved_by(request.actor),
    )
