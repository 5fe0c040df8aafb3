"""When do the lessons of a timetable take place, from tomorrow to the end of the year?"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from fanal.accounts.models import School
from fanal.accounts.reading.calendars import calendar_of
from fanal.accounts.rules.years import year_of
from fanal.bookings.models.alternation import alternation_of
from fanal.bookings.reading.week import periods_of
from fanal.bookings.rules.periods import Period
from fanal.bookings.rules.timetable import Lesson, apart, fitted

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class LessonDays:
    """The days of lessons to come, each with its letter (A, B or none) and its periods."""

    zone: ZoneInfo
    days: list[tuple[date, str, list[Period]]]

    def spans(self, lessons: Iterable[Lesson]) -> list[tuple[DateTimeTZRange, str]]:
        """Over which times these lessons hold their room, and for which classes."""
        lessons, found = list(lessons), list[tuple[DateTimeTZRange, str]]()
        for day, letter, periods in self.days:
            held = [
                (*fitted(lesson.starts, lesson.ends, periods), lesson.about)
                for lesson in lessons
                if lesson.is_on(day, letter)
            ]
            for starts, ends, classes in apart(held):
                first, last = (datetime.combine(day, at, self.zone) for at in (starts, ends))
                found.append((DateTimeTZRange(first, last), classes))
        return found


def lesson_days(school: School, now: datetime) -> LessonDays:
    """From tomorrow on: the lessons of today take place. Three questions."""
    calendar, alternation, periods = calendar_of(school), alternation_of(school), periods_of(school)
    today = now.astimezone(school.zone_info).date()
    last = year_of(today).lessons_end_on
    days = (today + ONE_DAY * shift for shift in range(1, (last - today).days + 1))
    return LessonDays(
        school.zone_info,
        [
            (day, alternation.letter(day, calendar), [one for one in periods if one.weekday == day.weekday()])
            for day in days
            if calendar.is_working(day)
        ],
    )
