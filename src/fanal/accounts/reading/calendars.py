"""The two clocks of a school: its own, closed in the holidays, and its authority's, which is not."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet, Value

from fanal.accounts.models import Holiday, School, SchoolHoliday
from fanal.core.database.prepared import prepared
from fanal.year.rules import calendars
from fanal.year.rules.delays import WorkingCalendar, authority_calendar, next_allowed, school_calendar


@dataclass(frozen=True)
class Closing:
    """A closed period as it holds for one school. `is_own`: the school keeps it itself."""

    name: str
    school_year: str
    first_day: date
    back_on: date
    is_certain: bool
    is_own: bool = False
    source: str = ""

    @property
    def is_by_hand(self) -> bool:
        """Somebody of the school wrote it: no file of everybody changes it."""
        return self.is_own and not self.source


def load_holidays() -> None:
    """Fill the shared catalogue with the published dates; rows already there are kept as they are."""
    Holiday.objects.bulk_create(
        [
            Holiday(
                zone=zone,
                school_year=str(period.year),
                name=period.name,
                first_day=period.first_day,
                back_on=period.back_on,
                source=period.source[:120],
                is_certain=period.certainty is calendars.DateCertainty.CERTAIN,
            )
            for period in calendars.HOLIDAYS
            for zone in period.zones
        ],
        ignore_conflicts=True,
    )


PERIOD = ("name", "school_year", "first_day", "back_on", "is_certain")


@prepared
def _closings(school_id: int, zone: str) -> QuerySet[Any, Any]:
    def of(rows: QuerySet, *, is_own: bool) -> QuerySet[Any, Any]:
        return rows.order_by().values_list(*PERIOD, Value(is_own), "source")

    own = of(SchoolHoliday.objects.for_school(school_id), is_own=True)
    return own.union(of(Holiday.objects.filter(zone=zone), is_own=False), all=True)


def closings_of(school: School) -> list[Closing]:
    """The school's own periods, and those of its zone that it has not replaced. One question."""
    every = [Closing(*row) for row in _closings(school.pk, str(school.zone))]
    own = [closing for closing in every if closing.is_own]
    national = (closing for closing in every if not closing.is_own)
    return sorted(_merged(own, national), key=lambda closing: closing.first_day)


def _merged(own: list[Closing], national: Iterable[Closing]) -> list[Closing]:
    replaced = {(closing.school_year, closing.name) for closing in own}
    return own + [closing for closing in national if (closing.school_year, closing.name) not in replaced]


def calendar_of(school: School) -> WorkingCalendar:
    """The school's own working days: for what we promise to its people. Needs its scope."""
    return calendar_with(school, closings_of(school))


def calendar_with(school: School, closings: Iterable[Closing]) -> WorkingCalendar:
    """The same, for whoever has read its closings already."""
    sure = calendars.DateCertainty.CERTAIN
    holidays = (
        calendars.HolidayPeriod(
            closing.name, closing.first_day, closing.back_on, school.zone, closing.source, sure
        )
        for closing in closings
    )
    return school_calendar(holidays, calendars.Region(school.region))


def closing_on(school: School, day: date) -> str:
    """The holiday this day falls in at this school; empty when it is open. One question."""
    held = (closing.name for closing in closings_of(school) if closing.first_day <= day < closing.back_on)
    return next(held, "")


def office_days(school: School) -> WorkingCalendar:
    """Monday to Friday but the public holidays of where the school is: for mails, and for its authority.

    The people of an authority work during school holidays (`docs/domain/year.md`, « Two clocks »).
    """
    return authority_calendar(calendars.Region(school.region))


def leaves_at(school: School, now: datetime) -> datetime:
    """When a mail to its staff leaves: now, or the next working morning when its evenings are quiet."""
    local, urgent = now.astimezone(school.zone_info), not school.has_quiet_hours
    return next_allowed(local, urgent=urgent, calendar=office_days(school))
