"""How many working days between two days, and when may a mail leave?

Two clocks (`docs/domain/year.md`): the authority's people work during school holidays, so what is expected
of them runs on a calendar with public holidays only; what the school promises runs on the school's.
Quiet hours: 20:00–07:00 and the week-end, a setting; never applied to what is urgent (breach,
outage, sign-in, password, technicians); a last reminder is advanced, never postponed.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from fanal.year.rules.calendars import HolidayPeriod, Region, public_holidays

ONE_DAY = timedelta(days=1)
SATURDAY = 5
LONGEST_CLOSING = timedelta(days=100)  # the summer holidays last about sixty
YEARS = range(2000, 2100)  # of a period without classes
LONGEST_SEARCH = 800  # days; no calendar is closed for two years, a mistyped one may be


@dataclass(frozen=True)
class WorkingCalendar:
    """Days on which people work: Monday to Friday, but public holidays and closed ranges.

    A closed range is (first closed day, day of return).
    """

    closed: frozenset[tuple[date, date]] = frozenset()
    region: Region = Region.MAINLAND

    def is_working(self, day: date) -> bool:
        if day.weekday() >= SATURDAY or day in public_holidays(day.year, self.region):
            return False
        return not any(first <= day < back for first, back in self.closed)


def school_calendar(holidays: Iterable[HolidayPeriod], region: Region = Region.MAINLAND) -> WorkingCalendar:
    """The school's clock: stopped during its holidays."""
    return WorkingCalendar(frozenset((h.first_day, h.back_on) for h in holidays), region)


def staff_calendar(calendar: WorkingCalendar) -> WorkingCalendar:
    """The school's clock for its staff, who come back a working day before the pupils at the end of summer.

    The yearly order on the calendar says it (« rentrée des enseignants »); a school that closes otherwise
    writes its own summer.
    """
    open_days = authority_calendar(calendar.region)
    ranges = (
        (first, next_working_day(back - ONE_DAY, open_days, step=-1) if _is_summer(first, back) else back)
        for first, back in calendar.closed
    )
    return WorkingCalendar(frozenset(pair for pair in ranges if pair[0] < pair[1]), calendar.region)


def _is_summer(first: date, back: date) -> bool:
    return first <= date(back.year, 8, 1) < back


def authority_calendar(region: Region = Region.MAINLAND) -> WorkingCalendar:
    """The authority's clock: only public holidays stop it."""
    return WorkingCalendar(region=region)


OFFICE_DAYS = authority_calendar()


def closing_refusals(name: str, first_day: date, back_on: date) -> list[str]:
    """Why this cannot be a period without classes; an empty list means it can."""
    if not name.strip() or back_on <= first_day:
        return ["La reprise doit venir après le premier jour sans classe, et la période avoir un nom."]
    if back_on - first_day > LONGEST_CLOSING or first_day.year not in YEARS:
        return [f"Une période sans classe dure {LONGEST_CLOSING.days} jours au plus : vérifiez les années."]
    return []


def next_working_day(day: date, calendar: WorkingCalendar, *, step: int = 1) -> date:
    """`day` itself when people work, else the nearest working day after it (before it: step=-1).

    ValueError when the calendar stays closed for more than two years.
    """
    for shift in range(LONGEST_SEARCH):
        candidate = day + step * shift * ONE_DAY
        if calendar.is_working(candidate):
            return candidate
    raise ValueError("Ce calendrier ne laisse aucun jour ouvré pendant deux ans : vérifiez ses dates.")


def add_working_days(day: date, count: int, calendar: WorkingCalendar) -> date:
    """The `count`-th working day after `day` (before it when negative); 0 is the next working day."""
    step = -1 if count < 0 else 1
    if count == 0:
        return next_working_day(day, calendar)
    for _ in range(abs(count)):
        day = next_working_day(day + step * ONE_DAY, calendar, step=step)
    return day


def working_days_between(start: date, end: date, calendar: WorkingCalendar) -> int:
    """Working days after `start`, up to and including `end`; 0 when `end` is not later."""
    span = range(1, max(0, (end - start).days) + 1)
    return sum(calendar.is_working(start + shift * ONE_DAY) for shift in span)


@dataclass(frozen=True)
class QuietHours:
    """When staff are left in peace. `starts` in the evening, `ends` in the morning."""

    starts: time = time(20)
    ends: time = time(7)
    on_days_off: bool = True

    def is_day_off(self, day: date, calendar: WorkingCalendar) -> bool:
        return self.on_days_off and not calendar.is_working(day)

    def covers(self, moment: datetime, calendar: WorkingCalendar) -> bool:
        at = moment.time()
        return at < self.ends or at >= self.starts or self.is_day_off(moment.date(), calendar)


STAFF_QUIET = QuietHours()


def next_allowed(
    moment: datetime,
    *,
    urgent: bool,
    calendar: WorkingCalendar = OFFICE_DAYS,
    quiet: QuietHours = STAFF_QUIET,
) -> datetime:
    """When a mail ready at `moment` may leave. `moment` carries the school's time zone.

    Urgent mails leave at once. The default calendar stops on week-ends and public holidays only.
    """
    if urgent or not quiet.covers(moment, calendar):
        return moment
    day = moment.date() + (ONE_DAY if moment.time() >= quiet.starts else timedelta())
    if quiet.on_days_off:
        day = next_working_day(day, calendar)
    return datetime.combine(day, quiet.ends, tzinfo=moment.tzinfo)
