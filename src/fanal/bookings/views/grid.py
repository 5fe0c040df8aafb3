"""The grid of a week, where one books and where one moves a booking."""

from datetime import date, timedelta
from typing import Any

from fanal.accounts.reading.requests import SchoolRequest
from fanal.bookings.models import Bookable
from fanal.bookings.models.alternation import alternation_of
from fanal.bookings.reading.addresses import week_address
from fanal.bookings.reading.cells import Cell, GridReader
from fanal.bookings.reading.own import faults_of
from fanal.bookings.reading.week import Week, week
from fanal.bookings.rules.booking import WEEK
from fanal.bookings.rules.periods import Period, next_lesson
from fanal.core.addresses import address

FAR = timedelta(days=400)


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


def _first_free(shown: Week, since: date, periods: list[Period], reader: GridReader) -> date:
    """The day that a phone opens on: the first one with something free to come; else that day itself."""
    at = {(period.weekday, period.code): period for period in periods}

    def is_to_come(cell: Cell) -> bool:
        if cell.kind != "free" or cell.day < since:
            return False
        return at[cell.day.weekday(), cell.code].on(cell.day, reader.school.zone_info)[0] > reader.now

    return min((cell.day for row in shown.rows for cell in row.cells if is_to_come(cell)), default=since)


def grid(
    request: SchoolRequest, bookable: Bookable, day: date, periods: list[Period], reader: GridReader
) -> dict[str, Any]:
    """The cells of what is moving may be taken again."""
    uai, moving, day = reader.school.uai, reader.moving, _lesson_day(day, periods)

    def where(one: date) -> str:
        if moving is None:
            return f"{week_address(uai, bookable, one)}{for_whom(request)}"
        return f"{address('bookings:booking_move', uai, moving.pk)}?le={one.isoformat()}"

    shown = week(bookable, day, periods, reader)
    last_day = reader.last_day(bookable)
    chosen = day if day in shown.days else shown.days[0]
    if "le" not in request.GET:
        chosen = _first_free(shown, chosen, periods, reader)
    is_near = request.today - WEEK < shown.days[0] <= request.today + WEEK  # a fault of today is not July's
    return {
        "bookable": bookable,
        "week": shown,
        "letter": alternation_of(reader.school).letter(chosen, reader.calendar),
        "chosen": chosen,
        "shown": shown.days.index(chosen),
        "days": [(one, where(one)) for one in shown.days],
        "before": where(chosen - WEEK),
        "after": where(chosen + WEEK),
        "until": last_day if last_day and last_day < shown.days[-1] else None,
        "faults": faults_of(bookable, request.member) if is_near else [],
        "asks": bookable.needs_approval and not bookable.is_approved_by(request.actor),
        "ticked": request.POST.getlist("case"),
    }
